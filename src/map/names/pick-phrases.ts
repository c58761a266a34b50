import type { Acronyms } from "./learn-acronyms.ts";
import { isWithin, overlap, type PhraseWords, wordsOf } from "./likeness.ts";
import { contrast, formFactor, shareOf } from "./score.ts";

/** A phrase with the number of papers of a set that have it. */
export interface KeyPhrase {
  readonly phrase: string;
  readonly papers: number;
}

/** A phrase that some papers of a set have. */
export interface Candidate extends KeyPhrase {
  /** How many of these papers have it in the title. */
  readonly titles: number;
  /** How well it tells the set from others, the form of the phrase included. */
  readonly score: number;
  readonly words: PhraseWords;
  /** For each paper of the set, or of a sample: 0 without the phrase, 1 with it, 2 with it in the title. */
  readonly presence: Uint8Array;
}

/** What is counted of a phrase before it is spelt out. */
export interface Counted {
  readonly id: number;
  readonly papers: number;
  readonly titles: number;
  /** Share of the library that has it. */
  readonly everywhere: number;
  /** From contrast(), times the share. */
  readonly score: number;
}

/** So many phrases by numbers alone are looked at as words. */
const SHORTLIST = 120;
/** A phrase that is inside a longer one in this share of its papers stands for a part of it. */
const MOSTLY_INSIDE = 0.5;
/** Unless the longer one is a far worse name. */
const LEAST_SCORE = 0.5;
/** Weight of being different from the phrases already chosen (maximal marginal relevance, Carbonell and Goldstein 1998). */
const DIVERSITY = 0.35;

/** Score of a phrase for a set of papers before its form is known; `everywhere` is its share of the library. */
export function libraryScore(papers: number, titles: number, size: number, everywhere: number): number {
  const share = shareOf(papers, titles, size);
  return share * contrast(share, everywhere);
}

/** Papers of a set that a phrase must be in: one odd paper says nothing of many. */
export function leastPapers(size: number): number {
  return size < 4 ? 1 : Math.max(2, Math.ceil(size / 50));
}

/** The best by score, spelt out and rescored by their form, without those that mostly occur inside longer ones. */
export function shortlist(
  counted: readonly Counted[],
  spell: (id: number) => string,
  presenceOf: (ids: readonly number[]) => Uint8Array[],
  acronyms?: Acronyms,
): Candidate[] {
  const spelled = [...counted]
    .sort((a, b) => b.score - a.score || b.papers - a.papers || a.id - b.id)
    .slice(0, SHORTLIST * 2)
    .map((entry) => {
      const phrase = spell(entry.id);
      return { ...entry, phrase, score: entry.score * formFactor(phrase, entry.everywhere) };
    })
    .sort((a, b) => b.score - a.score || b.papers - a.papers || (a.phrase < b.phrase ? -1 : 1))
    .slice(0, SHORTLIST);
  const presence = presenceOf(spelled.map(({ id }) => id));
  const candidates = spelled.map(({ phrase, papers, titles, score }, i) => ({
    phrase,
    papers,
    titles,
    score,
    words: wordsOf(phrase, acronyms),
    presence: presence[i]!,
  }));
  const padded = candidates.map(({ phrase }) => ` ${phrase.toLowerCase()} `);
  return candidates.filter(
    (inner, i) =>
      !candidates.some(
        (outer, j) =>
          outer.papers >= MOSTLY_INSIDE * inner.papers &&
          outer.score >= LEAST_SCORE * inner.score &&
          padded[j]!.length > padded[i]!.length &&
          padded[j]!.includes(padded[i]!),
      ),
  );
}

/** At most `limit` of the candidates, which come best first: none says what another says, and those that stand in the
 *  same papers as better ones come later. */
export function diversePhrases(candidates: readonly Candidate[], limit: number): KeyPhrase[] {
  const chosen: Candidate[] = [];
  const rest = candidates.slice(0, Math.max(40, limit * 3));
  const best = rest[0]?.score ?? 0;
  const nearest = new Map<Candidate, number>();
  while (chosen.length < limit && rest.length > 0) {
    let winner = 0;
    let highest = Number.NEGATIVE_INFINITY;
    for (const [i, candidate] of rest.entries()) {
      const value = (1 - DIVERSITY) * (candidate.score / best) - DIVERSITY * (nearest.get(candidate) ?? 0);
      if (value > highest) [winner, highest] = [i, value];
    }
    const [next] = rest.splice(winner, 1);
    if (next === undefined) break;
    chosen.push(next);
    for (let i = rest.length - 1; i >= 0; i--) {
      const other = rest[i]!;
      if (isWithin(other.words, next.words) || isWithin(next.words, other.words)) rest.splice(i, 1);
      else nearest.set(other, Math.max(nearest.get(other) ?? 0, likeness(other, next)));
    }
  }
  return chosen.map(({ phrase, papers }) => ({ phrase, papers }));
}

/** From 0 to 1: by words in common and papers in common. */
export function likeness(a: Candidate, b: Candidate): number {
  let both = 0;
  let either = 0;
  for (let i = 0; i < a.presence.length; i++) {
    const [inA, inB] = [a.presence[i]!, b.presence[i]!];
    if (inA > 0 || inB > 0) either++;
    if (inA > 0 && inB > 0) both++;
  }
  return Math.max(overlap(a.words, b.words), either > 0 ? both / either : 0);
}
