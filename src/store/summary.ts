import type { Database } from "better-sqlite3";

export interface Count {
  readonly value: string;
  readonly count: number;
}

/** What a store holds, in numbers. */
export interface Summary {
  readonly papers: number;
  readonly titleOnly: number;
  readonly listings: number;
  readonly listed: number;
  readonly years: readonly { year: number; count: number }[];
  readonly venues: readonly Count[];
  readonly sources: readonly Count[];
  readonly listingDates: readonly Count[];
}

const MOST_VALUES = 500;

/** Counts of everything, most frequent first where there are many. O(papers). */
export function summarize(db: Database): Summary {
  const one = (sql: string) => db.prepare<[], number>(sql).pluck().get() ?? 0;
  const counts = (sql: string) => db.prepare<[], Count>(sql).all();
  return {
    papers: one("SELECT count(*) FROM papers"),
    titleOnly: one("SELECT count(*) FROM papers WHERE abstract = ''"),
    listings: one("SELECT count(*) FROM listings"),
    listed: one("SELECT count(*) FROM listing_entries"),
    years: db
      .prepare<[], { year: number; count: number }>(
        "SELECT year, count(*) AS count FROM papers WHERE year IS NOT NULL GROUP BY year ORDER BY year",
      )
      .all(),
    venues: counts(
      `SELECT venue AS value, count(*) AS count FROM papers WHERE venue IS NOT NULL
       GROUP BY venue ORDER BY count DESC, value LIMIT ${MOST_VALUES}`,
    ),
    sources: counts(
      `SELECT label AS value, count(*) AS count FROM paper_sources JOIN sources USING (source)
       GROUP BY label ORDER BY count DESC, value LIMIT ${MOST_VALUES}`,
    ),
    listingDates: counts(
      `SELECT date AS value, count(*) AS count FROM listing_entries JOIN listings USING (listing)
       WHERE date <> '' GROUP BY date ORDER BY date DESC`,
    ),
  };
}
