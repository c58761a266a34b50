import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { crc32 } from "node:zlib";
import { AppError, messageOf, throwIfCancelled } from "../core/index.ts";
import { createEncoderPool } from "./encoder-pool.ts";
import type { TextEncoder } from "./model.ts";
import {
  createLexicon,
  createStaticEncoder,
  type Lexicon,
  readStaticModel,
  type StaticEncoder,
  type StaticModel,
  vocabularyOf,
} from "./static/index.ts";

/** Texts between two breaths of the event loop: about five milliseconds. */
const TEXTS_AT_ONCE = 64;

interface OpenedStaticModel {
  readonly encoder: TextEncoder;
  /** CRC-32 of what its vectors depend on. */
  readonly checksum: number;
  /** The words of the model, made ready on first use. */
  readonly lexicon: () => Lexicon;
}

/** The static model in `folder`, on this thread or on `workers` threads that share one copy of the weights. Throws AppError "model-missing", "damaged-file" or
 *  "bad-request" (the dimension). */
export async function openStaticModel(
  folder: string,
  workers: number,
  dimension: number | undefined,
): Promise<OpenedStaticModel> {
  const model = await readStaticModel((path) => readModelFile(folder, path), { sharedBy: workers });
  const here = workers === 0 ? createStaticEncoder(model, dimension === undefined ? {} : { dimension }) : undefined;
  const encoder = here === undefined ? await createEncoderPool(model, dimension, workers) : encoderHere(here);
  let lexicon: Lexicon | undefined;
  return {
    encoder,
    checksum: checksumOf(model),
    lexicon() {
      lexicon ??= createLexicon(model, here?.vocabulary ?? vocabularyOf(model), encoder.dimension);
      return lexicon;
    },
  };
}

function encoderHere(encoder: StaticEncoder): TextEncoder {
  return {
    dimension: encoder.dimension,
    async encode(texts, signal) {
      const values = new Float32Array(texts.length * encoder.dimension);
      for (let start = 0; start < texts.length; start += TEXTS_AT_ONCE) {
        if (start > 0) await setImmediate();
        throwIfCancelled(signal);
        const part = encoder.encode(texts.slice(start, start + TEXTS_AT_ONCE));
        values.set(part.values, start * encoder.dimension);
      }
      return { count: texts.length, dimension: encoder.dimension, values };
    },
    async close() {},
  };
}

async function readModelFile(folder: string, path: string): Promise<Uint8Array> {
  const file = join(folder, path);
  try {
    return await readFile(file);
  } catch (error) {
    throw new AppError("model-missing", `Expected a file of the model at ${file}: ${messageOf(error)}`, {
      cause: error,
    });
  }
}

function checksumOf({ settings, tokenizer, memory, scratchOffset }: StaticModel): number {
  const weights = crc32(new Uint8Array(memory.buffer, 0, scratchOffset));
  return crc32(`${JSON.stringify(settings)}${tokenizer}`, weights);
}
