import { normalize } from "../../core/index.ts";
import { type StaticModel, scratchBytes } from "./model.ts";
import { KERNEL_BASE64, SHARED_KERNEL_BASE64 } from "./pool-kernel.ts";

export type KernelKind = "simd" | "plain";

/** Where token ids go in and a vector comes out. */
export interface Pooling {
  readonly kernel: KernelKind;
  /** As long as the most tokens of a text. */
  readonly ids: Int32Array;
  /** The result; the next call overwrites it. */
  readonly vector: Float32Array;
  /** Fills `vector` with Σ scale · row over the first `count` ids, at unit length. */
  pool(count: number): void;
}

/** Columns that the kernel takes at a time. */
const KERNEL_COLUMNS = 32;

/** The work space of thread number `thread`. Vectors have `dimension` numbers. Uses the WebAssembly kernel where SIMD
 *  can be had, unless `kernel` asks for plain JavaScript; both agree within 1e-6. */
export function createPooling(model: StaticModel, dimension: number, thread: number, kernel?: KernelKind): Pooling {
  const { settings, memory } = model;
  const idsOffset = model.scratchOffset + thread * scratchBytes(settings);
  const vectorOffset = idsOffset + 4 * settings.maxTokens;
  const ids = new Int32Array(memory.buffer, idsOffset, settings.maxTokens);
  const vector = new Float32Array(memory.buffer, vectorOffset, dimension);
  const pool = kernel === "plain" || dimension % KERNEL_COLUMNS !== 0 ? undefined : instantiate(model);
  if (pool === undefined) return { kernel: "plain", ids, vector, pool: plainPool(model, ids, vector) };
  const { tableOffset, scalesOffset } = settings.weights;
  return {
    kernel: "simd",
    ids,
    vector,
    pool(count) {
      pool(tableOffset, scalesOffset, settings.dimension, dimension, idsOffset, count, vectorOffset);
    },
  };
}

/** The signature of the kernel: see pool.wat. */
type KernelPool = (
  rows: number,
  scales: number,
  stride: number,
  dimension: number,
  ids: number,
  count: number,
  out: number,
) => void;

/** Undefined where WebAssembly or its SIMD instructions are missing or forbidden (a page's security policy). */
function instantiate({ memory }: StaticModel): KernelPool | undefined {
  if (typeof WebAssembly === "undefined" || !(memory instanceof WebAssembly.Memory)) return undefined;
  const shared = typeof SharedArrayBuffer !== "undefined" && memory.buffer instanceof SharedArrayBuffer;
  const bytes = Uint8Array.from(atob(shared ? SHARED_KERNEL_BASE64 : KERNEL_BASE64), (byte) => byte.charCodeAt(0));
  try {
    const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } });
    return instance.exports["pool"] as KernelPool;
  } catch {
    return undefined;
  }
}

function plainPool({ settings, memory }: StaticModel, ids: Int32Array, vector: Float32Array): (count: number) => void {
  const { vocabulary, dimension: stride, weights } = settings;
  const table = new Int8Array(memory.buffer, weights.tableOffset, vocabulary * stride);
  const scales = new Float32Array(memory.buffer, weights.scalesOffset, vocabulary);
  return (count) => {
    vector.fill(0);
    for (let i = 0; i < count; i++) {
      const id = ids[i]!;
      const scale = scales[id]!;
      const start = id * stride;
      for (let column = 0; column < vector.length; column++) vector[column]! += scale * table[start + column]!;
    }
    normalize(vector);
  };
}
