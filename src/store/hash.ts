import { createHash } from "node:crypto";
import type { PaperRecord } from "../core/index.ts";

const HASH_BYTES = 16;
const TITLE_HASH_HEX_DIGITS = 13; // 52 bits: a whole number that JavaScript holds exactly

/** What is embedded of a paper: title and abstract, or the title alone. */
export function embeddedText(paper: Pick<PaperRecord, "title" | "abstract">): string {
  return paper.abstract === "" ? paper.title : `${paper.title}\n${paper.abstract}`;
}

/** 16 bytes that change when the embedded text changes. */
export function contentHash(paper: Pick<PaperRecord, "title" | "abstract">): Buffer {
  return createHash("sha256").update(embeddedText(paper)).digest().subarray(0, HASH_BYTES);
}

/** 52 bits of a title key, for an index that is smaller than the titles. */
export function titleHash(key: string): number {
  return Number.parseInt(createHash("sha256").update(key).digest("hex").slice(0, TITLE_HASH_HEX_DIGITS), 16);
}

/** 32 hexadecimal digits that are the same for records that say the same of title, abstract, authors and year. */
export function recordHash({ title, abstract, authors, year }: PaperRecord): string {
  const said = JSON.stringify([title, abstract, authors, year ?? null]);
  return createHash("sha256")
    .update(said)
    .digest("hex")
    .slice(0, 2 * HASH_BYTES);
}
