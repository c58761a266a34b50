/** Keeps the first places from outweighing everything else; Cormack, Clarke and Büttcher, SIGIR 2009. */
const RRF_K = 60;

/** Rows of several rankings in one, by reciprocal rank: the sum of 1 / (60 + rank), ranks from 1. Whoever stands in many
 *  comes first; what cannot be told apart stands as it first appeared. */
export function fused(rankings: readonly (readonly number[])[]): number[] {
  const scores = new Map<number, number>();
  for (const ranking of rankings) {
    for (const [i, row] of ranking.entries()) scores.set(row, (scores.get(row) ?? 0) + 1 / (RRF_K + i + 1));
  }
  return [...scores].sort(([, a], [, b]) => b - a).map(([row]) => row);
}
