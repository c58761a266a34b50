import type { Database } from "better-sqlite3";
import { AppError, counted } from "../core/index.ts";
import type { Cell, CellKind } from "./cells.ts";
import type { SetCell } from "./journal.ts";
import type { SeenMark } from "./seen.ts";
import { checkedName, nameKey, quoted, safeText } from "./text.ts";

/** A search that a reader keeps. */
export interface StoredSearch {
  /** s1, s2, …: never given out twice. */
  readonly id: string;
  readonly name: string;
  /** What is searched for, in the words of the caller. */
  readonly query: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  /** How far the reader has looked at what it finds. */
  readonly seen: SeenMark;
}

export interface NewStoredSearch {
  readonly name: string;
  readonly query: string;
  readonly seen: Omit<SeenMark, "at">;
}

export interface StoredSearchEdit {
  readonly name?: string | undefined;
  readonly query?: string | undefined;
}

/** So many there are, at most: each is asked again whenever papers come in. */
export const MAX_SEARCHES = 200;

interface Row {
  readonly search: number;
  readonly name: string;
  readonly query: string;
  readonly createdAt: string;
  readonly library: string;
  readonly row: number;
  readonly at: string;
}

export type SearchTable = ReturnType<typeof searchTable>;

/** Saved searches. All writing happens inside a transaction of the caller, through `set` where it is to be taken back. */
export function searchTable(db: Database) {
  const rows = db.prepare<[], Row>(
    `SELECT search, name, query, created_at AS createdAt, seen_library AS library, seen_row AS row, seen_at AS at
     FROM searches WHERE is_deleted = 0`,
  );
  const insert = db.prepare(
    `INSERT INTO searches (name, query, created_at, seen_library, seen_row, seen_at, is_deleted)
     VALUES (@name, @query, @at, @library, @row, @at, 1)`,
  );
  const see = db.prepare(
    "UPDATE searches SET seen_library = @library, seen_row = @row, seen_at = @at WHERE search = @search",
  );
  const all = (): StoredSearch[] => rows.all().map(toSearch).sort(byName);

  function requireFreeName(name: string, own: string): void {
    const taken = all().find((search) => search.id !== own && nameKey(search.name) === nameKey(name));
    if (taken === undefined) return;
    throw new AppError("bad-request", `There is a saved search ${quoted(taken.name)} already: expected another name.`);
  }

  return {
    /** By name. */
    all,
    find: (id: string): StoredSearch | undefined => all().find((search) => search.id === id),
    /** Returns the id of the new one. Throws AppError("bad-request") for a name that is empty or taken. */
    create(set: SetCell, { name: given, query, seen }: NewStoredSearch, at: string): string {
      const name = checkedName(given, "saved search");
      requireFreeName(name, "");
      if (all().length >= MAX_SEARCHES) {
        throw new AppError(
          "bad-request",
          `There are ${counted(MAX_SEARCHES, "saved search", "saved searches")}: expected no more.`,
        );
      }
      const id = `s${insert.run({ name, query: safeText(query), at, ...seen }).lastInsertRowid}`;
      set(searchCell("search", id), "there"); // until now it was hidden
      return id;
    },
    /** Throws AppError("bad-request") for a name that is empty or taken. */
    edit(set: SetCell, id: string, { name: given, query }: StoredSearchEdit): void {
      if (given !== undefined) {
        const name = checkedName(given, "saved search");
        requireFreeName(name, id);
        set(searchCell("search-name", id), name);
      }
      if (query !== undefined) set(searchCell("search-query", id), safeText(query));
    },
    delete(set: SetCell, id: string): void {
      set(searchCell("search", id), null);
    },
    see(id: string, mark: SeenMark): void {
      see.run({ ...mark, search: searchNumber(id) });
    },
  };
}

/** Cells of saved searches carry the id where others carry that of a paper. */
function searchCell(kind: Extract<CellKind, `search${string}`>, id: string): Cell {
  return { kind, list: 0, paper: id };
}

/** Number of a saved search by its id; 0 for a text that is none. */
export function searchNumber(id: string): number {
  return /^s[1-9]\d{0,14}$/.test(id) ? Number(id.slice(1)) : 0;
}

function toSearch({ search, name, query, createdAt, ...seen }: Row): StoredSearch {
  return { id: `s${search}`, name, query, createdAt, seen };
}

function byName(a: StoredSearch, b: StoredSearch): number {
  const [first, second] = [nameKey(a.name), nameKey(b.name)];
  return first < second ? -1 : first > second ? 1 : 0;
}
