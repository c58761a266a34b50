import { AppError, clip, counted } from "../../core/index.ts";
import type { Library } from "../../library/index.ts";
import * as wire from "../../wire/index.ts";
import { backgroundThreads, openLibrary } from "../environment.ts";
import { facts } from "../facts.ts";
import { type CommonOptions, checked } from "../options.ts";
import type { Output } from "../output.ts";

export const DUPLICATE_ACTIONS = ["list", "show", "merge", "apart", "split"] as const;
export type DuplicateAction = (typeof DUPLICATE_ACTIONS)[number];

export interface DuplicatesCommandOptions extends CommonOptions {
  readonly k: number;
  readonly offset: number;
}

const MOST_AUTHORS = 3;

/** Lists papers that may be one work, shows the records of a paper, and decides. */
export async function duplicates(
  action: DuplicateAction,
  ids: readonly string[],
  options: DuplicatesCommandOptions,
  output: Output,
): Promise<number> {
  const library = openLibrary(options, output, { mapThreads: backgroundThreads() });
  try {
    if (action === "list") await list(library, ids, options, output);
    else if (action === "show") show(library.duplicates.records(one(ids)), options, output);
    else tell(await decide(library, action, ids), action, options, output);
    return 0;
  } finally {
    await library.close();
  }
}

async function list(
  library: Library,
  ids: readonly string[],
  { k, offset, json }: DuplicatesCommandOptions,
  output: Output,
): Promise<void> {
  if (ids.length > 0) throw new AppError("bad-request", `Expected no papers after list, got ${ids.join(" ")}.`);
  if (library.count() > 0) await library.openMap(output.progress);
  const answer = library.duplicates.suspects(k, offset);
  if (json) return output.json(answer);
  for (const note of answer.notes) output.note(note);
  for (const { a, b, reasons } of answer.pairs) {
    output.line(inALine(a));
    output.line(inALine(b));
    output.line(`    ${reasons.join(" · ")}`);
    output.line();
  }
  output.line(`${counted(answer.total, "pair")} of papers may be one work.`);
  if (answer.total > 0)
    output.note("Decide with: orrery duplicates merge <a> <b>, or: orrery duplicates apart <a> <b>");
}

function show({ id, title, records }: wire.RecordsAnswer, { json }: CommonOptions, output: Output): void {
  if (json) {
    output.json({ id, title, records } satisfies wire.RecordsAnswer);
    return;
  }
  output.line(title);
  output.line(facts([id, counted(records.length, "record")]));
  for (const { number, source, reason, gives, ...record } of records) {
    output.line();
    output.line(`${number === 0 ? "" : `${number}. `}${facts([source, reason])}`);
    output.line(`    ${record.title}`);
    const { authors, venue, year, arxivId, doi } = record;
    output.line(`    ${facts([inShort(authors), venue, year, arxivId, doi])}`);
    if (gives.length > 0) output.line(`    gives: ${gives.join(", ")}`);
  }
}

function decide(
  { duplicates: desk }: Library,
  action: Exclude<DuplicateAction, "list" | "show">,
  ids: readonly string[],
): Promise<wire.WorkChange> {
  const [a = "", b = "", ...more] = ids;
  if (action === "split") {
    const numbers = ids.slice(1);
    const request =
      numbers.length === 0 ? {} : { records: numbers.map((text) => (/^\d+$/.test(text) ? Number(text) : text)) };
    return desk.split(one(ids.slice(0, 1)), checked(wire.SplitRequest, request).records);
  }
  if (b === "" || more.length > 0) throw new AppError("bad-request", `Expected two papers, got ${ids.length}.`);
  const pair = checked(wire.PaperPair, { a, b });
  return action === "merge" ? desk.merge(pair.a, pair.b) : desk.keepApart(pair.a, pair.b);
}

function tell(change: wire.WorkChange, action: DuplicateAction, { json }: CommonOptions, output: Output): void {
  const { id, other } = change;
  if (json) output.json(change);
  else if (other === undefined) output.line(`Merged into ${id}.`);
  else output.line(action === "split" ? `${id} and ${other} are two papers now.` : `${id} and ${other} stay apart.`);
  if (action === "merge") output.note(`Take it back with: orrery duplicates split ${id}`);
}

function one(ids: readonly string[]): string {
  const [id, ...more] = ids;
  if (id === undefined || more.length > 0) throw new AppError("bad-request", `Expected one paper, got ${ids.length}.`);
  return id;
}

function inALine({ id, title, authors, year, venue }: wire.SuspectPair["a"]): string {
  return `${clip(title, 160)}\n    ${facts([id, inShort(authors), venue, year])}`;
}

function inShort(authors: readonly string[]): string {
  return authors.length <= MOST_AUTHORS ? authors.join(", ") : `${authors.slice(0, MOST_AUTHORS).join(", ")} et al.`;
}
