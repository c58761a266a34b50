import type { Paper } from "../../core/index.ts";
import { type EmbeddingModel, type Seed, seedOf } from "../../embed/index.ts";
import { isTellingWord, phraseFinder, type SharedPhrase } from "../../map/index.ts";
import { type Catalog, type LexicalIndex, termsOf } from "../../search/index.ts";
import type { Reason } from "../../wire/index.ts";

type Text = Pick<Paper, "title" | "abstract">;

/** Says in a few words why a paper with this vector is like the seeds, the strongest reason first. */
export type ReasonsOf = (paper: Text, vector: Float32Array) => Reason[];

const MOST_REASONS = 3;
/** Of more seeds the first stand for all. */
const MOST_SEEDS = 5;
/** A reason must be so much of the similarity; a phrase says more than a word. */
const LEAST_OF_WORD = 0.05;
const LEAST_OF_PHRASE = 0.03;
const LEAST_OF_WIDE = 0.08;
const PHRASE_FACTOR = 1.5;
/** What looks like an adjective says less when it stands alone. */
const ADJECTIVE_FACTOR = 0.6;
const ADJECTIVE = /(?:[^s]al|ive|ous|[ai]ble|ful|less|ic|ary|[ae]nt|ed|[lg]ar)$/;

/** The reasons for papers like some seeds: phrases that both hold, weighed by what they contribute to the similarity;
 *  where there are none, two words that are near each other. Undefined for a model that cannot be taken apart. */
export function reasonsFor(
  model: EmbeddingModel,
  seeds: readonly Text[],
  isCommon: (word: string) => boolean,
): ReasonsOf | undefined {
  const texts = seeds.slice(0, MOST_SEEDS);
  const seed = seedOf(model, texts);
  if (seed === undefined) return undefined;
  const find = phraseFinder(texts);
  const places = placesOf(seed);
  return (paper, vector) => {
    const shareOf = seed.sharesWith(vector);
    const weights: PhraseWeights = {
      shareOf: ({ a }) =>
        a.reduce((sum, place) => sum + places(place).reduce((part, word) => part + shareOf(word), 0), 0),
      similarity: seed.similarityWith(vector),
      isCommon,
    };
    const shared = strongestPhrases(find(paper), weights, MOST_REASONS);
    return shared.length > 0 ? shared : kindredWords(seed, texts, shareOf, paper);
  };
}

/** A word that more of the papers hold tells nothing of one. */
const COMMON = 0.08;
/** In a small library every word of its subject is common. */
const LEAST_COMMON = 50;

/** Whether so many papers of a library hold a word that it tells nothing of one. */
export function isCommonWord(
  word: string,
  library: { readonly lexical: LexicalIndex; readonly catalog: Catalog },
): boolean {
  const { lexical, catalog } = library;
  const least = Math.max(LEAST_COMMON, COMMON * catalog.count);
  const terms = termsOf(word);
  return terms.length > 0 && terms.every((term) => lexical.rowsOf(term).length > least);
}

export interface PhraseWeights {
  /** What a phrase contributes to the similarity. */
  readonly shareOf: (phrase: SharedPhrase) => number;
  readonly similarity: number;
  /** Whether so many papers hold the words that they tell nothing of one. */
  readonly isCommon: (phrase: string) => boolean;
}

/** The phrases that contribute most to a similarity, and enough of it, none of which says what one before it says. Words
 *  too wide or too common stand only where there is nothing else. */
export function strongestPhrases(
  phrases: readonly SharedPhrase[],
  { shareOf, similarity, isCommon }: PhraseWeights,
  most: number,
): Reason[] {
  const weighed = phrases.flatMap((phrase): Weighed[] => {
    const share = shareOf(phrase);
    const isPhrase = phrase.folds.length > 1;
    if (share <= 0 || share < (isPhrase ? LEAST_OF_PHRASE : LEAST_OF_WORD) * similarity) return [];
    const isFrequent = isCommon(phrase.phrase);
    const isTelling = phrase.isTelling && !isFrequent;
    if (isFrequent && !phrase.isTelling) return []; // "learning"
    if (!isTelling && share < LEAST_OF_WIDE * similarity) return [];
    const factor = isPhrase ? PHRASE_FACTOR : ADJECTIVE.test(phrase.phrase) ? ADJECTIVE_FACTOR : 1;
    const rank = share * factor;
    return [{ text: phrase.phrase, folds: phrase.folds, share, rank, isTelling }];
  });
  const strong = weighed.sort((a, b) => b.rank - a.rank);
  const telling = strong.filter(({ isTelling }) => isTelling);
  return telling.length > 0 ? withoutRepeats(telling, most) : withoutRepeats(strong, 1);
}

interface Weighed {
  readonly text: string;
  readonly folds: readonly number[];
  readonly share: number;
  readonly rank: number;
  readonly isTelling: boolean;
}

/** A word gives way to a phrase with it that has so much of its share. */
const GIVES_WAY = 0.25;

function withoutRepeats(ranked: readonly Weighed[], most: number): Reason[] {
  const said: string[] = [];
  const kept: Reason[] = [];
  for (const { text, folds, share } of ranked) {
    const givesWay = ranked.some(
      (other) => other.folds.length > folds.length && other.share >= GIVES_WAY * share && holds(other.folds, folds),
    );
    if (givesWay) continue;
    const terms = termsOf(text);
    if (2 * terms.filter((term) => said.some((other) => isKin(term, other))).length > terms.length) continue;
    said.push(...terms);
    kept.push({ text, share });
    if (kept.length === most) break;
  }
  return kept;
}

function holds(folds: readonly number[], part: readonly number[]): boolean {
  return ` ${folds.join(" ")} `.includes(` ${part.join(" ")} `);
}

/** Whether two terms come from one word, as "sparsiti" and "spars" do: all but their endings is the same. */
function isKin(a: string, b: string): boolean {
  if (a === b) return true;
  const shorter = Math.min(a.length, b.length);
  const needed = Math.max(LEAST_STEM, shorter - LONGEST_ENDING);
  return shorter >= needed && a.slice(0, needed) === b.slice(0, needed);
}

const LEAST_STEM = 5;
const LONGEST_ENDING = 2;

/** Finds the words of the seed within a place: those of each field are in order. */
function placesOf({ words }: Seed) {
  const fields = new Map<string, [from: number, to: number]>();
  for (const [i, { paper, field }] of words.entries()) {
    const known = fields.get(`${paper} ${field}`);
    if (known === undefined) fields.set(`${paper} ${field}`, [i, i + 1]);
    else known[1] = i + 1;
  }
  return ({ text, field, start, end }: SharedPhrase["a"][number]): number[] => {
    let [low, high] = fields.get(`${text} ${field}`) ?? [0, 0];
    const last = high;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((words[middle]?.end ?? 0) <= start) low = middle + 1;
      else high = middle;
    }
    const found: number[] = [];
    for (let i = low; i < last && (words[i]?.start ?? end) < end; i++) found.push(i);
    return found;
  };
}

/** Words are near each other from this cosine on. */
const LEAST_KINSHIP = 0.28;
const WORD = /[\p{L}\p{N}][\p{L}\p{N}-]*/gu;
/** Titles are read up to here: longer ones are none. */
const MAX_TITLE_LENGTH = 400;

/** The two words, one of a seed's title and one of the paper's, that bring both nearest together; none where no two are
 *  near. */
function kindredWords(seed: Seed, texts: readonly Text[], shareOf: (word: number) => number, paper: Text): Reason[] {
  const others = [...new Set(paper.title.slice(0, MAX_TITLE_LENGTH).match(WORD))].filter(isTellingWord);
  let best: Reason | undefined;
  for (const [i, { paper: text, field, start, end }] of seed.words.entries()) {
    if (field !== "title" || start > MAX_TITLE_LENGTH) continue;
    const word = (texts[text]?.title ?? "").slice(start, end);
    if (!isTellingWord(word)) continue;
    const share = shareOf(i);
    for (const other of others) {
      const kinship = seed.kinship(word, other);
      const together = share * kinship;
      if (kinship < LEAST_KINSHIP || together <= (best?.share ?? 0) || isSameWord(word, other)) continue;
      best = { text: word, near: other, share: together };
    }
  }
  return best === undefined ? [] : [best];
}

function isSameWord(word: string, other: string): boolean {
  const terms = termsOf(other);
  return termsOf(word).some((term) => terms.some((its) => isKin(term, its)));
}
