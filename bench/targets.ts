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
/** Reading text into paper records, megabytes a second on one core, by format. */
export const PARSING_MB: Readonly<Record<string, Target>> = {
  ...{
    "JSON Lines": atLeast(20),
    "arXiv snapshot": atLeast(20),
    OpenAlex: atLeast(20),
    "Semantic Scholar": atLeast(20),
  },
  ...{ BibTeX: atLeast(5), RIS: atLeast(5), Atom: atLeast(5), "PubMed XML": atLeast(5), CSV: atLeast(5) },
};
/** More memory, in MB, for a stream of any length than for its beginning. */
export const STREAM_MB = atMost(150);
/** From files to a library that can be searched, in seconds. */
export const INGEST_SECONDS: Readonly<Record<SetName, Target>> = {
  sample: atMost(20),
  "20k": atMost(20),
  "260k": atMost(300),
};
/** Papers embedded when a file is ingested that the library already has. */
export const EMBEDDED_AGAIN = atMost(0);
/** Time for a file that the library already has, in hundredths of the time that it took first. */
export const AGAIN_PERCENT = atMost(10);
/** Resident memory while serving, in MB. */
export const SERVING_MB = atMost(1500);
/** From the start of `serve` on a built library to its first answer, in ms. */
export const START_MS = atMost(3000);
/** 95th percentiles of whole answers, in ms. */
export const HYBRID_MS = atMost(25);
export const SEMANTIC_MS = atMost(8);
export const RELATED_MS = atMost(5);
/** What an explanation of two papers may take, in ms; how many times more its three strongest sentences must matter than
 *  any three; and by how much its sums may miss the similarity. */
export const EXPLAIN_MS = atMost(50);
export const TELLING_SENTENCES = atLeast(3);
export const EXPLAIN_ERROR = atMost(1e-6);
/** Share of the true ten nearest that is found. */
export const RECALL = atLeast(0.99);
/** Shares of questions called answered: of a library's own papers, and of papers of fields that it has none of; and how
 *  far probabilities of relevance may be from what comes true. */
export const ANSWERED = atLeast(0.95);
export const FALSE_ANSWERS = atMost(0.1);
export const CALIBRATION_ERROR = atMost(0.05);
/** Share of merges that are right, among works that look like one. */
export const MERGE_PRECISION = atLeast(0.99);
/** nDCG@20 of recommendations beyond that of the best other way; and how long learning from 200 labels takes, in ms. */
export const BETTER_PICKS = atLeast(0);
export const LEARN_MS = atMost(100);
/** From the vectors and texts of a library to its saved map, in seconds, and the most memory on the way, in MB. */
export const MAP_SECONDS: Readonly<Record<SetName, Target>> = {
  sample: atMost(2),
  "20k": atMost(25),
  "260k": atMost(360),
};
export const MAP_MB = atMost(2500);
/** How many times sooner than umap-js a graph is laid out, and how much more faithfully. */
export const SOONER_THAN_UMAP = atLeast(2);
export const MORE_FAITHFUL = atLeast(0);
/** Agreement of topics with categories beyond that of k-means. */
export const BETTER_TOPICS = atLeast(0);
/** Share of the papers between topics. */
export const BETWEEN = atMost(0.15);
/** When papers are added: how far others move, how much less faithfully the new ones lie, share of names that stay. */
export const MOVED = atMost(0);
export const LESS_FAITHFUL = atMost(0.03);
export const NAMES_STAY = atLeast(0.9);
/** From the address to the first picture with points, in ms. */
export const FIRST_DRAW_MS = atMost(3000);
/** 95th percentile from a key to its hits on the screen, in ms. */
export const KEYSTROKE_MS = atMost(100);
/** Sixty, but for what the clock rounds. */
export const FRAMES_A_SECOND = atLeast(59.5);

export function isMet(value: number, { is, value: bound }: Target): boolean {
  return is === "at least" ? value >= bound : value <= bound;
}
