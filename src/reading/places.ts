import type { Database } from "better-sqlite3";

/** The order of the lists themselves is kept as if they were the papers of this list. */
export const ORDER_OF_LISTS = 0;

export type PlaceTable = ReturnType<typeof placeTable>;

/** Places in the orders of lists and papers. A place is a number for life; where it stands among the others changes
 *  when new ones come before it. */
export function placeTable(db: Database) {
  const positionOf = db.prepare<[number], number>("SELECT position FROM places WHERE place = ?").pluck();
  const end = db.prepare<[number], number>("SELECT coalesce(max(position), 0) + 1 FROM places WHERE list = ?").pluck();
  const makeRoom = db.prepare("UPDATE places SET position = position + ? WHERE list = ? AND position >= ?");
  const insert = db.prepare("INSERT INTO places (list, position) VALUES (?, ?)");
  const clear = db.prepare(
    `DELETE FROM places WHERE place NOT IN (
       SELECT place FROM lists UNION ALL SELECT place FROM members
       UNION ALL SELECT CAST(before AS INTEGER) FROM cells WHERE kind = 'place' AND before IS NOT NULL
       UNION ALL SELECT json_extract(before, '$[0]') FROM cells WHERE kind = 'member' AND before IS NOT NULL)`,
  );

  return {
    /** New places one after another, right before a place or, with undefined, at the end. */
    add(list: number, count: number, before: number | undefined): number[] {
      const position = (before === undefined ? undefined : positionOf.get(before)) ?? end.get(list) ?? 1;
      makeRoom.run(count, list, position);
      return Array.from({ length: count }, (_, i) => Number(insert.run(list, position + i).lastInsertRowid));
    },
    /** Drops the places where nothing stands and nothing can be put back. */
    clear(): void {
      clear.run();
    },
  };
}
