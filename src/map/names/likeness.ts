import { type Acronyms, abbreviates, isAcronym } from "./acronyms.ts";
import { foldWord } from "./fold.ts";
import { PALE_HEADS } from "./word-lists.ts";

/** The words of a phrase as they are compared with those of another. */
export interface PhraseWords {
  /** Folds, in order, compounds parted at their hyphens. */
  readonly words: readonly string[];
  /** Folds of those that are spelt like acronyms. */
  readonly acronyms: readonly string[];
}

/** Words that a name may have or lack and still mean the same field. */
const SIZES = new Set(["large", "deep", "modern", "advanced", "general", "of", "based"]);

export function wordsOf(phrase: string, acronyms?: Acronyms): PhraseWords {
  const words: string[] = [];
  const short: string[] = [];
  for (const spelling of phrase.split(" ")) {
    const fold = foldWord(spelling);
    if (isAcronym(spelling)) short.push(fold);
    const long = acronyms?.get(fold) ?? [fold];
    for (const word of long) words.push(...word.split("-").filter((part) => part !== ""));
  }
  return { words, acronyms: short };
}

/** Whether one phrase says nothing that the other does not: its words are among the other's, or it abbreviates it. */
export function isWithin(inner: PhraseWords, outer: PhraseWords): boolean {
  return inner.words.every((word) => outer.words.includes(word)) || shortens(inner, outer) || shortens(outer, inner);
}

/** Share of words in common, of the shorter phrase. */
export function overlap(a: PhraseWords, b: PhraseWords): number {
  const common = a.words.filter((word) => b.words.includes(word)).length;
  return common / Math.max(1, Math.min(a.words.length, b.words.length));
}

/** The same for two names of one field ("large language models", "language models"). */
export function nameKey({ words }: PhraseWords): string {
  const kept = words.filter((word) => !SIZES.has(word));
  const telling = kept.filter((word) => !PALE_HEADS.has(word));
  return [...new Set(telling.length > 1 ? telling : kept)].sort().join(" ");
}

function shortens(short: PhraseWords, long: PhraseWords): boolean {
  return short.words.length === 1 && short.acronyms.some((acronym) => abbreviates(acronym, long.words));
}
