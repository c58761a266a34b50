import { AppError, type Embeddings } from "../../core/index.ts";
import { parseJson, type StaticModel } from "./model.ts";
import { createPooling, type KernelKind } from "./pooling.ts";
import { Tokenizer } from "./tokenizer.ts";
import { parseVocabulary, type Vocabulary } from "./vocabulary.ts";

export interface StaticEncoder {
  readonly dimension: number;
  readonly kernel: KernelKind;
  readonly vocabulary: Vocabulary;
  /** One unit vector for each text, in order: the mean of the vectors of its first tokens, cut to `dimension` and scaled
   *  to unit length. A text without a token of the vocabulary (empty, or all unknown) gets the zero vector. */
  encode(texts: readonly string[]): Embeddings;
  /** The token ids of a text, at most as many as the model reads. */
  tokenize(text: string): Int32Array;
}

interface StaticEncoderOptions {
  /** One of the model's dimensions; all of it when absent. */
  readonly dimension?: number;
  /** The number of this thread among those that share the model's memory, from 0 on. */
  readonly thread?: number;
  /** "plain" keeps to JavaScript where SIMD could be had. */
  readonly kernel?: KernelKind;
}

/** An encoder on this thread. Throws AppError("bad-request") for a dimension that the model does not offer and
 *  AppError("damaged-file") for a tokenizer.json that does not fit the weights. */
export function createStaticEncoder(
  model: StaticModel,
  { dimension = model.settings.dimension, thread = 0, kernel }: StaticEncoderOptions = {},
): StaticEncoder {
  const { dimensions } = model.settings;
  if (!dimensions.includes(dimension)) {
    throw new AppError(
      "bad-request",
      `Expected the dimension to be one of ${dimensions.join(", ")}, got ${dimension}.`,
    );
  }
  const vocabulary = vocabularyOf(model);
  const tokenizer = new Tokenizer(vocabulary);
  const pooling = createPooling(model, dimension, thread, kernel);
  return {
    dimension,
    kernel: pooling.kernel,
    vocabulary,
    encode(texts) {
      const values = new Float32Array(texts.length * dimension);
      for (const [i, text] of texts.entries()) {
        const count = tokenizer.tokenize(text, pooling.ids);
        if (isAllUnknown(pooling.ids, count, vocabulary.unknown)) continue;
        pooling.pool(count);
        values.set(pooling.vector, i * dimension);
      }
      return { count: texts.length, dimension, values };
    },
    tokenize(text) {
      return pooling.ids.slice(0, tokenizer.tokenize(text, pooling.ids));
    },
  };
}

/** The tokens of a model. Throws AppError("damaged-file") for a tokenizer.json that does not fit the weights. */
export function vocabularyOf({ tokenizer, settings }: StaticModel): Vocabulary {
  return parseVocabulary(parseJson("tokenizer.json", tokenizer), settings.vocabulary);
}

function isAllUnknown(ids: Int32Array, count: number, unknown: number): boolean {
  for (let i = 0; i < count; i++) if (ids[i] !== unknown) return false;
  return true;
}
