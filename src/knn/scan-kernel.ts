/** Most rows that one call of a kernel takes: its results stay in the processor's cache. */
export const SCAN_BLOCK = 4096;
/** Rows are padded with zeros to a multiple of this many codes. */
export const CODE_ALIGNMENT = 16;

/** Rows of codes and their inner products with a query, as exact 32-bit integers.
 *  Results and `codes` are views that the next call or growth replaces. */
export interface ScanKernel {
  readonly kind: "wasm" | "js";
  /** Codes in a row. */
  readonly stride: number;
  /** All rows that there is room for, row-major. */
  readonly codes: Int8Array;
  /** Makes room for `rows` rows or more; the codes are kept. Throws AppError("storage-failed") when they do not fit. */
  reserve(rows: number): void;
  /** The query of the scans that follow: `stride` numbers. */
  setQuery(query: Int16Array): void;
  /** Products with rows first … first + count - 1; count is 1 to SCAN_BLOCK. */
  scan(first: number, count: number): Int32Array;
  /** Products with the named rows, 1 to SCAN_BLOCK of them. */
  gather(rows: Uint32Array): Int32Array;
}

/** The largest size of a query component that cannot overflow 32 bits against codes of at most 127. */
export function largestQueryCode(stride: number): number {
  return Math.min(32_767, Math.floor((2 ** 31 - 1) / (127 * stride)));
}
