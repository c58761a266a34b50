import { AppError, messageOf } from "../core/index.ts";
import { SCAN_BLOCK, type ScanKernel } from "./scan-kernel.ts";

/** The kernel in plain JavaScript, for machines without WebAssembly SIMD; about 20 times slower. */
export function createJsKernel(stride: number): ScanKernel {
  return new JsKernel(stride);
}

class JsKernel implements ScanKernel {
  readonly kind = "js";
  readonly stride: number;
  codes = new Int8Array(0);
  readonly #query: Int16Array;
  readonly #products = new Int32Array(SCAN_BLOCK);

  constructor(stride: number) {
    this.stride = stride;
    this.#query = new Int16Array(stride);
  }

  reserve(rows: number): void {
    const needed = rows * this.stride;
    if (needed <= this.codes.length) return;
    try {
      const grown = new Int8Array(Math.max(needed, Math.ceil(this.codes.length * 1.5)));
      grown.set(this.codes);
      this.codes = grown;
    } catch (error) {
      throw new AppError("storage-failed", `No memory for an index of ${rows} rows: ${messageOf(error)}`);
    }
  }

  setQuery(query: Int16Array): void {
    this.#query.set(query);
  }

  scan(first: number, count: number): Int32Array {
    for (let i = 0; i < count; i++) this.#products[i] = this.#product(first + i);
    return this.#products.subarray(0, count);
  }

  gather(rows: Uint32Array): Int32Array {
    for (let i = 0; i < rows.length; i++) this.#products[i] = this.#product(rows[i]!);
    return this.#products.subarray(0, rows.length);
  }

  #product(row: number): number {
    const { stride, codes } = this;
    const query = this.#query;
    const start = row * stride;
    let sum = 0;
    for (let i = 0; i < stride; i++) sum += query[i]! * codes[start + i]!;
    return sum;
  }
}
