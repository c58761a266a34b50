import { FIRST_HASH, nextHash } from "../../core/index.ts";

/** What stands between two words. */
export type Gap = typeof NO_GAP | typeof BREAK | typeof SENTENCE;
/** Nothing, or blanks: the words may belong to one phrase. */
export const NO_GAP = 0;
/** A comma, bracket, quotation mark or formula: no phrase goes across. */
export const BREAK = 1;
/** The end of a sentence: the next word may be capitalised for that alone. */
export const SENTENCE = 2;

/** Longer runs are data, not words. */
const MAX_WORD_LENGTH = 48;

const BLANK = 1;
const LETTER = 2;
const SINGLE = 3;
const HYPHEN = 4;
const APOSTROPHE = 5;
const DOT = 6;
const DIGIT = 7;
const STAR = 8;
const OTHER = 9;
const STOP = 10;

/** Class of every UTF-16 unit, found on first sight. */
const classes = new Uint8Array(0x10000);

/** Calls `visit` with the place and hash of every word of the text, in order, and with what stands before it. Words are
 *  runs of letters and digits with inner hyphens, apostrophes, and points between digits (`GPT-3.5`); each Han or Kana
 *  character is a word of its own, since those scripts put no blanks between words. O(length). */
export function scanWords(text: string, visit: (start: number, end: number, hash: number, before: Gap) => void): void {
  const length = text.length;
  let gap: Gap = SENTENCE;
  let i = 0;
  while (i < length) {
    const kind = classAt(text, i);
    if (kind === LETTER || kind === DIGIT || kind === SINGLE) {
      const start = i;
      const end = kind === SINGLE ? i + 1 : endOfWord(text, i, length);
      let hash = FIRST_HASH;
      for (; i < end; i++) hash = nextHash(hash, text.charCodeAt(i));
      if (end - start <= MAX_WORD_LENGTH) {
        visit(start, end, hash, gap);
        gap = NO_GAP;
      } else if (gap === NO_GAP) gap = BREAK;
      continue;
    }
    if (kind === STOP || kind === DOT) gap = SENTENCE;
    else if (kind !== BLANK && gap === NO_GAP) gap = BREAK;
    i++;
  }
}

function endOfWord(text: string, start: number, length: number): number {
  let i = start + 1;
  for (; i < length; i++) {
    const kind = classAt(text, i);
    if (kind === LETTER || kind === DIGIT) continue;
    let next = i + 1;
    if (next >= length) break;
    if (kind === HYPHEN && classAt(text, next) === HYPHEN) next++; // TeX writes a dash as two hyphens
    const follower = next < length ? classAt(text, next) : OTHER;
    const joins =
      (kind === HYPHEN && (follower === LETTER || follower === DIGIT)) ||
      (kind === APOSTROPHE && follower === LETTER) ||
      (kind === DOT && follower === DIGIT && classAt(text, i - 1) === DIGIT) ||
      (kind === STAR && follower === HYPHEN);
    if (!joins) break;
    i = kind === STAR ? i : next;
  }
  return i;
}

function classAt(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  return classes[unit] || classify(unit);
}

function classify(unit: number): number {
  const found = classOf(unit);
  classes[unit] = found;
  return found;
}

function classOf(unit: number): number {
  const character = String.fromCharCode(unit);
  if ("-\u2010\u2011\u2013".includes(character)) return HYPHEN;
  if ("'\u2019".includes(character)) return APOSTROPHE;
  if (character === ".") return DOT;
  if (character === "*") return STAR;
  if ("!?:;\u3002\uff01\uff1f".includes(character)) return STOP;
  if (/\p{Nd}/u.test(character)) return DIGIT;
  if (/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u.test(character)) return SINGLE;
  if (/[\p{L}\p{N}\p{M}]/u.test(character)) return LETTER;
  return /[\s\p{Cf}]/u.test(character) ? BLANK : OTHER;
}
