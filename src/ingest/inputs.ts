import { createReadStream } from "node:fs";
import { basename } from "node:path";
import { addAbortSignal, type Readable } from "node:stream";
import { AppError, throwIfCancelled } from "../core/index.ts";
import { gunzipped, isGzip } from "./bytes/gunzip.ts";
import { peek } from "./bytes/peek.ts";
import { withoutMark } from "./bytes/unicode.ts";
import { type IngestEvent, rejection } from "./event.ts";
import type { Origin } from "./formats/format.ts";
import { binaryReason, formatOf, unknownReason } from "./formats/registry.ts";
import { type Found, findFiles, whyUnreadable } from "./walk.ts";

const STANDARD_INPUT = "-";
const HEAD_BYTES = 1 << 16;
const CHUNK_BYTES = 1 << 17;
const MAX_BATCH = 512;

export interface ReadOptions {
  /** What the path "-" stands for. */
  readonly stdin?: Readable;
  readonly signal?: AbortSignal;
  /** Label to keep with every paper instead of the one that its format gives. */
  readonly source?: string;
  /** What the input is called in events instead of its path; for one input only. */
  readonly name?: string;
  /** Told of the bytes that have been read of the inputs, piece by piece. */
  readonly onBytes?: (bytes: number) => void;
}

/** Everything in the inputs, one after the other, in batches of at most 512 events. Paths may be files, folders (read
 *  recursively in the order of names, hidden ones skipped) and "-". Formats, gzip and UTF-16 are told by content. An
 *  input that cannot be read is a reject event like a bad record; the others go on. Memory does not grow with the
 *  inputs. Throws only AppError("cancelled"). */
export async function* readInputs(paths: readonly string[], options: ReadOptions = {}): AsyncGenerator<IngestEvent[]> {
  for (const path of paths) {
    const inputs = path === STANDARD_INPUT ? [{ path }] : findFiles(path);
    for await (const found of inputs) {
      throwIfCancelled(options.signal);
      for await (const batch of readFound(found, options)) {
        throwIfCancelled(options.signal);
        for (let at = 0; at < batch.length; at += MAX_BATCH) yield batch.slice(at, at + MAX_BATCH);
      }
    }
  }
}

/** The name of the format of a text, or undefined where none recognizes it. */
export function formatOfText(text: string): string | undefined {
  return formatOf({ text: text.slice(0, HEAD_BYTES), whole: text.length <= HEAD_BYTES })?.name;
}

/** One input. Whatever its stream throws becomes a reject event at the last line that was reached. */
async function* readFound(found: Found, options: ReadOptions): AsyncGenerator<IngestEvent[]> {
  const stream = found.reason === undefined ? open(found, options) : undefined;
  if (stream === undefined) {
    yield [rejection(options.name ?? found.path, 0, found.reason ?? "There is no standard input to read.")];
    return;
  }
  let line = 0;
  try {
    for await (const batch of readStream(stream, found, options)) {
      const last = batch.at(-1);
      if (last !== undefined && "line" in last) line = last.line;
      yield batch;
    }
  } catch (error) {
    throwIfCancelled(options.signal);
    yield [rejection(options.name ?? found.path, line, reasonOf(error))];
  } finally {
    stream.destroy();
  }
}

async function* readStream(stream: Readable, found: Found, options: ReadOptions): AsyncGenerator<IngestEvent[]> {
  const input = options.name ?? found.path;
  const raw = await peek(buffers(stream, options.onBytes), HEAD_BYTES);
  const plain = isGzip(raw.head) ? await peek(gunzipped(raw.content), HEAD_BYTES) : raw;
  const { head, whole, content } = await peek(withoutMark(plain.head, plain.content), HEAD_BYTES);
  const text = head.toString("utf8");
  if (whole && text.trim() === "") {
    yield [rejection(input, 0, head.length === 0 ? "The file is empty." : "The file holds nothing but white space.")];
    return;
  }
  const reason = binaryReason(head);
  const format = reason === undefined ? formatOf({ text, whole }) : undefined;
  if (format === undefined) {
    yield [rejection(input, 0, reason ?? unknownReason(), text)];
    return;
  }
  yield [{ kind: "input", input, format: format.name, ...(found.bytes === undefined ? {} : { bytes: found.bytes }) }];
  const name = input === STANDARD_INPUT ? "stdin" : basename(input);
  const origin: Origin = { input, name, source: options.source };
  yield* format.read(content, origin);
}

function open(found: Found, { stdin, signal }: ReadOptions): Readable | undefined {
  const stream = found.path === STANDARD_INPUT ? stdin : createReadStream(found.path, { highWaterMark: CHUNK_BYTES });
  return stream === undefined || signal === undefined ? stream : addAbortSignal(signal, stream);
}

async function* buffers(stream: Readable, onBytes: ReadOptions["onBytes"]): AsyncGenerator<Buffer> {
  for await (const chunk of stream) {
    const bytes: Buffer = typeof chunk === "string" ? Buffer.from(chunk) : chunk;
    onBytes?.(bytes.length);
    yield bytes;
  }
}

/** An error without a code is a mistake of ours, not of the input: it goes on to the caller. */
function reasonOf(error: unknown): string {
  if (error instanceof AppError) return error.message;
  if (error instanceof Error && "code" in error) return whyUnreadable(error);
  throw error;
}
