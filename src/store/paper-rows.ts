import type { Database } from "better-sqlite3";
import type { PaperRecord } from "../core/index.ts";
import { titleHash } from "./hash.ts";
import type { PaperFields } from "./merge.ts";
import { hasOtherMetadata, hasOtherText, type PaperRow, toColumns } from "./rows.ts";
import { idsFor, keysOf } from "./works/identity.ts";

/** In which transaction and when something is written. */
export interface Write {
  readonly revision: number;
  readonly at: string;
}

export type PaperRows = ReturnType<typeof paperRows>;

/** Rows of papers with their identifiers and sources: the ground that papers and works stand on. */
export function paperRows(db: Database) {
  const byKey = db.prepare<[string], number>("SELECT row FROM identifiers WHERE key = ?").pluck();
  const byRow = db.prepare<[number], PaperRow>("SELECT * FROM papers WHERE row = ?");
  const byId = db.prepare<[string], number>("SELECT row FROM papers WHERE id = ?").pluck();
  const byTitle = db.prepare<[number], PaperRow>("SELECT * FROM papers WHERE title_hash = ? ORDER BY row");
  const countTitle = db
    .prepare<[number, number], number>("SELECT count(*) FROM (SELECT 1 FROM papers WHERE title_hash = ? LIMIT ?)")
    .pluck();
  const insert = db.prepare(
    `INSERT INTO papers (id, title, abstract, authors, year, venue, categories, arxiv_id, doi, url,
       published, arxiv_version, kind, printed, keywords, citations, links, retracted,
       title_hash, content_hash, added_at, updated_at, revision)
     VALUES (@id, @title, @abstract, @authors, @year, @venue, @categories, @arxiv_id, @doi, @url,
       @published, @arxiv_version, @kind, @printed, @keywords, @citations, @links, @retracted,
       @title_hash, @content_hash, @at, @at, @revision)`,
  );
  const updateText = db.prepare(
    "UPDATE papers SET title = @title, abstract = @abstract, title_hash = @title_hash, content_hash = @content_hash WHERE row = @row",
  );
  const updateRest = db.prepare(
    `UPDATE papers SET authors = @authors, year = @year, venue = @venue, categories = @categories,
       arxiv_id = @arxiv_id, doi = @doi, url = @url, published = @published, arxiv_version = @arxiv_version,
       kind = @kind, printed = @printed, keywords = @keywords, citations = @citations, links = @links,
       retracted = @retracted, updated_at = @at, revision = @revision WHERE row = @row`,
  );
  const touch = db.prepare("UPDATE papers SET revision = ? WHERE row = ?");
  const addKey = db.prepare("INSERT OR IGNORE INTO identifiers (key, row) VALUES (?, ?)");
  const giveKey = db.prepare("INSERT OR REPLACE INTO identifiers (key, row) VALUES (?, ?)");
  const moveKeys = db.prepare("UPDATE identifiers SET row = ? WHERE row = ?");
  const keysOfRow = db.prepare<[number], string>("SELECT key FROM identifiers WHERE row = ? ORDER BY key").pluck();
  const addSource = db.prepare("INSERT OR IGNORE INTO paper_sources (row, source) VALUES (?, ?)");
  const copySources = db.prepare(
    "INSERT OR IGNORE INTO paper_sources (row, source) SELECT ?, source FROM paper_sources WHERE row = ?",
  );
  const dropSource = db.prepare(
    "DELETE FROM paper_sources WHERE row = ? AND source = (SELECT source FROM sources WHERE label = ?)",
  );
  const sourceNumber = db.prepare<[string], number>("SELECT source FROM sources WHERE label = ?").pluck();
  const newSource = db.prepare("INSERT INTO sources (label) VALUES (?)");
  const sourcesOf = db
    .prepare<[number], string>(
      "SELECT label FROM paper_sources JOIN sources USING (source) WHERE row = ? ORDER BY source",
    )
    .pluck();
  const moveListings = db.prepare("UPDATE listing_entries SET row = ? WHERE row = ?");
  const moveListingsOf = db.prepare(
    "UPDATE listing_entries SET row = ? WHERE row = ? AND listing IN (SELECT listing FROM listings WHERE source = ?)",
  );
  const removePaper = db.prepare("DELETE FROM papers WHERE row = ?");
  const removeRest = [
    "DELETE FROM identifiers WHERE row = ?",
    "DELETE FROM paper_sources WHERE row = ?",
    "DELETE FROM listing_entries WHERE row = ?",
    "DELETE FROM source_records WHERE row = ?",
    "DELETE FROM vectors WHERE row = ?",
  ].map((sql) => db.prepare(sql));
  const logDeletion = db.prepare("INSERT INTO deletions (row, revision, survivor) VALUES (?, ?, ?)");
  const survivor = db.prepare<[number], number | null>("SELECT survivor FROM deletions WHERE row = ?").pluck();

  /** Asked of the database each time: what a cache has learned in a transaction does not hold when that is undone. */
  function sourceOf(label: string): number {
    return sourceNumber.get(label) ?? Number(newSource.run(label).lastInsertRowid);
  }

  return {
    at: (row: number): PaperRow | undefined => byRow.get(row),
    withId: (id: string): number | undefined => byId.get(id),
    withKey: (key: string): number | undefined => byKey.get(key),
    /** Those whose title has this key, and perhaps others, which have to be told apart. */
    withTitle: (key: string): PaperRow[] => byTitle.all(titleHash(key)),
    /** How many papers have a title of this key; counted no further than one more than `most`. */
    countTitle: (key: string, most: number): number =>
      countTitle.get(titleHash(key), Number.isFinite(most) ? most + 1 : -1) ?? 0,
    keysOf: (row: number): string[] => keysOfRow.all(row),
    /** Labels, in the order in which the library met them. */
    sourcesOf: (row: number): string[] => sourcesOf.all(row),
    /** Makes a paper of the fields under the id that the record gives, or one like it that is free; returns its row. */
    add(record: PaperRecord, fields: PaperFields, source: string, { revision, at }: Write): number {
      const id = freeId(record, source, (taken) => byId.get(taken) !== undefined);
      return Number(insert.run({ id, ...toColumns(fields), at, revision }).lastInsertRowid);
    },
    /** Adds what the paper is found by and where it comes from; true where the source is new to it. */
    connect(row: number, record: PaperRecord, source: string): boolean {
      for (const key of keysOf(record, source)) addKey.run(key, row);
      return addSource.run(row, sourceOf(source)).changes > 0;
    },
    /** Writes the fields of a paper where they differ; true where they do. */
    change(known: PaperRow, fields: PaperFields, { revision, at }: Write): boolean {
      const { row } = known;
      const isNewText = hasOtherText(known, fields);
      if (!isNewText && !hasOtherMetadata(known, fields)) return false;
      const columns = toColumns(fields);
      if (isNewText) updateText.run({ ...columns, row });
      updateRest.run({ ...columns, at, revision, row });
      return true;
    },
    /** Marks a paper as changed for the indexes although its own fields stayed. */
    touch: (row: number, revision: number): void => void touch.run(revision, row),
    /** From now on the key stands for this paper. */
    giveKey: (key: string, row: number): void => void giveKey.run(key, row),
    dropSource: (row: number, label: string): void => void dropSource.run(row, label),
    moveListingsOf: (source: string, from: number, to: number): void => void moveListingsOf.run(to, from, source),
    /** Gives identifiers, sources and listings of one paper to another one. */
    moveAll(from: number, to: number): void {
      moveKeys.run(to, from);
      copySources.run(to, from);
      moveListings.run(to, from);
    },
    /** Removes the paper with all that belongs to it; nothing happens where there is none. */
    remove(row: number, revision: number, into?: number): void {
      if (removePaper.run(row).changes === 0) return;
      for (const statement of removeRest) statement.run(row);
      logDeletion.run(row, revision, into ?? null);
    },
    /** The paper that a row has become when papers were merged: the row itself where it was not. */
    survivorOf(row: number): number {
      let last = row;
      for (let next = survivor.get(last); next !== undefined && next !== null; next = survivor.get(last)) last = next;
      return last;
    },
  };
}

function freeId(record: PaperRecord, source: string, taken: (id: string) => boolean): string {
  const [wish, base] = idsFor(record, source);
  if (!taken(wish)) return wish;
  let id = base;
  for (let n = 2; taken(id); n++) id = `${base}:${n}`;
  return id;
}
