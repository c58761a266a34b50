import { termsOf } from "./analyze.ts";
import type { Postings } from "./build.ts";
import { BM25_B, BM25_K1, TITLE_WEIGHT } from "./parameters.ts";

/** A text as a vector of its terms: number of each in the dictionary, and its share; of unit length. */
export type WordVector = ReadonlyMap<number, number>;

export interface VectorParts {
  readonly postings: Postings;
  /** Length in terms by row. */
  readonly lengths: Uint16Array;
  readonly count: number;
  readonly averageLength: number;
  /** Weight of a term by its number: how rare it is. */
  readonly rarity: (term: number) => number;
}

const MAX_FREQUENCY = 255;

/** Papers as unit vectors whose components are what each term gives to a BM25 score: what a linear model of words is
 *  learned from. They are read from the postings, so that one pass over a term's postings scores all papers. */
export class WordVectors {
  readonly #parts: VectorParts;
  /** 1 / length by row. */
  readonly #scales: Float32Array;
  /** How alike each paper is to the middle of all papers, by row: what is usual says nothing of what is liked. */
  readonly usual: Float32Array;
  readonly #numbers = new Map<string, number>();

  /** O(postings), some ten nanoseconds each. */
  constructor(parts: VectorParts) {
    this.#parts = parts;
    const { postings, lengths, count } = parts;
    const terms = postings.dictionary.size;
    this.#scales = new Float32Array(lengths.length).fill(1);
    const squares = new Float32Array(lengths.length);
    for (let term = 0; term < terms; term++) this.#each(term, (row, value) => (squares[row]! += value * value));
    for (let row = 0; row < squares.length; row++) this.#scales[row] = squares[row]! > 0 ? squares[row]! ** -0.5 : 0;
    this.usual = new Float32Array(lengths.length);
    for (let term = 0; term < terms; term++) {
      let sum = 0;
      this.#each(term, (_row, value) => (sum += value));
      const mean = sum / Math.max(1, count);
      this.#each(term, (row, value) => (this.usual[row]! += mean * value));
    }
  }

  /** The vector of a text, in the measure of the papers; words that no paper has are left out. */
  of({ title, abstract }: { readonly title: string; readonly abstract: string }): WordVector {
    const frequencies = new Map<number, number>();
    let length = 0;
    for (const [text, weight] of [[title, TITLE_WEIGHT] as const, [abstract, 1] as const]) {
      for (const term of termsOf(text)) {
        length++;
        const number = this.numberOf(term);
        if (number >= 0) frequencies.set(number, Math.min((frequencies.get(number) ?? 0) + weight, MAX_FREQUENCY));
      }
    }
    const vector = new Map<number, number>();
    let squares = 0;
    for (const [term, frequency] of frequencies) {
      const value = this.#value(term, frequency, Math.min(length, 0xffff));
      vector.set(term, value);
      squares += value * value;
    }
    for (const [term, value] of vector) vector.set(term, value / Math.sqrt(squares));
    return vector;
  }

  /** Adds the inner product with `weights` to the scores of all papers, by row. O(postings of the terms). */
  addScores(weights: WordVector, scores: Float32Array): void {
    for (const [term, weight] of weights) this.#each(term, (row, value) => (scores[row]! += weight * value));
  }

  term(number: number): string {
    return this.#parts.postings.dictionary.term(number);
  }

  /** How many papers have a term. */
  papersWith(number: number): number {
    const { starts } = this.#parts.postings;
    return (starts[number + 1] ?? 0) - (starts[number] ?? 0);
  }

  /** Number of a term; -1 where no paper has it. */
  numberOf(term: string): number {
    const known = this.#numbers.get(term);
    if (known !== undefined) return known;
    const number = this.#parts.postings.dictionary.find(term);
    this.#numbers.set(term, number);
    return number;
  }

  #each(term: number, visit: (row: number, value: number) => void): void {
    const { postings, lengths, averageLength, rarity } = this.#parts;
    const { starts, rows, frequencies } = postings;
    const gain = rarity(term) * (BM25_K1 + 1);
    const base = BM25_K1 * (1 - BM25_B);
    const slope = (BM25_K1 * BM25_B) / Math.max(1e-9, averageLength);
    const end = starts[term + 1]!;
    for (let i = starts[term]!; i < end; i++) {
      const row = rows[i]!;
      const frequency = frequencies[i]!;
      visit(row, ((gain * frequency) / (frequency + base + slope * lengths[row]!)) * this.#scales[row]!);
    }
  }

  #value(term: number, frequency: number, length: number): number {
    const { averageLength, rarity } = this.#parts;
    const held = BM25_K1 * (1 - BM25_B + (BM25_B * length) / Math.max(1e-9, averageLength));
    return (rarity(term) * (BM25_K1 + 1) * frequency) / (frequency + held);
  }
}
