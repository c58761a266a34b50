import { abbreviates, isAcronym } from "./acronyms.ts";
import { foldWord } from "./fold.ts";
import type { Acronyms } from "./learn-acronyms.ts";
import { PALE_HEADS } from "./word-lists.ts";

/** The words of a phrase as they are compared with those of another. */
export interface PhraseWords {
  /** Folds, in order, acronyms spelt out, compounds parted at their hyphens. */
  readonly words: readonly string[];
  /** The same without endings that make one word of another, and prefixes joined: "robotic", "robot"; "pre-training". */
  readonly roots: readonly string[];
  /** Folds of those that are spelt like acronyms. */
  readonly acronyms: readonly string[];
}

/** Words that a name may have or lack and still mean the same field. */
const SIZES = new Set(["large", "deep", "modern", "advanced", "general", "of", "and", "based"]);
const PREFIX = /^(pre|post|multi|non|semi|co|sub|super|hyper|meta|re|inter|intra|anti|un)-/;
const ENDING = /(?:ization|ational|ation|ions?|ings?|ivity|ity|ors?|ers?|ive|ical|ics?|al|ment)$/;
const ROOT_LENGTH = 8;

export function wordsOf(phrase: string, acronyms?: Acronyms): PhraseWords {
  const words: string[] = [];
  const roots: string[] = [];
  const short: string[] = [];
  for (const spelling of phrase.split(" ")) {
    const fold = foldWord(spelling);
    if (isAcronym(spelling)) short.push(fold);
    for (const word of acronyms?.get(fold) ?? [fold]) {
      words.push(...word.split("-").filter((part) => part !== ""));
      roots.push(
        ...word
          .replace(PREFIX, "$1")
          .split("-")
          .filter((part) => part !== "")
          .map(rootOf),
      );
    }
  }
  return { words, roots, acronyms: short };
}

/** Whether one phrase says nothing that the other does not: its words are among the other's, or it abbreviates it. */
export function isWithin(inner: PhraseWords, outer: PhraseWords): boolean {
  return inner.roots.every((root) => outer.roots.includes(root)) || shortens(inner, outer) || shortens(outer, inner);
}

/** Whether a name adds nothing to another: a pale head ("graph methods" to "graphs") is no addition. */
export function isSaidBy(inner: PhraseWords, outer: PhraseWords): boolean {
  const telling = inner.words.filter((word) => !PALE_HEADS.has(word)).map(rootOf);
  const isSame = telling.length > 0 && telling.every((root) => outer.words.some((word) => rootOf(word) === root));
  return isSame || isWithin(inner, outer);
}

/** Share of words in common, of the shorter phrase. */
export function overlap(a: PhraseWords, b: PhraseWords): number {
  const common = a.roots.filter((root) => b.roots.includes(root)).length;
  return common / Math.max(1, Math.min(a.roots.length, b.roots.length));
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

function rootOf(word: string): string {
  const stem = word.replace(ENDING, "");
  return (stem.length >= 5 ? stem : word).slice(0, ROOT_LENGTH);
}
