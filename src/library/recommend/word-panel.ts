import type { Paper } from "../../core/index.ts";
import { termSet, type WordVectors, wordsAmong } from "../../search/index.ts";
import type { TasteWord } from "../../wire/index.ts";
import { mixed, type Taste } from "./taste.ts";

/** A word that counts more or less than it would. */
export interface WordFactor {
  readonly word: string;
  /** 0: not at all. */
  readonly factor: number;
  /** Its direction among the vectors; absent where it has none. */
  readonly vector?: Float32Array | undefined;
}

/** So many words are shown, of those that speak for papers and of those that speak against them. */
const SHOWN_FOR = 24;
const SHOWN_AGAINST = 8;
/** A word that fewer papers have says nothing of others, and neither does a bare number. */
const LEAST_PAPERS = 3;
/** The words of so many texts are looked at to spell what is shown. */
const SPELLED_BY = 60;
/** A word that counts more than nothing where nothing is known of it counts as this share of the strongest, each time. */
const NEW_SHARE = 0.2;

/** A taste with the reader's own factors: on the weights of words, and on what the vector has in common with them. */
export function turned(taste: Taste, factors: readonly WordFactor[], vectors: WordVectors): Taste {
  const words = new Map(taste.words);
  const dense = taste.dense.slice();
  const strongest = Math.max(0, ...words.values());
  for (const { word, factor, vector } of factors) {
    for (const term of termSet(word)) {
      const number = vectors.numberOf(term);
      const weight = words.get(number) ?? 0;
      const isNew = weight <= 0 && factor > 1;
      if (number >= 0) words.set(number, isNew ? factor * NEW_SHARE * strongest : weight * factor);
    }
    if (vector === undefined) continue;
    let along = 0;
    for (const [i, value] of vector.entries()) along += value * (dense[i] ?? 0);
    if (along <= 0) continue;
    for (const [i, value] of vector.entries()) dense[i] = (dense[i] ?? 0) + (factor - 1) * along * value;
  }
  return { ...mixed([[taste, 1]]), dense, words };
}

/** The words that count most, as they stand in the texts that they were learned from, and those that the reader has
 *  turned. `learned` is the taste before that. */
export function strongestWords(
  learned: Taste,
  factors: readonly WordFactor[],
  texts: readonly Pick<Paper, "title" | "abstract">[],
  vectors: WordVectors,
): TasteWord[] {
  const order = [...learned.words]
    .filter(([number]) => vectors.papersWith(number) >= LEAST_PAPERS && /\p{L}/u.test(vectors.term(number)))
    .sort(([, a], [, b]) => b - a);
  const best = order.slice(0, SHOWN_FOR).filter(([, weight]) => weight > 0);
  const worst = order.slice(-SHOWN_AGAINST).filter(([, weight]) => weight < 0);
  const scale = Math.max(...[...best, ...worst].map(([, weight]) => Math.abs(weight)), 1e-9);
  const factorOf = new Map(factors.flatMap((each) => [...termSet(each.word)].map((term) => [term, each] as const)));
  const terms = new Map([...best, ...worst].map(([number, weight]) => [vectors.term(number), weight / scale]));
  for (const term of factorOf.keys()) {
    const weight = learned.words.get(vectors.numberOf(term)) ?? 0;
    if (!terms.has(term)) terms.set(term, Math.max(-1, Math.min(1, weight / scale)));
  }
  const spelled = new Map<string, string>();
  const text = texts
    .slice(0, SPELLED_BY)
    .map(({ title, abstract }) => `${title}\n${abstract}`)
    .join("\n");
  for (const { text: word, terms: own } of wordsAmong(text, terms)) {
    for (const term of own) if (!spelled.has(term)) spelled.set(term, inText(word));
  }
  const shown = new Map<string, TasteWord>(); // a word of letters and digits has several terms
  for (const [term, weight] of terms) {
    const own = factorOf.get(term);
    const word = own?.word ?? spelled.get(term) ?? term;
    if (!shown.has(word)) shown.set(word, { word, weight, ...(own === undefined ? {} : { factor: own.factor }) });
  }
  return [...shown.values()];
}

/** Without the capital of a word that begins a sentence or stands in a title. */
function inText(word: string): string {
  return /^\p{Lu}\p{Ll}+$/u.test(word) ? word.toLowerCase() : word;
}
