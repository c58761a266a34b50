/** The positions of the `k` largest scores, best first, equal scores by smaller position. Positions where `accepts` is
 *  0 are left out, and so are scores of -Infinity or NaN. O(n log k). */
export function topPositions(scores: Float32Array | Float64Array, k: number, accepts?: Uint8Array): number[] {
  if (k < 1) return [];
  const heap: number[] = []; // the worst of the best on top
  const worse = (a: number, b: number) => scores[a]! < scores[b]! || (scores[a]! === scores[b]! && a > b);
  const length = Math.min(scores.length, accepts?.length ?? scores.length);
  let bar = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < length; i++) {
    // Positions rise, so that a score equal to the bar can no longer enter a full heap.
    if (!(scores[i]! > bar) || (accepts !== undefined && accepts[i] === 0)) continue;
    if (heap.length < k) pushHeap(heap, i, worse);
    else replaceTop(heap, i, worse);
    if (heap.length === k) bar = scores[heap[0]!]!;
  }
  return heap.sort((a, b) => (worse(a, b) ? 1 : -1));
}

type Worse = (a: number, b: number) => boolean;

function pushHeap(heap: number[], value: number, worse: Worse): void {
  let i = heap.push(value) - 1;
  while (i > 0) {
    const parent = (i - 1) >> 1;
    if (!worse(value, heap[parent]!)) break;
    heap[i] = heap[parent]!;
    i = parent;
  }
  heap[i] = value;
}

function replaceTop(heap: number[], value: number, worse: Worse): void {
  let i = 0;
  for (;;) {
    let child = 2 * i + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && worse(heap[child + 1]!, heap[child]!)) child++;
    if (!worse(heap[child]!, value)) break;
    heap[i] = heap[child]!;
    i = child;
  }
  heap[i] = value;
}
