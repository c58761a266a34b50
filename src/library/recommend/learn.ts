import { dot } from "../../core/index.ts";
import { type Example, trainClassifier } from "../../learn/index.ts";
import type { Background, Features } from "./background.ts";
import { mixed, type Taste, tasteOf } from "./taste.ts";

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
const PUSH = Number(process.env["T_PUSH"] ?? 0.4);
/** Share of meaning in what is believed before anything is learned; the rest is of words. */
const MEANING = Number(process.env["T_M"] ?? 0.5);
/** With so many labels the classifier counts as much as that belief; with more, more. */
const TRUSTED_FROM = Number(process.env["T_AT"] ?? 60);
/** What an error costs the classifier: raising it trusts single papers more. */
const COST = Number(process.env["T_C"] ?? 0.1);
/** How large the parts of an example are for the classifier: raising one lets it learn more from that part. */
const BELIEF_SCALE = Number(process.env["T_P"] ?? 0.3);
const WORDS_SCALE = Number(process.env["T_S"] ?? 3);
/** Papers that nobody has judged weigh so much of all that is not liked; the rest is of dislikes. */
const UNJUDGED = 0.5;

/** Learns what a reader likes, from one like on. The beginning is the middle of what they like less that of what they
 *  do not, each measured from what is usual (Rocchio), half by meaning and half by words. A classifier that tells likes
 *  from dislikes and from papers that nobody has judged gains weight as more is known. O(labels + sample). */
export function learnTaste(labels: readonly Label[], background: Background): Taste {
  const rows = new Set(labels.map(({ row }) => row));
  const sample = background.sample.filter(({ row }) => !rows.has(row));
  const belief = beliefOf(labels, background, sample);
  const learned = classified(labels, background, sample, belief);
  const trust = labels.length / (labels.length + TRUSTED_FROM);
  return mixed([
    [belief.taste, 1 - trust],
    [learned, trust / deviationOf(sample.map((paper) => tasteOf(learned, paper, paper.usual)))],
  ]);
}

/** What is believed from the middles alone, in standard deviations of what is usual. */
interface Belief {
  readonly taste: Taste;
  /** The same for a paper that is a label itself, as if it were none: else each label would confirm itself. */
  readonly ofLabel: (label: Label) => number;
}

function beliefOf(labels: readonly Label[], background: Background, sample: Background["sample"]): Belief {
  const middles = [true, false].map((liked) =>
    middleOf(
      labels.filter((label) => label.liked === liked),
      background,
    ),
  );
  const [drawn, pushed] = middles;
  const raw = mixed(
    middles.flatMap((middle, i) => (middle === undefined ? [] : [[middle.taste, i === 0 ? 1 : -PUSH]])),
  );
  const meaning = { dense: raw.dense, words: new Map(), usual: 0 };
  const words = { ...raw, dense: new Float32Array(raw.dense.length) };
  const deviations = [meaning, words].map((part) =>
    deviationOf(sample.map((paper) => tasteOf(part, paper, paper.usual))),
  );
  const [m, w] = [MEANING / (deviations[0] ?? 1), (1 - MEANING) / (deviations[1] ?? 1)];
  const taste = mixed([
    [meaning, m],
    [words, w],
  ]);
  const ofLabel = (label: Label) => {
    const middle = label.liked ? drawn : pushed;
    const share = label.weight / (middle?.weight ?? 1);
    const all = tasteOf(taste, label, label.usual);
    if (middle === undefined || share >= 1) return all;
    const sign = label.liked ? 1 : -PUSH;
    const other = label.liked ? pushed : drawn;
    const otherPart = other === undefined ? 0 : scaled(other.taste, label, m, w) * (label.liked ? -PUSH : 1);
    const own = m * (dot(label.vector, label.vector) - dot(background.middle, label.vector)) + w * (1 - label.usual);
    return otherPart + (sign * (scaled(middle.taste, label, m, w) - share * own)) / (1 - share);
  };
  return { taste, ofLabel };
}

/** What a taste gives to a label, its parts times their factors. */
function scaled(taste: Taste, label: Label, meaning: number, words: number): number {
  const dense = dot(taste.dense, label.vector);
  return meaning * dense + words * (tasteOf(taste, label, label.usual) - dense);
}

/** The middle of labels, measured from the middle of all papers; undefined without labels. */
function middleOf(labels: readonly Label[], { middle }: Background): { taste: Taste; weight: number } | undefined {
  const weight = labels.reduce((sum, label) => sum + label.weight, 0);
  if (weight === 0) return undefined;
  const usual: Taste = { dense: middle, words: new Map(), usual: 1 };
  const parts = labels.map((label) => {
    return [{ dense: label.vector, words: label.words, usual: 0 }, label.weight / weight] as const;
  });
  return { taste: mixed([...parts, [usual, -1]]), weight };
}

function classified(
  labels: readonly Label[],
  { middle }: Background,
  sample: Background["sample"],
  belief: Belief,
): Taste {
  const columns = new Map<number, number>();
  for (const { words } of labels)
    for (const term of words.keys()) if (!columns.has(term)) columns.set(term, columns.size);
  const example = (features: Features, believed: number): Omit<Example, "liked" | "weight"> => ({
    prior: believed * BELIEF_SCALE,
    dense: features.vector.map((value, i) => value - (middle[i] ?? 0)),
    ...sparseOf(features, columns),
  });
  const dislikes = labels.reduce((sum, { liked, weight }) => sum + (liked ? 0 : weight), 0);
  const weight = dislikes > 0 ? (UNJUDGED * dislikes) / (1 - UNJUDGED) / Math.max(1, sample.length) : 1;
  const model = trainClassifier(
    [
      ...labels.map((label) => ({
        ...example(label, belief.ofLabel(label)),
        liked: label.liked,
        weight: label.weight,
      })),
      ...sample.map((paper) => ({
        ...example(paper, tasteOf(belief.taste, paper, paper.usual)),
        liked: false,
        weight,
      })),
    ],
    { dimension: middle.length, columns: columns.size, cost: COST },
  );
  const words = new Map([...columns].map(([term, column]) => [term, (model.sparse[column] ?? 0) * WORDS_SCALE]));
  return mixed([
    [belief.taste, Math.max(0, model.prior) * BELIEF_SCALE],
    [{ dense: model.dense, words, usual: 0 }, 1],
  ]);
}

function sparseOf({ words }: Features, columns: ReadonlyMap<number, number>): Pick<Example, "columns" | "values"> {
  const at: number[] = [];
  const values: number[] = [];
  for (const [term, share] of words) {
    const column = columns.get(term);
    if (column === undefined) continue;
    at.push(column);
    values.push(share * WORDS_SCALE);
  }
  return { columns: Uint32Array.from(at), values: Float32Array.from(values) };
}

/** Standard deviation; 1 where there is none, so that it can be divided by. */
function deviationOf(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  const square = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, values.length);
  return square > 1e-12 ? Math.sqrt(square) : 1;
}
