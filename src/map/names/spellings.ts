import { FIRST_HASH, nextHash, WordTable } from "../../core/index.ts";
import { isAcronym } from "./acronyms.ts";
import { foldWord } from "./fold.ts";
import { STOP_WORDS } from "./word-lists.ts";

/** What a spelling may be in a phrase. */
export const WORD = 1;
/** No phrase contains it. */
export const STOP = 0;
/** It may stand inside a phrase only ("equation of state", "simultaneous localization and mapping"). */
export const JOINER = 2;

const KIND_BITS = 3;

/** It has the ending -s that its fold has not. */
export const PLURAL = 4;
/** It is spelt like an acronym. */
export const ACRONYM = 8;
/** A verb often comes after it ("we", "to", "can"). */
export const ANNOUNCES_VERB = 16;
/** Nouns have a preposition or a verb before the next article; verbs and gerunds have it at once. */
export const FOLLOWS_VERB = 32;

const BEFORE_VERBS = new Set(
  "to we can could may might will would should must not cannot they which who also helps let".split(" "),
);
const AFTER_VERBS = new Set("the a an its their our this these those each any all".split(" "));

/** The different spellings of words: each has a kind, and the number of its fold, which other spellings share. */
export class Spellings {
  readonly #table = new WordTable();
  readonly #folds = new WordTable();
  /** Kind and traits. */
  #kinds = new Uint8Array(1 << 12);
  #foldOf = new Uint32Array(1 << 12);

  get size(): number {
    return this.#table.size;
  }

  /** How many different folds there are. */
  get foldCount(): number {
    return this.#folds.size;
  }

  /** Number of the spelling text[start … end). */
  numberOf(text: string, start: number, end: number, hash: number): number {
    const known = this.#table.size;
    const spelling = this.#table.numberOf(text, start, end, hash);
    if (spelling === known) this.#learn(spelling, text.slice(start, end));
    return spelling;
  }

  /** STOP, WORD or JOINER. */
  kind(spelling: number): number {
    return this.#kinds[spelling]! & KIND_BITS;
  }

  /** Whether it has one of the traits below. */
  has(spelling: number, trait: number): boolean {
    return (this.#kinds[spelling]! & trait) !== 0;
  }

  fold(spelling: number): number {
    return this.#foldOf[spelling]!;
  }

  /** The letters of a spelling, dashes as plain hyphens. */
  text(spelling: number): string {
    return withPlainHyphens(this.#table.word(spelling));
  }

  foldText(fold: number): string {
    return this.#folds.word(fold);
  }

  #learn(spelling: number, word: string): void {
    if (spelling >= this.#kinds.length) {
      const kinds = new Uint8Array(this.#kinds.length * 2);
      kinds.set(this.#kinds);
      this.#kinds = kinds;
      const folds = new Uint32Array(kinds.length);
      folds.set(this.#foldOf);
      this.#foldOf = folds;
    }
    const fold = foldWord(word);
    let hash = FIRST_HASH;
    for (let i = 0; i < fold.length; i++) hash = nextHash(hash, fold.charCodeAt(i));
    this.#kinds[spelling] = kindOf(word) | traitsOf(word, fold);
    this.#foldOf[spelling] = this.#folds.numberOf(fold, 0, fold.length, hash);
  }
}

function traitsOf(word: string, fold: string): number {
  const lower = word.toLowerCase();
  let traits = 0;
  if (word.endsWith("s") && !fold.endsWith("s")) traits |= PLURAL;
  if (isAcronym(word)) traits |= ACRONYM;
  if (BEFORE_VERBS.has(lower)) traits |= ANNOUNCES_VERB;
  if (AFTER_VERBS.has(lower)) traits |= FOLLOWS_VERB;
  return traits;
}

/** What a word may be in a phrase: WORD, STOP or JOINER. */
export function kindOf(word: string): number {
  const lower = word.toLowerCase();
  if (lower === "of" || lower === "and") return JOINER;
  if (
    STOP_WORDS.has(lower) ||
    (ADVERB.test(lower) && !NOT_ADVERBS.has(lower)) ||
    (QUANTITY.test(lower) && !DIMENSION.test(lower))
  )
    return STOP;
  return lower.length === 1 && lower < "\u3000" ? STOP : WORD;
}

export function withPlainHyphens(word: string): string {
  return word.replace(/--|[\u2010\u2011\u2013]/g, "-");
}

const QUANTITY = /^[\d.,-]+(?:[a-z]{1,2}|th|[kmg]b|year-old)?$/;
/** 3D, 5G: numbers that name something. */
const DIMENSION = /^\d(?:\.5)?[dg]$/;
const ADVERB = /^[a-z-]{3,}ly$/;
const NOT_ADVERBS = new Set(
  "family subfamily superfamily supply assembly anomaly butterfly dragonfly monopoly italy july daily elderly sly early poly friendly ally rally tally reply".split(
    " ",
  ),
);
