import type { Vocabulary } from "./vocabulary.ts";
import { foldedLetters, spell, wordsOf } from "./words.ts";

/** A word as a reader sees it ("U-Net" is one), with the tokens that spell it. */
export interface LocatedWord {
  /** [start, end) in UTF-16 units. */
  readonly start: number;
  readonly end: number;
  readonly ids: readonly number[];
}

/** What the tokenizer takes for a blank. */
const BLANK = /[\t\n\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;
const LAST_ASCII = 127;
const OTHER = 0;
const SPACE = 1;
const LETTER = 2;
const MARK = 3;
/** Of ASCII characters; control characters are OTHER, as all beyond ASCII are. */
const CLASSES = Uint8Array.from({ length: LAST_ASCII + 1 }, (_, code) => classOf(String.fromCharCode(code)));

/** The words of a text in order, with the same tokens as Tokenizer gives: the first `most` of them. */
export function locateWords(text: string, vocabulary: Vocabulary, most: number): LocatedWord[] {
  const found: LocatedWord[] = [];
  let room = most;
  const add = (start: number, end: number, word: string): boolean => {
    const ids = spell(word, vocabulary);
    found.push({ start, end, ids: ids.length > room ? ids.slice(0, room) : ids });
    room -= ids.length;
    return room > 0;
  };
  for (let at = 0; at < text.length && room > 0; ) {
    const { end, isPlain } = stretchAt(text, at);
    if (!isPlain) {
      const start = at;
      addFolded(text.slice(at, end), (from, to, word) => add(start + from, start + to, word));
    }
    for (let start = at; isPlain && start < end; ) {
      let next = start + 1;
      if (classAt(text, start) === LETTER) while (next < end && classAt(text, next) === LETTER) next++;
      if (!add(start, next, text.slice(start, next).toLowerCase())) break;
      start = next;
    }
    at = end;
    while (at < text.length && isBlank(text, at)) at++;
  }
  return joined(found, text);
}

/** Up to the next blank; plain when there is nothing in it but ASCII letters, digits and marks. */
function stretchAt(text: string, start: number): { readonly end: number; readonly isPlain: boolean } {
  let isPlain = true;
  let end = start;
  for (; end < text.length && !isBlank(text, end); end++) if (classAt(text, end) === OTHER) isPlain = false;
  return { end, isPlain };
}

function classAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code > LAST_ASCII ? OTHER : CLASSES[code]!;
}

function isBlank(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code > LAST_ASCII ? BLANK.test(text[at]!) : CLASSES[code] === SPACE;
}

function classOf(character: string): number {
  if (BLANK.test(character)) return SPACE;
  if (/[A-Za-z0-9]/.test(character)) return LETTER;
  return /[\x21-\x7e]/.test(character) ? MARK : OTHER;
}

/** The words of a stretch beyond plain ASCII, found again in it letter by letter. Where a letter reads otherwise among
 *  its neighbors than alone, the rest of the stretch is the place of all words that are left. */
function addFolded(chunk: string, add: (start: number, end: number, word: string) => boolean): void {
  let at = 0; // in the chunk
  let folded = ""; // what has been read of it and belongs to no word yet
  for (const word of wordsOf(chunk)) {
    let start = at;
    while (folded.length < word.length && at < chunk.length) {
      const letter = String.fromCodePoint(chunk.codePointAt(at) ?? 0);
      if (folded === "") start = at;
      folded += foldedLetters(letter);
      at += letter.length;
    }
    const isFound = folded.length === word.length && withoutFinals(folded) === withoutFinals(word);
    folded = "";
    if (!isFound) at = chunk.length;
    if (!add(start, at, word)) return;
  }
}

/** Whether a sigma is a final one depends on its neighbors. */
function withoutFinals(letters: string): string {
  return letters.replaceAll("ς", "σ");
}

const JOINT = /^[-'\u2019_\u2010\u2011\u2013]$/;
const ENDS_IN_LETTER = /[\p{L}\p{N}]$/u;
const BEGINS_WITH_LETTER = /^[\p{L}\p{N}]/u;

/** Words with a hyphen, an apostrophe or a decimal point between them become one. */
function joined(words: readonly LocatedWord[], text: string): LocatedWord[] {
  const result: LocatedWord[] = [];
  for (let i = 0; i < words.length; i++) {
    let word = words[i]!;
    for (;;) {
      const joint = words[i + 1];
      if (joint?.start !== word.end) break;
      const next = words[i + 2];
      if (next?.start !== joint.end) break;
      const before = text.slice(word.start, word.end);
      const after = text.slice(next.start, next.end);
      const mark = text.slice(joint.start, joint.end);
      const joins = JOINT.test(mark)
        ? ENDS_IN_LETTER.test(before) && BEGINS_WITH_LETTER.test(after)
        : mark === "." && /\d$/.test(before) && /^\d/.test(after);
      if (!joins) break;
      word = { start: word.start, end: next.end, ids: [...word.ids, ...joint.ids, ...next.ids] };
      i += 2;
    }
    result.push(word);
  }
  return result;
}
