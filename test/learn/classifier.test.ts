import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gaussian, mulberry32 } from "../../src/core/index.ts";
import { type Example, type LinearModel, trainClassifier } from "../../src/learn/index.ts";

const SHAPE = { dimension: 2, columns: 3, cost: 1, passes: 500 };

function example(liked: boolean, dense: number[], words: [number, number][] = [], weight = 1): Example {
  return {
    prior: 0,
    dense: Float32Array.from(dense),
    columns: Uint32Array.from(words, ([column]) => column),
    values: Float32Array.from(words, ([, value]) => value),
    liked,
    weight,
  };
}

function scoreOf({ prior, dense, sparse, bias }: LinearModel, one: Example): number {
  const near = one.dense.reduce((sum, value, i) => sum + value * dense[i]!, 0);
  const words = one.values.reduce((sum, value, i) => sum + value * sparse[one.columns[i]!]!, 0);
  return prior * one.prior + near + words + bias;
}

/** What training makes as small as can be. */
function lossOf(model: LinearModel, examples: readonly Example[], cost: number): number {
  const weights = [model.prior, model.bias, ...model.dense, ...model.sparse];
  const total = (liked: boolean) => examples.reduce((sum, one) => sum + (one.liked === liked ? one.weight : 0), 0);
  const loss = examples.reduce((sum, one) => {
    const slack = Math.max(0, 1 - (one.liked ? 1 : -1) * scoreOf(model, one));
    return sum + ((cost * examples.length) / (2 * total(one.liked))) * one.weight * slack ** 2;
  }, 0);
  return weights.reduce((sum, weight) => sum + weight ** 2, 0) / 2 + loss;
}

function drawn(seed: number): Example[] {
  const rng = mulberry32(seed);
  return Array.from({ length: 12 }, (_, i) => {
    const liked = i % 3 === 0;
    const dense = [gaussian(rng) + (liked ? 1 : 0), gaussian(rng)];
    return example(liked, dense, [[Math.floor(rng() * 3), rng()]], 0.5 + rng());
  });
}

describe("The classifier", () => {
  it("tells likes from others by their parts", () => {
    const likes = [example(true, [1, 0], [[0, 1]]), example(true, [0.8, 0.1], [[0, 0.7]])];
    const others = [example(false, [0, 1], [[1, 1]]), example(false, [0.1, 0.9], [[2, 1]])];
    const model = trainClassifier([...likes, ...others], SHAPE);
    for (const one of likes) expect(scoreOf(model, one)).toBeGreaterThan(0.5);
    for (const one of others) expect(scoreOf(model, one)).toBeLessThan(-0.5);
  });

  it("finds the weights of the least loss: no small change makes it smaller", () => {
    fc.assert(
      fc.property(fc.nat(1000), (seed) => {
        const examples = drawn(seed);
        const model = trainClassifier(examples, SHAPE);
        const least = lossOf(model, examples, SHAPE.cost);
        for (const step of [-0.02, 0.02]) {
          const { dense, sparse } = model;
          const changed = [
            { ...model, bias: model.bias + step },
            { ...model, dense: dense.map((value, i) => (i === 0 ? value + step : value)) },
            { ...model, sparse: sparse.map((value, i) => (i === 1 ? value + step : value)) },
          ];
          for (const other of changed) expect(lossOf(other, examples, SHAPE.cost)).toBeGreaterThan(least - 1e-4);
        }
      }),
      { numRuns: 25 },
    );
  });

  it("stays finite with contradictory examples, one label, and none", () => {
    const same = [example(true, [1, 0]), example(false, [1, 0])];
    for (const examples of [same, same.slice(0, 1), same.slice(1), []]) {
      const { prior, bias, dense, sparse } = trainClassifier(examples, SHAPE);
      expect([prior, bias, ...dense, ...sparse].every(Number.isFinite)).toBe(true);
    }
  });
});
