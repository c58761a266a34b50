import { type KnnGraph, NO_NEIGHBOR } from "../../knn/index.ts";

/** A weighted undirected graph: the edges of vertex i are at starts[i] … starts[i + 1], each edge stands at both ends. */
export interface FuzzyGraph {
  readonly count: number;
  readonly starts: Uint32Array;
  /** In no order within a vertex. */
  readonly targets: Uint32Array;
  /** 0 < weight <= 1: how surely the two are neighbors. */
  readonly weights: Float32Array;
}

const SEARCH_STEPS = 32;
const LEAST_WIDTH = 1e-3;

/** The fuzzy simplicial set of UMAP (McInnes, Healy, Melville 2018, section 3.1): each vertex measures cosine distances
 *  from its nearest neighbor on and in a unit of its own, so that its weights sum to log2(k); the two directions of an
 *  edge are joined by the probabilistic sum. */
export function fuzzyGraph(graph: KnnGraph): FuzzyGraph {
  const directed = directedWeights(graph);
  const { count, k, neighbors } = graph;
  const starts = new Uint32Array(count + 1);
  // Each edge once: by its smaller end where both know it, else by the end that does.
  const forEachEdge = (visit: (i: number, j: number, weight: number) => void) => {
    for (let i = 0; i < count; i++) {
      for (let at = i * k; at < (i + 1) * k; at++) {
        const j = neighbors[at]!;
        if (j === NO_NEIGHBOR) break;
        const back = placeOf(graph, j, i);
        if (back !== -1 && j < i) continue;
        const [a, b] = [directed[at]!, back === -1 ? 0 : directed[back]!];
        if (a + b > 0) visit(i, j, a + b - a * b);
      }
    }
  };
  forEachEdge((i, j) => {
    starts[i + 1]!++;
    starts[j + 1]!++;
  });
  for (let i = 0; i < count; i++) starts[i + 1]! += starts[i]!;
  const next = starts.slice();
  const targets = new Uint32Array(starts[count]!);
  const weights = new Float32Array(starts[count]!);
  const put = (from: number, to: number, weight: number) => {
    const at = next[from]!++;
    targets[at] = to;
    weights[at] = weight;
  };
  forEachEdge((i, j, weight) => {
    put(i, j, weight);
    put(j, i, weight);
  });
  return { count, starts, targets, weights };
}

function directedWeights({ count, k, neighbors, similarities }: KnnGraph): Float32Array {
  const weights = new Float32Array(count * k);
  const distances = new Float64Array(k);
  for (let i = 0; i < count; i++) {
    let found = 0;
    while (found < k && neighbors[i * k + found] !== NO_NEIGHBOR) {
      distances[found] = Math.max(0, 1 - similarities[i * k + found]!);
      found++;
    }
    if (found === 0) continue;
    const nearest = distances[0]!;
    const width = widthOf(distances.subarray(0, found), nearest, Math.log2(k + 1));
    for (let rank = 0; rank < found; rank++) weights[i * k + rank] = Math.exp(-(distances[rank]! - nearest) / width);
  }
  return weights;
}

/** The unit of distance in which the weights of a vertex sum to `sum`, by bisection. */
function widthOf(distances: Float64Array, nearest: number, sum: number): number {
  let low = 0;
  let high = Number.POSITIVE_INFINITY;
  let width = 1;
  for (let step = 0; step < SEARCH_STEPS; step++) {
    let total = 0;
    for (const distance of distances) total += Math.exp(-(distance - nearest) / width);
    if (total > sum) high = width;
    else low = width;
    width = high === Number.POSITIVE_INFINITY ? width * 2 : (low + high) / 2;
  }
  const mean = distances.reduce((total, distance) => total + distance, 0) / distances.length;
  return Math.max(width, LEAST_WIDTH * mean, Number.MIN_VALUE);
}

/** Where j stands among the neighbors of i, or -1. */
function placeOf({ k, neighbors }: KnnGraph, i: number, j: number): number {
  for (let at = i * k; at < (i + 1) * k; at++) if (neighbors[at] === j) return at;
  return -1;
}
