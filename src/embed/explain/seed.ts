import type { EmbeddingModel } from "../model.ts";
import type { Lexicon } from "../static/index.ts";
import { type Composition, compose, type ExplainableText } from "./compose.ts";

/** A word of one of some papers. */
export interface SeedWord {
  /** Place in the list of papers. */
  readonly paper: number;
  readonly field: "title" | "abstract";
  /** [start, end) in UTF-16 units of the field. */
  readonly start: number;
  readonly end: number;
}

/** Some papers whose words are to be compared with many vectors: less than explainSimilarity gives, and much sooner. */
export interface Seed {
  /** Those that the model reads, paper by paper in order. */
  readonly words: readonly SeedWord[];
  /** Cosine of the papers' middle with a vector. */
  similarityWith(vector: Float32Array): number;
  /** Says what a word (its place in `words`) contributes to the similarity of the papers' middle with a vector: its share
   *  in the first text of explainSimilarity, where there is one paper. O(dimension) for each different word. */
  sharesWith(vector: Float32Array): (word: number) => number;
  /** Cosine of the vectors of two words; 0 where the model knows one of them not at all. */
  kinship(word: string, other: string): number;
}

/** Takes the middle of some papers apart; undefined for a model that cannot be taken apart. */
export function seedOf(model: EmbeddingModel, papers: readonly ExplainableText[]): Seed | undefined {
  const lexicon = model.lexicon?.();
  if (lexicon === undefined) return undefined;
  const habits = { prefix: model.prefixes.passage, titleShare: model.titleShare };
  const parts = papers.map((paper) => compose(lexicon, paper, habits));
  const middle = middleOf(parts, lexicon.dimension);
  const words: SeedWord[] = [];
  const ids: (readonly number[])[] = [];
  const weights: number[] = [];
  for (const [paper, part] of parts.entries()) {
    for (const { field, start, end, ids: spelling, weight } of part.words) {
      if (field === undefined) continue;
      words.push({ paper, field, start, end });
      ids.push(spelling);
      weights.push(middle.factor * weight);
    }
  }
  const vectors = new Map<string, Float64Array>();
  const vectorOf = (word: string): Float64Array => {
    const known = vectors.get(word) ?? wordVector(lexicon, word);
    vectors.set(word, known);
    return known;
  };
  return {
    words,
    similarityWith: (vector) => middle.factor * inner(middle.sum, vector),
    sharesWith(vector) {
      const other = Float64Array.from(vector);
      const products = new Map<number, number>();
      const productOf = (id: number): number => {
        const known = products.get(id) ?? lexicon.dot(id, other);
        products.set(id, known);
        return known;
      };
      return (word) => (weights[word] ?? 0) * (ids[word] ?? []).reduce((sum, id) => sum + productOf(id), 0);
    },
    kinship: (word, other) => inner(vectorOf(word), vectorOf(other)),
  };
}

/** The sum of the unit vectors, and what brings it to unit length; 0 where they cancel out. */
function middleOf(parts: readonly Composition[], dimension: number): { sum: Float64Array; factor: number } {
  const sum = new Float64Array(dimension);
  for (const { vector } of parts) for (const [i, value] of vector.entries()) sum[i] = (sum[i] ?? 0) + value;
  const squares = inner(sum, sum);
  return { sum, factor: squares === 0 ? 0 : 1 / Math.sqrt(squares) };
}

/** The unit vector of a word; zeros for an unknown one. */
function wordVector(lexicon: Lexicon, word: string): Float64Array {
  const sum = new Float64Array(lexicon.dimension);
  for (const { ids } of lexicon.wordsOf(word)) {
    for (const id of ids) if (!lexicon.isUnknown(id)) lexicon.add(id, 1, sum);
  }
  const length = Math.sqrt(inner(sum, sum));
  return length === 0 ? sum : sum.map((value) => value / length);
}

function inner(a: Float64Array, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}
