import { type LocatedWord, locateWords } from "./located-words.ts";
import type { StaticModel } from "./model.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** The words of a static model, taken apart: the vector of a text is the sum of those of its tokens, at unit length. */
export interface Lexicon {
  /** Numbers of a vector. */
  readonly dimension: number;
  /** The words of a text with their tokens, as far as the model reads it. */
  wordsOf(text: string): LocatedWord[];
  /** Whether a token stands for what the model does not know. */
  isUnknown(id: number): boolean;
  /** sum += factor · vector of the token. */
  add(id: number, factor: number, sum: Float64Array): void;
  /** Inner product of the token's vector with another. */
  dot(id: number, vector: Float64Array): number;
}

/** The lexicon of a model whose vectors have `dimension` numbers. */
export function createLexicon({ settings, memory }: StaticModel, vocabulary: Vocabulary, dimension: number): Lexicon {
  const { dimension: stride, weights, maxTokens, vocabulary: size } = settings;
  const table = new Int8Array(memory.buffer, weights.tableOffset, size * stride);
  const scales = new Float32Array(memory.buffer, weights.scalesOffset, size);
  return {
    dimension,
    wordsOf: (text) => locateWords(text, vocabulary, maxTokens),
    isUnknown: (id) => id === vocabulary.unknown,
    add(id, factor, sum) {
      const scaled = factor * scales[id]!;
      const start = id * stride;
      for (let column = 0; column < dimension; column++) sum[column]! += scaled * table[start + column]!;
    },
    dot(id, vector) {
      const start = id * stride;
      let sum = 0;
      for (let column = 0; column < dimension; column++) sum += table[start + column]! * vector[column]!;
      return sum * scales[id]!;
    },
  };
}
