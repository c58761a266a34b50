import type { Lexicon } from "../static/index.ts";
import type { Composition, ExplainableText, WeightedWord } from "./compose.ts";
import {
  bestPairs,
  type ExplainedSentence,
  type ExplainedText,
  type ExplainedWord,
  type Explanation,
  type Mark,
} from "./explanation.ts";
import { type Span, sentencesOf } from "./sentences.ts";

/** A text and what it is composed of. */
export interface Composed {
  readonly text: ExplainableText;
  readonly composition: Composition;
}

/** Splits the similarity of two texts over their words and sentences. Exact but for rounding, since the vector of each
 *  text is a sum over its words. O(words · dimension). */
export function explainExactly(lexicon: Lexicon, a: Composed, b: Composed): Explanation {
  const [sideA, sideB] = [sideOf(lexicon, a, b), sideOf(lexicon, b, a)];
  const similarity = a.composition.vector.reduce((sum, value, i) => sum + value * (b.composition.vector[i] ?? 0), 0);
  return {
    similarity,
    exact: true,
    words: wordsOf(a, sideA, b, sideB),
    a: sideA.explained,
    b: sideB.explained,
    pairs: bestPairs(sideA.vectors.length, sideB.vectors.length, (i, j) => inner(sideA.vectors[i], sideB.vectors[j])),
  };
}

interface Side {
  readonly explained: ExplainedText;
  /** Share of each word of the composition. */
  readonly shares: Float64Array;
  /** Of each sentence: the part of the text's vector that its words make. */
  readonly vectors: readonly Float64Array[];
}

function sideOf(lexicon: Lexicon, { text, composition }: Composed, other: Composed): Side {
  const { words } = composition;
  const products = new Map<number, number>();
  const productOf = (id: number): number => {
    const known = products.get(id) ?? lexicon.dot(id, other.composition.vector);
    products.set(id, known);
    return known;
  };
  const shares = Float64Array.from(
    words,
    ({ ids, weight }) => weight * ids.reduce((sum, id) => sum + productOf(id), 0),
  );
  const marksOf = (field: WeightedWord["field"]): Mark[] =>
    words.flatMap((word, i) => (word.field === field ? [[word.start, word.end, shares[i] ?? 0] as const] : []));
  const prefix = words.reduce((sum, { field }, i) => (field === undefined ? sum + (shares[i] ?? 0) : sum), 0);
  const { sentences, vectors } = inSentences(lexicon, text, words, shares);
  return { explained: { title: marksOf("title"), abstract: marksOf("abstract"), sentences, prefix }, shares, vectors };
}

/** The sentences that have words which the model reads. */
function inSentences(
  lexicon: Lexicon,
  { title, abstract }: ExplainableText,
  words: readonly WeightedWord[],
  shares: Float64Array,
): { sentences: ExplainedSentence[]; vectors: Float64Array[] } {
  const sentences: ExplainedSentence[] = [];
  const vectors: Float64Array[] = [];
  const places: { readonly field: "title" | "abstract"; readonly span: Span }[] = [
    { field: "title", span: [0, title.length] },
    ...sentencesOf(abstract).map((span) => ({ field: "abstract" as const, span })),
  ];
  let at = words.findIndex(({ field }) => field !== undefined);
  for (const { field, span } of places) {
    if (at < 0 || at === words.length) break;
    const vector = new Float64Array(lexicon.dimension);
    let share = 0;
    const first = at;
    for (let word = words[at]; word?.field === field && word.start < span[1]; word = words[++at]) {
      share += shares[at] ?? 0;
      for (const id of word.ids) lexicon.add(id, word.weight, vector);
    }
    if (at === first) continue;
    sentences.push({ field, span, share });
    vectors.push(vector);
  }
  return { sentences, vectors };
}

/** Words that differ in case only are one. */
function wordsOf(a: Composed, sideA: Side, b: Composed, sideB: Side): ExplainedWord[] {
  interface Entry {
    readonly spellings: Map<string, number>;
    readonly shares: [a: number, b: number];
  }
  const entries = new Map<string, Entry>();
  for (const [place, { text, composition }, { shares }] of [
    [0, a, sideA],
    [1, b, sideB],
  ] as const) {
    for (const [i, { field, start, end }] of composition.words.entries()) {
      if (field === undefined) continue;
      const spelling = text[field].slice(start, end);
      const key = spelling.toLowerCase();
      const entry = entries.get(key) ?? { spellings: new Map<string, number>(), shares: [0, 0] };
      entries.set(key, entry);
      entry.spellings.set(spelling, (entry.spellings.get(spelling) ?? 0) + 1);
      entry.shares[place] += shares[i] ?? 0;
    }
  }
  const words = [...entries.values()].map(({ spellings, shares: [ofA, ofB] }): ExplainedWord => {
    const [[word] = [""]] = [...spellings].sort(([, x], [, y]) => y - x);
    return { word, a: ofA, b: ofB, share: (ofA + ofB) / 2 };
  });
  return words.sort((x, y) => y.share - x.share);
}

function inner(a: Float64Array = NONE, b: Float64Array = NONE): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}

const NONE = new Float64Array(0);
