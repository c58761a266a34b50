import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { topPositions } from "../../src/core/index.ts";

const { NEGATIVE_INFINITY, POSITIVE_INFINITY, NaN: NOT_A_NUMBER } = Number;
/** Few different values, so that ties are the rule. */
const score = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: -3, max: 3 }) },
  { weight: 2, arbitrary: fc.float({ noNaN: true }) },
  { weight: 1, arbitrary: fc.constantFrom(NEGATIVE_INFINITY, POSITIVE_INFINITY, NOT_A_NUMBER, -0) },
);

describe("topPositions", () => {
  it("is what sorting all positions gives, equal scores by smaller position", () => {
    fc.assert(
      fc.property(
        fc.array(score, { maxLength: 60 }),
        fc.integer({ min: 0, max: 70 }),
        fc.boolean(),
        (values, k, wide) => {
          const scores = wide ? Float64Array.from(values) : Float32Array.from(values);
          expect(topPositions(scores, k)).toEqual(bySorting(scores, k));
        },
      ),
      { numRuns: 2000 },
    );
  });

  it("passes over what the mask leaves out", () => {
    const pairs = fc.array(fc.tuple(score, fc.integer({ min: 0, max: 1 })), { maxLength: 60 });
    fc.assert(
      fc.property(pairs, fc.integer({ min: 0, max: 70 }), (values, k) => {
        const scores = Float32Array.from(values, ([value]) => value);
        const accepts = Uint8Array.from(values, ([, accepted]) => accepted);
        expect(topPositions(scores, k, accepts)).toEqual(bySorting(scores, k, accepts));
      }),
      { numRuns: 1000 },
    );
  });

  it("takes the first positions when all scores are equal", () => {
    expect(topPositions(new Float32Array(100).fill(0.5), 3)).toEqual([0, 1, 2]);
  });

  it("gives nothing for k below 1 and everything for k without bound", () => {
    const scores = Float32Array.of(1, 3, 2);
    expect(topPositions(scores, 0)).toEqual([]);
    expect(topPositions(scores, -1)).toEqual([]);
    expect(topPositions(scores, POSITIVE_INFINITY)).toEqual([1, 2, 0]);
    expect(topPositions(new Float32Array(0), 5)).toEqual([]);
  });

  it("leaves out scores of -Infinity and scores that are no number", () => {
    const scores = Float32Array.of(NOT_A_NUMBER, 1, NEGATIVE_INFINITY, NOT_A_NUMBER, POSITIVE_INFINITY);
    expect(topPositions(scores, 5)).toEqual([4, 1]);
    expect(topPositions(scores, 1)).toEqual([4]);
  });

  it("takes a mask that ends early to leave out the rest", () => {
    expect(topPositions(Float32Array.of(1, 2, 3), 3, Uint8Array.of(1, 1))).toEqual([1, 0]);
  });
});

function bySorting(scores: Float32Array | Float64Array, k: number, accepts?: Uint8Array): number[] {
  return Array.from(scores.keys())
    .filter((i) => accepts?.[i] !== 0 && scores[i]! > NEGATIVE_INFINITY)
    .sort((a, b) => (scores[a] === scores[b] ? a - b : scores[b]! - scores[a]!))
    .slice(0, k);
}
