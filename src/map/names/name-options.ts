import type { NameOption } from "./assign-names.ts";
import { isSaidBy, isWithin, nameKey, type PhraseWords } from "./likeness.ts";
import { type Candidate, likeness } from "./pick-phrases.ts";

/** So many phrases are tried as names, and so many of the best with each other. */
const MAX_OPTIONS = 40;
const MAX_PAIRED = 10;
/** The longest name in words. */
const MAX_NAME_WORDS = 4;
/** Two phrases joined are harder to read than one. */
const PAIR_FACTOR = 0.6;
/** A word alone is rarely what a field is called. */
const LONE_FACTOR = 0.7;
/** Nor is it when joined to another phrase. */
const LONE_IN_PAIR = 0.6;
/** A second phrase must bring so much more of the topic. */
const LEAST_GAIN = 1.4;
/** Phrases that stand in the same papers are one thing. */
const MAX_LIKENESS = 0.3;

/** What a topic was called keeps being its name while it is so good a name, compared with the best. */
const LOYALTY = 0.35;

/** Names for a topic, best first: its phrases, and where none covers much of it, two short ones joined. None repeats what
 *  the names of its ancestors say. The `previous` name comes first where it is still a good one. */
export function nameOptions(
  candidates: readonly Candidate[],
  ancestors: readonly PhraseWords[],
  previous: string | undefined,
): NameOption[] {
  const telling = candidates.filter(({ words }) => !ancestors.some((ancestor) => isSaidBy(words, ancestor)));
  const singles = telling.slice(0, MAX_OPTIONS).map((candidate) => ({
    name: candidate.phrase,
    keys: [nameKey(candidate.words)],
    score: candidate.score * (wordCount(candidate) === 1 ? LONE_FACTOR : 1),
  }));
  const all = [...singles, ...pairs(telling.slice(0, MAX_PAIRED))];
  const kept = previous === undefined ? undefined : all.find(({ name }) => name === previous);
  const options = all.map((option) => (option === kept ? { ...option, score: option.score / LOYALTY } : option));
  return options.sort((a, b) => b.score - a.score || (a.name < b.name ? -1 : 1));
}

function pairs(candidates: readonly Candidate[]): NameOption[] {
  const found: NameOption[] = [];
  for (const [i, first] of candidates.entries()) {
    for (const second of candidates.slice(i + 1)) {
      if (wordCount(first) + wordCount(second) > MAX_NAME_WORDS) continue;
      if (isWithin(first.words, second.words) || isWithin(second.words, first.words)) continue;
      if (likeness(first, second) > MAX_LIKENESS) continue;
      const gain = covered(first, second) / Math.max(1, covered(first, first));
      if (gain < LEAST_GAIN) continue;
      found.push({
        name: `${first.phrase} & ${second.phrase}`,
        keys: [nameKey(first.words), nameKey(second.words)],
        score: PAIR_FACTOR * (partScore(first) + partScore(second)),
      });
    }
  }
  return found;
}

function partScore(candidate: Candidate): number {
  return candidate.score * (wordCount(candidate) === 1 ? LONE_IN_PAIR : 1);
}

function wordCount({ phrase }: Candidate): number {
  return phrase.split(" ").length;
}

function covered(a: Candidate, b: Candidate): number {
  let papers = 0;
  for (let i = 0; i < a.presence.length; i++) if (a.presence[i]! > 0 || b.presence[i]! > 0) papers++;
  return papers;
}
