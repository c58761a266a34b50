/** Saved binary files: one layout for every index that Orrery writes. Needs Node.
 *
 *  bytes 0–7    the magic `ORRERY\r\n` (the line end betrays a transfer in text mode)
 *  bytes 8–11   format version, little-endian unsigned
 *  bytes 12–15  length H of the header in bytes
 *  bytes 16–19  CRC-32 of the header
 *  then         H bytes of JSON: {kind, meta, sections: [{name, offset, bytes, crc}]}; offsets count from the body
 *  then         zeros up to a multiple of 64, and the body: the sections, each aligned to 64 bytes. */
import { closeSync, fstatSync, fsyncSync, openSync, readSync, renameSync, rmSync, writeSync } from "node:fs";
import { crc32 } from "node:zlib";
import { AppError, messageOf } from "./errors.ts";

const MAGIC = Buffer.from("ORRERY\r\n", "latin1");
const FORMAT_VERSION = 1;
const PREFIX_BYTES = 20;
const ALIGNMENT = 64;
const CHUNK_BYTES = 1 << 28;

interface Section {
  readonly name: string;
  readonly offset: number;
  readonly bytes: number;
  readonly crc: number;
}

interface Header {
  readonly kind: string;
  readonly meta: unknown;
  readonly sections: readonly Section[];
}

export interface SavedFile {
  /** What the writer said of the content; parse it before use. */
  readonly meta: unknown;
  /** The bytes of a section in memory of their own. Throws AppError("damaged-file") when there is none of that name. */
  section(name: string): ArrayBuffer;
}

/** Writes the file beside its place and renames it there, so that a reader sees the old or the new one, never a part. */
export function writeSavedFile(
  path: string,
  kind: string,
  meta: unknown,
  parts: Readonly<Record<string, ArrayBufferView>>,
): void {
  const bodies = Object.entries(parts).map(([name, view]) => ({ name, bytes: bytesOf(view) }));
  let offset = 0;
  const sections: Section[] = bodies.map(({ name, bytes }) => {
    const section = { name, offset, bytes: bytes.byteLength, crc: crcOf(bytes) };
    offset = align(offset + bytes.byteLength);
    return section;
  });
  const header = Buffer.from(JSON.stringify({ kind, meta, sections } satisfies Header));
  const prefix = Buffer.alloc(PREFIX_BYTES);
  MAGIC.copy(prefix);
  prefix.writeUInt32LE(FORMAT_VERSION, 8);
  prefix.writeUInt32LE(header.byteLength, 12);
  prefix.writeUInt32LE(crc32(header), 16);
  const bodyStart = align(PREFIX_BYTES + header.byteLength);
  replaceFile(path, (file) => {
    writeAt(file, prefix, 0);
    writeAt(file, header, PREFIX_BYTES);
    for (const [i, section] of sections.entries()) {
      const body = bodies[i];
      if (body !== undefined) writeAt(file, body.bytes, bodyStart + section.offset);
    }
  });
}

/** Reads a file that writeSavedFile wrote. Throws AppError "not-found", "wrong-version" or "damaged-file". */
export function readSavedFile(path: string, kind: string): SavedFile {
  const file = openForReading(path);
  try {
    const size = fstatSync(file).size;
    const { header, bodyStart } = readHeader(file, path, size);
    if (header.kind !== kind) {
      throw new AppError(
        "wrong-version",
        `Expected ${path} to hold ${JSON.stringify(kind)}, got ${JSON.stringify(header.kind)}.`,
      );
    }
    const sections = readSections(file, path, size, header, bodyStart);
    return {
      meta: header.meta,
      section(name) {
        const bytes = sections.get(name);
        if (bytes === undefined)
          throw new AppError("damaged-file", `Expected a section ${name} in ${path}, found none.`);
        return bytes;
      },
    };
  } finally {
    closeSync(file);
  }
}

/** Opens `<path>.tmp`, lets `write` fill it, flushes it to the disk and renames it to `path`. */
export function replaceFile(path: string, write: (file: number) => void): void {
  const temporary = `${path}.tmp`;
  try {
    const file = openSync(temporary, "w");
    try {
      fill(file, write);
      renameSync(temporary, path);
    } catch (error) {
      rmSync(temporary, { force: true });
      throw error;
    }
  } catch (error) {
    throw new AppError("storage-failed", `Could not write ${path}: ${messageOf(error)}`, { cause: error });
  }
}

/** CRC-32 of a whole file, read in chunks. */
export function checksumOfFile(path: string): number {
  const file = openForReading(path);
  try {
    const chunk = Buffer.allocUnsafe(1 << 22);
    let crc = 0;
    for (;;) {
      const got = readSync(file, chunk, 0, chunk.byteLength, null);
      if (got === 0) return crc;
      crc = crc32(chunk.subarray(0, got), crc);
    }
  } finally {
    closeSync(file);
  }
}

function fill(file: number, write: (file: number) => void): void {
  try {
    write(file);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function readHeader(file: number, path: string, size: number): { header: Header; bodyStart: number } {
  const prefix = Buffer.alloc(PREFIX_BYTES);
  if (readAt(file, prefix, 0) < PREFIX_BYTES || !prefix.subarray(0, 8).equals(MAGIC)) {
    throw new AppError("damaged-file", `Expected ${path} to begin as an Orrery file; it does not.`);
  }
  const version = prefix.readUInt32LE(8);
  if (version !== FORMAT_VERSION) {
    throw new AppError("wrong-version", `Expected format version ${FORMAT_VERSION} in ${path}, got ${version}.`);
  }
  const length = prefix.readUInt32LE(12);
  const bytes = Buffer.alloc(Math.min(length, size));
  if (readAt(file, bytes, PREFIX_BYTES) < length || crc32(bytes) !== prefix.readUInt32LE(16)) {
    throw new AppError("damaged-file", `The header of ${path} is damaged.`);
  }
  const header = JSON.parse(bytes.toString("utf8")) as Header; // written by us: its checksum has just been verified
  return { header, bodyStart: align(PREFIX_BYTES + length) };
}

function readSections(
  file: number,
  path: string,
  size: number,
  header: Header,
  bodyStart: number,
): Map<string, ArrayBuffer> {
  const sections = new Map<string, ArrayBuffer>();
  for (const { name, offset, bytes, crc } of header.sections) {
    if (bytes > 0 && bodyStart + offset + bytes > size) {
      throw new AppError(
        "damaged-file",
        `${path} is cut off: expected ${bodyStart + offset + bytes} bytes or more, got ${size}.`,
      );
    }
    const buffer = new ArrayBuffer(bytes);
    const view = new Uint8Array(buffer);
    if (readAt(file, view, bodyStart + offset) < bytes || crcOf(view) !== crc) {
      throw new AppError("damaged-file", `The section ${name} of ${path} fails its checksum.`);
    }
    sections.set(name, buffer);
  }
  return sections;
}

function openForReading(path: string): number {
  let file: number;
  try {
    file = openSync(path, "r");
  } catch (error) {
    throw new AppError("not-found", `Could not open ${path}: ${messageOf(error)}`, { cause: error });
  }
  if (fstatSync(file).isFile()) return file;
  closeSync(file);
  throw new AppError("not-found", `Expected a file at ${path}, found something else.`);
}

/** Fills `target` from `position` on; returns how many bytes the file had for it. */
function readAt(file: number, target: Uint8Array, position: number): number {
  let done = 0;
  while (done < target.byteLength) {
    const got = readSync(file, target, done, Math.min(CHUNK_BYTES, target.byteLength - done), position + done);
    if (got === 0) break;
    done += got;
  }
  return done;
}

function writeAt(file: number, source: Uint8Array, position: number): void {
  let done = 0;
  while (done < source.byteLength) {
    done += writeSync(file, source, done, Math.min(CHUNK_BYTES, source.byteLength - done), position + done);
  }
}

function crcOf(bytes: Uint8Array): number {
  let crc = 0;
  for (let at = 0; at < bytes.byteLength; at += CHUNK_BYTES) crc = crc32(bytes.subarray(at, at + CHUNK_BYTES), crc);
  return crc;
}

function bytesOf(view: ArrayBufferView): Uint8Array {
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
}

function align(offset: number): number {
  return Math.ceil(offset / ALIGNMENT) * ALIGNMENT;
}
