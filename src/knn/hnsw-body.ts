import { closeSync, fstatSync, fsyncSync, openSync, readSync } from "node:fs";

/** hnswlib's file: a head of this size, the lowest layer with one block a vector, then for each vector the size of
 *  its upper links in four bytes, and the links. */
const HEAD_BYTES = 96;
const COUNT_AT = 16;
const BLOCK_BYTES_AT = 24;

/** Flushes the body to the disk; returns its size. hnswlib does not notice a full disk, so this throws unless the body
 *  holds `count` vectors to the end. */
export function flushWholeBody(path: string, count: number): number {
  const file = openSync(path, "r+");
  try {
    fsyncSync(file);
    const size = fstatSync(file).size;
    const whole = wholeSize(file, size, count);
    if (whole !== size) throw new Error(`Expected ${whole ?? `more than ${size}`} bytes in ${path}, got ${size}.`);
    return size;
  } finally {
    closeSync(file);
  }
}

/** The size that a body with this beginning must have, or undefined when it is cut off. */
function wholeSize(file: number, size: number, count: number): number | undefined {
  const head = Buffer.alloc(HEAD_BYTES);
  if (readSync(file, head, 0, HEAD_BYTES, 0) < HEAD_BYTES) return undefined;
  if (head.readBigUInt64LE(COUNT_AT) !== BigInt(count)) return undefined;
  const upperAt = HEAD_BYTES + count * Number(head.readBigUInt64LE(BLOCK_BYTES_AT));
  const upper = Buffer.alloc(Math.max(0, size - upperAt));
  if (readSync(file, upper, 0, upper.length, upperAt) < upper.length) return undefined;
  let at = 0;
  for (let i = 0; i < count; i++) {
    if (at + 4 > upper.length) return undefined;
    at += 4 + upper.readUInt32LE(at);
  }
  return upperAt + at;
}
