import { dot, type Embeddings, mulberry32, type Rng, row } from "../../core/index.ts";

/** Vectors in a leaf at most: all of them are compared with each other. */
export const LEAF_SIZE = 256;
/** Vectors that the two centers of a split are learned from. */
const SAMPLE = 128;
const ROUNDS = 2;
/** A split that leaves less than this share on one side is replaced by one in two halves. */
const LEAST_SHARE = 0.1;

/** Vectors in an order in which similar ones lie together: leaf l holds order[starts[l]] … order[starts[l + 1] - 1]. */
export interface Leaves {
  readonly order: Uint32Array;
  readonly starts: Uint32Array;
}

/** Splits the vectors in two by their nearer of two centers (spherical 2-means on a sample), again and again, until
 *  LEAF_SIZE or less are together. O(n log n) products. The same seed gives the same leaves. */
export function splitIntoLeaves(vectors: Embeddings, seed: number): Leaves {
  const order = Uint32Array.from({ length: vectors.count }, (_, i) => i);
  const rng = mulberry32(seed);
  const starts: number[] = [];
  const scratch = new Uint32Array(vectors.count);
  const split = (from: number, to: number): void => {
    if (to - from <= LEAF_SIZE) {
      starts.push(from);
      return;
    }
    const middle = partition(order, from, to, axisOf(vectors, order, from, to, rng), vectors, scratch);
    split(from, middle);
    split(middle, to);
  };
  split(0, vectors.count);
  return { order, starts: Uint32Array.from([...starts, vectors.count]) };
}

/** The difference of the two centers of a sample. */
function axisOf(vectors: Embeddings, order: Uint32Array, from: number, to: number, rng: Rng): Float32Array {
  const sample = Array.from({ length: SAMPLE }, () => row(vectors, order[from + Math.floor(rng() * (to - from))]!));
  const axis = new Float32Array(vectors.dimension);
  const difference = (a: Float32Array, b: Float32Array) => {
    for (let d = 0; d < axis.length; d++) axis[d] = a[d]! - b[d]!;
  };
  difference(sample[0]!, sample[1]!);
  for (let round = 0; round < ROUNDS; round++) {
    const centers = [new Float32Array(vectors.dimension), new Float32Array(vectors.dimension)] as const;
    for (const vector of sample) {
      const center = centers[dot(vector, axis) > 0 ? 0 : 1];
      for (let d = 0; d < vector.length; d++) center[d]! += vector[d]!;
    }
    for (const center of centers) {
      const length = Math.sqrt(dot(center, center)) || 1;
      for (let d = 0; d < center.length; d++) center[d]! /= length;
    }
    difference(centers[0], centers[1]);
  }
  return axis;
}

/** Puts the vectors on one side of the axis before the others; returns where these begin. */
function partition(
  order: Uint32Array,
  from: number,
  to: number,
  axis: Float32Array,
  vectors: Embeddings,
  scratch: Uint32Array,
): number {
  let left = from;
  let right = 0;
  for (let at = from; at < to; at++) {
    const i = order[at]!;
    if (dot(row(vectors, i), axis) > 0) order[left++] = i;
    else scratch[right++] = i;
  }
  order.set(scratch.subarray(0, right), left);
  const least = (to - from) * LEAST_SHARE;
  return left - from < least || to - left < least ? (from + to) >> 1 : left;
}
