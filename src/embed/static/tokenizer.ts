import type { Vocabulary } from "./vocabulary.ts";
import { LONGEST_CACHED_WORD, WordCache } from "./word-cache.ts";
import { spell, wordsOf } from "./words.ts";

/** What an ASCII character does; a larger value is the letter or digit itself, in lower case. */
const REMOVED = 0;
const BLANK = 1;
const PUNCTUATION = 2;
const BEYOND_ASCII = 3;
const FOLDED = Uint8Array.from({ length: 128 }, (_, code) => foldedAscii(code));

const FNV_OFFSET = 0x811c9dc5 | 0;
const FNV_PRIME = 0x01000193;

const LONGEST_CACHED_CHUNK = 48;
const MAX_CHUNKS = 1 << 15;

/** Cuts texts into WordPiece tokens: the same ids as `@huggingface/tokenizers` gives. Words of ASCII letters and digits
 *  are read byte by byte and looked up in a cache; a stretch between blanks that holds anything else is normalised as a
 *  whole. */
export class Tokenizer {
  readonly #vocabulary: Vocabulary;
  readonly #words = new WordCache();
  /** Ids of stretches with characters beyond ASCII. */
  readonly #chunks = new Map<string, readonly number[]>();
  /** Token id of each ASCII mark. */
  readonly #marks: Int32Array;
  /** The word that is being read, in lower case; one letter more than the longest may have says that it is too long. */
  readonly #word: Uint8Array;

  constructor(vocabulary: Vocabulary) {
    this.#vocabulary = vocabulary;
    this.#word = new Uint8Array(vocabulary.longestWord + 2);
    this.#marks = Int32Array.from(
      FOLDED,
      (_, code) => vocabulary.beginnings.get(String.fromCharCode(code)) ?? vocabulary.unknown,
    );
  }

  /** Writes the ids of the text's first tokens, as many as fit, to `ids`, and returns how many. */
  tokenize(text: string, ids: Int32Array): number {
    const word = this.#word;
    let count = 0;
    let length = 0;
    let hash = FNV_OFFSET;
    let chunkStart = 0;
    let countAtChunk = 0;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      const folded = code < 128 ? FOLDED[code]! : isBlankBeyondAscii(code) ? BLANK : BEYOND_ASCII;
      if (folded > BEYOND_ASCII) {
        word[length] = folded;
        if (length < word.length - 1) length++;
        hash = Math.imul(hash ^ folded, FNV_PRIME);
      } else if (folded === BEYOND_ASCII) {
        // Start over from the last blank: this character can change how the word before it reads.
        const end = endOfChunk(text, at);
        count = this.#appendChunk(text.slice(chunkStart, end), ids, countAtChunk);
        length = 0;
        hash = FNV_OFFSET;
        at = end - 1;
      } else if (folded !== REMOVED) {
        if (length > 0) count = this.#appendWord(length, hash, ids, count);
        length = 0;
        hash = FNV_OFFSET;
        if (folded === BLANK) {
          chunkStart = at + 1;
          countAtChunk = count;
        } else if (count < ids.length) {
          ids[count++] = this.#marks[code]!;
        }
        // Whole words stand whatever follows a blank or a mark.
        if (count === ids.length) return count;
      }
    }
    return length > 0 ? this.#appendWord(length, hash, ids, count) : count;
  }

  #appendWord(length: number, hash: number, ids: Int32Array, count: number): number {
    if (length > LONGEST_CACHED_WORD) return append(this.#spellAscii(length), ids, count);
    const known = this.#words.copy(this.#word, length, hash, ids, count);
    if (known >= 0) return known;
    const spelled = this.#spellAscii(length);
    this.#words.add(this.#word, length, hash, spelled);
    return append(spelled, ids, count);
  }

  #spellAscii(length: number): readonly number[] {
    return spell(String.fromCharCode(...this.#word.subarray(0, length)), this.#vocabulary);
  }

  #appendChunk(chunk: string, ids: Int32Array, count: number): number {
    const known = this.#chunks.get(chunk);
    if (known !== undefined) return append(known, ids, count);
    if (chunk.length > LONGEST_CACHED_CHUNK) {
      let filled = count;
      for (const word of wordsOf(chunk)) {
        filled = append(spell(word, this.#vocabulary), ids, filled);
        if (filled === ids.length) break;
      }
      return filled;
    }
    const spelled = [...wordsOf(chunk)].flatMap((word) => spell(word, this.#vocabulary));
    if (this.#chunks.size === MAX_CHUNKS) this.#chunks.clear();
    this.#chunks.set(copied(chunk), spelled);
    return append(spelled, ids, count);
  }
}

/** The same string in memory of its own: a slice would keep the whole text that it was cut from. */
function copied(chunk: string): string {
  return Array.from(chunk, (character) => character).join("");
}

function append(tokens: readonly number[], ids: Int32Array, count: number): number {
  let filled = count;
  for (let i = 0; i < tokens.length && filled < ids.length; i++) ids[filled++] = tokens[i]!;
  return filled;
}

function foldedAscii(code: number): number {
  const character = String.fromCharCode(code);
  if (/[\t\n\r ]/.test(character)) return BLANK;
  if (code < 32 || code === 127) return REMOVED;
  return /[a-z\d]/i.test(character) ? character.toLowerCase().charCodeAt(0) : PUNCTUATION;
}

/** The end of the stretch without blanks in which `at` lies. */
function endOfChunk(text: string, at: number): number {
  for (let end = at; end < text.length; end++) {
    const code = text.charCodeAt(end);
    if (code < 128 ? FOLDED[code] === BLANK : isBlankBeyondAscii(code)) return end;
  }
  return text.length;
}

/** White space of JavaScript's `\s` that is not a control or format character (those are removed). */
function isBlankBeyondAscii(code: number): boolean {
  return (
    code === 0xa0 ||
    code === 0x1680 ||
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000
  );
}
