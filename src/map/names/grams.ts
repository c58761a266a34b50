import { doubled, hashPair, PairTable } from "./pair-table.ts";
import { JOINER, STOP, WORD } from "./spellings.ts";
import { FIRST_WORD, type Tokens } from "./tokens.ts";

/** The longest phrase in words. */
export const MAX_WORDS = 4;

/** Word sequences of one length. A sequence of n words is the pair (number of its first n - 1 words among the sequences
 *  of that length, fold of its last word); of one word, the fold itself. */
export interface Grams {
  readonly size: number;
  /** Texts in which each occurs. */
  readonly texts: Uint32Array;
  /** Times that each occurs. */
  readonly times: Uint32Array;
  /** Times that a word of a phrase follows at once: what nearly always goes on is a fragment. */
  readonly goesOn: Uint32Array;
  /** Absent for single words. */
  readonly pairs?: PairTable;
}

/** Sequences of 1, 2, 3 and 4 words. Rare ones of two words or more are left out as far as that saves room: what is in
 *  fewer than `minTexts` texts may be there or not, and must be told by `texts`. */
export function countGrams(tokens: Tokens, minTexts: number): Grams[] {
  const words = countWords(tokens);
  const usable = usableWords(tokens, words, minTexts);
  const levels: Grams[] = [words];
  let places = placesOfWords(tokens, usable);
  for (let length = 2; length <= MAX_WORDS; length++) {
    const counts = countLonger(tokens, places, length, usable, minTexts);
    levels.push(counts.grams);
    places = frequentPlaces(counts.grams, counts.places, minTexts);
  }
  return levels;
}

/** Where sequences of one length stand in the stream, in order, and which they are. */
interface Places {
  readonly positions: Uint32Array;
  readonly grams: Uint32Array;
}

function countWords({ stream, starts, spellings }: Tokens): Grams {
  const counter = new GramCounter(spellings.foldCount);
  for (let d = 0; d + 1 < starts.length; d++) {
    const end = starts[d + 1]!;
    for (let i = starts[d]!; i < end; i++) {
      const spelling = stream[i]! - FIRST_WORD;
      if (spelling < 0 || spellings.kind(spelling) === STOP) continue;
      counter.count(spellings.fold(spelling), d, isWordAt(stream, spellings, i + 1));
    }
  }
  return { size: spellings.foldCount, texts: counter.texts, times: counter.times, goesOn: counter.goesOn };
}

/** By spelling: STOP for what no sequence contains, else its kind. */
function usableWords({ spellings }: Tokens, words: Grams, minTexts: number): Uint8Array {
  const usable = new Uint8Array(spellings.size);
  for (let spelling = 0; spelling < usable.length; spelling++) {
    if (words.texts[spellings.fold(spelling)]! >= minTexts) usable[spelling] = spellings.kind(spelling);
  }
  return usable;
}

/** Words that a phrase may begin with. */
function placesOfWords({ stream, spellings }: Tokens, usable: Uint8Array): Places {
  const collector = new PlaceCollector();
  for (let i = 0; i < stream.length; i++) {
    const spelling = stream[i]! - FIRST_WORD;
    if (spelling >= 0 && usable[spelling] === WORD) collector.add(i, spellings.fold(spelling));
  }
  return collector.places();
}

/** Lengthens each sequence by the word after it. Two passes: the first counts hashes, so that the table of the second
 *  needs no room for what occurs once. */
function countLonger(
  { stream, starts, spellings }: Tokens,
  shorter: Places,
  length: number,
  usable: Uint8Array,
  minTexts: number,
): { readonly grams: Grams; readonly places: Places } {
  const { positions, grams } = shorter;
  const wordAfter = (position: number) => {
    const spelling = (stream[position + length - 1] ?? 0) - FIRST_WORD;
    const kind = spelling < 0 ? STOP : usable[spelling]!;
    return kind === STOP || (kind === JOINER && length === MAX_WORDS) ? -1 : spellings.fold(spelling);
  };
  const buckets = bucketsFor(positions.length);
  const mask = buckets.length - 1;
  for (let j = 0; j < positions.length; j++) {
    const word = wordAfter(positions[j]!);
    if (word < 0) continue;
    const bucket = hashPair(grams[j]!, word) & mask;
    if (buckets[bucket]! < 255) buckets[bucket]!++;
  }
  const pairs = new PairTable();
  const counter = new GramCounter(1 << 13);
  const collector = new PlaceCollector();
  let text = 0;
  for (let j = 0; j < positions.length; j++) {
    const position = positions[j]!;
    const word = wordAfter(position);
    if (word < 0 || buckets[hashPair(grams[j]!, word) & mask]! < minTexts) continue;
    while (starts[text + 1]! <= position) text++;
    const gram = pairs.numberOf(grams[j]!, word);
    counter.count(gram, text, isWordAt(stream, spellings, position + length));
    collector.add(position, gram);
  }
  const { texts, times, goesOn } = counter;
  return { grams: { size: pairs.size, texts, times, goesOn, pairs }, places: collector.places() };
}

/** Only what is frequent is worth lengthening. */
function frequentPlaces({ texts }: Grams, { positions, grams }: Places, minTexts: number): Places {
  let kept = 0;
  for (let j = 0; j < positions.length; j++) {
    if (texts[grams[j]!]! < minTexts) continue;
    positions[kept] = positions[j]!;
    grams[kept++] = grams[j]!;
  }
  return { positions: positions.subarray(0, kept), grams: grams.subarray(0, kept) };
}

/** Whether a word of a phrase stands there; texts begin with a sign, so that none is taken from the next one. */
function isWordAt(stream: Uint32Array, spellings: Tokens["spellings"], position: number): boolean {
  const spelling = (stream[position] ?? 0) - FIRST_WORD;
  return spelling >= 0 && spellings.kind(spelling) === WORD;
}

function bucketsFor(places: number): Uint8Array {
  let size = 1 << 16;
  while (size < places * 2 && size < 1 << 26) size *= 2;
  return new Uint8Array(size);
}

/** Counts the texts, times and continuations of numbered sequences. Texts must come in order. */
class GramCounter {
  texts: Uint32Array;
  times: Uint32Array;
  goesOn: Uint32Array;
  /** The last text that had it, plus 1. */
  #lastText: Uint32Array;

  constructor(size: number) {
    this.texts = new Uint32Array(size);
    this.times = new Uint32Array(size);
    this.goesOn = new Uint32Array(size);
    this.#lastText = new Uint32Array(size);
  }

  count(gram: number, text: number, isFollowed: boolean): void {
    if (gram >= this.texts.length) {
      this.texts = doubled(this.texts);
      this.times = doubled(this.times);
      this.goesOn = doubled(this.goesOn);
      this.#lastText = doubled(this.#lastText);
    }
    this.times[gram]!++;
    if (isFollowed) this.goesOn[gram]!++;
    if (this.#lastText[gram] === text + 1) return;
    this.#lastText[gram] = text + 1;
    this.texts[gram]!++;
  }
}

class PlaceCollector {
  #positions = new Uint32Array(1 << 16);
  #grams = new Uint32Array(1 << 16);
  #size = 0;

  add(position: number, gram: number): void {
    if (this.#size === this.#positions.length) {
      this.#positions = doubled(this.#positions);
      this.#grams = doubled(this.#grams);
    }
    this.#positions[this.#size] = position;
    this.#grams[this.#size++] = gram;
  }

  places(): Places {
    return { positions: this.#positions.subarray(0, this.#size), grams: this.#grams.subarray(0, this.#size) };
  }
}
