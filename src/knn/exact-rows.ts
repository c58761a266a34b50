import { createKernel } from "./create-kernel.ts";
import { quantize } from "./quantize.ts";
import type { ScanKernel } from "./scan-kernel.ts";

const LARGEST_CODE = 127;
const LEAST_ROOM = 256;

/** Labelled vectors as dense rows 0 … count - 1: one byte a component, beside a scale and an error bound. */
export class ExactRows {
  readonly dimension: number;
  readonly kernel: ScanKernel;
  /** Row-major true vectors; undefined when they are kept elsewhere. */
  vectors: Float32Array | undefined;
  labels: Uint32Array = new Uint32Array(0);
  scales: Float32Array = new Float32Array(0);
  errors: Float32Array = new Float32Array(0);
  #rowOf = new Map<number, number>();
  #prefix: { readonly width: number; readonly kernel: ScanKernel } | undefined;

  constructor(dimension: number, kernel: ScanKernel, keepVectors: boolean) {
    this.dimension = dimension;
    this.kernel = kernel;
    this.vectors = keepVectors ? new Float32Array(0) : undefined;
  }

  get count(): number {
    return this.#rowOf.size;
  }

  rowOf(label: number): number | undefined {
    return this.#rowOf.get(label);
  }

  /** A kernel over the first `width` codes of every row, which lie close together: reading parts of rows where they
   *  stand takes longer than reading all. Made on first use, and again after a change. */
  prefixKernel(width: number): ScanKernel {
    if (this.#prefix?.width === width) return this.#prefix.kernel;
    const { stride, codes, kind } = this.kernel;
    const kernel = createKernel(width, kind);
    kernel.reserve(this.count);
    const target = kernel.codes;
    for (let row = 0; row < this.count; row++) {
      target.set(codes.subarray(row * stride, row * stride + width), row * kernel.stride);
    }
    this.#prefix = { width, kernel };
    return kernel;
  }

  set(label: number, vector: Float32Array): void {
    this.#prefix = undefined;
    const row = this.#rowOf.get(label) ?? this.count;
    this.reserve(row + 1);
    const { stride, codes } = this.kernel;
    const { scale, error } = quantize(vector, codes.subarray(row * stride, (row + 1) * stride), LARGEST_CODE);
    this.scales[row] = scale;
    this.errors[row] = error;
    this.labels[row] = label;
    this.vectors?.set(vector, row * this.dimension);
    this.#rowOf.set(label, row);
  }

  /** Fills the hole with the last row. */
  remove(label: number): boolean {
    const row = this.#rowOf.get(label);
    if (row === undefined) return false;
    this.#prefix = undefined;
    const last = this.count - 1;
    const { stride, codes } = this.kernel;
    codes.copyWithin(row * stride, last * stride, (last + 1) * stride);
    this.vectors?.copyWithin(row * this.dimension, last * this.dimension, (last + 1) * this.dimension);
    for (const column of [this.scales, this.errors, this.labels]) column[row] = column[last]!;
    this.#rowOf.set(this.labels[row]!, row);
    this.#rowOf.delete(label);
    return true;
  }

  /** Makes room for `rows` rows. */
  reserve(rows: number): void {
    this.kernel.reserve(rows);
    if (rows <= this.labels.length) return;
    const room = Math.max(rows, LEAST_ROOM, Math.ceil(this.labels.length * 1.5));
    if (this.vectors !== undefined) this.vectors = grown(this.vectors, new Float32Array(room * this.dimension));
    this.scales = grown(this.scales, new Float32Array(room));
    this.errors = grown(this.errors, new Float32Array(room));
    this.labels = grown(this.labels, new Uint32Array(room));
  }

  /** Takes over rows that were saved. */
  restore(codes: Int8Array, labels: Uint32Array, scales: Float32Array, errors: Float32Array): void {
    this.kernel.reserve(labels.length);
    this.kernel.codes.set(codes);
    this.labels = labels;
    this.scales = scales;
    this.errors = errors;
    this.#rowOf = new Map();
    for (const [row, label] of labels.entries()) this.#rowOf.set(label, row);
  }
}

function grown<Column extends Float32Array | Uint32Array>(from: Column, to: Column): Column {
  to.set(from);
  return to;
}
