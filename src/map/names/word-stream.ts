import { WordTable } from "../../core/index.ts";
import { foldWord } from "./fold.ts";
import type { NamedText } from "./plain-text.ts";
import { NO_GAP, scanWords } from "./scan.ts";
import { kindOf, STOP, WORD, withPlainHyphens } from "./spellings.ts";
import { GENERIC_WORDS, WIDE_WORDS } from "./word-lists.ts";

/** Words of texts as numbers, so that texts can be compared quickly. Entry i of each list belongs to word i. */
export interface WordStream {
  /** Number of the word's fold; BREAK where something parts phrases: a stop word, a mark, markup, a formula. */
  readonly folds: number[];
  /** Number of the word as it is spelt. */
  readonly spellings: number[];
  /** [start, end) in UTF-16 units of its field. */
  readonly starts: number[];
  readonly ends: number[];
  /** Where the fields of the texts begin in these lists: the title and the abstract of the first, then of the next. */
  readonly fields: number[];
}

export const BREAK = -1;

/** A phrase may begin and end with it; the others are "of" and "and". */
export const IS_WORD = 1;
/** Phrases of such words alone say nothing. */
export const IS_GENERIC = 2;
/** It says nothing alone. */
export const IS_WIDE = 4;
/** It is spelt without a capital at its beginning. */
export const IS_LOWER = 8;
const IS_STOP = 16;

/** Texts are read up to here: what a paper is about is said at its beginning. */
const MAX_TEXT_LENGTH = 4000;
const MARKUP =
  /<[a-z/!][^<>]{0,500}>|&(?:[a-z]{2,8}|#x?[0-9a-f]{1,6});|(?:https?:\/\/|www\.)[^\s<>"]+|\$\$?[^$]{0,300}\$\$?|\\[a-zA-Z]+\*?/gi;
const MARKUP_SIGNS = ["<", "&", "$", "\\", "http", "www."];

/** Which beginnings of two and of three letters words have: small tables that stay in a processor's nearest memory, where
 *  that of all words does not. */
export interface Prefixes {
  readonly two: Uint8Array;
  readonly three: Uint8Array;
}

/** A fold of so many letters or more has the first three of its word. */
const SAFE_LENGTH = 5;
const LAST_ASCII = 127;

/** Whether a word may have a fold that begins like one of those. */
function mayBeAmong({ two, three }: Prefixes, text: string, start: number, end: number): boolean {
  for (let i = start; i < start + 3 && i < end; i++) if (text.charCodeAt(i) > LAST_ASCII) return true;
  const prefix = prefixOf(text, start);
  return end - start >= SAFE_LENGTH ? three[prefix] === 1 : two[prefix >> 5] === 1;
}

/** Five bits of each of three letters, by which case does not matter. */
function prefixOf(text: string, start: number): number {
  const a = text.charCodeAt(start);
  const b = text.charCodeAt(start + 1);
  const c = text.charCodeAt(start + 2);
  return ((a & 31) << 10) | ((b & 31) << 5) | (c & 31);
}

/** Reads texts; the streams of one reader can be compared. Remembers every spelling that it has met. */
export class WordReader {
  readonly #table = new WordTable();
  readonly #traits: number[] = [];
  readonly #foldOf: number[] = [];
  readonly #prefixOf: number[] = [];
  readonly #folds = new Map<string, number>();

  /** How many spellings have been met. */
  get size(): number {
    return this.#table.size;
  }

  /** With `among`, words that cannot be among those are not looked up, and count as breaks: most words of a text. */
  read(texts: readonly NamedText[], among?: Prefixes): WordStream {
    const stream: WordStream = { folds: [], spellings: [], starts: [], ends: [], fields: [] };
    for (const { title, abstract } of texts) {
      this.#append(stream, title, among);
      this.#append(stream, abstract, among);
    }
    return stream;
  }

  /** How the words of a stream begin. */
  prefixesOf({ folds, spellings }: WordStream): Prefixes {
    const prefixes = { two: new Uint8Array(1 << 10), three: new Uint8Array(1 << 15) };
    for (const [i, fold] of folds.entries()) {
      if (fold === BREAK) continue;
      const prefix = this.#prefixOf[spellings[i]!]!;
      prefixes.three[prefix] = 1;
      prefixes.two[prefix >> 5] = 1;
    }
    return prefixes;
  }

  /** Traits of a spelling. */
  traits(spelling: number): number {
    return this.#traits[spelling] ?? 0;
  }

  #append(stream: WordStream, text: string, among: Prefixes | undefined): void {
    stream.fields.push(stream.folds.length);
    const add = (fold: number, spelling: number, start: number, end: number) => {
      stream.folds.push(fold);
      stream.spellings.push(spelling);
      stream.starts.push(start);
      stream.ends.push(end);
    };
    const plain = masked(text);
    add(BREAK, 0, 0, 0);
    scanWords(plain, (start, end, hash, before) => {
      if (among !== undefined && !mayBeAmong(among, plain, start, end)) {
        if (stream.folds.at(-1) !== BREAK) add(BREAK, 0, start, start);
        return;
      }
      const spelling = this.#spellingOf(plain, start, end, hash);
      const isStop = (this.traits(spelling) & IS_STOP) !== 0;
      if ((before !== NO_GAP || isStop) && stream.folds.at(-1) !== BREAK) add(BREAK, 0, start, start);
      if (!isStop) add(this.#foldOf[spelling] ?? BREAK, spelling, start, end);
    });
  }

  #spellingOf(text: string, start: number, end: number, hash: number): number {
    const known = this.#table.size;
    const spelling = this.#table.numberOf(text, start, end, hash);
    if (spelling < known) return spelling;
    const word = text.slice(start, end);
    const fold = foldWord(withPlainHyphens(word));
    const number = this.#folds.get(fold) ?? this.#folds.size;
    this.#folds.set(fold, number);
    this.#foldOf.push(number);
    this.#prefixOf.push(prefixOf(fold, 0));
    this.#traits.push(traitsOf(word, fold));
    return spelling;
  }
}

const MOST_KNOWN = 20_000;
const tellingByWord = new Map<string, boolean>();

/** Whether a word could be part of a phrase and says something alone. */
export function isTellingWord(word: string): boolean {
  const known = tellingByWord.get(word);
  if (known !== undefined) return known;
  if (tellingByWord.size === MOST_KNOWN) tellingByWord.clear();
  const isTelling = (traitsOf(word, foldWord(withPlainHyphens(word))) & ~IS_LOWER) === IS_WORD;
  tellingByWord.set(` ${word}`.slice(1), isTelling); // a slice of a text would keep all of it
  return isTelling;
}

function traitsOf(word: string, fold: string): number {
  const kind = kindOf(word);
  let traits = kind === WORD ? IS_WORD : kind === STOP ? IS_STOP : 0;
  if (GENERIC_WORDS.has(fold)) traits |= IS_GENERIC;
  if (WIDE_WORDS.has(fold) || fold.length < 3) traits |= IS_WIDE;
  if (/^\p{Ll}/u.test(word)) traits |= IS_LOWER;
  return traits;
}

/** The text with signs that part phrases in place of markup, links and formulas, so that places stay. */
function masked(text: string): string {
  const read = text.length > MAX_TEXT_LENGTH ? text.slice(0, MAX_TEXT_LENGTH) : text;
  return MARKUP_SIGNS.some((sign) => read.includes(sign))
    ? read.replace(MARKUP, (markup) => "|".repeat(markup.length))
    : read;
}
