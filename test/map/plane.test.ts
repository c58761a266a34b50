import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gaussian, mulberry32 } from "../../src/core/index.ts";
import { aligned } from "../../src/map/layout/align.ts";
import { framed, frameOf, unframed } from "../../src/map/layout/frame.ts";
import type { FuzzyGraph } from "../../src/map/layout/fuzzy.ts";
import { layOut } from "../../src/map/layout/lay-out.ts";
import { nearestOnMap } from "../../src/map/near.ts";
import { nearestPoints } from "./measures.ts";

const coordinate = fc.float({ min: -50, max: 50, noNaN: true, noDefaultInfinity: true });
const places = fc
  .array(fc.tuple(coordinate, coordinate), { maxLength: 60 })
  .map((all) => Float32Array.from(all.flat()));

describe("Aligning a layout with an older one", () => {
  it("undoes any turn, mirroring and shift", () => {
    const turn = fc.record({
      angle: fc.double({ min: -4, max: 4, noNaN: true }),
      mirror: fc.boolean(),
      shift: fc.tuple(coordinate, coordinate),
      seed: fc.nat(),
      count: fc.integer({ min: 3, max: 40 }),
    });
    fc.assert(
      fc.property(turn, ({ angle, mirror, shift, seed, count }) => {
        const rng = mulberry32(seed);
        const old = Float32Array.from({ length: 2 * count }, () => 10 * gaussian(rng));
        const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
        const moved = old.map((_, at) => {
          const [x, y] = [old[at - (at % 2)]!, old[at - (at % 2) + 1]! * (mirror ? -1 : 1)];
          return at % 2 === 0 ? cos * x - sin * y + shift[0] : sin * x + cos * y + shift[1];
        });
        const result = aligned(moved, old, pairs(count));
        expect(largestDifference(result, old)).toBeLessThan(1e-3);
      }),
    );
  });

  it("keeps all distances, whatever the two have in common", () => {
    fc.assert(
      fc.property(places, places, fc.nat(), (positions, old, seed) => {
        const rng = mulberry32(seed);
        const [count, oldCount] = [positions.length / 2, old.length / 2];
        const some = pairs(Math.min(count, oldCount)).filter(() => rng() < 0.5);
        const result = aligned(positions, old, some);
        expect(result).toHaveLength(positions.length);
        for (let i = 0; i + 1 < count; i++) {
          const length = (all: Float32Array) =>
            Math.hypot(all[2 * i]! - all[2 * i + 2]!, all[2 * i + 1]! - all[2 * i + 3]!);
          expect(Math.abs(length(result) - length(positions))).toBeLessThan(1e-3);
        }
      }),
    );
  });

  it("is not led astray by points that are new, and leaves a layout alone that shares less than two", () => {
    const old = Float32Array.of(0, 0, 1, 0, 0, 2);
    const turned = Float32Array.of(0, 0, 0, 1, -2, 0, 500, 300);
    expect(largestDifference(aligned(turned, old, pairs(3)).subarray(0, 6), old)).toBeLessThan(1e-4);
    expect(aligned(turned, old, pairs(1))).toEqual(turned);
    expect(aligned(new Float32Array(0), old, [])).toEqual(new Float32Array(0));
    expect(aligned(new Float32Array(8), old, pairs(3)).every(Number.isFinite)).toBe(true);
  });
});

describe("The frame of a map", () => {
  it("puts all positions inside the unit square, in their order on each axis", () => {
    fc.assert(
      fc.property(places, coordinate, (positions, stray) => {
        const all = Float32Array.from([...positions, 1e6 * stray, -1e6 * stray]);
        const inside = framed(all, frameOf(positions));
        for (const place of inside) expect(place > 0 && place < 1).toBe(true);
        for (let a = 0; a < all.length; a += 2) {
          for (let b = 0; b < all.length; b += 2)
            if (all[a]! < all[b]!) expect(inside[a]!).toBeLessThanOrEqual(inside[b]!);
        }
      }),
    );
  });

  it("is undone to where positions were", () => {
    fc.assert(
      fc.property(places, (positions) => {
        const frame = frameOf(positions);
        const inside = framed(positions, frame);
        const back = unframed(
          inside.filter((_, at) => at % 2 === 0),
          inside.filter((_, at) => at % 2 === 1),
          frame,
        );
        expect(largestDifference(back, positions)).toBeLessThan(1e-4 / frame.scale);
      }),
    );
  });

  it("has one scale for both axes, and is not made small by a few that stray", () => {
    const rng = mulberry32(3);
    const positions = Float32Array.from({ length: 6000 }, (_, at) => gaussian(rng) * (at % 2 === 0 ? 1 : 3));
    positions.set([4000, -4000], 0);
    const [first, ...rest] = pointsOf(framed(positions, frameOf(positions)));
    expect(Math.max(...rest.map(([, y]) => y)) - Math.min(...rest.map(([, y]) => y))).toBeGreaterThan(0.9);
    const width = Math.max(...rest.map(([x]) => x)) - Math.min(...rest.map(([x]) => x));
    expect(width).toBeGreaterThan(0.25);
    expect(width).toBeLessThan(0.4);
    expect(first![0]).toBeGreaterThan(0.99);
  });

  it("puts what lies in one place into the middle", () => {
    const same = Float32Array.from({ length: 10 }, (_, at) => (at % 2 === 0 ? 7 : -3));
    for (const place of framed(same, frameOf(same))) expect(place).toBeCloseTo(0.5, 6);
  });
});

describe("The nearest points on the map", () => {
  const grid = fc.integer({ min: 0, max: 6 }).map((step) => step / 4);
  const points = (axis: fc.Arbitrary<number>) => fc.array(fc.tuple(axis, axis), { minLength: 1, maxLength: 70 });

  it("are those that looking at all finds, equal distances by number, points upon points among them", () => {
    const unit = fc.float({ min: 0, max: 1, noNaN: true });
    const skew = fc.oneof(unit, fc.constantFrom(0, 0.5, 1), fc.float({ min: 0, max: Math.fround(1e-6), noNaN: true }));
    fc.assert(
      fc.property(fc.oneof(points(unit), points(grid), points(skew)), fc.nat(40), (all, wanted) => {
        const x = Float32Array.from(all, ([first]) => first);
        const y = Float32Array.from(all, ([, second]) => second);
        const k = Math.min(wanted, all.length - 1);
        const truth = all.flatMap((_, i) => nearestPoints(x, y, i, k));
        expect([...nearestOnMap(x, y, k)]).toEqual(truth);
      }),
      { numRuns: 100 },
    );
  });

  it("of clusters far apart are found as well", () => {
    const rng = mulberry32(9);
    const x = Float32Array.from({ length: 600 }, (_, i) => (i % 3) * 1000 + gaussian(rng));
    const y = Float32Array.from({ length: 600 }, () => gaussian(rng) / 1000);
    expect([...nearestOnMap(x, y, 12)]).toEqual([...x.keys()].flatMap((i) => nearestPoints(x, y, i, 12)));
  });
});

describe("Laying out a graph", () => {
  it("gives the same bytes with any number of threads, when there are enough vertices to share out", async () => {
    const graph = ring(4100);
    const initial = Float32Array.from({ length: 2 * graph.count }, (_, at) =>
      at % 2 === 0 ? Math.cos(at / graph.count) : Math.sin(at / graph.count),
    );
    const before = initial.slice();
    const one = await layOut(graph, initial, { seed: 5, threads: 1 });
    expect(await layOut(graph, initial, { seed: 5, threads: 3 })).toEqual(one);
    expect(initial).toEqual(before);
    expect(one.every(Number.isFinite)).toBe(true);
  });

  it("depends on the seed, ends when cancelled, and counts its rounds", async () => {
    const graph = ring(60);
    const initial = new Float32Array(120);
    const told: number[] = [];
    const one = await layOut(graph, initial, { seed: 1, threads: 1, onProgress: ({ done }) => told.push(done) });
    expect(await layOut(graph, initial, { seed: 2, threads: 1 })).not.toEqual(one);
    expect(told).toEqual(Array.from({ length: 300 }, (_, round) => round + 1));
    for (const size of [60, 4100]) {
      const controller = new AbortController();
      const work = layOut(ring(size), new Float32Array(2 * size), {
        seed: 1,
        threads: 2,
        signal: controller.signal,
        onProgress: ({ done }) => {
          if (done === 3) controller.abort();
        },
      });
      await expect(work).rejects.toMatchObject({ code: "cancelled" });
    }
  });

  it("puts neighbors next to each other", async () => {
    const graph = ring(200);
    const rng = mulberry32(1);
    const positions = await layOut(
      graph,
      Float32Array.from({ length: 400 }, () => gaussian(rng)),
      { seed: 1, threads: 1 },
    );
    const [x, y] = [0, 1].map((axis) => positions.filter((_, at) => at % 2 === axis));
    const near = nearestOnMap(x!, y!, 4);
    const kept = [...x!.keys()].filter((i) => near.subarray(4 * i, 4 * i + 4).includes((i + 1) % 200)).length;
    expect(kept).toBeGreaterThan(170);
  });
});

/** Each vertex with two on either side of it. */
function ring(count: number): FuzzyGraph {
  const targets = Uint32Array.from({ length: 4 * count }, (_, edge) => {
    const step = [-2, -1, 1, 2][edge % 4]!;
    return (Math.floor(edge / 4) + step + count) % count;
  });
  const weights = Float32Array.from({ length: 4 * count }, (_, edge) => (edge % 4 === 0 || edge % 4 === 3 ? 0.5 : 1));
  return { count, starts: Uint32Array.from({ length: count + 1 }, (_, i) => 4 * i), targets, weights };
}

function pairs(count: number): [number, number][] {
  return Array.from({ length: count }, (_, i) => [i, i]);
}

function pointsOf(positions: Float32Array): [number, number][] {
  return Array.from({ length: positions.length / 2 }, (_, i) => [positions[2 * i]!, positions[2 * i + 1]!]);
}

function largestDifference(a: Float32Array, b: Float32Array): number {
  return a.reduce((most, value, at) => Math.max(most, Math.abs(value - b[at]!)), 0);
}
