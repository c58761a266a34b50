import { dot, topPositions } from "../core/index.ts";
import type { ExactRows } from "./exact-rows.ts";
import type { Accept, Neighbors } from "./knn-index.ts";
import { quantize } from "./quantize.ts";
import { largestQueryCode, SCAN_BLOCK } from "./scan-kernel.ts";
import { TopK } from "./top-k.ts";

/** Covers the rounding of similarities and bounds to 32 bits. */
const ROUNDING = 1e-6;
/** A row picked by its number costs as much as so many rows in a row, which the processor fetches ahead. */
const GATHER_COST = 6;
/** Rows are unit vectors, so that no quantised row is longer than this. */
const LONGEST_ROW = 1.5;

interface Task {
  /** A unit vector, or zero. */
  readonly query: Float32Array;
  readonly k: number;
  /** Row numbers in rising order; undefined stands for all rows. */
  readonly among: Uint32Array | undefined;
  /** The true vector of a row; a row without one is not found. */
  readonly readRow: (row: number) => Float32Array | undefined;
}

/** The true nearest neighbors among the rows: O(rows) byte products, then true products for the rows whose similarity,
 *  within its error bound, may reach the k-th best. */
export function nearestRows(rows: ExactRows, { query, k, among, readRow }: Task): Neighbors {
  const count = among?.length ?? rows.count;
  const best = new TopK(Math.min(k, count));
  if (count === 0) return best.drain();
  if (query.every((component) => component === 0)) {
    for (let i = 0; i < count; i++) best.push(rows.labels[among?.[i] ?? i]!, 0);
    return best.drain();
  }
  const { ceilings, floor } = scanRows(rows, query, best.limit, among, count);
  for (const i of candidates(ceilings, floor)) {
    if (ceilings[i]! < best.threshold) break; // and so are all that follow
    const row = among?.[i] ?? i;
    const vector = readRow(row);
    if (vector !== undefined) best.push(rows.labels[row]!, dot(query, vector));
  }
  return best.drain();
}

/** Similarities of the rows, and how far one may be from the true one at most. One pass; no vector is read. */
export function scanSimilarities(
  rows: ExactRows,
  query: Float32Array,
  among: Uint32Array | undefined,
): { similarities: Float32Array; error: number } {
  const similarities = new Float32Array(among?.length ?? rows.count);
  let error = 0;
  forEachRow(rows, query, among, (i, _row, similarity, bound) => {
    similarities[i] = similarity;
    if (bound > error) error = bound;
  });
  return { similarities, error };
}

/** The nearest neighbors among the `pool` rows that are nearest by their first `width` components: as good as
 *  `nearestRows` where vectors were made to be cut (Kusupati et al., Matryoshka representation learning, 2022), and a
 *  fraction of its reading. */
export function nearestByPrefix(
  rows: ExactRows,
  task: Omit<Task, "among">,
  { width, pool, accept }: { width: number; pool: number; accept: Accept | undefined },
): Neighbors {
  const similarities = new Float32Array(rows.count);
  const visit = (i: number, row: number, similarity: number) => {
    const isAccepted = accept === undefined || accept(rows.labels[row]!);
    similarities[i] = isAccepted ? similarity : Number.NEGATIVE_INFINITY;
  };
  forEachRow(rows, task.query.subarray(0, width), undefined, visit, rows.prefixKernel(width));
  const among = Uint32Array.from(topPositions(similarities, Math.max(pool, task.k))).sort();
  return nearestRows(rows, { ...task, among });
}

/** For each row the most that its similarity can be, and a similarity that at least `k` rows reach. */
function scanRows(
  rows: ExactRows,
  query: Float32Array,
  k: number,
  among: Uint32Array | undefined,
  count: number,
): { ceilings: Float32Array; floor: number } {
  const ceilings = new Float32Array(count);
  const floors = new TopK(k);
  let threshold = floors.threshold;
  forEachRow(rows, query, among, (i, row, similarity, error) => {
    ceilings[i] = similarity + error;
    if (similarity - error > threshold) {
      floors.push(row, similarity - error);
      threshold = floors.threshold;
    }
  });
  return { ceilings, floor: threshold };
}

/** Calls `visit` with the position, the row, its similarity and how far that may be from the true one; with
 *  another kernel, over the same rows, that of its components, of which no error is known. */
function forEachRow(
  rows: ExactRows,
  query: Float32Array,
  among: Uint32Array | undefined,
  visit: (i: number, row: number, similarity: number, error: number) => void,
  kernel = rows.kernel,
): void {
  const { scales, errors } = rows;
  const count = among?.length ?? rows.count;
  const codes = new Int16Array(kernel.stride);
  const quantized = quantize(query, codes, largestQueryCode(kernel.stride));
  kernel.setQuery(codes);
  const queryLength = Math.sqrt(dot(query, query));
  const queryError = quantized.error * LONGEST_ROW + ROUNDING;
  for (let at = 0, end = 0; at < count; at = end) {
    end = blockEnd(among, at, count);
    const first = among?.[at] ?? at;
    const span = (among?.[end - 1] ?? end - 1) - first + 1;
    const isDense = among === undefined || span <= GATHER_COST * (end - at);
    const products = isDense ? kernel.scan(first, span) : kernel.gather(among.subarray(at, end));
    for (let i = at; i < end; i++) {
      const row = among === undefined ? i : among[i]!;
      const similarity = products[isDense ? row - first : i - at]! * scales[row]! * quantized.scale;
      visit(i, row, similarity, errors[row]! * queryLength + queryError);
    }
  }
}

/** Where the positions that begin at `at` leave the SCAN_BLOCK rows from there on. */
function blockEnd(among: Uint32Array | undefined, at: number, count: number): number {
  let end = Math.min(count, at + SCAN_BLOCK);
  if (among !== undefined) while (among[end - 1]! - among[at]! >= SCAN_BLOCK) end--;
  return end;
}

/** Positions whose ceiling reaches the floor, highest ceiling first. */
function candidates(ceilings: Float32Array, floor: number): Uint32Array {
  let count = 0;
  for (const ceiling of ceilings) if (ceiling >= floor) count++;
  const positions = new Uint32Array(count);
  for (let i = 0, at = 0; i < ceilings.length; i++) if (ceilings[i]! >= floor) positions[at++] = i;
  return positions.sort((a, b) => ceilings[b]! - ceilings[a]!);
}
