import { AppError } from "../../core/index.ts";
import { crc32 } from "../bytes/crc32.ts";
import { inflatedRaw } from "../bytes/inflate.ts";
import type { RandomAccess } from "../bytes/random-access.ts";
import type { ZipEntry } from "./directory.ts";

const LOCAL = 0x04034b50;
const LOCAL_BYTES = 30;
const CHUNK_BYTES = 1 << 17;
const DEFLATED = 8;
const DAMAGED = "The ZIP data is damaged: it is not what the directory of the archive says.";

/** The decompressed bytes of an entry, and then AppError("bad-input") where they are not what the directory says.
 *  `onBytes` is told of those that are read from the archive. */
export async function* entryBytes(
  archive: RandomAccess,
  entry: ZipEntry,
  onBytes?: (bytes: number) => void,
): AsyncGenerator<Buffer> {
  const header = await archive.read(entry.offset, LOCAL_BYTES);
  if (header.length < LOCAL_BYTES || header.readUInt32LE(0) !== LOCAL) throw new AppError("bad-input", DAMAGED);
  const from = entry.offset + LOCAL_BYTES + header.readUInt16LE(26) + header.readUInt16LE(28);
  const stored = storedBytes(archive, from, entry.compressedSize, onBytes);
  let size = 0;
  let sum = 0;
  for await (const chunk of entry.method === DEFLATED ? inflatedRaw(stored) : stored) {
    size += chunk.length;
    if (size > entry.size) throw new AppError("bad-input", DAMAGED);
    sum = crc32(chunk, sum);
    yield chunk;
  }
  if (size !== entry.size || sum !== entry.crc32) throw new AppError("bad-input", DAMAGED);
}

async function* storedBytes(
  archive: RandomAccess,
  from: number,
  size: number,
  onBytes?: (bytes: number) => void,
): AsyncGenerator<Buffer> {
  for (let at = from; at < from + size; ) {
    const chunk = await archive.read(at, Math.min(CHUNK_BYTES, from + size - at));
    if (chunk.length === 0) throw new AppError("bad-input", "The ZIP data is cut off: its end is missing.");
    at += chunk.length;
    onBytes?.(chunk.length);
    yield chunk;
  }
}
