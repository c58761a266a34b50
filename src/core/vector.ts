import { AppError } from "./errors.ts";

/** `count` unit vectors of `dimension` numbers, row-major: row i is values[i·dimension … (i+1)·dimension). */
export interface Embeddings {
  readonly count: number;
  readonly dimension: number;
  readonly values: Float32Array;
}

/** Row `i` as a view on the same memory. */
export function row(embeddings: Embeddings, i: number): Float32Array {
  return embeddings.values.subarray(i * embeddings.dimension, (i + 1) * embeddings.dimension);
}

/** Inner product; the cosine similarity when both are unit vectors. */
export function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** Scales the vector to unit length in place and returns it. A zero vector stays zero. */
export function normalize(vector: Float32Array): Float32Array {
  const length = Math.sqrt(dot(vector, vector));
  if (length > 0) for (let i = 0; i < vector.length; i++) vector[i]! /= length;
  return vector;
}

/** Stacks rows of equal length. Throws on unequal lengths. */
export function stack(rows: readonly Float32Array[], dimension: number): Embeddings {
  const values = new Float32Array(rows.length * dimension);
  for (const [i, vector] of rows.entries()) {
    if (vector.length !== dimension) {
      throw new AppError("bad-request", `Expected a vector of ${dimension} numbers, got ${vector.length}.`);
    }
    values.set(vector, i * dimension);
  }
  return { count: rows.length, dimension, values };
}
