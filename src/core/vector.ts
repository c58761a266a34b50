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
  // Four sums that do not wait for each other: nearly twice as fast as one.
  let sum0 = 0;
  let sum1 = 0;
  let sum2 = 0;
  let sum3 = 0;
  let i = 0;
  for (; i + 3 < a.length; i += 4) {
    sum0 += a[i]! * b[i]!;
    sum1 += a[i + 1]! * b[i + 1]!;
    sum2 += a[i + 2]! * b[i + 2]!;
    sum3 += a[i + 3]! * b[i + 3]!;
  }
  for (; i < a.length; i++) sum0 += a[i]! * b[i]!;
  return sum0 + sum1 + sum2 + sum3;
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
