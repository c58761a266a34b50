import { mulberry32, sampleWithout } from "../core/index.ts";

/** Something that is liked or not, as numbers. */
export interface Example {
  /** What is believed of it before anything is learned; 0 is usual, above 0 it is likely to be liked. */
  readonly prior: number;
  readonly dense: Float32Array;
  /** Columns that are not 0, and their values. */
  readonly columns: Uint32Array;
  readonly values: Float32Array;
  readonly liked: boolean;
  /** How much it counts, above 0. */
  readonly weight: number;
}

/** What is liked is where prior · x.prior + dense · x.dense + sparse · x.sparse is high. */
export interface LinearModel {
  readonly prior: number;
  readonly dense: Float32Array;
  readonly sparse: Float32Array;
  readonly bias: number;
}

export interface Shape {
  readonly dimension: number;
  readonly columns: number;
  /** How much an error costs against large weights: raising it trusts the examples more and the prior less. */
  readonly cost: number;
  /** How often each example is looked at, at most: raising it comes nearer to the optimum. */
  readonly passes?: number;
}

/** More passes hardly change what is ranked first. */
const PASSES = 12;
/** The steps of a pass may be so small before it is the last. */
const TOLERANCE = 1e-3;
const SEED = 1;

/** A linear support vector machine with squared hinge loss, by dual coordinate descent (Hsieh et al., A Dual Coordinate
 *  Descent Method for Large-scale Linear SVM, ICML 2008). The liked and the other examples count alike in all, however
 *  many of each there are. O(passes · numbers of all examples). */
export function trainClassifier(
  examples: readonly Example[],
  { dimension, columns, cost, passes = PASSES }: Shape,
): LinearModel {
  const dense = new Float32Array(dimension);
  const sparse = new Float32Array(columns);
  const model = { prior: 0, bias: 0 };
  const total = (liked: boolean) => examples.reduce((sum, each) => sum + (each.liked === liked ? each.weight : 0), 0);
  const costs = {
    liked: balanced(cost, examples.length, total(true)),
    other: balanced(cost, examples.length, total(false)),
  };
  const slack = examples.map(({ liked, weight }) => 1 / (2 * weight * (liked ? costs.liked : costs.other)));
  const curvature = examples.map((each, i) => squareOf(each) + (slack[i] ?? 0));
  const alphas = new Float64Array(examples.length);
  const rng = mulberry32(SEED);
  for (let pass = 0; pass < passes; pass++) {
    let largest = 0;
    for (const i of sampleWithout(rng, examples.length, examples.length)) {
      const example = examples[i];
      const alpha = alphas[i] ?? 0;
      if (example === undefined) continue;
      const sign = example.liked ? 1 : -1;
      const margin = sign * (model.prior * example.prior + model.bias + product(dense, sparse, example));
      const next = Math.max(0, alpha - (margin - 1 + alpha * (slack[i] ?? 0)) / (curvature[i] ?? 1));
      const step = sign * (next - alpha);
      if (step === 0) continue;
      alphas[i] = next;
      largest = Math.max(largest, Math.abs(step) * Math.sqrt(curvature[i] ?? 1));
      model.prior += step * example.prior;
      model.bias += step;
      addTo(dense, sparse, example, step);
    }
    if (largest < TOLERANCE) break;
  }
  return { ...model, dense, sparse };
}

/** The cost of an example of weight 1, where those of its kind weigh `total` in all. */
function balanced(cost: number, count: number, total: number): number {
  return total > 0 ? (cost * count) / (2 * total) : cost;
}

/** Square of the length of an example, with a 1 for the bias. */
function squareOf({ prior, dense, values }: Example): number {
  let sum = 1 + prior * prior;
  for (const value of dense) sum += value * value;
  for (const value of values) sum += value * value;
  return sum;
}

function product(dense: Float32Array, sparse: Float32Array, example: Example): number {
  let sum = 0;
  for (let i = 0; i < dense.length; i++) sum += dense[i]! * example.dense[i]!;
  const { columns, values } = example;
  for (let i = 0; i < columns.length; i++) sum += sparse[columns[i]!]! * values[i]!;
  return sum;
}

function addTo(dense: Float32Array, sparse: Float32Array, example: Example, step: number): void {
  for (let i = 0; i < dense.length; i++) dense[i]! += step * example.dense[i]!;
  const { columns, values } = example;
  for (let i = 0; i < columns.length; i++) sparse[columns[i]!]! += step * values[i]!;
}
