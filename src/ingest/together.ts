import { counted } from "../core/index.ts";
import { type Line, MAX_RECORD_BYTES, readLines } from "./bytes/lines.ts";
import { type IngestEvent, rejection } from "./event.ts";
import type { Format, Origin } from "./formats/format.ts";
import { recordEvent, recordEvents } from "./formats/json-records.ts";
import { fileSource, tooLong } from "./formats/source.ts";
import { inputEvent, originOf } from "./input-event.ts";
import { openText } from "./open-text.ts";
import type { Columns } from "./record/columns.ts";
import { decode, isObject, type JsonObject, parseJson, textIn } from "./record/json.ts";
import { corpusId } from "./record/semantic-scholar.ts";
import { reasonOf, type Source } from "./sources.ts";

/** Files of Semantic Scholar's data sets, whose papers and abstracts belong together by their corpus ids. */
export interface Apart {
  readonly papers: Part[];
  readonly abstracts: Part[];
}

export interface Part {
  readonly source: Source;
  readonly format: Format;
}

interface Options {
  readonly source?: string;
  readonly columns?: Columns;
  readonly waitingBytes?: number;
}

/** A line that waits for its abstract. */
interface Waiting {
  readonly kind: "waiting";
  readonly line: Line;
  readonly origin: Origin;
  abstract?: string;
}

/** What was seen of a file of abstracts. */
interface Tally {
  lines: number;
  used: number;
}

const WAITING_BYTES = 96 << 20;
const ID_BYTES = 300;
const ID = /"corpusid"\s*:\s*"?(\d{1,15})/i;
const BLANK = /^\s*$/;

/** Papers with the abstracts that stand in other files, whatever the order of the lines. As many papers as fit into
 *  `waitingBytes` wait while all abstracts are read once; then come the next. So memory is bounded, and the abstracts
 *  are read as many times as that goes into the papers. An abstract without paper is counted in a reject event. */
export async function* readTogether({ papers, abstracts }: Apart, options: Options): AsyncGenerator<IngestEvent[]> {
  const block = new Block();
  const tallies = new Map<Part, Tally>();
  for (const part of papers) {
    block.add(inputEvent(part.source, part.format.name));
    const origin = originOf(part.source, options);
    for await (const lines of linesOf(part, block)) {
      for (const line of lines) block.wait({ kind: "waiting", line, origin });
      if (block.size < (options.waitingBytes ?? WAITING_BYTES)) continue;
      yield* readAbstracts(block, abstracts, tallies, options);
      yield block.take();
    }
  }
  yield* readAbstracts(block, abstracts, tallies, options);
  yield block.take();
  for (const [{ source }, { lines, used }] of tallies) {
    if (used >= lines) continue;
    const reason = `Expected the papers of all abstracts in the same run, found none for ${counted(lines - used, "abstract")} of ${lines}.`;
    yield [rejection(source.input, used === 0 ? 0 : lines, reason)];
  }
}

/** Gives the papers that wait their abstracts. What is wrong with the files of abstracts is told the first time. */
async function* readAbstracts(
  block: Block,
  abstracts: readonly Part[],
  tallies: Map<Part, Tally>,
  options: Options,
): AsyncGenerator<IngestEvent[]> {
  for (const part of abstracts) {
    const known = tallies.get(part);
    const tally = known ?? { lines: 0, used: 0 };
    const said = new Block();
    if (known === undefined) said.add(inputEvent(part.source, part.format.name));
    for await (const lines of linesOf(part, said)) {
      for (const line of lines) {
        const id = idIn(line);
        if (known === undefined) tally.lines += 1;
        if (id !== undefined && block.isAwaited(id)) tally.used += useAbstract(line, id, block, said, part, options);
        else if (id === undefined && known === undefined) said.add(faultOf(line, originOf(part.source, options)));
      }
      if (known === undefined) yield said.take();
    }
    tallies.set(part, tally);
    yield said.take().filter(({ kind }) => known === undefined || kind === "reject");
  }
}

/** Returns 1 where the line held an abstract. */
function useAbstract(line: Line, id: string, block: Block, said: Block, part: Part, options: Options): 0 | 1 {
  const record = objectIn(line);
  const abstract = record === undefined ? "" : textIn(record, "abstract");
  if (abstract === "") {
    said.add(faultOf(line, originOf(part.source, options)));
    return 0;
  }
  block.supply(id, abstract);
  return 1;
}

/** The lines of a part that are not blank. Why it cannot be read to its end goes to the block. */
async function* linesOf({ source }: Part, block: Block): AsyncGenerator<Line[]> {
  let last = 0;
  try {
    const text = await openText(source);
    if ("reason" in text) return block.add(rejection(source.input, 0, text.reason, text.excerpt));
    for await (const lines of readLines(text.content)) {
      yield lines.filter(({ bytes }) => !BLANK.test(beginning(bytes)));
      last = lines.at(-1)?.number ?? last;
    }
  } catch (error) {
    block.add(rejection(source.input, last, reasonOf(error)));
  }
}

/** Papers that wait for their abstracts, and events between them, in the order in which they came. */
class Block {
  size = 0;
  #held: (Waiting | IngestEvent)[] = [];
  readonly #byId = new Map<string, Waiting[]>();

  add(event: IngestEvent): void {
    this.#held.push(event);
  }

  wait(waiting: Waiting): void {
    this.#held.push(waiting);
    this.size += waiting.line.size;
    const id = idIn(waiting.line);
    if (id === undefined) return;
    const others = this.#byId.get(id);
    if (others === undefined) this.#byId.set(id, [waiting]);
    else others.push(waiting);
  }

  isAwaited(id: string): boolean {
    return this.#byId.has(id);
  }

  supply(id: string, abstract: string): void {
    for (const waiting of this.#byId.get(id) ?? []) {
      waiting.abstract ??= abstract;
      this.size += abstract.length;
    }
  }

  /** Everything, which waits no longer. */
  take(): IngestEvent[] {
    const held = this.#held;
    this.#held = [];
    this.#byId.clear();
    this.size = 0;
    return held.flatMap((each) => (each.kind === "waiting" ? paperEvents(each) : [each]));
  }
}

function paperEvents({ line, origin, abstract }: Waiting): IngestEvent[] {
  const record = objectIn(line);
  if (record === undefined) return [faultOf(line, origin)];
  const whole = abstract === undefined || textIn(record, "abstract") !== "" ? record : { ...record, abstract };
  return [recordEvent(whole, line.number, origin, fileSource(origin))];
}

function faultOf(line: Line, origin: Origin): IngestEvent {
  const text = decode(line.bytes.subarray(0, MAX_RECORD_BYTES));
  if (line.size > MAX_RECORD_BYTES) return rejection(origin.input, line.number, tooLong("line", line.size), text);
  const [event] = recordEvents(text, line.number, origin, "");
  const reason = event?.kind === "reject" ? event.reason : "Expected an abstract with its corpusid, found none.";
  return rejection(origin.input, line.number, reason, text);
}

function objectIn({ bytes, size }: Line): JsonObject | undefined {
  if (size > MAX_RECORD_BYTES) return undefined;
  try {
    const value = parseJson(decode(bytes));
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Ids stand at the beginning of lines in all data sets; elsewhere they are looked for with more effort. */
function idIn(line: Line): string | undefined {
  const early = ID.exec(beginning(line.bytes))?.[1];
  if (early !== undefined) return early;
  const record = objectIn(line);
  return record === undefined ? undefined : corpusId(record);
}

function beginning(bytes: Buffer): string {
  return bytes.toString("latin1", 0, ID_BYTES);
}
