import { AppError } from "../../core/index.ts";
import type { RandomAccess } from "../bytes/random-access.ts";
import { decode } from "../record/json.ts";

/** One file in an archive, as the directory at its end describes it. */
export interface ZipEntry {
  readonly name: string;
  /** 0 stored, 8 deflated; others are not read. */
  readonly method: number;
  readonly isEncrypted: boolean;
  readonly crc32: number;
  readonly compressedSize: number;
  readonly size: number;
  /** Where its local header begins. */
  readonly offset: number;
}

const END = 0x06054b50;
const END_64 = 0x06064b50;
const END_64_PLACE = 0x07064b50;
const ENTRY = 0x02014b50;
const END_BYTES = 22;
const END_64_BYTES = 56;
const PLACE_BYTES = 20;
const ENTRY_BYTES = 46;
const MAX_COMMENT = 0xffff;
const FULL_32 = 0xffffffff;
const FULL_16 = 0xffff;
const ZIP64_FIELD = 1;
const IS_ENCRYPTED = 1;

export const MAX_ENTRIES = 10_000;
const MAX_DIRECTORY_BYTES = 1 << 25;
const NOT_WHOLE = "The ZIP archive is cut off or damaged: its directory, which stands at its end, is missing.";

/** The entries of an archive (PKWARE's APPNOTE 6.3, with the fields for archives over 4 GiB). Throws
 *  AppError("bad-input") where there is no directory or it is beyond the limits. */
export async function readDirectory(archive: RandomAccess): Promise<ZipEntry[]> {
  const { at, bytes, count } = await findDirectory(archive);
  if (count > MAX_ENTRIES || bytes > MAX_DIRECTORY_BYTES) {
    throw new AppError("bad-input", `Expected a ZIP archive of at most ${MAX_ENTRIES} files, got one of ${count}.`);
  }
  const directory = await archive.read(at, bytes);
  const entries: ZipEntry[] = [];
  for (let place = 0; entries.length < count; ) {
    if (place + ENTRY_BYTES > directory.length || directory.readUInt32LE(place) !== ENTRY) throw damaged();
    const lengths = [28, 30, 32].map((field) => directory.readUInt16LE(place + field));
    const [name = 0, extra = 0, comment = 0] = lengths;
    const end = place + ENTRY_BYTES + name + extra + comment;
    if (end > directory.length) throw damaged();
    entries.push(parseEntry(directory.subarray(place, end), name, extra));
    place = end;
  }
  return entries;
}

function parseEntry(bytes: Buffer, nameLength: number, extraLength: number): ZipEntry {
  const name = bytes.subarray(ENTRY_BYTES, ENTRY_BYTES + nameLength);
  const extra = bytes.subarray(ENTRY_BYTES + nameLength, ENTRY_BYTES + nameLength + extraLength);
  const short = [bytes.readUInt32LE(24), bytes.readUInt32LE(20), bytes.readUInt32LE(42)];
  const [size = 0, compressedSize = 0, offset = 0] = withLongValues(short, extra);
  return {
    name: decode(name),
    method: bytes.readUInt16LE(10),
    isEncrypted: (bytes.readUInt16LE(8) & IS_ENCRYPTED) !== 0,
    crc32: bytes.readUInt32LE(16),
    compressedSize,
    size,
    offset,
  };
}

/** Values that are full stand in an extra field with 64 bits each, in this order. */
function withLongValues(values: readonly number[], extra: Buffer): number[] {
  if (!values.includes(FULL_32)) return [...values];
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== ZIP64_FIELD) continue;
    let next = at + 4;
    return values.map((value) => {
      if (value !== FULL_32) return value;
      if (next + 8 > extra.length) throw damaged();
      next += 8;
      return Number(extra.readBigUInt64LE(next - 8));
    });
  }
  return [...values];
}

async function findDirectory(archive: RandomAccess): Promise<{ at: number; bytes: number; count: number }> {
  const from = Math.max(0, archive.size - END_BYTES - MAX_COMMENT);
  const tail = await archive.read(from, END_BYTES + MAX_COMMENT);
  for (let end = tail.length - END_BYTES; end >= 0; end--) {
    if (tail.readUInt32LE(end) !== END) continue;
    const found = {
      count: tail.readUInt16LE(end + 10),
      bytes: tail.readUInt32LE(end + 12),
      at: tail.readUInt32LE(end + 16),
    };
    const isLong = found.count === FULL_16 || found.bytes === FULL_32 || found.at === FULL_32;
    return (isLong ? await findLongDirectory(archive, from + end) : undefined) ?? found;
  }
  throw damaged();
}

/** What the record for long archives says, which stands before the end record. */
async function findLongDirectory(archive: RandomAccess, end: number) {
  const place = await archive.read(end - PLACE_BYTES, PLACE_BYTES);
  if (end < PLACE_BYTES || place.length < PLACE_BYTES || place.readUInt32LE(0) !== END_64_PLACE) return undefined;
  const record = await archive.read(Number(place.readBigUInt64LE(8)), END_64_BYTES);
  if (record.length < END_64_BYTES || record.readUInt32LE(0) !== END_64) throw damaged();
  const [count, bytes, at] = [32, 40, 48].map((field) => Number(record.readBigUInt64LE(field)));
  return { count: count ?? 0, bytes: bytes ?? 0, at: at ?? 0 };
}

function damaged(): AppError {
  return new AppError("bad-input", NOT_WHOLE);
}
