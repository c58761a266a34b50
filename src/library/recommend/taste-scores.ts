import { normalize } from "../../core/index.ts";
import type { Mask, Searchable } from "../../search/index.ts";
import type { Taste } from "./taste.ts";

/** Papers are scored by so many of the strongest words: the others change little and cost time. */
const MOST_WORDS = 1_000;

/** How far each paper is liked, by row; -Infinity for those that the mask does not let pass. O(papers + postings of the
 *  strongest words). */
export function scoresOf(taste: Taste, { lexical, semantic }: Searchable, mask: Mask): Float32Array {
  const { accepts } = mask;
  const scores = new Float32Array(accepts.length);
  const strongest = [...taste.words].sort(([, a], [, b]) => Math.abs(b) - Math.abs(a)).slice(0, MOST_WORDS);
  lexical.vectors.addScores(new Map(strongest), scores);
  const length = Math.hypot(...taste.dense);
  const direction = normalize(taste.dense.slice());
  const { labels, similarities } = semantic.scan(direction, mask);
  for (let i = 0; i < labels.length; i++) {
    const row = labels[i] ?? 0;
    scores[row] = (scores[row] ?? 0) + length * (similarities[i] ?? 0);
  }
  const { usual } = lexical.vectors;
  for (let row = 0; row < scores.length; row++) {
    const score = (scores[row] ?? 0) + taste.usual * (usual[row] ?? 0);
    scores[row] = accepts[row] === 1 ? score : Number.NEGATIVE_INFINITY;
  }
  return scores;
}
