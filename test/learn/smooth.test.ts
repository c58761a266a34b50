import { describe, expect, it } from "vitest";
import { gaussian, mulberry32, normalize } from "../../src/core/index.ts";
import { type Neighbor, smoothed } from "../../src/learn/index.ts";

const rng = mulberry32(3);
const near = (axis: number): Neighbor => ({
  vector: normalize(Float32Array.from({ length: 4 }, (_, i) => (i === axis ? 1 : 0) + 0.1 * gaussian(rng))),
  words: new Map([[axis, 1]]),
});
const all = Array.from({ length: 40 }, (_, i) => near(i % 2));
const middle = new Float32Array(4);

describe("Smoothed scores", () => {
  it("fall where a good score stands among bad ones, and rise among good ones", () => {
    const scores = all.map((_, i) => (i % 2 === 0 ? 1 : 0));
    scores[0] = 0; // bad among good
    scores[1] = 1; // good among bad
    const smooth = smoothed(scores, all, middle);
    expect(smooth[0]).toBeGreaterThan(0.4);
    expect(smooth[1]).toBeLessThan(0.6);
    expect(smooth[2]).toBeGreaterThan(smooth[1]!);
  });

  it("stay as they are where all are alike, and where there are few", () => {
    for (const score of smoothed(
      all.map(() => 2),
      all,
      middle,
    ))
      expect(score).toBeCloseTo(2, 6);
    expect(smoothed([3, 1, 2], all.slice(0, 3), middle)).toEqual([3, 1, 2]);
    expect(smoothed([], [], middle)).toEqual([]);
  });
});
