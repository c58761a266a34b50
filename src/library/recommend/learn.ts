import { dot } from "../../core/index.ts";
import { type Example, trainClassifier } from "../../learn/index.ts";
import type { WordVector } from "../../search/index.ts";
import type { Background, Features } from "./background.ts";
import { mixed, type Taste } from "./taste.ts";

/** Something that a reader likes or not. */
export interface Label extends Features {
  readonly liked: boolean;
  /** How much it counts, above 0. */
  readonly weight: number;
  /** Of the paper; absent for a text. */
  readonly row?: number | undefined;
  /** How usual its words are. */
  readonly usual: number;
}

/** How far dislikes push away, against how far likes draw near: a dislike says less of what is wanted. */
const PUSH = 0.4;
/** Share of meaning in what is believed before anything is learned; the rest is of words. */
const MEANING = 0.5;
/** With so many labels the classifier counts as much as that belief; with a few it counts next to nothing. */
const TRUSTED_FROM = 40;
/** What an error costs the classifier: raising it trusts single papers more. */
const COST = 0.1;
/** How large the parts of an example are for the classifier: raising one lets it learn more from that part. */
const BELIEF_SCALE = 0.3;
const WORDS_SCALE = 3;
/** Papers that nobody has judged weigh so much of all that is not liked; the rest is of dislikes. */
const UNJUDGED = 0.5;

/** A label or a paper of the sample as numbers: the words are those that labels have. */
interface Numbers {
  readonly vector: Float32Array;
  readonly columns: Uint32Array;
  readonly shares: Float32Array;
  readonly usual: number;
}

/** A taste over columns instead of terms. */
interface Weights {
  readonly dense: Float32Array;
  readonly words: Float32Array;
  readonly usual: number;
}

/** Learns what a reader likes, from one like on. The beginning is the middle of what they like less that of what they
 *  do not, each measured from what is usual (Rocchio), half by meaning and half by words. A classifier that tells likes
 *  from dislikes and from papers that nobody has judged gains weight as more is known. O(labels + sample). */
export function learnTaste(labels: readonly Label[], background: Background): Taste {
  const terms = [...new Set(labels.flatMap(({ words }) => [...words.keys()]))];
  const columnOf = new Map(terms.map((term, column) => [term, column]));
  const rows = new Set(labels.map(({ row }) => row));
  const known = labels.map((label) => ({ ...label, ...columnsOf(label.words, columnOf) }));
  const sample = background.sample
    .filter(({ row }) => !rows.has(row))
    .map((paper) => ({ ...paper, ...columnsOf(paper.words, columnOf) }));
  const belief = beliefOf(known, sample, background, terms.length);
  const learned = classified(known, sample, background, belief, terms.length);
  const trust = labels.length ** 2 / (labels.length ** 2 + TRUSTED_FROM ** 2);
  const deviation = deviationOf(sample.map((paper) => meaningIn(learned, paper) + wordsIn(learned, paper)));
  return mixed([
    [tasteOf(belief.weights, terms), 1 - trust],
    [tasteOf(learned, terms), trust / deviation],
  ]);
}

type Known = Label & Numbers;

/** What is believed from the middles alone, in standard deviations of what is usual. */
interface Belief {
  readonly weights: Weights;
  readonly ofSample: readonly number[];
  /** Of a label as if it were none: else each would confirm itself. */
  readonly ofLabel: (label: Known) => number;
}

function beliefOf(
  labels: readonly Known[],
  sample: readonly Numbers[],
  { middle }: Background,
  columns: number,
): Belief {
  const likes = middleOf(
    labels.filter(({ liked }) => liked),
    middle,
    columns,
    1,
  );
  const dislikes = middleOf(
    labels.filter(({ liked }) => !liked),
    middle,
    columns,
    -PUSH,
  );
  const raw = {
    dense: likes.dense.map((value, i) => value + (dislikes.dense[i] ?? 0)),
    words: likes.words.map((value, i) => value + (dislikes.words[i] ?? 0)),
    usual: likes.usual + dislikes.usual,
  };
  const meanings = sample.map((paper) => meaningIn(raw, paper));
  const words = sample.map((paper) => wordsIn(raw, paper));
  const [m, w] = [MEANING / deviationOf(meanings), (1 - MEANING) / deviationOf(words)];
  const from = (weights: Weights, label: Known) => m * meaningIn(weights, label) + w * wordsIn(weights, label);
  return {
    weights: { dense: raw.dense.map((v) => m * v), words: raw.words.map((v) => w * v), usual: w * raw.usual },
    ofSample: meanings.map((meaning, i) => m * meaning + w * (words[i] ?? 0)),
    ofLabel(label) {
      const [own, other] = label.liked ? [likes, dislikes] : [dislikes, likes];
      const share = label.weight / own.weight;
      if (share >= 1) return from(own, label) + from(other, label);
      const { factor } = own;
      const itself = m * (dot(label.vector, label.vector) - dot(middle, label.vector)) + w * (1 - label.usual);
      return from(other, label) + (from(own, label) - factor * share * itself) / (1 - share);
    },
  };
}

/** The middle of labels times a factor, measured from what is usual; zeros without labels. */
function middleOf(labels: readonly Known[], usual: Float32Array, columns: number, factor: number) {
  const weight = labels.reduce((sum, label) => sum + label.weight, 0);
  const dense = new Float32Array(usual.length);
  const words = new Float32Array(columns);
  if (weight === 0) return { dense, words, usual: 0, weight, factor };
  for (const label of labels) {
    const share = (factor * label.weight) / weight;
    for (let i = 0; i < dense.length; i++)
      dense[i] = (dense[i] ?? 0) + share * ((label.vector[i] ?? 0) - (usual[i] ?? 0));
    for (const [i, column] of label.columns.entries()) {
      words[column] = (words[column] ?? 0) + share * (label.shares[i] ?? 0);
    }
  }
  return { dense, words, usual: -factor, weight, factor };
}

/** The classifier, with what is believed as a part of each example. */
function classified(
  labels: readonly Known[],
  sample: readonly Numbers[],
  { middle }: Background,
  belief: Belief,
  columns: number,
): Weights {
  const example = (numbers: Numbers, believed: number, liked: boolean, weight: number): Example => {
    const dense = new Float32Array(middle.length);
    for (let i = 0; i < dense.length; i++) dense[i] = (numbers.vector[i] ?? 0) - (middle[i] ?? 0);
    const values = numbers.shares.map((share) => share * WORDS_SCALE);
    return { prior: believed * BELIEF_SCALE, dense, columns: numbers.columns, values, liked, weight };
  };
  const dislikes = labels.reduce((sum, { liked, weight }) => sum + (liked ? 0 : weight), 0);
  const unjudged = dislikes > 0 ? (UNJUDGED * dislikes) / (1 - UNJUDGED) / Math.max(1, sample.length) : 1;
  const model = trainClassifier(
    [
      ...labels.map((label) => example(label, belief.ofLabel(label), label.liked, label.weight)),
      ...sample.map((paper, i) => example(paper, belief.ofSample[i] ?? 0, false, unjudged)),
    ],
    { dimension: middle.length, columns, cost: COST },
  );
  const trusted = Math.max(0, model.prior) * BELIEF_SCALE;
  const { weights } = belief;
  return {
    dense: model.dense.map((value, i) => value + trusted * (weights.dense[i] ?? 0)),
    words: model.sparse.map((value, i) => value * WORDS_SCALE + trusted * (weights.words[i] ?? 0)),
    usual: trusted * weights.usual,
  };
}

function meaningIn({ dense }: Weights, { vector }: Numbers): number {
  return dot(dense, vector);
}

function wordsIn(weights: Weights, { columns, shares, usual }: Numbers): number {
  let sum = weights.usual * usual;
  for (let i = 0; i < columns.length; i++) sum += (weights.words[columns[i] ?? 0] ?? 0) * (shares[i] ?? 0);
  return sum;
}

function tasteOf({ dense, words, usual }: Weights, terms: readonly number[]): Taste {
  return { dense, words: new Map(terms.map((term, column) => [term, words[column] ?? 0])), usual };
}

function columnsOf(words: WordVector, columnOf: ReadonlyMap<number, number>): Pick<Numbers, "columns" | "shares"> {
  const columns: number[] = [];
  const shares: number[] = [];
  for (const [term, share] of words) {
    const column = columnOf.get(term);
    if (column === undefined) continue;
    columns.push(column);
    shares.push(share);
  }
  return { columns: Uint32Array.from(columns), shares: Float32Array.from(shares) };
}

/** Standard deviation; 1 where there is none, so that it can be divided by. */
function deviationOf(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  const square = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, values.length);
  return square > 1e-12 ? Math.sqrt(square) : 1;
}
