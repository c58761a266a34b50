import type { Embeddings, Rng } from "../src/core/index.ts";
import { core } from "./program.ts";

const ROUNDS = 15;
/** It ends when fewer vectors change their cluster. */
const SETTLED = 0.001;

/** The cluster of each unit vector by spherical k-means (Dhillon and Modha 2001), begun by k-means++ (Arthur and
 *  Vassilvitskii 2007). The same seed gives the same clusters. */
export function kMeans(vectors: Embeddings, clusters: number, seed: number): number[] {
  const centers = firstCenters(vectors, clusters, core.mulberry32(seed));
  const labels: number[] = new Array(vectors.count).fill(-1);
  for (let round = 0; round < ROUNDS; round++) {
    let moved = 0;
    for (let i = 0; i < vectors.count; i++) {
      const nearest = nearestCenter(centers, core.row(vectors, i));
      if (nearest !== labels[i]) moved++;
      labels[i] = nearest;
    }
    for (const center of centers) center.fill(0);
    for (const [i, label] of labels.entries()) add(centers[label]!, core.row(vectors, i));
    for (const center of centers) core.normalize(center);
    if (moved < SETTLED * vectors.count) break;
  }
  return labels;
}

/** Each drawn with a chance in proportion to its squared distance from the nearest drawn before. */
function firstCenters(vectors: Embeddings, clusters: number, rng: Rng): Float32Array[] {
  const centers: Float32Array[] = [];
  const distances = new Float64Array(vectors.count).fill(1);
  while (centers.length < clusters) {
    let left = rng() * distances.reduce((sum, distance) => sum + distance, 0);
    let drawn = 0;
    while (drawn < vectors.count - 1 && left >= distances[drawn]!) left -= distances[drawn++]!;
    const center = core.row(vectors, drawn).slice();
    centers.push(center);
    for (let i = 0; i < vectors.count; i++) {
      distances[i] = Math.min(distances[i]!, Math.max(0, 2 - 2 * core.dot(center, core.row(vectors, i))));
    }
  }
  return centers;
}

function nearestCenter(centers: readonly Float32Array[], vector: Float32Array): number {
  let best = 0;
  let most = Number.NEGATIVE_INFINITY;
  for (let c = 0; c < centers.length; c++) {
    const similarity = core.dot(centers[c]!, vector);
    if (similarity > most) [best, most] = [c, similarity];
  }
  return best;
}

function add(sum: Float32Array, vector: Float32Array): void {
  for (let d = 0; d < sum.length; d++) sum[d]! += vector[d]!;
}
