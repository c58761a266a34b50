import type { Database } from "better-sqlite3";

/** What a store holds, in numbers. */
export interface Summary {
  readonly papers: number;
  readonly titleOnly: number;
  readonly listings: number;
  readonly listed: number;
  /** Listing dates, the latest first, with their number of entries. */
  readonly listingDates: readonly { value: string; count: number }[];
}

export function summarize(db: Database): Summary {
  const one = (sql: string) => db.prepare<[], number>(sql).pluck().get() ?? 0;
  return {
    papers: one("SELECT count(*) FROM papers"),
    titleOnly: one("SELECT count(*) FROM papers WHERE abstract = ''"),
    listings: one("SELECT count(*) FROM listings"),
    listed: one("SELECT count(*) FROM listing_entries"),
    listingDates: db
      .prepare<[], { value: string; count: number }>(
        `SELECT date AS value, count(*) AS count FROM listing_entries JOIN listings USING (listing)
         WHERE date <> '' GROUP BY date ORDER BY date DESC`,
      )
      .all(),
  };
}
