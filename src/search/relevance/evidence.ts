import type { TermWeights } from "../lexical/index.ts";
import { inverseFrequency } from "../lexical/parameters.ts";
import type { SimilarityStatistics } from "../semantic.ts";

/** What a hit shows of being about its query. */
export interface HitEvidence {
  /** Cosine similarity with the query; absent where only words are compared. */
  readonly cosine?: number;
  /** Share of the query's terms that the paper has, each weighted by its inverse document frequency; 0 to 1. */
  readonly covered: number;
}

/** A query's terms against a library: what is the same for all of its hits. */
export interface AskedTerms {
  readonly terms: readonly { readonly term: string; readonly weight: number; readonly rows: Uint32Array }[];
  readonly total: number;
  /** Share of the terms, weighted like `covered`, that occur in the library at all. A word that it does not know is the
   *  strongest sign that it has no answer. */
  readonly known: number;
}

/** Weighs a query's terms. `count` is the number of papers; `documents` counts a term's papers, which may be other than
 *  its rows where papers are thought away. */
export function askedTerms(
  weights: TermWeights,
  count: number,
  rowsOf: (term: string) => Uint32Array,
  documents: (rows: Uint32Array, term: string) => number = (rows) => rows.length,
): AskedTerms {
  let total = 0;
  let known = 0;
  const terms = [...weights].map(([term, repeats]) => {
    const rows = rowsOf(term);
    const found = documents(rows, term);
    const weight = repeats * inverseFrequency(found, count);
    total += weight;
    if (found > 0) known += weight;
    return { term, weight, rows };
  });
  return { terms, total, known: total > 0 ? known / total : 0 };
}

/** The share of the terms that a paper of the library has. O(terms · log papers). */
export function coveredBy(row: number, { terms, total }: AskedTerms): number {
  let covered = 0;
  for (const { rows, weight } of terms) if (has(rows, row)) covered += weight;
  return total > 0 ? covered / total : 0;
}

/** The share of the terms that a text has, given as the set of its terms. */
export function coveredByText(text: ReadonlySet<string>, { terms, total }: AskedTerms): number {
  let covered = 0;
  for (const { term, weight } of terms) if (text.has(term)) covered += weight;
  return total > 0 ? covered / total : 0;
}

/** What the probability of relevance is computed from: the words, which say more the more of them there are, and with a
 *  cosine its value and its distance from what this query's is like over all papers, in standard deviations. */
export function featuresOf(
  { cosine, covered }: HitEvidence,
  { known, terms }: AskedTerms,
  { mean, deviation }: SimilarityStatistics,
): number[] {
  const length = Math.log(Math.max(1, terms.length));
  const words = [1, covered, known, length, covered * length, known * length];
  return cosine === undefined ? words : [...words, cosine, deviation > 0 ? (cosine - mean) / deviation : 0];
}

function has(rows: Uint32Array, row: number): boolean {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((rows[middle] ?? 0) < row) low = middle + 1;
    else high = middle;
  }
  return rows[low] === row;
}
