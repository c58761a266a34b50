import { AppError } from "../../core/index.ts";
import type { PaperFields } from "../merge.ts";
import type { PaperRows, Write } from "../paper-rows.ts";
import { type PaperRow, toFields } from "../rows.ts";
import { combine } from "./combine.ts";
import type { DecisionTable } from "./decisions.ts";
import { idsFor, keysOf, ownIdOf } from "./identity.ts";
import type { RecordTable, SourceRecord } from "./records.ts";

/** A record of a paper, and the fields of the paper that it gave. */
export interface GivingRecord extends SourceRecord {
  readonly gives: readonly (keyof PaperFields)[];
}

export type WorkTable = ReturnType<typeof workTable>;

const FIRST = "the first record";
const SAYS_THE_SAME = "says the same";

/** Which records make a paper: merges papers, takes them apart again, and keeps what a reader decided. All writing
 *  happens inside a transaction of the caller. */
export function workTable(rows: PaperRows, records: RecordTable, decisions: DecisionTable) {
  /** What a paper that is its own record says, once for each of its sources. */
  function soleRecords(paper: PaperRow): Omit<SourceRecord, "number">[] {
    const { row, id, arxiv_id: arxivId, doi, added_at: at } = paper;
    const keys = rows.keysOf(row);
    const fields = toFields(paper);
    return rows.sourcesOf(row).map((source, i) => {
      const own = ownIdOf({ id, arxivId: arxivId ?? undefined, doi: doi ?? undefined }, source, keys);
      const record = { ...(own === undefined ? {} : { id: own }), ...fields };
      return { row, source, record, reason: i === 0 ? FIRST : SAYS_THE_SAME, joined: 0, run: 0, at };
    });
  }

  /** Keeps the records of a paper by themselves from now on; returns them. `latest` says which source wrote the paper in
   *  the present run. */
  function setOut(paper: PaperRow, latest?: { readonly source: string; readonly run: number }): SourceRecord[] {
    if (!records.has(paper.row)) {
      for (const record of soleRecords(paper)) {
        records.add({ ...record, run: record.source === latest?.source ? latest.run : 0 });
      }
    }
    return records.of(paper.row);
  }

  /** Writes what the records of a paper make; true where that is something else than before. */
  function recombine(row: number, write: Write): boolean {
    return rows.change(paperAt(row), combine(records.of(row)).fields, write);
  }

  function paperAt(row: number): PaperRow {
    const paper = rows.at(row);
    if (paper === undefined) throw new AppError("not-found", `There is no paper in row ${row}.`);
    return paper;
  }

  /** The row of a decision's paper, whatever it has become. */
  function rowOf(id: string): number | undefined {
    return rows.withId(id) ?? rows.withKey(`id:${id}`);
  }

  /** The ids that a paper has or had. */
  function idsOf(paper: PaperRow): string[] {
    const aliases = rows.keysOf(paper.row).flatMap((key) => (key.startsWith("id:") ? key.slice("id:".length) : []));
    return [paper.id, ...aliases.filter((id) => id !== paper.id)];
  }

  /** Rows of papers that a reader decided on together with this one. */
  function decided(paper: PaperRow, verdict: "same" | "apart"): number[] {
    if (!decisions.any()) return [];
    const own = new Set(idsOf(paper));
    const found = decisions.of([...own]).filter((each) => each.verdict === verdict);
    return found.flatMap(({ a, b }) => rowOf(own.has(a) ? b : a) ?? []).filter((row) => row !== paper.row);
  }

  /** Moves all of the later paper into the earlier one, whose row stays; returns that row. The id of the other one leads
   *  to it from now on. */
  function join(one: number, other: number, reason: string, write: Write): number {
    const [stays, goes] = one < other ? [paperAt(one), paperAt(other)] : [paperAt(other), paperAt(one)];
    setOut(stays);
    setOut(goes);
    records.mark(goes.row, reason, write.revision);
    records.move(goes.row, stays.row);
    rows.moveAll(goes.row, stays.row);
    rows.giveKey(`id:${goes.id}`, stays.row);
    rows.remove(goes.row, write.revision, stays.row);
    recombine(stays.row, write);
    rows.touch(stays.row, write.revision);
    return stays.row;
  }

  return {
    setOut,
    recombine,
    join,
    isApart: (one: PaperRow, other: PaperRow): boolean => decided(one, "apart").includes(other.row),
    /** Rows of papers that a reader has merged with one of this id, which has only now come again. */
    mergedWith: (paper: PaperRow): number[] => decided(paper, "same"),
    /** How many records a paper is made of. */
    countRecords: (row: number): number => Math.max(1, records.count(row)),
    /** What the sources of a paper say, the first first, and what it has of each. Numbers are 0 for the record of a
     *  paper that has only this one. */
    records(row: number): GivingRecord[] {
      const paper = paperAt(row);
      const kept = records.of(row);
      const all = kept.length > 0 ? kept : soleRecords(paper).map((record) => ({ ...record, number: 0 }));
      const { origins } = combine(all);
      return all.map((record, i) => {
        const gives = Object.entries(origins).flatMap(([field, origin]) => (origin === i ? field : []));
        return { ...record, gives: gives as (keyof PaperFields)[] };
      });
    },
    /** Merges two papers because a reader says so; returns the row that stays. */
    merge(one: number, other: number, write: Write): number {
      if (one === other) throw new AppError("bad-request", "Expected two papers to merge, got the same one twice.");
      decisions.put(paperAt(one).id, paperAt(other).id, "same", write.at);
      return join(one, other, "merged by hand", write);
    },
    /** Keeps two papers apart for good; returns false where that was so already. */
    keepApart(one: number, other: number, at: string): boolean {
      if (one === other)
        throw new AppError("bad-request", "Expected two papers to keep apart, got the same one twice.");
      if (decided(paperAt(one), "apart").includes(other)) return false;
      decisions.put(paperAt(one).id, paperAt(other).id, "apart", at);
      return true;
    },
    /** Makes two papers of one: some of its records, by their numbers, or those that came to it last, part with the
     *  others, and are kept apart from then on. The paper keeps its id, and so the records that go by it; returns the row
     *  of the new one. Throws AppError "bad-request" where nothing would stay or go. */
    split(row: number, numbers: readonly number[] | undefined, write: Write): number {
      const paper = paperAt(row);
      const all = records.of(row);
      const chosen = new Set(numbers ?? latest(all));
      const named = all.filter(({ number }) => chosen.has(number));
      const others = all.filter(({ number }) => !chosen.has(number));
      requireBoth(named, others, chosen.size);
      const isTheirs = goBy(named, paper.id) && !goBy(others, paper.id);
      const [leaving, staying] = isTheirs ? [others, named] : [named, others];
      const [first] = leaving;
      if (first === undefined) return row;
      const made = rows.add(first.record, combine(leaving).fields, first.source, write);
      for (const each of leaving) records.moveOne(each.number, made, each === first ? FIRST : each.reason, 0);
      moveWhatIsTheirs(paper, made, leaving, staying);
      recombine(row, write);
      rows.touch(row, write.revision);
      const { id } = paperAt(made);
      rows.giveKey(`id:${id}`, made);
      forgetMerges(paper, id);
      decisions.put(paper.id, id, "apart", write.at);
      return made;
    },
    decisions: () => decisions.all(),
    rowOf,
  };

  /** Identifiers, sources and listings that only the leaving records speak for go with them. */
  function moveWhatIsTheirs(
    { row }: PaperRow,
    made: number,
    leaving: readonly SourceRecord[],
    staying: readonly SourceRecord[],
  ): void {
    const kept = new Set(staying.flatMap(({ record, source }) => keysOf(record, source)));
    const sources = new Set(staying.map(({ source }) => source));
    for (const { record, source } of leaving) {
      for (const key of keysOf(record, source)) if (!kept.has(key)) rows.giveKey(key, made);
      rows.connect(made, record, source);
      if (sources.has(source)) continue;
      rows.dropSource(row, source);
      rows.moveListingsOf(source, row, made);
    }
  }

  /** A merge that is undone is no decision any more. */
  function forgetMerges(paper: PaperRow, id: string): void {
    const ids = new Set([...idsOf(paper), id]);
    for (const { a, b, verdict } of decisions.of([...ids])) {
      if (verdict === "same" && ids.has(a) && ids.has(b)) decisions.forget(a, b);
    }
  }
}

/** Whether one of the records would give a paper this id. */
function goBy(records: readonly SourceRecord[], id: string): boolean {
  return records.some(({ record, source }) => idsFor(record, source).includes(id));
}

/** The numbers of the records that came last. */
function latest(records: readonly SourceRecord[]): number[] {
  const last = Math.max(0, ...records.map(({ joined }) => joined));
  return records.filter(({ joined }) => joined === last && joined > 0).map(({ number }) => number);
}

function requireBoth(leaving: readonly SourceRecord[], staying: readonly SourceRecord[], asked: number): void {
  if (leaving.length === asked && asked > 0 && staying.length > 0) return;
  if (leaving.length === 0 && staying.length < 2)
    throw new AppError("bad-request", "Expected a paper of several records, got one that has a single record.");
  const known = [...leaving, ...staying].map(({ number }) => number).sort((a, b) => a - b);
  throw new AppError(
    "bad-request",
    `Expected some, but not all, of the records ${known.join(", ")} of this paper; see: orrery duplicates show`,
  );
}
