import { type KnnGraph, NO_NEIGHBOR } from "../knn/index.ts";
import { nearestOnMap } from "./near.ts";

/** For each point the share of its true neighbors, as the graph has them, that are also among as many nearest points
 *  on the map. 0 for a point without true neighbors: its place says nothing. */
export function trustOf(graph: KnnGraph, x: Float32Array, y: Float32Array): Float32Array {
  const { count, k, neighbors } = graph;
  const near = nearestOnMap(x, y, k);
  const trust = new Float32Array(count);
  for (let i = 0; i < count; i++) {
    let known = 0;
    while (known < k && neighbors[i * k + known] !== NO_NEIGHBOR) known++;
    if (known === 0) continue;
    const onMap = near.subarray(i * k, i * k + known);
    let both = 0;
    for (let at = i * k; at < i * k + known; at++) if (onMap.includes(neighbors[at]!)) both++;
    trust[i] = both / known;
  }
  return trust;
}

/** One figure for the map; 0 for an empty one. */
export function meanOf(values: Float32Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return values.length === 0 ? 0 : sum / values.length;
}
