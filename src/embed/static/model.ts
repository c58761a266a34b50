import { AppError, messageOf } from "../../core/index.ts";
import { parseStaticSettings, type StaticSettings } from "./settings.ts";

/** A static model as it was read. It can be posted to worker threads, which then use the same weights when their
 *  memory is shared. */
export interface StaticModel {
  readonly settings: StaticSettings;
  /** The text of tokenizer.json, not yet parsed. */
  readonly tokenizer: string;
  /** The weight file from byte 0 on, and room to work for each thread from `scratchOffset` on. */
  readonly memory: WeightMemory;
  readonly scratchOffset: number;
}

/** A WebAssembly.Memory where there is one, else anything else that has bytes. */
interface WeightMemory {
  readonly buffer: ArrayBuffer | SharedArrayBuffer;
}

/** Gives the content of a file of the model's folder (`config.json`, `onnx/…`), from a disk or a server. */
export type ReadModelFile = (path: string) => Promise<Uint8Array>;

interface ReadStaticModelOptions {
  /** How many worker threads will share the weights; 0 keeps them in ordinary memory, for the thread that reads. */
  readonly sharedBy?: number;
}

const PAGE_BYTES = 65_536;
const ALIGNMENT = 64;

/** Reads a static model. Throws AppError("damaged-file") when config.json is not that of a static model or the weights
 *  are shorter than it says; what `read` throws goes through. */
export async function readStaticModel(
  read: ReadModelFile,
  { sharedBy = 0 }: ReadStaticModelOptions = {},
): Promise<StaticModel> {
  const settings = parseStaticSettings(parseJson("config.json", await read("config.json")));
  if (settings === undefined) throw new AppError("damaged-file", "Expected config.json to have the key `orrery`.");
  const [tokenizer, weights] = await Promise.all([read("tokenizer.json"), read(settings.weights.file)]);
  const needed = weightBytes(settings);
  if (weights.byteLength < needed) {
    throw new AppError(
      "damaged-file",
      `Expected ${settings.weights.file} to have ${needed} bytes or more, got ${weights.byteLength}.`,
    );
  }
  const scratchOffset = Math.ceil(needed / ALIGNMENT) * ALIGNMENT;
  const memory = allocate(scratchOffset + Math.max(1, sharedBy) * scratchBytes(settings), sharedBy > 0);
  new Uint8Array(memory.buffer).set(weights.subarray(0, needed));
  return { settings, tokenizer: new TextDecoder().decode(tokenizer), memory, scratchOffset };
}

/** Bytes that one thread works with: the ids of a text and its vector. */
export function scratchBytes(settings: StaticSettings): number {
  return Math.ceil((4 * (settings.maxTokens + settings.dimension)) / ALIGNMENT) * ALIGNMENT;
}

/** Parses a JSON file of a model. Throws AppError("damaged-file"). */
export function parseJson(name: string, content: Uint8Array | string): unknown {
  try {
    return JSON.parse(typeof content === "string" ? content : new TextDecoder().decode(content));
  } catch (error) {
    throw new AppError("damaged-file", `Expected ${name} to be JSON: ${messageOf(error)}`, { cause: error });
  }
}

function weightBytes({ vocabulary, dimension, weights }: StaticSettings): number {
  return Math.max(weights.tableOffset + vocabulary * dimension, weights.scalesOffset + 4 * vocabulary);
}

function allocate(bytes: number, shared: boolean): WeightMemory {
  if (typeof WebAssembly === "undefined")
    return { buffer: shared ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes) };
  const pages = Math.ceil(bytes / PAGE_BYTES);
  return new WebAssembly.Memory({ initial: pages, maximum: pages, shared });
}
