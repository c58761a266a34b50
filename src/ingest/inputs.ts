import type { Readable } from "node:stream";
import { throwIfCancelled } from "../core/index.ts";
import { type IngestEvent, rejection } from "./event.ts";
import { formatOf } from "./formats/registry.ts";
import { inputEvent, originOf } from "./input-event.ts";
import { HEAD_BYTES, openText } from "./open-text.ts";
import type { Columns } from "./record/columns.ts";
import { reasonOf, type Source, sourcesOf, type Unreadable } from "./sources.ts";
import { type Apart, readTogether } from "./together.ts";

const MAX_BATCH = 512;
const NO_PAPERS = "Expected the data set's papers beside these abstracts, in files of the same run, found none.";

export interface ReadOptions {
  /** What the path "-" stands for. */
  readonly stdin?: Readable;
  readonly signal?: AbortSignal;
  /** Fetches what is at a web address into a file and gives its path; AppError where it cannot. */
  readonly fetchAddress?: (address: string) => Promise<string>;
  /** Label to keep with every paper instead of the one that its format gives. */
  readonly source?: string;
  /** What the input is called in events instead of its path; for one input only. */
  readonly name?: string;
  /** Told of the bytes that have been read of the inputs, piece by piece. */
  readonly onBytes?: (bytes: number) => void;
  /** The columns of tables, or keys of JSON records, that hold our fields, where their names do not tell. */
  readonly columns?: Columns;
  /** How many bytes of papers wait at once for abstracts that lie in other files: more memory, fewer readings of these. */
  readonly waitingBytes?: number;
}

/** The name of the format of a text, or undefined where none recognizes it. */
export function formatOfText(text: string): string | undefined {
  return formatOf({ text: text.slice(0, HEAD_BYTES), whole: text.length <= HEAD_BYTES })?.name;
}

/** Everything in the inputs, one after the other, in batches of at most 512 events. Paths may be files, folders (read
 *  recursively in the order of names, hidden ones skipped), web addresses and "-". Formats, gzip, ZIP and UTF-16 are told by content.
 *  Files of papers without their abstracts and of abstracts without their papers come last, joined. An input that
 *  cannot be read is a reject event like a bad record; the others go on. Memory does not grow with the inputs. Throws
 *  only AppError("cancelled"). */
export async function* readInputs(paths: readonly string[], options: ReadOptions = {}): AsyncGenerator<IngestEvent[]> {
  const apart: Apart = { papers: [], abstracts: [] };
  for (const path of paths) {
    for await (const source of sourcesOf(path, options)) {
      throwIfCancelled(options.signal);
      yield* inBatches(readSource(source, apart, options), options.signal);
    }
  }
  yield* inBatches(readApart(apart, options), options.signal);
}

async function* inBatches(
  events: AsyncIterable<IngestEvent[]>,
  signal: AbortSignal | undefined,
): AsyncGenerator<IngestEvent[]> {
  for await (const batch of events) {
    throwIfCancelled(signal);
    for (let at = 0; at < batch.length; at += MAX_BATCH) yield batch.slice(at, at + MAX_BATCH);
  }
}

/** One text, or nothing where its papers are to be joined with others. Whatever its stream throws becomes a reject event
 *  at the last line that was reached. */
async function* readSource(
  source: Source | Unreadable,
  apart: Apart | undefined,
  options: ReadOptions,
): AsyncGenerator<IngestEvent[]> {
  const { input } = source;
  if ("reason" in source) return yield [rejection(input, 0, source.reason)];
  let line = 0;
  let close = async () => {};
  try {
    const text = await openText(source, options.columns);
    if ("reason" in text) return yield [rejection(input, 0, text.reason, text.excerpt)];
    const { format, content } = text;
    close = text.close;
    if (format.holds !== undefined && apart !== undefined && source.isLasting) {
      apart[format.holds].push({ source, format });
      return;
    }
    yield [inputEvent(source, format.name)];
    for await (const batch of format.read(content, originOf(source, options))) {
      const last = batch.at(-1);
      if (last !== undefined && "line" in last) line = last.line;
      yield batch;
    }
  } catch (error) {
    throwIfCancelled(options.signal);
    yield [rejection(input, line, reasonOf(error))];
  } finally {
    await close();
  }
}

async function* readApart(apart: Apart, options: ReadOptions): AsyncGenerator<IngestEvent[]> {
  if (apart.papers.length > 0 && apart.abstracts.length > 0) return yield* readTogether(apart, options);
  for (const { source } of apart.papers) yield* readSource(source, undefined, options);
  for (const { source } of apart.abstracts) yield [rejection(source.input, 0, NO_PAPERS)];
}
