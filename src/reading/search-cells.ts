import type { Database } from "better-sqlite3";
import type { Accessor } from "./cells.ts";
import { searchNumber } from "./searches.ts";

/** Whether a saved search is there. Reads as all that it says, so that one in which anything has changed is another. */
export function wholeSearch(db: Database): Accessor {
  const fields = db.prepare<[number]>("SELECT name, query FROM searches WHERE search = ? AND is_deleted = 0").raw();
  const set = db.prepare("UPDATE searches SET is_deleted = ? WHERE search = ?");
  return {
    get({ paper }) {
      const found = fields.get(searchNumber(paper));
      return found === undefined ? null : JSON.stringify(found);
    },
    set: ({ paper }, value) => void set.run(value === null ? 1 : 0, searchNumber(paper)),
  };
}

export function searchField(db: Database, column: "name" | "query"): Accessor {
  const get = db
    .prepare<[number], string>(`SELECT ${column} FROM searches WHERE search = ? AND is_deleted = 0`)
    .pluck();
  const set = db.prepare(`UPDATE searches SET ${column} = ? WHERE search = ?`);
  return {
    get: ({ paper }) => get.get(searchNumber(paper)) ?? null,
    set: ({ paper }, value) => void set.run(value, searchNumber(paper)),
  };
}
