import { isUnspaced } from "./choose-phrases.ts";
import { foldWord } from "./fold.ts";
import { PALE_HEADS } from "./word-lists.ts";

/** A phrase in a title counts for so many more papers. */
export const TITLE_BONUS = 1;
/** What a phrase counts for a paper, so that it is 1 on the average of phrases: about every third is in the title too. */
const USUAL_WEIGHT = 1 + TITLE_BONUS / 3;
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

/** Factor for the form of a phrase: two and three words are best; a pale head ("approach") says little. */
export function formFactor(phrase: string): number {
  const words = phrase.split(" ");
  const parts = phrase.split(/[ -]/).length;
  const head = foldWord(words.at(-1) ?? "");
  const pale = PALE_HEADS.has(head) ? 0.7 : 1;
  if (words.length > 1) return pale * (parts > 4 ? 0.7 : words.length === 4 ? 0.9 : 1);
  if (parts > 1) return 0.75 * pale;
  return [...phrase].every(isUnspaced) && phrase.length > 1 ? 1 : 0.45 * pale;
}
