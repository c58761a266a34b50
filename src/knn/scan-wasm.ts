import { AppError, messageOf } from "../core/index.ts";
import { KERNEL_BASE64 } from "./scan-bytes.ts";
import { SCAN_BLOCK, type ScanKernel } from "./scan-kernel.ts";

const PAGE_BYTES = 65_536;
/** As in scan.wat: 2 GiB, about four million rows of 512 codes. */
const MAX_PAGES = 32_768;

interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  scan(rows: number, count: number, stride: number, query: number, out: number): void;
  gather(rows: number, list: number, count: number, stride: number, query: number, out: number): void;
}

/** The kernel in WebAssembly, or undefined where the machine has no WebAssembly SIMD. */
export function createWasmKernel(stride: number): ScanKernel | undefined {
  const bytes = Uint8Array.from(atob(KERNEL_BASE64), (character) => character.charCodeAt(0));
  if (typeof WebAssembly === "undefined" || !WebAssembly.validate(bytes)) return undefined;
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), {});
  return new WasmKernel(stride, exports as unknown as Exports); // compiled from scan.wat
}

/** The memory holds the query, the products, a list of rows, and the codes, which grow. */
class WasmKernel implements ScanKernel {
  readonly kind = "wasm";
  readonly stride: number;
  readonly #wasm: Exports;
  readonly #productsAt: number;
  readonly #listAt: number;
  readonly #codesAt: number;

  constructor(stride: number, wasm: Exports) {
    this.stride = stride;
    this.#wasm = wasm;
    this.#productsAt = stride * Int16Array.BYTES_PER_ELEMENT;
    this.#listAt = this.#productsAt + SCAN_BLOCK * Int32Array.BYTES_PER_ELEMENT;
    this.#codesAt = this.#listAt + SCAN_BLOCK * Uint32Array.BYTES_PER_ELEMENT;
    this.reserve(0);
  }

  get codes(): Int8Array {
    return new Int8Array(this.#wasm.memory.buffer, this.#codesAt);
  }

  reserve(rows: number): void {
    const pages = this.#wasm.memory.buffer.byteLength / PAGE_BYTES;
    const needed = Math.ceil((this.#codesAt + rows * this.stride) / PAGE_BYTES);
    if (needed <= pages) return;
    if (needed > MAX_PAGES) {
      const most = Math.floor((MAX_PAGES * PAGE_BYTES - this.#codesAt) / this.stride);
      throw new AppError("storage-failed", `Expected at most ${most} rows in an exact index, got ${rows}.`);
    }
    try {
      this.#wasm.memory.grow(Math.min(MAX_PAGES, Math.max(needed, Math.ceil(pages * 1.5))) - pages);
    } catch (error) {
      throw new AppError("storage-failed", `No memory for an index of ${rows} rows: ${messageOf(error)}`);
    }
  }

  setQuery(query: Int16Array): void {
    new Int16Array(this.#wasm.memory.buffer, 0, this.stride).set(query);
  }

  scan(first: number, count: number): Int32Array {
    const rows = this.#codesAt + first * this.stride;
    this.#wasm.scan(rows, count, this.stride, 0, this.#productsAt);
    return this.#products(count);
  }

  gather(rows: Uint32Array): Int32Array {
    new Uint32Array(this.#wasm.memory.buffer, this.#listAt, rows.length).set(rows);
    this.#wasm.gather(this.#codesAt, this.#listAt, rows.length, this.stride, 0, this.#productsAt);
    return this.#products(rows.length);
  }

  #products(count: number): Int32Array {
    return new Int32Array(this.#wasm.memory.buffer, this.#productsAt, count);
  }
}
