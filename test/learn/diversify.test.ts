import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dot, mulberry32, normalize } from "../../src/core/index.ts";
import { diversify } from "../../src/learn/index.ts";

const candidates = fc.record({ seed: fc.nat(1000), count: fc.integer({ min: 1, max: 12 }) }).map(({ seed, count }) => {
  const rng = mulberry32(seed);
  const scores = Array.from({ length: count }, () => rng() * 10 - 5);
  const vectors = scores.map(() => normalize(Float32Array.from({ length: 3 }, () => rng() - 0.5)));
  return { scores, vectors };
});

describe("Diverse picks", () => {
  it("are the best in their order where nothing is asked for", () => {
    fc.assert(
      fc.property(candidates, fc.integer({ min: 0, max: 15 }), ({ scores, vectors }, count) => {
        const best = [...scores.keys()].sort((a, b) => scores[b]! - scores[a]!).slice(0, count);
        expect(diversify(scores, vectors, count, 0)).toEqual(best);
      }),
    );
  });

  it("begin with the best, and are then as unlike those before as can be where nothing else counts", () => {
    fc.assert(
      fc.property(candidates, ({ scores, vectors }) => {
        const picks = diversify(scores, vectors, scores.length, 1);
        expect([...picks].sort((a, b) => a - b)).toEqual([...scores.keys()]);
        expect(scores[picks[0]!]).toBe(Math.max(...scores));
        for (const [i, at] of picks.entries()) {
          const before = picks.slice(0, i);
          const likeness = (one: number) => Math.max(0, ...before.map((other) => dot(vectors[one]!, vectors[other]!)));
          for (const later of picks.slice(i + 1)) {
            if (i > 0) expect(likeness(at)).toBeLessThanOrEqual(likeness(later) + 1e-6);
          }
        }
      }),
    );
  });

  it("take candidates without a vector, and those of one score", () => {
    expect(diversify([1, 1, 1], [undefined, undefined, undefined], 2, 0.5)).toHaveLength(2);
    expect(diversify([], [], 5, 0.5)).toEqual([]);
  });
});
