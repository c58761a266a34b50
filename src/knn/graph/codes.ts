import { AppError } from "../../core/index.ts";
import { quantize } from "../quantize.ts";
import { LEAF_SIZE } from "./split.ts";
import { SHARED_KERNEL_BASE64 } from "./tile-bytes.ts";

/** A tile is read in whole blocks: so many rows after the last one are there, filled with zeros. */
const ROWS_AFTER = 4;
const CODES_ALIGNMENT = 16;
const PAGE_BYTES = 65_536;
const MAX_PAGES = 65_536;
/** Most rows of one gather. */
export const GATHER_ROWS = 4096;
const LINE_BYTES = 4 * (LEAF_SIZE + ROWS_AFTER);
const TILE_BYTES = LINE_BYTES * (LEAF_SIZE + 2);
const LANE_BYTES = TILE_BYTES + 2 * 4 * GATHER_ROWS;
/** Before the work spaces of the lanes: the number of lanes that have taken one. */
const LANES_AT = 64;

/** Vectors as 16-bit codes in memory that threads share: those of the set at places 0 … count - 1 in an order of their
 *  own, then the centers of their clusters. */
export interface SharedCodes {
  readonly memory: WebAssembly.Memory;
  readonly count: number;
  /** Codes of a row. */
  readonly stride: number;
  readonly codesAt: number;
  /** The true component is about scale · code; 0 for a vector of zeros. */
  readonly scales: Float32Array;
}

/** Room for the codes of `count` vectors and their centers, and for the work of `lanes` threads. Throws
 *  AppError("storage-failed"). */
export function createCodes(count: number, centers: number, dimension: number, lanes: number): SharedCodes {
  const stride = Math.ceil(dimension / CODES_ALIGNMENT) * CODES_ALIGNMENT;
  const codesAt = LANES_AT + lanes * LANE_BYTES;
  const pages = Math.ceil((codesAt + 2 * stride * (count + centers + ROWS_AFTER)) / PAGE_BYTES);
  const scales = new Float32Array(new SharedArrayBuffer(4 * (count + centers)));
  try {
    if (pages > MAX_PAGES) throw new Error("more than WebAssembly can address");
    const memory = new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
    return { memory, count, stride, codesAt, scales };
  } catch (error) {
    const size = Math.ceil((pages * PAGE_BYTES) / 1e6);
    throw new AppError("storage-failed", `No memory to compare ${count} papers: expected ${size} MB.`, {
      cause: error,
    });
  }
}

interface Exports {
  tile(
    rows: number,
    list: number,
    aCount: number,
    b: number,
    bCount: number,
    stride: number,
    out: number,
    line: number,
  ): void;
  gather(rows: number, list: number, count: number, stride: number, query: number, out: number): void;
}

/** One thread's way to the codes. Results are views that the next call replaces. */
export class CodesLane {
  /** Products in a line of a tile. */
  readonly line = LINE_BYTES / 4;
  readonly #codes: SharedCodes;
  readonly #wasm: Exports;
  readonly #rows: Int16Array;
  readonly #tile: Int32Array;
  readonly #list: Uint32Array;
  readonly #products: Int32Array;

  constructor(codes: SharedCodes) {
    const { memory, codesAt } = codes;
    const bytes = Uint8Array.from(atob(SHARED_KERNEL_BASE64), (character) => character.charCodeAt(0));
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } });
    this.#codes = codes;
    this.#wasm = exports as unknown as Exports; // compiled from tile.wat
    const lane = Atomics.add(new Int32Array(memory.buffer, 0, 1), 0, 1);
    const at = LANES_AT + lane * LANE_BYTES;
    this.#tile = new Int32Array(memory.buffer, at, TILE_BYTES / 4);
    this.#list = new Uint32Array(memory.buffer, at + TILE_BYTES, GATHER_ROWS);
    this.#products = new Int32Array(memory.buffer, at + TILE_BYTES + 4 * GATHER_ROWS, GATHER_ROWS);
    this.#rows = new Int16Array(memory.buffer, codesAt);
  }

  /** Writes the codes of a vector at a place. */
  fill(place: number, vector: Float32Array): void {
    const { stride, scales } = this.#codes;
    const target = this.#rows.subarray(place * stride, (place + 1) * stride);
    scales[place] = quantize(vector, target, largestCode(stride)).scale;
  }

  /** Products of the named places with the places b … b + bCount - 1, a line for each of the former. Both are 1 to
   *  LEAF_SIZE in number. */
  tile(places: Uint32Array, b: number, bCount: number): Int32Array {
    const { codesAt, stride } = this.#codes;
    const bytes = 2 * stride;
    const { length } = places;
    this.#list.set(places);
    if (length % 2 === 1) this.#list[length] = places[length - 1] ?? 0;
    const even = length + (length % 2);
    const out = this.#tile.byteOffset;
    this.#wasm.tile(codesAt, this.#list.byteOffset, even, codesAt + b * bytes, bCount, bytes, out, LINE_BYTES);
    return this.#tile;
  }

  /** Products of one place with each of 1 to GATHER_ROWS others. */
  gather(place: number, others: Uint32Array): Int32Array {
    const { codesAt, stride } = this.#codes;
    const bytes = 2 * stride;
    this.#list.set(others);
    this.#wasm.gather(
      codesAt,
      this.#list.byteOffset,
      others.length,
      bytes,
      codesAt + place * bytes,
      this.#products.byteOffset,
    );
    return this.#products;
  }
}

/** The largest size of a code for which the product of two rows fits into 32 bits. */
function largestCode(stride: number): number {
  return Math.min(32_767, Math.floor(Math.sqrt((2 ** 31 - 1) / stride)));
}
