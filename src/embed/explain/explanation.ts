import type { Span } from "./sentences.ts";

/** A word's place in its field, and its share of the similarity. */
export type Mark = readonly [start: number, end: number, share: number];

export interface ExplainedSentence {
  readonly field: "title" | "abstract";
  readonly span: Span;
  readonly share: number;
}

/** One of the two texts. */
export interface ExplainedText {
  /** Words in order, those beyond what the model reads left out. Empty in an estimate. */
  readonly title: readonly Mark[];
  readonly abstract: readonly Mark[];
  /** The title, then the sentences of the abstract or query, in order, as far as the model reads them. */
  readonly sentences: readonly ExplainedSentence[];
  /** Share of what the model puts before the text; 0 where it puts nothing there. */
  readonly prefix: number;
}

/** What a word does in both texts. */
export interface ExplainedWord {
  /** As it stands most often in the texts. */
  readonly word: string;
  /** What its places in the first text contribute, measured against all of the second. */
  readonly a: number;
  /** What its places in the second text contribute, measured against all of the first. */
  readonly b: number;
  /** Half of a + b. */
  readonly share: number;
}

/** Two sentences and what they have in common. */
export interface SentencePair {
  /** Places in the lists of sentences. */
  readonly a: number;
  readonly b: number;
  readonly share: number;
}

/** Why two texts are similar. Where it is exact, the shares of one text's words, of its sentences, and of all pairs of
 *  sentences each sum to the similarity, together with that of the prefix. */
export interface Explanation {
  /** Cosine of the vectors that the model gives the texts. */
  readonly similarity: number;
  readonly exact: boolean;
  /** All words of both texts, the largest share first. Empty in an estimate. */
  readonly words: readonly ExplainedWord[];
  readonly a: ExplainedText;
  readonly b: ExplainedText;
  /** The best pairs of sentences, each sentence in one at most. */
  readonly pairs: readonly SentencePair[];
}

const MOST_PAIRS = 5;

/** The best pairs, by share, such that no sentence is in two of them; only those that add to the similarity. */
export function bestPairs(
  a: number,
  b: number,
  shareOf: (a: number, b: number) => number,
  most = MOST_PAIRS,
): SentencePair[] {
  const all: SentencePair[] = [];
  for (let i = 0; i < a; i++) {
    for (let j = 0; j < b; j++) {
      const share = shareOf(i, j);
      if (share > 0) all.push({ a: i, b: j, share });
    }
  }
  all.sort((x, y) => y.share - x.share || x.a - y.a || x.b - y.b);
  const best: SentencePair[] = [];
  for (const pair of all) {
    if (best.length === most) break;
    if (best.every((other) => other.a !== pair.a && other.b !== pair.b)) best.push(pair);
  }
  return best;
}
