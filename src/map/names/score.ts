import { foldWord } from "./fold.ts";
import { isUnspaced } from "./word-classes.ts";
import { GENERIC_WORDS, PALE_HEADS, WIDE_WORDS } from "./word-lists.ts";

/** A phrase in a title counts for so many more papers. */
export const TITLE_BONUS = 1;
/** What a phrase counts for a paper, so that it is 1 on the average of phrases: about every third is in the title too. */
const USUAL_WEIGHT = 1 + TITLE_BONUS / 3;
/** "High probability", "practical utility". */
const BLAND_ADJECTIVES = new Set(
  "high low large small strong weak simple complex practical theoretical general specific common typical standard real full total main".split(
    " ",
  ),
);
/** However rare a phrase is elsewhere, it must still cover the set that it names. */
const MAX_RATIO = 60;

/** How well a phrase tells a set of papers from others: share · ln of (share / share elsewhere), softened so that what
 *  is as frequent elsewhere still counts a little (a c-TF-IDF on documents). Both shares from 0 to 1. */
export function contrast(share: number, elsewhere: number): number {
  const ratio = Math.min(MAX_RATIO, share / Math.max(elsewhere, 1e-9));
  return 0.5 * Math.log(1 + ratio * ratio);
}

/** Share of a set that a phrase covers, titles weighted. */
export function shareOf(papers: number, titles: number, size: number): number {
  return Math.min(1, (papers + TITLE_BONUS * titles) / USUAL_WEIGHT / size);
}

/** Factor for the form of a phrase: two and three words are best; a pale head ("approach") says little, and a word alone
 *  the less, the more of the library has it (`share`, 0 to 1). */
export function formFactor(phrase: string, share: number): number {
  const words = phrase.split(" ");
  const folds = words.map(foldWord);
  const parts = phrase.split(/[ -]/).length;
  const head = folds.at(-1) ?? "";
  if (words.length > 1) {
    const isWeak = folds.every((fold) => GENERIC_WORDS.has(fold) || WIDE_WORDS.has(fold));
    const pale = PALE_HEADS.has(head) ? (isWeak && head !== "model" && head !== "system" ? 0.45 : 0.75) : 1;
    const isBland = words.length === 2 && BLAND_ADJECTIVES.has(folds[0] ?? "") && isWeak;
    return pale * (isBland ? 0.6 : 1) * (parts > 4 ? 0.7 : words.length === 4 ? 0.9 : 1);
  }
  if ([...phrase].every(isUnspaced)) return phrase.length > 1 ? 1 : 0.3;
  return (parts > 1 ? 0.7 : 0.5) * rareness(share);
}

/** 1 for what one paper in 250 has, falling to 0.3 for what one in 20 has. */
function rareness(share: number): number {
  return Math.min(1, Math.max(0.3, 1 - (0.7 * Math.log(share / 0.004)) / Math.log(0.05 / 0.004)));
}
