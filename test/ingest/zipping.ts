import { deflateRawSync, gzipSync } from "node:zlib";

/** What to put into an archive; what is not said is as it should be. */
export interface Packed {
  readonly name: string;
  readonly content: string | Uint8Array;
  readonly method?: number;
  readonly flags?: number;
  readonly crc32?: number;
  readonly size?: number;
  /** Where the directory says that it begins. */
  readonly offset?: number;
  /** Writes sizes and place with 64 bits. */
  readonly long?: boolean;
}

/** A ZIP archive, written by the format's description, with whatever is wrong in it. */
export function zipOf(files: readonly Packed[], comment = ""): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const file of files) {
    const content = Buffer.from(file.content);
    const method = file.method ?? 8;
    const stored = method === 8 ? deflateRawSync(content) : content;
    const name = Buffer.from(file.name);
    const crc = file.crc32 ?? crcOf(content);
    const size = file.size ?? content.length;
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(method, 8);
    local.writeUInt16LE(name.length, 26);
    parts.push(local, name, stored);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(file.flags ?? 0x800, 8);
    entry.writeUInt16LE(method, 10);
    entry.writeUInt32LE(crc, 16);
    const extra = file.long === true ? Buffer.alloc(28) : Buffer.alloc(0);
    const places = [size, stored.length, file.offset ?? at] as const;
    if (file.long === true) {
      extra.writeUInt16LE(1, 0);
      extra.writeUInt16LE(24, 2);
      for (const [i, value] of places.entries()) extra.writeBigUInt64LE(BigInt(value), 4 + 8 * i);
    }
    for (const [i, field] of [24, 20, 42].entries())
      entry.writeUInt32LE(file.long === true ? 0xffffffff : places[i]!, field);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt16LE(extra.length, 30);
    directory.push(entry, name, extra);
    at += local.length + name.length + stored.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(at, 16);
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([...parts, listed, end, Buffer.from(comment)]);
}

/** CRC-32 as the trailer of gzip has it. */
function crcOf(content: Buffer): number {
  const zipped = gzipSync(content, { level: 0 });
  return zipped.readUInt32LE(zipped.length - 8);
}
