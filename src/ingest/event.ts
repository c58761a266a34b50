import { clip, type Listing, type PaperRecord } from "../core/index.ts";
import { cleanLine } from "./clean.ts";

const MAX_EXCERPT = 200;

/** What reading the inputs brings to light, in the order in which it stands in them. Lines count from 1. */
export type IngestEvent =
  /** A file begins whose format is known; `bytes` is its size on disk where it has one. */
  | { readonly kind: "input"; readonly input: string; readonly format: string; readonly bytes?: number }
  /** One paper. `source` is the label under which the library keeps where it came from. */
  | {
      readonly kind: "paper";
      readonly record: PaperRecord;
      readonly input: string;
      readonly line: number;
      readonly source: string;
      readonly listing?: { readonly name: string; readonly rank: number };
    }
  /** A page that lists papers; comes before them. */
  | { readonly kind: "listing"; readonly listing: Listing; readonly input: string }
  /** What cannot be used: a record at its line, or with line 0 an input as a whole. */
  | {
      readonly kind: "reject";
      readonly input: string;
      readonly line: number;
      readonly reason: string;
      /** At most 200 characters on one line, without control characters. */
      readonly excerpt: string;
    };

/** A reject event; the excerpt is cut and cleaned here, so any text may be given. */
export function rejection(input: string, line: number, reason: string, text = ""): IngestEvent {
  const excerpt = clip(cleanLine(text.slice(0, MAX_EXCERPT * 4)), MAX_EXCERPT);
  return { kind: "reject", input, line, reason, excerpt };
}
