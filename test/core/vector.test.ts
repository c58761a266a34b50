import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dot, gaussian, mulberry32, normalize, row, sampleWithout, stack } from "../../src/core/index.ts";

const numbers = fc.array(fc.float({ min: -1000, max: 1000, noNaN: true }), { minLength: 1, maxLength: 40 });

describe("normalize", () => {
  it("gives length 1 and keeps the direction", () => {
    fc.assert(
      fc.property(numbers, (values) => {
        const vector = Float32Array.from(values);
        const before = Math.hypot(...vector);
        fc.pre(before > 1e-15); // the square of a shorter one is no longer a number that can be told from zero
        const unit = normalize(vector.slice());
        expect(Math.hypot(...unit)).toBeCloseTo(1, 4);
        expect(dot(unit, vector) / before).toBeCloseTo(1, 4);
      }),
    );
  });

  it("works in place and leaves a zero vector zero", () => {
    const vector = Float32Array.of(3, 4);
    expect(normalize(vector)).toBe(vector);
    expect([...vector]).toEqual([Math.fround(0.6), Math.fround(0.8)]);
    expect([...normalize(new Float32Array(3))]).toEqual([0, 0, 0]);
  });
});

describe("stack", () => {
  it("lays rows one after another, and row finds them again in the same memory", () => {
    const embeddings = stack([Float32Array.of(1, 2), Float32Array.of(3, 4), Float32Array.of(5, 6)], 2);
    expect([embeddings.count, embeddings.dimension]).toEqual([3, 2]);
    expect([...row(embeddings, 1)]).toEqual([3, 4]);
    row(embeddings, 2)[0] = 9;
    expect([...embeddings.values]).toEqual([1, 2, 3, 4, 9, 6]);
  });

  it("refuses rows of another length and says both", () => {
    const refused = expect.objectContaining({
      code: "bad-request",
      message: expect.stringMatching(/2 numbers, got 3/),
    });
    expect(() => stack([Float32Array.of(1, 2), Float32Array.of(1, 2, 3)], 2)).toThrow(refused);
  });

  it("of no rows is empty", () => {
    expect(stack([], 4)).toEqual({ count: 0, dimension: 4, values: new Float32Array(0) });
  });
});

describe("chance", () => {
  it("is the same for the same seed and another for another", () => {
    const draw = (seed: number) => Array.from({ length: 20 }, mulberry32(seed));
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
  });

  it("is uniform: every tenth of [0, 1) gets its share", () => {
    const rng = mulberry32(5);
    const tenths = new Array<number>(10).fill(0);
    for (let i = 0; i < 100_000; i++) tenths[Math.floor(rng() * 10)]! += 1;
    for (const count of tenths) expect(Math.abs(count - 10_000)).toBeLessThan(500); // over five standard deviations
  });

  it("is normal where asked: mean 0, variance 1, the right part within one deviation, never infinite", () => {
    const rng = mulberry32(6);
    const drawn = Float64Array.from({ length: 100_000 }, () => gaussian(rng));
    const mean = drawn.reduce((sum, x) => sum + x, 0) / drawn.length;
    const variance = drawn.reduce((sum, x) => sum + (x - mean) ** 2, 0) / drawn.length;
    expect(mean).toBeCloseTo(0, 1);
    expect(variance).toBeCloseTo(1, 1);
    expect(drawn.filter((x) => Math.abs(x) < 1).length / drawn.length).toBeCloseTo(0.683, 1);
    for (const extreme of [0, 1 - 2 ** -32]) expect(gaussian(() => extreme)).toSatisfy(Number.isFinite);
  });

  it("draws different whole numbers below the limit, all of them when more are asked for", () => {
    const limits = fc.integer({ min: 0, max: 50 });
    fc.assert(
      fc.property(fc.integer(), limits, limits, (seed, limit, count) => {
        const drawn = sampleWithout(mulberry32(seed), limit, count);
        expect(drawn).toHaveLength(Math.min(limit, count));
        expect(new Set(drawn).size).toBe(drawn.length);
        expect(drawn.every((x) => Number.isInteger(x) && x >= 0 && x < limit)).toBe(true);
      }),
    );
  });

  it("draws every number equally often", () => {
    const counts = new Array<number>(6).fill(0);
    const rng = mulberry32(7);
    for (let i = 0; i < 6000; i++) for (const x of sampleWithout(rng, 6, 2)) counts[x]! += 1;
    for (const count of counts) expect(Math.abs(count - 2000)).toBeLessThan(200);
  });
});
