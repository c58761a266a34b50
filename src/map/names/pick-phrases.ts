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
  /** From contrast(), times the share. */
  readonly score: number;
}

/** So many phrases by numbers alone are looked at as words. */
const SHORTLIST = 120;
/** So many of these are returned. */
const MAX_CANDIDATES = 60;
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

/** A phrase spelt out, and what follows from that. */
export interface PhraseForm {
  readonly phrase: string;
  readonly words: PhraseWords;
  /** From formFactor(). */
  readonly factor: number;
}

/** The form of a phrase that `share` of the library has. */
export function formOf(phrase: string, share: number, acronyms?: Acronyms): PhraseForm {
  return { phrase, words: wordsOf(phrase, acronyms), factor: formFactor(phrase, share) };
}

/** The best by score, spelt out and rescored by their form, without those that mostly occur inside longer ones. */
export function shortlist(
  counted: readonly Counted[],
  spell: (id: number) => PhraseForm,
  presenceOf: (ids: readonly number[]) => Uint8Array[],
): Candidate[] {
  const spelled = counted
    .toSorted((a, b) => b.score - a.score || b.papers - a.papers || a.id - b.id)
    .slice(0, SHORTLIST * 2)
    .map(({ id, papers, titles, score }) => {
      const { phrase, words, factor } = spell(id);
      return { id, papers, titles, phrase, words, score: score * factor, padded: ` ${phrase.toLowerCase()} ` };
    })
    .sort((a, b) => b.score - a.score || b.papers - a.papers || (a.phrase < b.phrase ? -1 : 1))
    .slice(0, SHORTLIST);
  const isPart = (inner: (typeof spelled)[number]) =>
    spelled.some(
      (outer) =>
        outer.papers >= MOSTLY_INSIDE * inner.papers &&
        outer.score >= LEAST_SCORE * inner.score &&
        outer.padded.length > inner.padded.length &&
        outer.padded.includes(inner.padded),
    );
  const best = spelled.filter((candidate) => !isPart(candidate)).slice(0, MAX_CANDIDATES);
  const presence = presenceOf(best.map(({ id }) => id));
  return best.map(({ phrase, papers, titles, score, words }, i) => ({
    phrase,
    papers,
    titles,
    score,
    words,
    presence: presence[i]!,
  }));
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
