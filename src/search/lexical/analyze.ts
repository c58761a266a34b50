import { FIRST_HASH, nextHash, WordTable } from "../../core/index.ts";
import { stem } from "./stem.ts";

/** A word of a text and the index terms that stand for it. */
export interface Word {
  /** [start, end) in UTF-16 units. */
  readonly start: number;
  readonly end: number;
  readonly terms: readonly string[];
}

/** English words that say little about what a text is about. */
const STOP_WORDS = new Set(
  (
    "a about above after again against all also am an and any are as at be because been before being below between both " +
    "but by can cannot could did do does doing down during each few for from further had has have having he her here hers " +
    "him his how however i if in into is it its itself just may me might more most must my no nor not of off on once only " +
    "or other our ours out over own per same shall she should so some such than that the their theirs them then there " +
    "these they this those through thus to too under until up upon us use used using very via was we were what when where " +
    "whether which while who whom why will with within without would you your"
  ).split(" "),
);

const GREEK: ReadonlyMap<string, string> = new Map(
  (
    "α alpha β beta γ gamma δ delta ε epsilon ζ zeta η eta θ theta ι iota κ kappa λ lambda μ mu ν nu ξ xi ο omicron " +
    "π pi ρ rho σ sigma ς sigma τ tau υ upsilon φ phi χ chi ψ psi ω omega"
  )
    .split(" ")
    .flatMap((part, i, parts): [string, string][] => (i % 2 === 0 ? [[part, parts[i + 1] ?? part]] : [])),
);

/** Compounds of letters and digits are split into at most so many parts: "p53" → "p", "53". */
const MAX_PARTS = 3;
/** Longer runs are data, not words; their beginning stands for them. */
const MAX_WORD_LENGTH = 64;
const MAX_CACHED_WORDS = 200_000;

const OTHER = 1;
const WORD = 2;
const SINGLE = 3;

/** Class of every UTF-16 unit, found on first sight: part of a word, a word of its own (CJK), or neither. */
const classes = new Uint8Array(0x10000);
/** Words met before, and the index terms of each by its number. */
let words = new WordTable();
let termsByWord: (readonly string[])[] = [];

/** Calls `visit` with the place of every word of the text and a hash of its first MAX_WORD_LENGTH units, in order. Runs of letters and digits are words; each Han or
 *  Kana character is a word of its own, since those scripts put no blanks between words. O(length). */
export function scanWords(text: string, visit: (start: number, end: number, hash: number) => void): void {
  const length = text.length;
  let i = 0;
  while (i < length) {
    let unit = text.charCodeAt(i);
    let kind = classes[unit] || classify(unit);
    const start = i++;
    if (kind === OTHER) continue;
    let hash = nextHash(FIRST_HASH, unit);
    while (kind === WORD && i < length) {
      unit = text.charCodeAt(i);
      kind = classes[unit] || classify(unit);
      if (kind !== WORD) break;
      if (i++ < start + MAX_WORD_LENGTH) hash = nextHash(hash, unit);
    }
    visit(start, i, hash);
  }
}

/** Calls `visit` for every word of the text that has index terms, in order. */
export function forEachWord(text: string, visit: (terms: readonly string[], start: number, end: number) => void): void {
  scanWords(text, (start, end, hash) => {
    const terms = termsAt(text, start, end, hash);
    if (terms.length > 0) visit(terms, start, end);
  });
}

/** The words of a text that have index terms, with their places. */
export function wordsOf(text: string): Word[] {
  const found: Word[] = [];
  forEachWord(text, (terms, start, end) => found.push({ start, end, terms }));
  return found;
}

/** All index terms of a text in order, repeats included. */
export function termsOf(text: string): string[] {
  const all: string[] = [];
  forEachWord(text, (terms) => all.push(...terms));
  return all;
}

/** A word without case, accents and Greek letters: the beginning under which its index terms are found. */
export function foldWord(word: string): string {
  return word
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase()
    .replace(/[α-ω]/g, (letter) => GREEK.get(letter) ?? letter);
}

/** Index terms of a word; none for stop words and for signs that fold to nothing. */
export function termsOfWord(word: string): readonly string[] {
  let hash = FIRST_HASH;
  for (let i = 0; i < Math.min(word.length, MAX_WORD_LENGTH); i++) hash = nextHash(hash, word.charCodeAt(i));
  return termsAt(word, 0, word.length, hash);
}

/** Index terms of the word text[start … end). */
function termsAt(text: string, start: number, wholeEnd: number, hash: number): readonly string[] {
  const end = Math.min(wholeEnd, start + MAX_WORD_LENGTH);
  if (words.size >= MAX_CACHED_WORDS) {
    words = new WordTable();
    termsByWord = [];
  }
  const word = words.numberOf(text, start, end, hash);
  const known = termsByWord[word];
  if (known !== undefined) return known;
  const terms = analyzed(copyOf(text.slice(start, end)));
  termsByWord.push(terms);
  return terms;
}

function analyzed(word: string): string[] {
  const terms: string[] = [];
  for (const piece of foldWord(word).match(/[\p{L}\p{N}]+/gu) ?? []) {
    if (STOP_WORDS.has(piece)) continue;
    terms.push(/^[a-z]+$/.test(piece) ? stem(piece) : piece);
    const parts = /[a-z]/.test(piece) && /\d/.test(piece) ? (piece.match(/\d+|\D+/g) ?? []) : [];
    if (parts.length > 1 && parts.length <= MAX_PARTS) terms.push(...parts);
  }
  return terms;
}

/** A slice of a text is a view that keeps the whole text in memory; this copy does not. */
function copyOf(slice: string): string {
  return ` ${slice}`.slice(1);
}

/** Finds the class of a unit that has not been met before, and remembers it. */
function classify(unit: number): number {
  const found = classOf(unit);
  classes[unit] = found;
  return found;
}

function classOf(unit: number): number {
  const isSurrogate = unit >= 0xd800 && unit <= 0xdfff; // letters beyond the basic plane, or signs that fold to nothing
  if (isSurrogate) return WORD;
  const character = String.fromCharCode(unit);
  if (/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u.test(character)) return SINGLE;
  return /[\p{L}\p{N}\p{M}]/u.test(character) ? WORD : OTHER;
}
