import type { Database } from "better-sqlite3";
import { type Paper, type PaperRecord, parseArxivId, parseDoi, titleKey } from "../core/index.ts";
import { recordHash, titleHash } from "./hash.ts";
import { mergeRecords, type PaperFields } from "./merge.ts";
import { differs, type PaperRow, toColumns, toFields, toPaper } from "./rows.ts";

export type UpsertOutcome = "added" | "updated" | "unchanged" | "conflict";

export interface Upsert {
  readonly outcome: UpsertOutcome;
  readonly row: number;
  /** What speaks against the record, when the outcome is "conflict". */
  readonly reason?: string;
}

/** How an incoming record meets what was written earlier in the same run of ingest. */
export interface RunMemory {
  /** Source label under which this run wrote the paper, or undefined when it has not met it yet. */
  writtenBy(row: number): string | undefined;
  remember(row: number, source: string): void;
}

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

/** Titles that name a kind of text, not a work: never a reason to merge. */
const GENERIC_TITLES = new Set(
  "abstract,book review,comment,conclusion,conclusions,contents,correction,corrigendum,discussion,editorial,erratum,foreword,introduction,preface,reply,response,summary,untitled".split(
    ",",
  ),
);
const LOCAL_ID = /^\d+$/;

/** Papers, their identifiers and their sources. All writing happens inside a transaction of the caller. */
export function paperTable(db: Database) {
  const byKey = db.prepare<[string], number>("SELECT row FROM identifiers WHERE key = ?").pluck();
  const byRow = db.prepare<[number], PaperRow>("SELECT * FROM papers WHERE row = ?");
  const byId = db.prepare<[string], number>("SELECT row FROM papers WHERE id = ?").pluck();
  const byIds = db.prepare<[string], { id: string; row: number }>(
    "SELECT id, row FROM papers WHERE id IN (SELECT value FROM json_each(?))",
  );
  const byTitle = db.prepare<[number], PaperRow>("SELECT * FROM papers WHERE title_hash = ? ORDER BY row");
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
  const addSource = db.prepare("INSERT OR IGNORE INTO paper_sources (row, source) VALUES (?, ?)");
  const sourceNumber = db.prepare<[string], number>("SELECT source FROM sources WHERE label = ?").pluck();
  const newSource = db.prepare("INSERT INTO sources (label) VALUES (?)");
  const sourcesOf = db
    .prepare<[number], string>(
      "SELECT label FROM paper_sources JOIN sources USING (source) WHERE row = ? ORDER BY source",
    )
    .pluck();
  const headingOf = db.prepare<[number], { id: string; title: string }>("SELECT id, title FROM papers WHERE row = ?");
  const dateOf = db
    .prepare<[number], string | null>("SELECT coalesce(published, CAST(year AS TEXT)) FROM papers WHERE row = ?")
    .pluck();
  const removePaper = db.prepare("DELETE FROM papers WHERE row = ?");
  const removeRest = [
    "DELETE FROM identifiers WHERE row = ?",
    "DELETE FROM paper_sources WHERE row = ?",
    "DELETE FROM listing_entries WHERE row = ?",
    "DELETE FROM vectors WHERE row = ?",
  ].map((sql) => db.prepare(sql));
  const logDeletion = db.prepare("INSERT INTO deletions (row, revision) VALUES (?, ?)");
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

  /** Asked of the database each time: what a cache has learned in a transaction does not hold when that is undone. */
  function sourceOf(label: string): number {
    return sourceNumber.get(label) ?? Number(newSource.run(label).lastInsertRowid);
  }

  function findByTitle(record: PaperRecord, key: string): PaperRow | undefined {
    if (isGeneric(key)) return undefined;
    return byTitle
      .all(titleHash(key))
      .find((known) => titleKey(known.title) === key && !identifiersConflict(known, record));
  }

  function find(record: PaperRecord, key: string, source: string): { row: PaperRow; by: "id" | "title" } | undefined {
    for (const identifier of keysOf(record, key, source)) {
      const row = byKey.get(identifier);
      const known = row === undefined ? undefined : byRow.get(row);
      if (known !== undefined) return { row: known, by: "id" };
    }
    const known = findByTitle(record, key);
    return known === undefined ? undefined : { row: known, by: "title" };
  }

  function add(record: PaperRecord, key: string, source: string, revision: number, at: string): Upsert {
    const id = freeId(record, key, source, (taken) => byId.get(taken) !== undefined);
    const result = insert.run({ id, ...toColumns(record, key), at, revision });
    const row = Number(result.lastInsertRowid);
    connect(row, record, key, source);
    return { outcome: "added", row };
  }

  function connect(row: number, record: PaperRecord, title: string, source: string): boolean {
    for (const key of keysOf(record, title, source)) addKey.run(key, row);
    return addSource.run(row, sourceOf(source)).changes > 0;
  }

  function change(known: PaperRow, fields: PaperFields, record: PaperRecord, write: Write): Upsert {
    const { row } = known;
    const key = titleKey(fields.title);
    const columns = toColumns(fields, key);
    const newText = !columns.content_hash.equals(known.content_hash);
    const newRest = differs(known, columns);
    if (newText) updateText.run({ ...columns, row });
    if (newText || newRest) updateRest.run({ ...columns, at: write.at, revision: write.revision, row });
    const newSource = connect(row, record, titleKey(record.title), write.source);
    if (newSource && !newText && !newRest) touch.run(write.revision, row);
    return { outcome: newText || newRest ? "updated" : "unchanged", row };
  }

  return {
    count: (): number => count.get() ?? 0,
    /** Adds the record or merges it into the paper that it is: same identifier, or same title where no identifier
     *  speaks against it. Within one run the first text stays and gaps are filled; in a later run new text replaces
     *  old. One id with two texts in one run of one source is a "conflict" and changes nothing. */
    upsert(record: PaperRecord, source: string, memory: RunMemory, revision: number, at: string): Upsert {
      const key = titleKey(record.title);
      const found = find(record, key, source);
      if (found === undefined) {
        const added = add(record, key, source, revision, at);
        memory.remember(added.row, source);
        return added;
      }
      const earlier = memory.writtenBy(found.row.row);
      if (earlier === source && found.by === "id") {
        const reason = conflictOf(toFields(found.row), record, key);
        if (reason !== undefined) return { outcome: "conflict", row: found.row.row, reason };
      }
      const fields = mergeRecords(toFields(found.row), record, earlier === undefined ? "replace" : "fill");
      memory.remember(found.row.row, earlier ?? source);
      return change(found.row, fields, record, { source, revision, at });
    },
    /** Marks a paper as changed for the indexes although its own fields stayed. */
    touch(row: number, revision: number): void {
      touch.run(revision, row);
    },
    /** Removes the paper with all that belongs to it; nothing happens where there is none. */
    remove(row: number, revision: number): void {
      if (removePaper.run(row).changes === 0) return;
      for (const statement of removeRest) statement.run(row);
      logDeletion.run(row, revision);
    },
    /** The row of an id as the library gives it, or of an arXiv id or DOI in any spelling. */
    rowOf(id: string): number | undefined {
      const arxiv = parseArxivId(id)?.id;
      const doi = parseDoi(id);
      return (
        byId.get(id.trim()) ??
        byKey.get(`id:${id.trim()}`) ??
        (arxiv === undefined ? undefined : byKey.get(`arxiv:${arxiv}`)) ??
        (doi === undefined ? undefined : byKey.get(`doi:${doi}`))
      );
    },
    /** The rows of ids exactly as the library gives them, those that there are. */
    rowsOf(ids: readonly string[]): Map<string, number> {
      return new Map(ids.length === 0 ? [] : byIds.all(JSON.stringify(ids)).map(({ id, row }) => [id, row]));
    },
    paper(row: number): Paper | undefined {
      const found = byRow.get(row);
      return found === undefined ? undefined : toPaper(found, sourcesOf.all(row));
    },
    /** What a paper is called. */
    heading(row: number): { readonly id: string; readonly title: string } | undefined {
      return headingOf.get(row);
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

interface Write {
  readonly source: string;
  readonly revision: number;
  readonly at: string;
}

/** Every identifier of a record as a key. Numbers alone are ids of one source only: many files count from 1. A record
 *  without any, whose title does not tell it from others, is known by all that it says. */
function keysOf(record: PaperRecord, title: string, source: string): string[] {
  const keys: string[] = [];
  if (record.arxivId !== undefined) keys.push(`arxiv:${record.arxivId}`);
  if (record.doi !== undefined) keys.push(`doi:${record.doi}`);
  if (record.id !== undefined && record.id !== record.arxivId && record.id !== record.doi)
    keys.push(LOCAL_ID.test(record.id) ? `id:${source}:${record.id}` : `id:${record.id}`);
  if (keys.length === 0 && isGeneric(title)) keys.push(`record:${recordHash(record)}`);
  return keys;
}

function isGeneric(title: string): boolean {
  return title === "" || GENERIC_TITLES.has(title);
}

function freeId(record: PaperRecord, key: string, source: string, taken: (id: string) => boolean): string {
  const wish = record.id ?? record.arxivId ?? record.doi ?? `title-${titleHash(key).toString(36)}`;
  if (!taken(wish)) return wish;
  const base = `${source}:${wish}`;
  let id = base;
  for (let n = 2; taken(id); n++) id = `${base}:${n}`;
  return id;
}

/** True when both name different arXiv papers or different DOIs: then the same title is chance. */
function identifiersConflict(known: PaperRow, record: PaperRecord): boolean {
  const differ = (a: string | null, b: string | undefined) => a !== null && b !== undefined && a !== b;
  return differ(known.arxiv_id, record.arxivId) || differ(known.doi, record.doi);
}

function conflictOf(known: PaperFields, record: PaperRecord, key: string): string | undefined {
  const differing = [
    titleKey(known.title) !== key ? "title" : undefined,
    known.abstract !== "" && record.abstract !== "" && known.abstract !== record.abstract ? "abstract" : undefined,
  ].filter((part) => part !== undefined);
  if (differing.length === 0) return undefined;
  const id = record.id ?? record.arxivId ?? record.doi ?? "";
  return `Expected one text for the id ${JSON.stringify(id)}; it came again with a different ${differing.join(" and ")}. The first was kept.`;
}
