import { dot } from "../core/index.ts";

/** Something that is like others by its vector and by its words. */
export interface Neighbor {
  readonly vector: Float32Array;
  /** Shares by numbers of terms; of unit length. */
  readonly words: ReadonlyMap<number, number>;
}

const NEAREST = 10;
/** How far a score is drawn to those of the neighbours. */
const SHARE = 0.5;
/** What likeness by words counts beside that by vectors in its standard deviations. */
const WORDS = 10;

/** Scores drawn halfway to the mean of those of their ten nearest among the candidates, the nearer the more: what is
 *  liked lies together, so that a good score among bad ones is more often chance (Diaz, Regularizing Ad Hoc Retrieval
 *  Scores, CIKM 2005). `middle` is what all vectors are measured from. O(candidates² · dimension). */
export function smoothed(scores: readonly number[], all: readonly Neighbor[], middle: Float32Array): number[] {
  const count = all.length;
  if (count <= NEAREST) return [...scores];
  const likeness = likenessOf(all, middle);
  return scores.map((score, i) => {
    const row = likeness.subarray(i * count, (i + 1) * count);
    const nearest = [...row.keys()].filter((j) => j !== i).sort((a, b) => row[b]! - row[a]!);
    let sum = 0;
    let weights = 0;
    for (const j of nearest.slice(0, NEAREST)) {
      const weight = Math.max(0, row[j]!);
      sum += weight * scores[j]!;
      weights += weight;
    }
    return weights === 0 ? score : (1 - SHARE) * score + (SHARE * sum) / weights;
  });
}

/** How alike each two are, row by row. */
function likenessOf(all: readonly Neighbor[], middle: Float32Array): Float32Array {
  const count = all.length;
  const likeness = new Float32Array(count * count);
  const centred = all.map(({ vector }) => vector.map((value, i) => value - middle[i]!));
  let squares = 0;
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < i; j++) {
      const value = dot(centred[i]!, centred[j]!);
      likeness[i * count + j] = value;
      squares += value * value;
    }
  }
  const deviation = Math.sqrt((2 * squares) / (count * (count - 1))) || 1;
  for (let at = 0; at < likeness.length; at++) likeness[at]! /= deviation;
  for (const holders of byTerm(all).values()) {
    for (const [place, [i, own]] of holders.entries()) {
      for (const [j, other] of holders.slice(0, place)) likeness[i * count + j]! += WORDS * own * other;
    }
  }
  for (let i = 0; i < count; i++) for (let j = 0; j < i; j++) likeness[j * count + i] = likeness[i * count + j]!;
  return likeness;
}

/** Who has each term, in rising order, with its share. */
function byTerm(all: readonly Neighbor[]): Map<number, [holder: number, share: number][]> {
  const holders = new Map<number, [number, number][]>();
  for (const [i, { words }] of all.entries()) {
    for (const [term, share] of words) {
      const known = holders.get(term);
      if (known === undefined) holders.set(term, [[i, share]]);
      else known.push([i, share]);
    }
  }
  return holders;
}
