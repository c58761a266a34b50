import { dot, mulberry32, topPositions } from "../../core/index.ts";
import { diversify, smoothed } from "../../learn/index.ts";
import type { Features } from "./background.ts";

export interface PickRequest {
  readonly k: number;
  /** 0 to 1. */
  readonly diversity: number;
  /** Whether one in ten is picked to learn from. */
  readonly explore: boolean;
  /** Decides which: the same seed picks the same. */
  readonly seed: number;
  readonly featuresOf: (row: number) => Features | undefined;
  /** What all vectors are measured from. */
  readonly middle: Float32Array;
}

export interface Pick {
  readonly row: number;
  readonly score: number;
  readonly explores: boolean;
}

/** Candidates for each paper that is wanted. */
const POOL_SHARE = 5;
const LEAST_POOL = 300;
const MOST_POOL = 500;
/** One pick in so many explores. */
const EXPLORE_EVERY = 10;
/** Of the candidates so many that are least like the picks are looked at. */
const STRANGERS = 10;

/** Picks the best papers by their scores, unlike each other as far as asked for; -Infinity is never picked. One in ten
 *  is a candidate of a good score that is least like the others: what the reader makes of it teaches most. */
export function pickPapers(scores: Float32Array, request: PickRequest): Pick[] {
  const { k, diversity, explore, featuresOf, middle } = request;
  const size = Math.max(k, Math.min(MOST_POOL, Math.max(LEAST_POOL, POOL_SHARE * k)));
  const candidates = topPositions(scores, size).map((row) => ({ row, ...(featuresOf(row) ?? withoutMeaning(middle)) }));
  const raw = candidates.map(({ row }) => scores[row] ?? 0);
  const values = smoothed(raw, candidates, middle);
  const order = topPositions(Float64Array.from(values), values.length);
  const pool = order.map((at) => candidates[at]?.row ?? -1);
  const vectors = order.map((at) => candidates[at]?.vector);
  const poolScores = order.map((at) => values[at] ?? 0);
  const explorers = explore ? Math.floor(Math.min(k, pool.length - 1) / EXPLORE_EVERY) : 0;
  const best = diversify(poolScores, vectors, k - explorers, diversity);
  const strange = explorers === 0 ? [] : strangers(poolScores, vectors, best, explorers, request.seed);
  const pick = (explores: boolean) => (at: number) => ({ row: pool[at] ?? -1, score: poolScores[at] ?? 0, explores });
  const picks = best.map(pick(false));
  for (const [i, stranger] of strange.map(pick(true)).entries()) picks.splice((i + 1) * EXPLORE_EVERY - 1, 0, stranger);
  return picks;
}

/** Of the candidates that were not picked, some that are least like those that were, at random. */
function strangers(
  scores: readonly number[],
  vectors: readonly (Float32Array | undefined)[],
  picked: readonly number[],
  count: number,
  seed: number,
): number[] {
  const taken = new Set(picked);
  const left = [...scores.keys()].filter((at) => !taken.has(at) && vectors[at] !== undefined);
  const likeness = new Map(left.map((at) => [at, likenessTo(picked, vectors, at)]));
  left.sort((a, b) => (likeness.get(a) ?? 0) - (likeness.get(b) ?? 0));
  const rng = mulberry32(seed);
  const pool = left.slice(0, STRANGERS * count);
  return Array.from({ length: Math.min(count, pool.length) }, () =>
    pool.splice(Math.floor(rng() * pool.length), 1),
  ).flat();
}

function likenessTo(picked: readonly number[], vectors: readonly (Float32Array | undefined)[], at: number): number {
  const vector = vectors[at];
  return picked.reduce((most, other) => {
    const near = vectors[other];
    return vector === undefined || near === undefined ? most : Math.max(most, dot(vector, near));
  }, -1);
}

/** Of a paper that has just been removed. */
function withoutMeaning(middle: Float32Array): Features {
  return { vector: middle, words: new Map() };
}
