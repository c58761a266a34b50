import { hashPair, PairTable } from "./pair-table.ts";
import { JOINER, STOP } from "./spellings.ts";
import { FIRST_WORD, type Tokens } from "./tokens.ts";

/** The longest phrase in words. */
export const MAX_WORDS = 4;

/** Word sequences of one length that occur often enough. A sequence of n words is the pair (number of its first n - 1
 *  words among the sequences of that length, fold of its last word); of one word, the fold itself. */
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

/** Sequences of 1, 2, 3 and 4 words in at least `minTexts` texts, or nearly so: those in fewer are in the tables when
 *  their beginnings are frequent, and must be told by `texts`. */
export function countGrams(tokens: Tokens, minTexts: number): Grams[] {
  const words = countWords(tokens);
  const levels = [words];
  const usable = usableWords(tokens, words, minTexts);
  for (let length = 2; length <= MAX_WORDS; length++) levels.push(countLevel(tokens, levels, usable, minTexts));
  return levels;
}

function countWords({ stream, starts, spellings }: Tokens): Grams {
  const size = spellings.foldCount;
  const texts = new Uint32Array(size);
  const times = new Uint32Array(size);
  const goesOn = new Uint32Array(size);
  const lastText = new Int32Array(size).fill(-1);
  for (let d = 0; d + 1 < starts.length; d++) {
    const end = starts[d + 1]!;
    for (let i = starts[d]!; i < end; i++) {
      const spelling = stream[i]! - FIRST_WORD;
      if (spelling < 0 || spellings.kind(spelling) === STOP) continue;
      const word = spellings.fold(spelling);
      times[word]!++;
      if (lastText[word] !== d) {
        lastText[word] = d;
        texts[word]!++;
      }
      const next = i + 1 < end ? stream[i + 1]! - FIRST_WORD : -1;
      if (next >= 0 && spellings.kind(next) === 1) goesOn[word]!++;
    }
  }
  return { size, texts, times, goesOn };
}

/** By spelling: 0 for what no sequence contains, else its kind. */
function usableWords({ spellings }: Tokens, words: Grams, minTexts: number): Uint8Array {
  const usable = new Uint8Array(spellings.size);
  for (let spelling = 0; spelling < usable.length; spelling++) {
    if (words.texts[spellings.fold(spelling)]! >= minTexts) usable[spelling] = spellings.kind(spelling);
  }
  return usable;
}

/** Two passes: the first counts hashes, so that the table of the second needs no room for what occurs once. */
function countLevel(tokens: Tokens, shorter: readonly Grams[], usable: Uint8Array, minTexts: number): Grams {
  const buckets = bucketsFor(tokens.stream.length);
  const mask = buckets.length - 1;
  forEachGram(tokens, shorter, usable, minTexts, (prefix, word) => {
    const bucket = hashPair(prefix, word) & mask;
    if (buckets[bucket]! < 255) buckets[bucket]!++;
  });
  const pairs = new PairTable();
  let texts = new Uint32Array(1 << 13);
  let times = new Uint32Array(1 << 13);
  let goesOn = new Uint32Array(1 << 13);
  let lastText = new Int32Array(1 << 13);
  forEachGram(tokens, shorter, usable, minTexts, (prefix, word, d, isFollowed) => {
    if (buckets[hashPair(prefix, word) & mask]! < minTexts) return;
    const gram = pairs.numberOf(prefix, word);
    if (gram >= texts.length) {
      texts = longer(texts);
      times = longer(times);
      goesOn = longer(goesOn);
      const last = new Int32Array(texts.length);
      last.set(lastText);
      lastText = last;
    }
    times[gram]!++;
    if (isFollowed) goesOn[gram]!++;
    if (lastText[gram] !== d + 1) {
      lastText[gram] = d + 1;
      texts[gram]!++;
    }
  });
  return { size: pairs.size, texts, times, goesOn, pairs };
}

/** Calls `visit` for every place where a frequent sequence has one more word after it. */
function forEachGram(
  { stream, starts, spellings }: Tokens,
  shorter: readonly Grams[],
  usable: Uint8Array,
  minTexts: number,
  visit: (prefix: number, word: number, text: number, isFollowed: boolean) => void,
): void {
  const length = shorter.length + 1;
  for (let d = 0; d + 1 < starts.length; d++) {
    const end = starts[d + 1]!;
    next: for (let i = starts[d]!; i + length <= end; i++) {
      let spelling = stream[i]! - FIRST_WORD;
      if (spelling < 0 || usable[spelling] !== 1) continue;
      let prefix = spellings.fold(spelling);
      for (let k = 1; k < length; k++) {
        spelling = stream[i + k]! - FIRST_WORD;
        if (spelling < 0 || usable[spelling] === 0) continue next;
        const word = spellings.fold(spelling);
        if (k === length - 1) {
          if (usable[spelling] === JOINER && length === MAX_WORDS) continue next;
          const following = i + length < end ? stream[i + length]! - FIRST_WORD : -1;
          visit(prefix, word, d, following >= 0 && spellings.kind(following) === 1);
        } else {
          const level = shorter[k]!;
          prefix = level.pairs!.find(prefix, word);
          if (prefix < 0 || level.texts[prefix]! < minTexts) continue next;
        }
      }
    }
  }
}

function bucketsFor(tokens: number): Uint8Array {
  let size = 1 << 16;
  while (size < tokens && size < 1 << 26) size *= 2;
  return new Uint8Array(size);
}

function longer(array: Uint32Array): Uint32Array<ArrayBuffer> {
  const twice = new Uint32Array(array.length * 2);
  twice.set(array);
  return twice;
}
