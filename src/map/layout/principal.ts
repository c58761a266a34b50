import { type Embeddings, gaussian, mulberry32 } from "../../core/index.ts";

const SAMPLE = 8192;
const ROUNDS = 24;

/** The coordinates of all vectors on the first two principal axes, x and y one after another. The axes are found on a
 *  regular sample by subspace iteration; the sign of each is such that its largest component is positive. */
export function principalPlane(vectors: Embeddings, seed: number): Float32Array {
  const { count, dimension, values } = vectors;
  const mean = meanOf(vectors);
  const step = Math.max(1, Math.ceil(count / SAMPLE));
  const rng = mulberry32(seed);
  let axes: Float64Array[] = [0, 1].map(() => Float64Array.from({ length: dimension }, () => gaussian(rng)));
  for (let round = 0; round < ROUNDS; round++) {
    const next = axes.map(() => new Float64Array(dimension));
    for (let i = 0; i < count; i += step) {
      for (const [a, axis] of axes.entries()) {
        const coordinate = project(values, i * dimension, mean, axis);
        const sum = next[a]!;
        for (let d = 0; d < dimension; d++) sum[d]! += coordinate * (values[i * dimension + d]! - mean[d]!);
      }
    }
    axes = orthonormal(next);
  }
  const plane = new Float32Array(2 * count);
  for (const [a, axis] of axes.entries()) {
    const sign = signOf(axis);
    for (let i = 0; i < count; i++) plane[2 * i + a] = sign * project(values, i * dimension, mean, axis);
  }
  return plane;
}

function meanOf({ count, dimension, values }: Embeddings): Float64Array {
  const mean = new Float64Array(dimension);
  for (let i = 0; i < count; i++) for (let d = 0; d < dimension; d++) mean[d]! += values[i * dimension + d]!;
  return mean.map((sum) => sum / Math.max(1, count));
}

function project(values: Float32Array, at: number, mean: Float64Array, axis: Float64Array): number {
  let sum = 0;
  for (let d = 0; d < axis.length; d++) sum += (values[at + d]! - mean[d]!) * axis[d]!;
  return sum;
}

/** Gram-Schmidt; an axis without length stays zero. */
function orthonormal(axes: readonly Float64Array[]): Float64Array[] {
  const done: Float64Array[] = [];
  for (const axis of axes) {
    for (const other of done) {
      const shared = inner(axis, other);
      for (let d = 0; d < axis.length; d++) axis[d]! -= shared * other[d]!;
    }
    const length = Math.sqrt(inner(axis, axis));
    done.push(length > 1e-12 ? axis.map((component) => component / length) : axis.fill(0));
  }
  return done;
}

function inner(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let d = 0; d < a.length; d++) sum += a[d]! * b[d]!;
  return sum;
}

function signOf(axis: Float64Array): number {
  let largest = 0;
  for (const component of axis) if (Math.abs(component) > Math.abs(largest)) largest = component;
  return largest < 0 ? -1 : 1;
}
