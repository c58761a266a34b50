import type { Database } from "better-sqlite3";
import type { Listing, ListingEntry } from "../core/index.ts";

/** Two pages of one name are the same page, saved again, when they share at least this part of the smaller one. */
const SAME_PAGE_OVERLAP = 0.5;

/** One place on one page; the date is empty where the page gives none. */
export interface PlaceOnPage {
  readonly listing: number;
  readonly source: string;
  readonly name: string;
  readonly date: string;
  readonly rank: number;
  readonly row: number;
}

export type ListingTable = ReturnType<typeof listingTable>;

/** Pages that list papers, with the rank of each paper. All writing happens inside a transaction of the caller. */
export function listingTable(db: Database) {
  const find = db
    .prepare<[string, string, string], number>(
      "SELECT listing FROM listings WHERE source = ? AND name = ? AND date = ?",
    )
    .pluck();
  const insert = db.prepare("INSERT INTO listings (source, name, date) VALUES (?, ?, ?)");
  const rowsOf = db
    .prepare<[number], number>("SELECT row FROM listing_entries WHERE listing = ? ORDER BY rank")
    .pluck();
  const clear = db.prepare("DELETE FROM listing_entries WHERE listing = ?");
  const insertEntry = db.prepare("INSERT INTO listing_entries (listing, rank, row) VALUES (?, ?, ?)");
  const entriesOf = db.prepare<[number], { source: string; name: string; date: string; rank: number }>(
    `SELECT source, name, date, rank FROM listing_entries JOIN listings USING (listing)
     WHERE row = ? ORDER BY date DESC, source, name, rank`,
  );
  const dated = db.prepare<[string, string], PlaceOnPage>(
    `SELECT listing, source, name, date, rank, row FROM listings JOIN listing_entries USING (listing)
     WHERE date BETWEEN ? AND ? ORDER BY date DESC, rank, source, name`,
  );
  const undated = db.prepare<[string], PlaceOnPage>(
    `SELECT listing, source, name, date, rank, row FROM listings JOIN listing_entries USING (listing)
     WHERE date = '' AND source || '/' || name = ? ORDER BY rank`,
  );
  const places = db.prepare<[], Omit<PlaceOnPage, "rank">>(
    "SELECT listing, source, name, date, row FROM listings JOIN listing_entries USING (listing) ORDER BY source, name, rank",
  );
  const listedSince = db
    .prepare<[string, string], number>(
      `SELECT row FROM listings JOIN listing_entries USING (listing)
       WHERE date <> '' AND substr(date, 1, 2) = '--' IS (substr(?, 1, 2) = '--') GROUP BY row HAVING min(date) >= ?`,
    )
    .pluck();

  /** The stored page that this one replaces, or a name that is still free. */
  function place(page: Listing, rows: readonly number[]): { listing?: number; name: string } {
    for (let n = 1; ; n++) {
      const name = n === 1 ? page.name : `${page.name} (${n})`;
      const listing = find.get(page.source, name, page.date ?? "");
      if (listing === undefined) return { name };
      if (overlap(rowsOf.all(listing), rows) >= SAME_PAGE_OVERLAP) return { listing, name };
    }
  }

  return {
    /** Writes a page; the same page again replaces the old one. Returns the rows whose listings changed. */
    write(page: Listing, rows: readonly number[]): number[] {
      const { listing: known, name } = place(page, rows);
      const before = known === undefined ? [] : rowsOf.all(known);
      if (known !== undefined && before.length === rows.length && before.every((row, i) => row === rows[i])) return [];
      const listing = known ?? Number(insert.run(page.source, name, page.date ?? "").lastInsertRowid);
      clear.run(listing);
      for (const [i, row] of rows.entries()) insertEntry.run(listing, i + 1, row);
      return [...new Set([...before, ...rows])];
    },
    /** Where a paper was listed, latest date first. */
    entriesOf(row: number): ListingEntry[] {
      return entriesOf.all(row).map(({ date, ...entry }) => (date === "" ? entry : { ...entry, date }));
    },
    /** What is listed from one date to another, the latest date first, by rank within a date. Both dates name a year,
     *  or neither does. */
    between: (from: string, to: string): PlaceOnPage[] => dated.all(from, to),
    /** What a page without date lists, by rank; its source and name are joined by a slash. */
    onPage: (sourceAndName: string): PlaceOnPage[] => undated.all(sourceAndName),
    /** Everything that is listed, page by page in the order of their names. */
    places: (): IterableIterator<Omit<PlaceOnPage, "rank">> => places.iterate(),
    /** Rows that were first listed on this date or later, as far as dates of its kind (with or without year) say. */
    firstListedSince: (date: string): number[] => listedSince.all(date, date),
  };
}

function overlap(a: readonly number[], b: readonly number[]): number {
  if (a.length === 0 || b.length === 0) return 1;
  const known = new Set(a);
  return b.filter((row) => known.has(row)).length / Math.min(a.length, b.length);
}
