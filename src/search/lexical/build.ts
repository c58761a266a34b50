import { WordTable } from "../../core/index.ts";
import { scanWords, termsOfWord } from "./analyze.ts";
import { compareTerms, Dictionary } from "./dictionary.ts";
import { TITLE_WEIGHT } from "./parameters.ts";

/** A text to index under a row number. */
export interface LexicalDocument {
  readonly row: number;
  readonly title: string;
  readonly abstract: string;
}

/** An inverted index: term t occurs in rows[starts[t] … starts[t + 1]), ascending, with the frequency beside each. */
export interface Postings {
  readonly dictionary: Dictionary;
  readonly starts: Uint32Array;
  readonly rows: Uint32Array;
  /** TITLE_WEIGHT · (times in the title) + (times in the abstract), at most 255. */
  readonly frequencies: Uint8Array;
}

const MAX_FREQUENCY = 255;

/** Collects documents, which must come in ascending order of row, and turns them into postings. */
export class PostingsBuilder {
  readonly #words = new WordTable();
  /** Word w has the terms #wordTerms[#wordEnds[w] … #wordEnds[w + 1]). */
  readonly #wordEnds: number[] = [0];
  readonly #wordTerms: number[] = [];
  readonly #numberOf = new Map<string, number>();
  readonly #terms: string[] = [];
  #documentFrequency = new Uint32Array(1024);
  // The pairs (term, row) of all documents in the order they came.
  #pairTerms = new Uint32Array(4096);
  #pairFrequencies = new Uint8Array(4096);
  #pairs = 0;
  readonly #rows: number[] = [];
  readonly #ends: number[] = [];
  // Frequencies of the present document, by term; zero elsewhere.
  #frequency = new Uint32Array(1024);

  /** Returns the length of the document in terms. */
  add(document: LexicalDocument): number {
    const seen: number[] = [];
    const length = this.#count(document.title, TITLE_WEIGHT, seen) + this.#count(document.abstract, 1, seen);
    this.#reservePairs(seen.length);
    for (const term of seen) {
      this.#pairTerms[this.#pairs] = term;
      this.#pairFrequencies[this.#pairs++] = Math.min(this.#frequency[term]!, MAX_FREQUENCY);
      this.#frequency[term] = 0;
      this.#documentFrequency[term]!++;
    }
    this.#rows.push(document.row);
    this.#ends.push(this.#pairs);
    return length;
  }

  /** Sorts the pairs by term (counting sort, stable in row). O(pairs + terms · log terms). */
  build(): Postings {
    const order = Array.from(this.#terms.keys()).sort((a, b) => compareTerms(this.#terms[a]!, this.#terms[b]!));
    const starts = new Uint32Array(order.length + 1);
    const next = new Uint32Array(order.length); // by the builder's term number
    let at = 0;
    for (const [position, term] of order.entries()) {
      starts[position] = at;
      next[term] = at;
      at += this.#documentFrequency[term]!;
    }
    starts[order.length] = at;
    const rows = new Uint32Array(at);
    const frequencies = new Uint8Array(at);
    let pair = 0;
    for (const [i, row] of this.#rows.entries()) {
      for (const end = this.#ends[i]!; pair < end; pair++) {
        const place = next[this.#pairTerms[pair]!]!++;
        rows[place] = row;
        frequencies[place] = this.#pairFrequencies[pair]!;
      }
    }
    return { dictionary: Dictionary.of(order.map((term) => this.#terms[term]!)), starts, rows, frequencies };
  }

  #count(text: string, weight: number, seen: number[]): number {
    let length = 0;
    scanWords(text, (start, end, hash) => {
      const known = this.#words.size;
      const word = this.#words.numberOf(text, start, end, hash);
      if (word === known) this.#learn(text.slice(start, end));
      const last = this.#wordEnds[word + 1]!;
      for (let i = this.#wordEnds[word]!; i < last; i++) {
        const term = this.#wordTerms[i]!;
        if (this.#frequency[term] === 0) seen.push(term);
        this.#frequency[term]! += weight;
        length++;
      }
    });
    return length;
  }

  /** Notes the terms of the word that was numbered last. */
  #learn(word: string): void {
    for (const term of termsOfWord(word)) this.#wordTerms.push(this.#numberOf.get(term) ?? this.#newTerm(term));
    this.#wordEnds.push(this.#wordTerms.length);
  }

  #newTerm(term: string): number {
    const number = this.#terms.length;
    this.#terms.push(term);
    this.#numberOf.set(term, number);
    if (number >= this.#frequency.length) {
      this.#frequency = doubled(this.#frequency);
      this.#documentFrequency = doubled(this.#documentFrequency);
    }
    return number;
  }

  #reservePairs(more: number): void {
    while (this.#pairs + more > this.#pairTerms.length) {
      this.#pairTerms = doubled(this.#pairTerms);
      const frequencies = new Uint8Array(this.#pairTerms.length);
      frequencies.set(this.#pairFrequencies);
      this.#pairFrequencies = frequencies;
    }
  }
}

function doubled(array: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(array.length * 2);
  larger.set(array);
  return larger;
}
