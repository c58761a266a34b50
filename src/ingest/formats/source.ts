import { basename } from "node:path";
import { MAX_RECORD_BYTES } from "../bytes/lines.ts";
import type { Origin } from "./format.ts";

const ENDINGS = /(?<=.)(?:\.(?:jsonl|ndjson|json|bib|bibtex|ris|atom|xml|csv|tsv))?(?:\.gz)?$/i;
const MEBIBYTE = 1 << 20;

/** The label of a file is its name without the endings that say what it is. */
export function fileSource(origin: Origin): string {
  return origin.source ?? basename(origin.name).replace(ENDINGS, "");
}

export function tooLong(what: string, size: number): string {
  const limit = MAX_RECORD_BYTES / MEBIBYTE;
  return `Expected a ${what} of at most ${limit} MiB, got one of ${(size / MEBIBYTE).toFixed(1)} MiB.`;
}
