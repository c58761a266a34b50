import { dot } from "../core/index.ts";

/** Picks `count` of the candidates so that they are good and unlike each other: maximal marginal relevance (Carbonell
 *  and Goldstein, SIGIR 1998). Scores are measured from the least (0) to the best (1) candidate. `diversity` 0 gives the
 *  best in their order, 1 looks at nothing but how unlike they are once the best is taken. Returns positions. Candidates
 *  without a vector are like nothing. O(count · candidates · dimension). */
export function diversify(
  scores: readonly number[],
  vectors: readonly (Float32Array | undefined)[],
  count: number,
  diversity: number,
): number[] {
  const [least, best] = [Math.min(...scores), Math.max(...scores)];
  const worth = scores.map((score) => (best > least ? (score - least) / (best - least) : 1));
  const nearest = scores.map(() => 0);
  const left = new Set(scores.keys());
  const picked: number[] = [];
  while (picked.length < count && left.size > 0) {
    let chosen = -1;
    let most = Number.NEGATIVE_INFINITY;
    for (const i of left) {
      const value =
        picked.length === 0 ? (worth[i] ?? 0) : (1 - diversity) * (worth[i] ?? 0) - diversity * (nearest[i] ?? 0);
      if (value > most) [chosen, most] = [i, value];
    }
    left.delete(chosen);
    picked.push(chosen);
    const vector = vectors[chosen];
    if (vector === undefined || diversity === 0) continue;
    for (const i of left) {
      const other = vectors[i];
      if (other !== undefined) nearest[i] = Math.max(nearest[i] ?? 0, dot(vector, other));
    }
  }
  return picked;
}
