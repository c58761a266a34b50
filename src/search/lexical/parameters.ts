/** Okapi BM25 (Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009) with the values that did best over
 *  several collections of judged scientific queries. */

/** How much a second and third occurrence of a word adds: 0 nothing, higher more. */
export const BM25_K1 = 1.5;
/** How much long texts are held back: 0 not at all, 1 in proportion to their length. */
export const BM25_B = 0.7;
/** How much a word that the query repeats gains: 0 nothing, higher more. */
export const BM25_K3 = 8;
/** A word of the title counts as much as so many of the abstract. */
export const TITLE_WEIGHT = 3;

/** What a term tells that so many of the documents have: ln(1 + (N − df + ½) / (df + ½)), never negative. */
export function inverseFrequency(documents: number, count: number): number {
  return Math.log(1 + (count - documents + 0.5) / (documents + 0.5));
}
