import type { Vocabulary } from "./vocabulary.ts";

const REMOVED = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\uFFFD]/gu;
/** Ideographs of the basic plane only: the reference implementation looks at single UTF-16 units. */
const IDEOGRAPH = /[\u3400-\u4DBF\u4E00-\u9FFF\uF900-\uFAFF]/g;
const NONSPACING_MARK = /\p{Mn}/gu;
/** One mark of punctuation, or a run of anything else. All that is not a letter or digit in ASCII is punctuation. */
const WORD = /[\p{P}!-/:-@[-`{-~]|[^\s\p{P}!-/:-@[-`{-~]+/gu;

/** The words of a text without blanks, as BERT's normaliser and pre-tokeniser cut it: control, format, private-use and
 *  lone surrogate characters removed, ideographs apart, lower case, decomposed (NFD) without non-spacing marks, split at
 *  punctuation. Lower case depends on the neighbors (the final sigma), so the text may be cut at blanks only. */
export function* wordsOf(text: string): Generator<string> {
  const plain = text
    .replace(REMOVED, "")
    .replace(IDEOGRAPH, " $& ")
    .toLowerCase()
    .normalize("NFD")
    .replace(NONSPACING_MARK, "");
  for (const [word] of plain.matchAll(WORD)) yield word;
}

/** What is left of a character of a word when it stands alone. */
export function foldedLetters(character: string): string {
  return character.replace(REMOVED, "").toLowerCase().normalize("NFD").replace(NONSPACING_MARK, "");
}

/** The tokens that spell a word: the longest that fits first, then the longest that continues it, to its end.
 *  One unknown token when the word cannot be spelled or is too long. */
export function spell(word: string, vocabulary: Vocabulary): readonly number[] {
  const { beginnings, continuations, longestToken, unknown } = vocabulary;
  if (isTooLong(word, vocabulary.longestWord)) return [unknown];
  const ids: number[] = [];
  for (let start = 0; start < word.length; ) {
    const tokens = start === 0 ? beginnings : continuations;
    let end = Math.min(word.length, start + longestToken);
    let id = tokens.get(word.slice(start, end));
    while (id === undefined && --end > start) id = tokens.get(word.slice(start, end));
    if (id === undefined) return [unknown];
    ids.push(id);
    start = end;
  }
  return ids;
}

/** A code point takes one or two UTF-16 units, so that only lengths between need counting. */
function isTooLong(word: string, longest: number): boolean {
  if (word.length <= longest) return false;
  return word.length > 2 * longest || [...word].length > longest;
}
