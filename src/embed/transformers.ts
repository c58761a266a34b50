import { existsSync, readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { FeatureExtractionPipeline } from "@xenova/transformers";
import { checksumOfFile } from "../core/files.ts";
import { AppError, messageOf, normalize, throwIfCancelled } from "../core/index.ts";
import type { PoolingKind } from "./known-models.ts";
import type { TextEncoder } from "./model.ts";

/** A model that transformers.js runs: where its files are or will be, and under which id the hub has it, if it has. */
export interface TransformersSource {
  readonly folder: string;
  readonly hubId?: string;
  readonly modelsFolder: string;
  readonly allowDownload: boolean;
}

/** The weights that transformers.js reads for each of its number types, in the order in which they are tried. */
const WEIGHTS = [
  { dtype: "q8", file: "onnx/model_quantized.onnx" },
  { dtype: "fp32", file: "onnx/model.onnx" },
] as const;
const NEEDED = ["config.json", "tokenizer.json", "tokenizer_config.json"];

/** An encoder for any feature-extraction model of transformers.js, and the CRC-32 of its files. Throws
 *  AppError("model-missing") when files are missing and may not or cannot be fetched, AppError("bad-request") when
 *  `dimension` is more than the model has, AppError("damaged-file") when transformers.js cannot load what is there. */
export async function openTransformersModel(
  source: TransformersSource,
  pooling: PoolingKind,
  dimension: number | undefined,
): Promise<{ encoder: TextEncoder; checksum: number }> {
  const extractor = await openPipeline(source);
  const encoder = await encoderOf(extractor, pooling, dimension).catch(async (error: unknown) => {
    await extractor.dispose();
    throw error;
  });
  return { encoder, checksum: checksumOfFolder(source.folder) };
}

/** The files that a model needs to be run through transformers.js, for messages. */
export function neededFiles(folder: string): string {
  const weights = WEIGHTS.map(({ file }) => basename(file)).join(" or ");
  return `${NEEDED.join(", ")} and onnx/${weights} in ${folder}`;
}

async function openPipeline(source: TransformersSource): Promise<FeatureExtractionPipeline> {
  const { folder, hubId, modelsFolder, allowDownload } = source;
  const there = isComplete(folder);
  const fetched = !there && allowDownload ? hubId : undefined;
  if (!there && fetched === undefined) throw missing(folder, hubId);
  const { env, LogLevel, pipeline } = await import("@xenova/transformers"); // slow to import: not before it is needed
  env.allowRemoteModels = fetched !== undefined;
  env.localModelPath = modelsFolder;
  env.cacheDir = modelsFolder; // a download lands where the next start looks for it
  env.logLevel = LogLevel.ERROR;
  const attempts = there ? WEIGHTS.filter(({ file }) => existsSync(join(folder, file))).slice(0, 1) : WEIGHTS;
  let failure: unknown;
  for (const { dtype } of attempts) {
    try {
      return await pipeline("feature-extraction", fetched ?? folder, { dtype });
    } catch (error) {
      failure = error;
    }
  }
  if (fetched !== undefined) throw missing(folder, fetched, failure);
  throw new AppError("damaged-file", `Could not load the model in ${folder}: ${messageOf(failure)}`, {
    cause: failure,
  });
}

function isComplete(folder: string): boolean {
  return (
    NEEDED.every((file) => existsSync(join(folder, file))) && WEIGHTS.some(({ file }) => existsSync(join(folder, file)))
  );
}

function missing(folder: string, hubId: string | undefined, cause?: unknown): AppError {
  const tried = cause === undefined ? "" : ` It could not be downloaded: ${messageOf(cause)}`;
  const how = cause === undefined && hubId !== undefined ? ` Or allow downloading ${hubId} from huggingface.co.` : "";
  return new AppError("model-missing", `Expected the model's files: ${neededFiles(folder)}.${how}${tried}`, { cause });
}

/** One text at a time: no time goes into padding, and a vector does not depend on the texts that came with it (the
 *  numbers of quantised models are scaled by the whole batch). */
async function encoderOf(
  extractor: FeatureExtractionPipeline,
  pooling: PoolingKind,
  dimension: number | undefined,
): Promise<TextEncoder> {
  const vectorOf = async (text: string) => {
    const { data } = await extractor(text, { pooling, normalize: true });
    return Float32Array.from(data as Float32Array);
  };
  const size = (await vectorOf("paper")).length;
  const columns = dimension ?? size;
  if (columns > size) {
    throw new AppError("bad-request", `Expected a dimension of at most ${size}, got ${columns}.`);
  }
  return {
    dimension: columns,
    async encode(texts, signal) {
      const values = new Float32Array(texts.length * columns);
      for (const [i, text] of texts.entries()) {
        throwIfCancelled(signal);
        values.set(unitPrefix(await vectorOf(text), columns), i * columns);
      }
      return { count: texts.length, dimension: columns, values };
    },
    async close() {
      await extractor.dispose();
    },
  };
}

/** The mean of no tokens is not a number: such a text gets zeros. */
function unitPrefix(vector: Float32Array, columns: number): Float32Array {
  const prefix = vector.subarray(0, columns);
  return prefix.every(Number.isFinite) ? normalize(prefix) : prefix.fill(0);
}

function checksumOfFolder(folder: string): number {
  const weights = WEIGHTS.find(({ file }) => existsSync(join(folder, file)));
  const parts = weights === undefined ? [] : filesBeginningWith(join(folder, weights.file));
  const files = [join(folder, "tokenizer.json"), join(folder, "tokenizer_config.json"), ...parts];
  // FNV-1a over the checksums, in this order.
  return files.reduce((hash, file) => Math.imul(hash ^ checksumOfFile(file), 0x01000193), 0x811c9dc5) >>> 0;
}

/** The ONNX file and what lies beside it as `….onnx_data`, `….onnx_data_1`. */
function filesBeginningWith(path: string): string[] {
  const folder = dirname(path);
  return readdirSync(folder)
    .filter((file) => file.startsWith(basename(path)))
    .sort()
    .map((file) => join(folder, file));
}
