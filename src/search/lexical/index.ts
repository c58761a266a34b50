import { readSavedFile, writeSavedFile } from "../../core/files.ts";
import { AppError, topPositions } from "../../core/index.ts";
import { foldWord, termsOf, wordsOf } from "./analyze.ts";
import { type LexicalDocument, type Postings, PostingsBuilder } from "./build.ts";
import { Dictionary } from "./dictionary.ts";
import { mergePostings } from "./merge.ts";
import { BM25_B, BM25_K1, BM25_K3, inverseFrequency, TITLE_WEIGHT } from "./parameters.ts";
import { WordVectors } from "./vectors.ts";

export { forEachWord, termsOf, wordsOf } from "./analyze.ts";
export type { LexicalDocument } from "./build.ts";
export type { WordVector, WordVectors } from "./vectors.ts";

/** A query as terms with weights. */
export type TermWeights = ReadonlyMap<string, number>;

const KIND = "lexical";
const ANALYZER_VERSION = 1; // raise it when the same text gives other terms: saved indexes are then rebuilt
/** While a word is being typed it stands for so many of the words that begin with it, the most frequent ones. */
const MAX_COMPLETIONS = 24;
/** Letters of an ending that may have been typed, and how many must remain. */
const MAX_ENDING = 5;
const MIN_STEM = 3;
/** No title is looked for by more words. */
const MAX_TITLE_WORDS = 40;

/** An inverted index over titles and abstracts that ranks by BM25, all in typed arrays. */
export class LexicalIndex {
  #postings: Postings = new PostingsBuilder().build();
  /** Length in terms by row; 0 for rows that are not there. */
  #lengths = new Uint16Array(0);
  #present = new Uint8Array(0);
  #count = 0;
  #totalLength = 0;
  #vectors: WordVectors | undefined;

  /** Number of documents. */
  get count(): number {
    return this.#count;
  }

  /** Number of different terms. */
  get terms(): number {
    return this.#postings.dictionary.size;
  }

  /** Adds or replaces documents (in ascending order of row) and removes rows. O(postings), whatever the change. */
  apply(documents: Iterable<LexicalDocument>, removed: Iterable<number>): void {
    this.#vectors = undefined;
    const builder = new PostingsBuilder();
    const replaced = new Set<number>();
    for (const row of removed) if (this.#present[row] === 1) replaced.add(this.#forget(row));
    for (const document of documents) {
      const { row } = document;
      if (this.#present[row] === 1) replaced.add(this.#forget(row));
      this.#remember(row, builder.add(document));
    }
    const added = builder.build();
    this.#postings =
      this.#postings.rows.length === 0 ? added : mergePostings(this.#postings, added, (row) => replaced.has(row));
  }

  /** Terms of a text with the weight that repeating gives them: (k3 + 1) · n / (k3 + n). With `prefix` the last word
   *  also stands for the longer words that begin with it. */
  termWeights(text: string, prefix = false): TermWeights {
    const counts = new Map<string, number>();
    for (const term of termsOf(text)) counts.set(term, (counts.get(term) ?? 0) + 1);
    const weights = new Map<string, number>();
    for (const [term, n] of counts) weights.set(term, ((BM25_K3 + 1) * n) / (BM25_K3 + n));
    if (prefix) for (const term of this.#completions(text)) if (!weights.has(term)) weights.set(term, 1);
    return weights;
  }

  /** Writes the BM25 score of every document into `scores` (by row, zero where nothing matches); `scores` must be
   *  zero and as long as the largest row + 1. O(postings of the terms). */
  score(weights: TermWeights, scores: Float32Array): void {
    const { dictionary, starts, rows, frequencies } = this.#postings;
    const lengths = this.#lengths;
    const averageLength = this.#totalLength / Math.max(1, this.#count);
    const base = BM25_K1 * (1 - BM25_B);
    const slope = (BM25_K1 * BM25_B) / Math.max(1e-9, averageLength);
    for (const [term, weight] of weights) {
      const number = dictionary.find(term);
      if (number < 0) continue;
      const end = starts[number + 1]!;
      const gain = weight * this.#inverseFrequency(number) * (BM25_K1 + 1);
      for (let i = starts[number]!; i < end; i++) {
        const row = rows[i]!;
        const frequency = frequencies[i]!;
        scores[row]! += (gain * frequency) / (frequency + base + slope * lengths[row]!);
      }
    }
  }

  /** The BM25 score that a text without title would have as a document of this index. */
  scoreOfText(weights: TermWeights, text: string): number {
    const terms = termsOf(text);
    const length = Math.min(terms.length, 0xffff);
    const averageLength = this.#totalLength / Math.max(1, this.#count);
    const room = BM25_K1 * (1 - BM25_B + (BM25_B * length) / Math.max(1e-9, averageLength));
    const frequencies = new Map<string, number>();
    for (const term of terms) if (weights.has(term)) frequencies.set(term, (frequencies.get(term) ?? 0) + 1);
    let score = 0;
    for (const [term, frequency] of frequencies) {
      const gain = (weights.get(term) ?? 0) * inverseFrequency(this.rowsOf(term).length, this.#count) * (BM25_K1 + 1);
      score += (gain * frequency) / (frequency + room);
    }
    return score;
  }

  /** Rows of at most `limit` papers in whose titles all words of the text are likely to be, the last one perhaps only
   *  begun: each has the weight of a word of the title. Best first. O(postings of the words). */
  likelyTitles(text: string, limit: number): number[] {
    const all = wordsOf(text);
    const last = all.at(-1);
    const isBarelyBegun = last !== undefined && last.end === text.length && last.start === text.length - 1;
    const words = isBarelyBegun ? all.slice(0, -1) : all; // one letter may become anything
    const wanted = words.map(({ terms }) => new Set(terms));
    const isLastOpen = words.at(-1)?.end === text.length;
    if (isLastOpen) for (const term of this.#completions(text)) wanted.at(-1)!.add(term);
    if (isLastOpen) for (const term of shortened(text)) wanted.at(-1)!.add(term);
    if (wanted.length === 0 || wanted.length > MAX_TITLE_WORDS) return [];
    const { dictionary, starts, rows, frequencies } = this.#postings;
    const fulfilled = new Uint8Array(this.#lengths.length);
    const scores = new Float32Array(fulfilled.length);
    for (const [i, terms] of wanted.entries()) {
      for (const term of terms) {
        const number = dictionary.find(term);
        if (number < 0) continue;
        const gain = this.#inverseFrequency(number);
        for (let at = starts[number]!; at < starts[number + 1]!; at++) {
          const row = rows[at]!;
          if (frequencies[at]! < TITLE_WEIGHT || fulfilled[row]! < i) continue;
          fulfilled[row] = i + 1;
          scores[row]! += (gain * frequencies[at]!) / (frequencies[at]! + this.#lengths[row]!);
        }
      }
    }
    for (let row = 0; row < fulfilled.length; row++) fulfilled[row] = fulfilled[row] === wanted.length ? 1 : 0;
    return topPositions(scores, limit, fulfilled);
  }

  /** The papers as vectors of their words. Made on first use and again after a change: O(postings). */
  get vectors(): WordVectors {
    this.#vectors ??= new WordVectors({
      postings: this.#postings,
      lengths: this.#lengths,
      count: this.#count,
      averageLength: this.#totalLength / Math.max(1, this.#count),
      rarity: (term) => this.#inverseFrequency(term),
    });
    return this.#vectors;
  }

  /** Rows that contain the term, ascending; empty for an unknown one. A view: do not change it. */
  rowsOf(term: string): Uint32Array {
    const number = this.#postings.dictionary.find(term);
    if (number < 0) return new Uint32Array(0);
    return this.#postings.rows.subarray(this.#postings.starts[number], this.#postings.starts[number + 1]);
  }

  /** Of the terms, the `count` that the fewest documents have, of those that at least two have: what makes a text
   *  different from others and yet like some. */
  rarest(terms: Iterable<string>, count: number): Set<string> {
    const frequencies = Array.from(terms, (term): [string, number] => [term, this.rowsOf(term).length]);
    frequencies.sort(([a, n], [b, m]) => n - m || (a < b ? -1 : 1));
    return new Set(
      frequencies
        .filter(([, n]) => n > 1)
        .slice(0, count)
        .map(([term]) => term),
    );
  }

  save(path: string, revision: number): void {
    const { dictionary, starts, rows, frequencies } = this.#postings;
    writeSavedFile(
      path,
      KIND,
      { analyzer: ANALYZER_VERSION, revision, count: this.#count, totalLength: this.#totalLength },
      {
        bytes: dictionary.bytes,
        termStarts: dictionary.starts,
        starts,
        rows,
        frequencies,
        lengths: this.#lengths,
        present: this.#present,
      },
    );
  }

  /** Throws AppError "not-found", "damaged-file" or "wrong-version". */
  static load(path: string): { index: LexicalIndex; revision: number } {
    const file = readSavedFile(path, KIND);
    const meta = file.meta as { analyzer: number; revision: number; count: number; totalLength: number }; // checksum holds
    if (meta.analyzer !== ANALYZER_VERSION) {
      throw new AppError(
        "wrong-version",
        `Expected ${path} to use analyzer ${ANALYZER_VERSION}, got ${meta.analyzer}.`,
      );
    }
    const index = new LexicalIndex();
    index.#postings = {
      dictionary: new Dictionary(new Uint8Array(file.section("bytes")), new Uint32Array(file.section("termStarts"))),
      starts: new Uint32Array(file.section("starts")),
      rows: new Uint32Array(file.section("rows")),
      frequencies: new Uint8Array(file.section("frequencies")),
    };
    index.#lengths = new Uint16Array(file.section("lengths"));
    index.#present = new Uint8Array(file.section("present"));
    index.#count = meta.count;
    index.#totalLength = meta.totalLength;
    return { index, revision: meta.revision };
  }

  #inverseFrequency(term: number): number {
    return inverseFrequency(this.#postings.starts[term + 1]! - this.#postings.starts[term]!, this.#count);
  }

  #completions(text: string): string[] {
    if (/[^\p{L}\p{N}\p{M}]$/u.test(text)) return []; // the last word is finished
    const last = wordsOf(text).at(-1);
    const typed = foldWord(last === undefined ? text : text.slice(last.start)).match(/[\p{L}\p{N}]+$/u)?.[0] ?? "";
    if (typed.length < 2) return [];
    const { dictionary, starts } = this.#postings;
    const [from, to] = dictionary.withPrefix(typed);
    const found = Array.from({ length: to - from }, (_, i) => from + i);
    const frequency = (term: number) => starts[term + 1]! - starts[term]!;
    found.sort((a, b) => frequency(b) - frequency(a) || a - b);
    return found.slice(0, MAX_COMPLETIONS).map((term) => dictionary.term(term));
  }

  #remember(row: number, length: number): void {
    if (row >= this.#lengths.length) {
      const size = Math.max(row + 1, Math.ceil(this.#lengths.length * 1.5));
      const lengths = new Uint16Array(size);
      const present = new Uint8Array(size);
      lengths.set(this.#lengths);
      present.set(this.#present);
      this.#lengths = lengths;
      this.#present = present;
    }
    const clipped = Math.min(length, 0xffff);
    this.#lengths[row] = clipped;
    this.#present[row] = 1;
    this.#count++;
    this.#totalLength += clipped;
  }

  #forget(row: number): number {
    this.#totalLength -= this.#lengths[row]!;
    this.#lengths[row] = 0;
    this.#present[row] = 0;
    this.#count--;
    return row;
  }
}

/** The last word of a text less its last letters: what it ends with may be the beginning of an ending, so that the
 *  terms of the whole word are shorter than what is typed (embeddi, embedding: embed). */
function shortened(text: string): string[] {
  const typed = foldWord(text).match(/[a-z]+$/)?.[0] ?? "";
  const lengths = Array.from({ length: MAX_ENDING }, (_, i) => typed.length - 1 - i);
  return lengths.filter((length) => length >= MIN_STEM).map((length) => typed.slice(0, length));
}
