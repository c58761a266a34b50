import { createReadStream } from "node:fs";
import { basename } from "node:path";
import { addAbortSignal, type Readable } from "node:stream";
import { AppError, throwIfCancelled } from "../core/index.ts";
import { fileNameOf, isAddress, withoutPassword } from "./address.ts";
import { peek } from "./bytes/peek.ts";
import { bufferAccess, fileAccess, type RandomAccess } from "./bytes/random-access.ts";
import { type Found, findFiles, whyUnreadable } from "./walk.ts";
import { isZip, membersOf } from "./zip/archive.ts";
import type { ZipEntry } from "./zip/directory.ts";
import { entryBytes } from "./zip/entry-bytes.ts";

/** One text to read: a file, standard input, or a file in an archive. */
export interface Source {
  /** The path or address as given or found, "-", or `archive.zip/name`. */
  readonly input: string;
  /** The file's own name. */
  readonly name: string;
  /** Size on disk; absent for pipes. */
  readonly bytes?: number;
  /** Its bytes from the beginning. Throws, when they are read, what the file system throws or AppError("bad-input"). */
  readonly open: () => AsyncGenerator<Buffer>;
  /** True where it can be opened more than once. */
  readonly isLasting: boolean;
}

/** A source that cannot be read, and why. */
export interface Unreadable {
  readonly input: string;
  readonly reason: string;
}

const STANDARD_INPUT = "-";
const NO_NETWORK = "Web addresses are not read here.";
const OTHER_ADDRESS = /^[a-z][a-z\d+.-]*:\/\//i;
const NO_ADDRESS = "Expected a file, a folder or a web address that begins with https:// or http://.";
const CHUNK_BYTES = 1 << 17;
const MAGIC_BYTES = 4;
/** The directory of an archive stands at its end: one that comes through a pipe has to be kept until then. */
const MAX_PIPED_ARCHIVE = 1 << 26;
const NO_INPUT = "There is no standard input to read.";
const TOO_LONG = `Expected a ZIP archive of at most ${MAX_PIPED_ARCHIVE >> 20} MiB through a pipe: larger ones are read from files.`;

export interface SourceOptions {
  readonly stdin?: Readable;
  readonly signal?: AbortSignal;
  /** What the one input is called instead of its path. */
  readonly name?: string;
  readonly fetchAddress?: (address: string) => Promise<string>;
  /** Told of the bytes that are read, piece by piece. */
  readonly onBytes?: (bytes: number) => void;
}

/** Every text behind a path or web address, in order: those of folders by name, those of archives as they lie in them. */
export async function* sourcesOf(path: string, options: SourceOptions): AsyncGenerator<Source | Unreadable> {
  if (path === STANDARD_INPUT) {
    if (options.stdin === undefined) yield { input: options.name ?? path, reason: NO_INPUT };
    else yield* pipeSources(options.stdin, options);
    return;
  }
  if (isAddress(path)) yield* addressSources(path, options);
  else if (OTHER_ADDRESS.test(path)) yield { input: path, reason: NO_ADDRESS };
  else for await (const found of findFiles(path)) yield* fileSources(found, options);
}

async function* addressSources(address: string, options: SourceOptions): AsyncGenerator<Source | Unreadable> {
  const input = withoutPassword(address);
  if (options.fetchAddress === undefined) return yield { input, reason: NO_NETWORK };
  let path: string;
  try {
    path = await options.fetchAddress(address);
  } catch (error) {
    throwIfCancelled(options.signal);
    return yield { input, reason: reasonOf(error) };
  }
  for await (const found of findFiles(path)) yield* fileSources(found, { ...options, name: input });
}

async function* fileSources(found: Found, options: SourceOptions): AsyncGenerator<Source | Unreadable> {
  const { path, bytes, reason } = found;
  const input = options.name ?? path;
  if (reason !== undefined) return yield { input, reason };
  const open = () => streamed(createReadStream(path, { highWaterMark: CHUNK_BYTES }), options);
  if (bytes === undefined) return yield { input, name: fileNameOf(input), open, isLasting: false };
  try {
    if (!(await isArchive(path))) return yield { input, name: fileNameOf(input), bytes, open, isLasting: true };
    yield* archiveSources(input, () => fileAccess(path), options);
  } catch (error) {
    yield { input, reason: reasonOf(error) };
  }
}

async function isArchive(path: string): Promise<boolean> {
  const file = await fileAccess(path);
  try {
    return isZip(await file.read(0, MAGIC_BYTES));
  } finally {
    await file.close();
  }
}

async function* pipeSources(stdin: Readable, options: SourceOptions): AsyncGenerator<Source | Unreadable> {
  const input = options.name ?? STANDARD_INPUT;
  const name = input === STANDARD_INPUT ? "stdin" : fileNameOf(input);
  try {
    const { head, content } = await peek(streamed(stdin, options), MAGIC_BYTES);
    if (isZip(head)) {
      const archive = bufferAccess(await gathered(content));
      yield* archiveSources(input, async () => archive, {});
    } else {
      yield { input, name, open: () => again(content), isLasting: false };
    }
  } catch (error) {
    throwIfCancelled(options.signal);
    yield { input, reason: reasonOf(error) };
  }
}

async function* archiveSources(
  path: string,
  access: () => Promise<RandomAccess>,
  { onBytes }: SourceOptions,
): AsyncGenerator<Source | Unreadable> {
  const archive = await access();
  const members = await membersOf(archive).finally(() => archive.close());
  if (members.length === 0) yield { input: path, reason: "The ZIP archive holds no files." };
  for (const member of members) {
    const input = `${path}/${member.name}`;
    if ("reason" in member) yield { input, reason: member.reason };
    else {
      const { name, entry } = member;
      const open = () => opened(access, entry, onBytes);
      yield { input, name: basename(name), bytes: entry.compressedSize, open, isLasting: true };
    }
  }
}

async function* opened(
  access: () => Promise<RandomAccess>,
  entry: ZipEntry,
  onBytes: SourceOptions["onBytes"],
): AsyncGenerator<Buffer> {
  const archive = await access();
  try {
    yield* entryBytes(archive, entry, onBytes);
  } finally {
    await archive.close();
  }
}

async function gathered(chunks: AsyncIterable<Buffer>): Promise<Buffer> {
  const kept: Buffer[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    kept.push(chunk);
    size += chunk.length;
    if (size > MAX_PIPED_ARCHIVE) throw new AppError("bad-input", TOO_LONG);
  }
  return Buffer.concat(kept);
}

/** Closes the stream when the reader stops, however it stops. */
async function* streamed(stream: Readable, { signal, onBytes }: SourceOptions): AsyncGenerator<Buffer> {
  if (signal !== undefined) addAbortSignal(signal, stream);
  try {
    for await (const chunk of stream) {
      const bytes: Buffer = typeof chunk === "string" ? Buffer.from(chunk) : chunk;
      onBytes?.(bytes.length);
      yield bytes;
    }
  } finally {
    stream.destroy();
  }
}

async function* again(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield* chunks;
}

/** What an error means to the user. One without a code is a mistake of ours, not of the input: it goes on to the caller. */
export function reasonOf(error: unknown): string {
  if (error instanceof AppError) return error.message;
  if (error instanceof Error && "code" in error) return whyUnreadable(error);
  throw error;
}
