import { type PaperRecord, titleKey } from "../core/index.ts";
import { mergeRecords, type PaperFields } from "./merge.ts";
import type { PaperRows, Write } from "./paper-rows.ts";
import { hasOtherMetadata, hasOtherText, type PaperRow, toFields } from "./rows.ts";
import { keysOf, nameOf, textOf } from "./works/identity.ts";
import { type RecordTable, type SourceRecord, sharing, slotOf } from "./works/records.ts";
import { identifiersConflict, sameWork, type Verdict } from "./works/same-work.ts";
import { isGeneric, workKey } from "./works/title.ts";
import type { WorkTable } from "./works/works.ts";

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
  /** The number of the run: the first revision that it asked with. */
  run(revision: number): number;
  /** Whether this run wrote the record of this number of a paper that several speak of. */
  hasWritten(record: number): boolean;
  rememberRecord(record: number): void;
}

/** A record on its way in. */
interface Incoming extends Write {
  readonly record: PaperRecord;
  readonly source: string;
  readonly memory: RunMemory;
}

/** A paper that a record may be of. */
interface Match {
  readonly paper: PaperRow;
  readonly reason: string;
  readonly by: "id" | "title";
}

/** A title that more papers have, and a paper of more records, gains none by title: such titles ("Front Matter") tell
 *  no work, and comparing each record with all before it would take hours. */
const MOST_OF_A_TITLE = 50;

/** Takes records in: each becomes a paper, or one more record of the paper that it is of. */
export function upserter(rows: PaperRows, records: RecordTable, works: WorkTable) {
  /** Papers that share an identifier with the record, the strongest first; before them the one that a reader has put
   *  this very record into. */
  function matchesById({ record, source }: Incoming): Match[] {
    const placed = keysOf(record, source).length === 0 ? [] : records.named(nameOf(record, source), source);
    const own =
      placed.length === 1 ? placed : placed.filter(({ record: known }) => sameWork(known, record).verdict === "same");
    const matches = own.slice(0, 1).flatMap(({ row }): Match[] => matchOf(row, "the same record"));
    for (const key of keysOf(record, source)) {
      const row = rows.withKey(key);
      if (row !== undefined) matches.push(...matchOf(row, reasonOf(key, record)));
    }
    return matches;
  }

  function matchOf(row: number, reason: string): Match[] {
    const paper = rows.at(row);
    return paper === undefined ? [] : [{ paper, reason, by: "id" }];
  }

  /** Papers of the same title that nothing speaks against; else the one that the same source said this title of in an
   *  earlier run. */
  function matchesByTitle(incoming: Incoming): Match[] {
    const { record, source } = incoming;
    if (isGeneric(record.title)) return [];
    const key = workKey(record.title);
    // One without identifiers has only its title to find its own paper by when it is read again.
    const most = keysOf(record, source).length === 0 ? Number.POSITIVE_INFINITY : MOST_OF_A_TITLE;
    if (rows.countTitle(key, most) > most) return [];
    const named = records.rowsOfTitle(key).flatMap((row) => rows.at(row) ?? []);
    const all = [...rows.withTitle(key), ...named];
    const titled = all.filter(({ row }) => works.countRecords(row) < most);
    const same = titled.flatMap((paper): Match[] => {
      const { verdict, reasons } = verdictOn(paper, record, key);
      return verdict === "same" ? [{ paper, reason: reasons.join("; "), by: "title" }] : [];
    });
    if (same.length > 0) return same.sort((one, other) => nearness(other, incoming) - nearness(one, incoming));
    const rewritten = titled.find((paper) => isRewritten(paper, incoming));
    return rewritten === undefined ? [] : [{ paper: rewritten, reason: "same title", by: "title" }];
  }

  /** Of several papers of the title, the one comes first of which the same source says just this, then one of which it
   *  says anything. */
  function nearness({ paper }: Match, { record, source }: Incoming): number {
    if (!rows.sourcesOf(paper.row).includes(source)) return 0;
    if (!records.has(paper.row)) return saysTheSame(paper, record) ? 2 : 1;
    const own = records.of(paper.row).filter((each) => each.source === source);
    return own.some((each) => textOf(each.record) === textOf(record)) ? 2 : Math.min(1, own.length);
  }

  /** Whether a source without identifiers may say now of a paper what the record says: it has said nothing of it in this
   *  run so far. */
  function isRewritten({ row, title }: PaperRow, { record, source, memory }: Incoming): boolean {
    if (records.has(row) || memory.writtenBy(row) !== undefined || workKey(title) !== workKey(record.title))
      return false;
    const sources = rows.sourcesOf(row);
    const isNameless = keysOf(record, source).length === 0 && rows.keysOf(row).length === 0;
    return isNameless && sources.length === 1 && sources[0] === source;
  }

  /** On the paper as a whole, or on the first of its records that is the same work, where no identifier of the others
   *  speaks against that. */
  function verdictOn(paper: PaperRow, record: PaperRecord, key: string): Verdict {
    const whole = toFields(paper);
    const verdict = sameWork(whole, record);
    if (verdict.verdict === "same" || !records.has(paper.row) || identifiersConflict(whole, record)) return verdict;
    const titled = records.of(paper.row).filter(({ record: known }) => workKey(known.title) === key);
    const verdicts = titled.map(({ record: known }) => sameWork(known, record));
    return verdicts.find((each) => each.verdict === "same") ?? verdict;
  }

  function add(incoming: Incoming): Upsert {
    const { record, source, memory } = incoming;
    const row = rows.add(record, record, source, incoming);
    rows.connect(row, record, source);
    memory.remember(row, source);
    const paper = rows.at(row);
    const merged = paper === undefined ? [] : works.mergedWith(paper);
    const last = merged.reduce((into, other) => works.join(into, other, "merged by hand", incoming), row);
    memory.remember(last, memory.writtenBy(last) ?? source);
    return { outcome: last === row ? "added" : "updated", row: last };
  }

  /** Several papers turn out to be one: the record speaks for all of them. */
  function joinAll(target: PaperRow, others: readonly Match[], incoming: Incoming): { paper: PaperRow; grew: boolean } {
    const { memory } = incoming;
    let joined = target;
    let grew = false;
    for (const { paper, reason, by } of others) {
      const other = rows.at(paper.row);
      if (other === undefined || other.row === joined.row || works.isApart(joined, other)) continue;
      if (by === "title" && !areSame(joined, other, incoming.record)) continue;
      const wroteThem = [joined, other].map(({ row }) => writtenRecords(row, incoming));
      const row = works.join(joined.row, other.row, `joined by another record: ${reason}`, incoming);
      for (const { number } of records.of(row)) if (wroteThem.flat().includes(number)) memory.rememberRecord(number);
      joined = rows.at(row) ?? joined;
      grew = true;
    }
    return { paper: joined, grew };
  }

  /** Numbers of the records of a paper that this run has written; its records are set out for that. */
  function writtenRecords(row: number, { memory, revision }: Incoming): number[] {
    const paper = rows.at(row);
    if (paper === undefined) return [];
    const wasSole = !records.has(row);
    const source = memory.writtenBy(row);
    return works
      .setOut(paper, source === undefined ? undefined : { source, run: memory.run(revision) })
      .filter((each) => (wasSole ? each.source === source : memory.hasWritten(each.number)))
      .map(({ number }) => number);
  }

  /** Writes into a paper that is its own record what its only source, or another one in the same words, says of it;
   *  undefined where that takes a record of its own. */
  function intoSole(paper: PaperRow, incoming: Incoming): Upsert | undefined {
    const { record, source, memory } = incoming;
    const { row } = paper;
    const sources = rows.sourcesOf(row);
    const isAlone = sources.length === 1 && sources[0] === source;
    if (!(isAlone && isSlot(paper, incoming)) && !saysTheSame(paper, record)) return undefined;
    const earlier = memory.writtenBy(row);
    memory.remember(row, earlier ?? source);
    const fields = mergeRecords(toFields(paper), record, earlier === undefined ? "replace" : "fill");
    const isChanged = rows.change(paper, fields, incoming);
    const isNewSource = rows.connect(row, record, source);
    if (isNewSource && !isChanged) rows.touch(row, incoming.revision);
    return { outcome: isChanged ? "updated" : "unchanged", row };
  }

  /** What speaks against a record that has come under this identifier in this run before, from the same source. */
  function conflictIn({ paper, by }: Match, incoming: Incoming): string | undefined {
    const { record, source, memory } = incoming;
    if (records.has(paper.row)) {
      const written = records.of(paper.row).filter(({ number }) => memory.hasWritten(number));
      return sharing(written, record, source).flatMap((each) => conflictOf(each.record, record) ?? [])[0];
    }
    const isAgain = by === "id" && memory.writtenBy(paper.row) === source && isSlot(paper, incoming);
    return isAgain ? conflictOf(toFields(paper), record) : undefined;
  }

  /** Whether the record takes the place of the only one of a paper of the same source. */
  function isSlot(paper: PaperRow, { record, source }: Incoming): boolean {
    const keys = keysOf(record, source);
    if (identifiersConflict(toFields(paper), record)) return false;
    if (keys.length === 0) return workKey(record.title) === workKey(paper.title);
    const known = rows.keysOf(paper.row);
    return known.length === 0 || keys.some((key) => known.includes(key));
  }

  function intoRecords(paper: PaperRow, { reason }: Match, incoming: Incoming): Upsert {
    const { record, source, memory } = incoming;
    const { row } = paper;
    for (const number of writtenRecords(row, incoming)) memory.rememberRecord(number);
    const slot = slotOf(records.of(row), record, source);
    const isNewSource = rows.connect(row, record, source);
    const number = slot === undefined ? addRecord(row, reason, incoming) : rewrite(slot, incoming);
    memory.rememberRecord(number);
    memory.remember(row, memory.writtenBy(row) ?? source);
    const isChanged = works.recombine(row, incoming);
    if (isNewSource && !isChanged) rows.touch(row, incoming.revision);
    return { outcome: isChanged ? "updated" : "unchanged", row };
  }

  function addRecord(row: number, reason: string, { record, source, memory, revision, at }: Incoming): number {
    return records.add({ row, source, record, reason, joined: revision, run: memory.run(revision), at });
  }

  /** Within a run the first text stays and gaps are filled; in a later one new text replaces old. */
  function rewrite(slot: SourceRecord, { record, memory, revision, at }: Incoming): number {
    const rule = memory.hasWritten(slot.number) ? "fill" : "replace";
    const id = slot.record.id ?? record.id;
    const said = { ...(id === undefined ? {} : { id }), ...mergeRecords(slot.record, record, rule) };
    records.rewrite(slot, said, memory.run(revision), at);
    return slot.number;
  }

  return (record: PaperRecord, source: string, memory: RunMemory, write: Write): Upsert => {
    const incoming: Incoming = { record, source, memory, ...write };
    const byId = matchesById(incoming);
    const isKnown = byId[0] !== undefined && !records.has(byId[0].paper.row) && areOne(byId);
    const written = isKnown ? takeIn(byId, incoming, true) : undefined;
    return written ?? takeIn([...byId, ...matchesByTitle(incoming)], incoming, false) ?? add(incoming);
  };

  /** Writes the record into the papers that it is of, which become one; undefined where there are none, or with `alone`
   *  where it would take a record of its own. */
  function takeIn([first, ...others]: readonly Match[], incoming: Incoming, alone: boolean): Upsert | undefined {
    if (first === undefined) return undefined;
    for (const match of [first, ...others]) {
      const reason = conflictIn(match, incoming);
      if (reason !== undefined) return { outcome: "conflict", row: match.paper.row, reason };
    }
    const isSole = !records.has(first.paper.row) && areOne([first, ...others]);
    const written = isSole ? intoSole(first.paper, incoming) : undefined;
    if (alone || written !== undefined) return written;
    const { paper, grew } = joinAll(first.paper, others, incoming);
    const { row, outcome } = intoRecords(paper, first, incoming);
    return { row, outcome: grew && outcome === "unchanged" ? "updated" : outcome };
  }
}

function areOne(matches: readonly Match[]): boolean {
  return matches.every(({ paper }) => paper.row === matches[0]?.paper.row);
}

/** Whether a paper, as the record tells of it beside its authors and identifiers, is one work with another one of that
 *  title. */
function areSame(one: PaperRow, other: PaperRow, { title, abstract, year }: PaperRecord): boolean {
  const { year: _, ...known } = toFields(one);
  const told = { ...known, title, abstract, ...(year === undefined ? {} : { year }) };
  return sameWork(told, { ...toFields(other), title }).verdict === "same";
}

function reasonOf(key: string, { arxivId, doi }: PaperRecord): string {
  if (key === `arxiv:${arxivId}`) return `same arXiv id ${arxivId}`;
  return key === `doi:${doi}` ? `same DOI ${doi}` : `same id ${key.slice(key.indexOf(":") + 1)}`;
}

/** Whether the record says of every field what the paper has. */
function saysTheSame(paper: PaperRow, record: PaperRecord): boolean {
  return !hasOtherText(paper, record) && !hasOtherMetadata(paper, record);
}

function conflictOf(known: PaperFields, record: PaperRecord): string | undefined {
  const differing = [
    titleKey(known.title) !== titleKey(record.title) ? "title" : undefined,
    known.abstract !== "" && record.abstract !== "" && known.abstract !== record.abstract ? "abstract" : undefined,
  ].filter((part) => part !== undefined);
  if (differing.length === 0) return undefined;
  const id = record.id ?? record.arxivId ?? record.doi ?? "";
  return `Expected one text for the id ${JSON.stringify(id)}; it came again with a different ${differing.join(" and ")}. The first was kept.`;
}
