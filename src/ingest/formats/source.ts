import { labelOf } from "../address.ts";
import { MAX_RECORD_BYTES } from "../bytes/lines.ts";
import type { Origin } from "./format.ts";

const MEBIBYTE = 1 << 20;

/** The label of a file's papers. */
export function fileSource(origin: Origin): string {
  return origin.source ?? labelOf(origin);
}

export function tooLong(what: string, size: number): string {
  const limit = MAX_RECORD_BYTES / MEBIBYTE;
  return `Expected a ${what} of at most ${limit} MiB, got one of ${(size / MEBIBYTE).toFixed(1)} MiB.`;
}
