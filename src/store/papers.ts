import type { Database } from "better-sqlite3";
import { type Paper, type PaperRecord, parseArxivId, parseDoi } from "../core/index.ts";
import type { PaperRows, Write } from "./paper-rows.ts";
import { toPaper } from "./rows.ts";
import type { RunMemory, Upsert } from "./upsert.ts";

/** What the indexes need of a changed paper. */
export interface PaperChange {
  readonly row: number;
  readonly title: string;
  readonly abstract: string;
  readonly year: number | null;
  readonly venue: string | null;
  /** Separated by blanks; a no-break space stands for a blank within a category. */
  readonly categories: string;
  readonly sources: string;
  readonly dates: string;
}

export type PaperTable = ReturnType<typeof paperTable>;

/** Papers by their ids and rows. All writing happens inside a transaction of the caller. */
export function paperTable(
  db: Database,
  rows: PaperRows,
  upsert: (record: PaperRecord, source: string, memory: RunMemory, write: Write) => Upsert,
) {
  const byIds = db.prepare<[string], { id: string; row: number }>(
    "SELECT id, row FROM papers WHERE id IN (SELECT value FROM json_each(?))",
  );
  const headingOf = db.prepare<[number], { id: string; title: string }>("SELECT id, title FROM papers WHERE row = ?");
  const dateOf = db
    .prepare<[number], string | null>("SELECT coalesce(published, CAST(year AS TEXT)) FROM papers WHERE row = ?")
    .pluck();
  const ofOneTitle = db
    .prepare<[], string>("SELECT json_group_array(row) FROM papers GROUP BY title_hash HAVING count(*) > 1")
    .pluck();
  const changes = db.prepare<[number], PaperChange>(
    `SELECT row, title, abstract, year, venue, categories,
       (SELECT group_concat(label, char(10)) FROM paper_sources s JOIN sources USING (source) WHERE s.row = p.row) AS sources,
       coalesce((SELECT group_concat(DISTINCT date) FROM listing_entries e JOIN listings USING (listing)
         WHERE e.row = p.row AND date <> ''), '') AS dates
     FROM papers p WHERE revision > ? ORDER BY row`,
  );
  const deletedSince = db
    .prepare<[number], number>("SELECT row FROM deletions WHERE revision > ? ORDER BY row")
    .pluck();
  const count = db.prepare<[], number>("SELECT count(*) FROM papers").pluck();

  return {
    count: (): number => count.get() ?? 0,
    /** Adds the record as a paper, or as one more record of the paper that it is of: of the same identifier, or the same
     *  title where nothing speaks against it. What the records of a paper make does not depend on their order. What one
     *  source says of one paper twice in a run fills gaps; in a later run the new text replaces the old. One id with two
     *  texts in one run of one source is a "conflict" and changes nothing. */
    upsert(record: PaperRecord, source: string, memory: RunMemory, revision: number, at: string): Upsert {
      return upsert(record, source, memory, { revision, at });
    },
    /** Marks a paper as changed for the indexes although its own fields stayed. */
    touch: (row: number, revision: number): void => rows.touch(row, revision),
    /** Removes the paper with all that belongs to it; nothing happens where there is none. */
    remove: (row: number, revision: number): void => rows.remove(row, revision),
    /** The paper that a row has become when papers were merged: the row itself where it was not. */
    survivorOf: (row: number): number => rows.survivorOf(row),
    /** The row of an id as the library gives it or gave it, or of an arXiv id or DOI in any spelling. */
    rowOf(id: string): number | undefined {
      const arxiv = parseArxivId(id)?.id;
      const doi = parseDoi(id);
      return (
        rows.withId(id.trim()) ??
        rows.withKey(`id:${id.trim()}`) ??
        (arxiv === undefined ? undefined : rows.withKey(`arxiv:${arxiv}`)) ??
        (doi === undefined ? undefined : rows.withKey(`doi:${doi}`))
      );
    },
    /** The rows of ids exactly as the library gives them, those that there are. */
    rowsOf(ids: readonly string[]): Map<string, number> {
      return new Map(ids.length === 0 ? [] : byIds.all(JSON.stringify(ids)).map(({ id, row }) => [id, row]));
    },
    paper(row: number): Paper | undefined {
      const found = rows.at(row);
      return found === undefined ? undefined : toPaper(found, rows.sourcesOf(row));
    },
    /** What a paper is called. */
    heading(row: number): { readonly id: string; readonly title: string } | undefined {
      return headingOf.get(row);
    },
    /** Rows of papers that have a title in common but for its spelling, in groups, each ascending. */
    ofOneTitle(): number[][] {
      return ofOneTitle.all().map((rows) => (JSON.parse(rows) as number[]).sort((a, b) => a - b));
    },
    /** When a paper was first published, as far as is known: YYYY, YYYY-MM or YYYY-MM-DD, or an empty text. */
    dateOf(row: number): string {
      return dateOf.get(row) ?? "";
    },
    /** Papers written after `revision`, in order of row; streaming. */
    changedSince(revision: number): IterableIterator<PaperChange> {
      return changes.iterate(revision);
    },
    /** Rows removed after `revision`. */
    deletedSince(revision: number): number[] {
      return deletedSince.all(revision);
    },
  };
}
