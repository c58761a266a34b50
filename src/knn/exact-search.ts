import { dot } from "../core/index.ts";
import type { ExactRows } from "./exact-rows.ts";
import type { Accept, Neighbors } from "./knn-index.ts";
import { quantize } from "./quantize.ts";
import { largestQueryCode, SCAN_BLOCK, type ScanKernel } from "./scan-kernel.ts";
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

/** The nearest neighbors among the `pool` rows that are nearest by their first `width` components: as good as
 *  `nearestRows` where vectors were made to be cut (Kusupati et al., Matryoshka representation learning, 2022), and a
 *  fraction of its reading. */
export function nearestByPrefix(
  rows: ExactRows,
  task: Omit<Task, "among">,
  { width, pool, accept }: { width: number; pool: number; accept: Accept | undefined },
): Neighbors {
  const kernel = rows.prefixKernel(width);
  const { labels, scales } = rows;
  const best = new TopK(Math.min(rows.count, Math.max(pool, task.k)));
  setQuery(kernel, task.query.subarray(0, width));
  forEachBlock(kernel, rows.count, undefined, (at, end, products) => {
    let threshold = best.threshold; // a local variable: the loop runs over every row
    const blockScales = scales.subarray(at, end);
    for (let i = 0; i < blockScales.length; i++) {
      const similarity = products[i]! * blockScales[i]!;
      if (similarity <= threshold || (accept !== undefined && !accept(labels[at + i]!))) continue;
      best.push(at + i, similarity);
      threshold = best.threshold;
    }
  });
  return nearestRows(rows, { ...task, among: best.drain().labels.sort() });
}

/** Similarities of the rows, and how far one may be from the true one at most. One pass; no vector is read. */
export function scanSimilarities(
  rows: ExactRows,
  query: Float32Array,
  among: Uint32Array | undefined,
): { similarities: Float32Array; error: number } {
  const { kernel, scales, errors } = rows;
  const count = among?.length ?? rows.count;
  const similarities = new Float32Array(count);
  const quantized = setQuery(kernel, query);
  let error = 0;
  forEachBlock(kernel, count, among, (at, end, products, first) => {
    for (let i = at; i < end; i++) {
      const row = among === undefined ? i : among[i]!;
      similarities[i] = products[first < 0 ? i - at : row - first]! * scales[row]! * quantized.scale;
      if (errors[row]! > error) error = errors[row]!;
    }
  });
  return { similarities, error: error * quantized.length + quantized.error };
}

/** For each row the most that its similarity can be, and a similarity that at least `k` rows reach. */
function scanRows(
  rows: ExactRows,
  query: Float32Array,
  k: number,
  among: Uint32Array | undefined,
  count: number,
): { ceilings: Float32Array; floor: number } {
  const { kernel, scales, errors } = rows;
  const ceilings = new Float32Array(count);
  const floors = new TopK(k);
  const quantized = setQuery(kernel, query);
  let threshold = floors.threshold;
  forEachBlock(kernel, count, among, (at, end, products, first) => {
    for (let i = at; i < end; i++) {
      const row = among === undefined ? i : among[i]!;
      const similarity = products[first < 0 ? i - at : row - first]! * scales[row]! * quantized.scale;
      const error = errors[row]! * quantized.length + quantized.error;
      ceilings[i] = similarity + error;
      if (similarity - error > threshold) {
        floors.push(row, similarity - error);
        threshold = floors.threshold;
      }
    }
  });
  return { ceilings, floor: threshold };
}

/** Makes the query that of the scans that follow. Returns what its codes are to be multiplied with, its length, and
 *  how far rounding it can move a similarity. */
function setQuery(kernel: ScanKernel, query: Float32Array): { scale: number; length: number; error: number } {
  const codes = new Int16Array(kernel.stride);
  const { scale, error } = quantize(query, codes, largestQueryCode(kernel.stride));
  kernel.setQuery(codes);
  return { scale, length: Math.sqrt(dot(query, query)), error: error * LONGEST_ROW + ROUNDING };
}

/** Calls `visit` for the positions at … end - 1, block by block. The product of position i is products[i - at]; only
 *  where `first` is not negative the block was read in a row, and that of row r is products[r - first]. */
function forEachBlock(
  kernel: ScanKernel,
  count: number,
  among: Uint32Array | undefined,
  visit: (at: number, end: number, products: Int32Array, first: number) => void,
): void {
  for (let at = 0, end = 0; at < count; at = end) {
    end = blockEnd(among, at, count);
    const first = among?.[at] ?? at;
    const span = (among?.[end - 1] ?? end - 1) - first + 1;
    const isDense = among === undefined || span <= GATHER_COST * (end - at);
    if (isDense) visit(at, end, kernel.scan(first, span), first);
    else visit(at, end, kernel.gather(among.subarray(at, end)), -1);
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
