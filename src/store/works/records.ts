import type { Database } from "better-sqlite3";
import type { PaperRecord } from "../../core/index.ts";
import { titleHash } from "../hash.ts";
import { keysOf, nameOf, textOf } from "./identity.ts";
import { identifiersConflict } from "./same-work.ts";
import { workKey } from "./title.ts";

/** What one source says of a paper. */
export interface SourceRecord {
  /** Number for life. */
  readonly number: number;
  readonly row: number;
  readonly source: string;
  readonly record: PaperRecord;
  /** Why it was taken to be of this paper. */
  readonly reason: string;
  /** Number of the transaction in which it came to this paper: records that came together have one. */
  readonly joined: number;
  /** Number of the run in which the source last said something else; 0 for one before it was kept by itself. */
  readonly run: number;
  readonly at: string;
}

interface Stored extends Omit<SourceRecord, "record"> {
  readonly said: string;
}

export type RecordTable = ReturnType<typeof recordTable>;

/** The records of papers that more than one record speaks of; the other papers are their own record. */
export function recordTable(db: Database) {
  const columns = "record AS number, row, label AS source, said, reason, joined, run, at";
  const from = "FROM source_records JOIN sources USING (source)";
  const ofRow = db.prepare<[number], Stored>(`SELECT ${columns} ${from} WHERE row = ? ORDER BY record`);
  const named = db.prepare<[string, string], Stored>(
    `SELECT ${columns} ${from} WHERE name = ? AND label = ? ORDER BY record`,
  );
  const rowsOfTitle = db
    .prepare<[number], number>("SELECT DISTINCT row FROM source_records WHERE title_hash = ?")
    .pluck();
  const has = db.prepare<[number], number>("SELECT 1 FROM source_records WHERE row = ? LIMIT 1").pluck();
  const count = db.prepare<[number], number>("SELECT count(*) FROM source_records WHERE row = ?").pluck();
  const insert = db.prepare(
    `INSERT INTO source_records (row, source, name, said, title_hash, reason, joined, run, at)
     VALUES (@row, (SELECT source FROM sources WHERE label = @source), @name, @said, @title_hash, @reason, @joined, @run, @at)`,
  );
  const rewrite = db.prepare(
    "UPDATE source_records SET name = @name, said = @said, title_hash = @title_hash, run = @run, at = @at WHERE record = @number",
  );
  const move = db.prepare("UPDATE source_records SET row = ? WHERE row = ?");
  const moveOne = db.prepare("UPDATE source_records SET row = ?, reason = ?, joined = ? WHERE record = ?");
  const mark = db.prepare("UPDATE source_records SET reason = ?, joined = ? WHERE row = ?");
  const remove = db.prepare("DELETE FROM source_records WHERE row = ?");

  return {
    /** Those of a paper, the first first; none where the paper is its own record. */
    of: (row: number): SourceRecord[] => ofRow.all(row).map(toRecord),
    count: (row: number): number => count.get(row) ?? 0,
    has: (row: number): boolean => has.get(row) !== undefined,
    /** Those of a source that go by one name; of several papers where a reader has split them. */
    named: (name: string, source: string): SourceRecord[] => named.all(name, source).map(toRecord),
    /** Papers of which some record has a title of this key. */
    rowsOfTitle: (key: string): number[] => rowsOfTitle.all(titleHash(key)),
    /** The source must be known already. Returns the record's number. */
    add({ record, source, ...rest }: Omit<SourceRecord, "number">): number {
      return Number(insert.run({ ...rest, source, ...columnsOf(record, source) }).lastInsertRowid);
    },
    /** Writes what the source says now; nothing happens where it says the same. */
    rewrite({ number, source, record: known }: SourceRecord, record: PaperRecord, run: number, at: string): void {
      const came = columnsOf(record, source);
      if (came.said !== columnsOf(known, source).said) rewrite.run({ ...came, number, run, at });
    },
    /** Gives all records of one paper to another one. */
    move: (from: number, to: number): void => void move.run(to, from),
    moveOne: (number: number, to: number, reason: string, joined: number): void =>
      void moveOne.run(to, reason, joined, number),
    /** Says of all records of a paper why and when they came. */
    mark: (row: number, reason: string, joined: number): void => void mark.run(reason, joined, row),
    remove: (row: number): void => void remove.run(row),
  };
}

/** The record that speaks of the same thing in the same source: of the same name, else of a shared identifier. */
export function slotOf(
  records: readonly SourceRecord[],
  record: PaperRecord,
  source: string,
): SourceRecord | undefined {
  const name = nameOf(record, source);
  const own = records.filter((each) => each.source === source && !identifiersConflict(each.record, record));
  return own.find((each) => nameOf(each.record, source) === name) ?? sharing(own, record, source)[0];
}

/** Those of the same source that share an identifier with the record, and have no other one. */
export function sharing(records: readonly SourceRecord[], record: PaperRecord, source: string): SourceRecord[] {
  const keys = new Set(keysOf(record, source));
  return records.filter((each) => {
    const isOwn = each.source === source && !identifiersConflict(each.record, record);
    return isOwn && keysOf(each.record, source).some((key) => keys.has(key));
  });
}

function columnsOf(record: PaperRecord, source: string) {
  return { name: nameOf(record, source), said: textOf(record), title_hash: titleHash(workKey(record.title)) };
}

function toRecord({ said, ...rest }: Stored): SourceRecord {
  return { ...rest, record: JSON.parse(said) as PaperRecord }; // written by columnsOf
}
