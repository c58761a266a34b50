import type { TopK } from "../top-k.ts";
import { NO_NEIGHBOR } from "./knn-graph.ts";

/** Neighbor lists of `width` places each in memory that threads share. */
export interface Lists {
  readonly width: number;
  readonly neighbors: Uint32Array;
  readonly similarities: Float32Array;
}

export function createLists(count: number, width: number): Lists {
  const neighbors = new Uint32Array(new SharedArrayBuffer(4 * count * width)).fill(NO_NEIGHBOR);
  return { width, neighbors, similarities: new Float32Array(new SharedArrayBuffer(4 * count * width)) };
}

/** Offers the list of vector i to `best`. */
export function offerList({ width, neighbors, similarities }: Lists, i: number, best: TopK): void {
  for (let at = i * width; at < (i + 1) * width; at++) {
    const neighbor = neighbors[at]!;
    if (neighbor === NO_NEIGHBOR) break;
    best.push(neighbor, similarities[at]!);
  }
}

/** Makes what is in `best` the list of vector i, neighbors without similarity left out. Empties `best`. */
export function keepList({ width, neighbors, similarities }: Lists, i: number, best: TopK): void {
  const found = best.drain();
  let kept = 0;
  for (let rank = 0; rank < found.labels.length && kept < width; rank++) {
    if (!(found.similarities[rank]! > 0)) break;
    neighbors[i * width + kept] = found.labels[rank]!;
    similarities[i * width + kept] = found.similarities[rank]!;
    kept++;
  }
  neighbors.fill(NO_NEIGHBOR, i * width + kept, (i + 1) * width);
  similarities.fill(0, i * width + kept, (i + 1) * width);
}
