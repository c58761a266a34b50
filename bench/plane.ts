import type { Embeddings } from "../src/core/index.ts";
import type { KnnGraph } from "../src/knn/index.ts";
import { core } from "./program.ts";

/** How well a layout shows who is near whom. */
export interface Faithfulness {
  /** Mean share of the k true nearest neighbors of a point that are among its k nearest in the plane. */
  readonly recall: number;
  /** Trustworthiness (Venna and Kaski 2001) with the same k: 1 less a penalty for each point that is among the k
   *  nearest in the plane and not in truth, by its true rank. */
  readonly trustworthiness: number;
}

/** Faithfulness of each layout (x and y, one after another). `graph` is the exact graph of the vectors. Recall is over
 *  all points; true ranks are those among all vectors, of `sample` points drawn with the seed. */
export function faithfulnessOf(
  layouts: readonly Float32Array[],
  vectors: Embeddings,
  graph: KnnGraph,
  { sample, seed }: { readonly sample: number; readonly seed: number },
): Faithfulness[] {
  const near = layouts.map((layout) => nearestInPlane(layout, graph.k));
  const penalties = penaltiesOf(near, vectors, graph.k, core.sampleWithout(core.mulberry32(seed), graph.count, sample));
  return near.map((lists, i) => ({ recall: recallOf(lists, graph), trustworthiness: 1 - penalties[i]! }));
}

/** The k nearest of each point, by comparing all with all. */
function nearestInPlane(layout: Float32Array, k: number): Uint32Array {
  const count = layout.length / 2;
  const near = new Uint32Array(count * k);
  const nearness = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const [x, y] = [layout[2 * i]!, layout[2 * i + 1]!];
    for (let j = 0; j < count; j++) {
      const dx = layout[2 * j]! - x;
      const dy = layout[2 * j + 1]! - y;
      nearness[j] = -(dx * dx + dy * dy);
    }
    nearness[i] = Number.NEGATIVE_INFINITY;
    near.set(core.topPositions(nearness, k), i * k);
  }
  return near;
}

function recallOf(near: Uint32Array, { count, k, neighbors }: KnnGraph): number {
  let both = 0;
  for (let i = 0; i < count; i++) {
    const inPlane = near.subarray(i * k, (i + 1) * k);
    for (let at = i * k; at < (i + 1) * k; at++) if (inPlane.includes(neighbors[at]!)) both++;
  }
  return both / (count * k);
}

/** For each list of neighbors in the plane the mean penalty of the points. */
function penaltiesOf(
  near: readonly Uint32Array[],
  vectors: Embeddings,
  k: number,
  points: readonly number[],
): number[] {
  const { count } = vectors;
  const sums = near.map(() => 0);
  const similarities = new Float32Array(count);
  for (const i of points) {
    for (let j = 0; j < count; j++) similarities[j] = core.dot(core.row(vectors, i), core.row(vectors, j));
    similarities[i] = Number.NEGATIVE_INFINITY;
    const sorted = similarities.slice().sort();
    for (const [layout, lists] of near.entries()) {
      for (let at = i * k; at < (i + 1) * k; at++) {
        const rank = count - firstAtLeast(sorted, similarities[lists[at]!]!);
        sums[layout]! += Math.max(0, rank - k);
      }
    }
  }
  const most = (points.length * k * (2 * count - 3 * k - 1)) / 2;
  return sums.map((sum) => sum / most);
}

/** Place of the first number that is not below the bound, in ascending numbers. */
function firstAtLeast(sorted: Float32Array, bound: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}
