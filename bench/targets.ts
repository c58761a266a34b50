import type { SetName } from "./places.ts";

/** What a measured value has to reach. */
export interface Target {
  readonly is: "at least" | "at most";
  readonly value: number;
}

const atLeast = (value: number): Target => ({ is: "at least", value });
const atMost = (value: number): Target => ({ is: "at most", value });

/** Embedding with tokenization, abstracts a second on one core. */
export const EMBEDDING_RATE = atLeast(4000);
/** From files to a library that can be searched, in seconds. */
export const INGEST_SECONDS: Readonly<Record<SetName, Target>> = {
  sample: atMost(20),
  "20k": atMost(20),
  "260k": atMost(300),
};
/** Papers embedded when a file is ingested that the library already has. */
export const EMBEDDED_AGAIN = atMost(0);
/** Resident memory while serving, in MB. */
export const SERVING_MB = atMost(1500);
/** From the start of `serve` on a built library to its first answer, in ms. */
export const START_MS = atMost(3000);
/** 95th percentiles of whole answers, in ms. */
export const HYBRID_MS = atMost(25);
export const SEMANTIC_MS = atMost(8);
export const RELATED_MS = atMost(5);
/** Share of the true ten nearest that is found. */
export const RECALL = atLeast(0.99);

export function isMet(value: number, { is, value: bound }: Target): boolean {
  return is === "at least" ? value >= bound : value <= bound;
}
