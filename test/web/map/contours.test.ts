import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mulberry32 } from "../../../src/core/index.ts";
import { isInside } from "../../../web/src/map/area.ts";
import { contourRings } from "../../../web/src/map/contours.ts";
import { densityOf, levelsOf } from "../../../web/src/map/density.ts";
import type { Corner } from "../../../web/src/map/stage-types.ts";
import { pointsAt } from "./points.ts";

function cornersOf(ring: Float32Array): Corner[] {
  return Array.from({ length: ring.length / 2 }, (_, i): Corner => [ring[2 * i] ?? 0, ring[2 * i + 1] ?? 0]);
}

describe("contours", () => {
  it("part what is denser than their level from what is not", () => {
    const SIDE = 9;
    const cells = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 49, maxLength: 49 });
    fc.assert(
      fc.property(cells, fc.double({ min: 0.05, max: 0.95, noNaN: true }), (inner, level) => {
        const values = new Float32Array(SIDE * SIDE);
        inner.forEach((value, i) => {
          values[1 + (i % 7) + SIDE * (1 + Math.floor(i / 7))] = value;
        });
        const rings = contourRings({ values, side: SIDE, origin: 0, step: 1 }, level).map(cornersOf);
        for (const [i, value] of values.entries()) {
          if (Math.abs(value - level) < 1e-3) continue;
          const around = rings.filter((ring) => isInside(ring, i % SIDE, Math.floor(i / SIDE))).length;
          expect(around % 2 === 1).toBe(value > level);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("enclose the share of the points that they stand for", () => {
    const next = mulberry32(5);
    const normal = () => next() + next() + next() + next() - 2;
    const places = Array.from({ length: 20_000 }, (): [number, number] => [
      32_768 + 5_000 * normal(),
      32_768 + 5_000 * normal(),
    ]);
    const density = densityOf(pointsAt(places));
    const levels = levelsOf(density, [0.9, 0.5]);
    expect(levels).toHaveLength(2);
    for (const [i, share] of [0.9, 0.5].entries()) {
      const rings = contourRings(density, levels[i] ?? 0).map(cornersOf);
      const inside = places.filter(
        ([x, y]) => rings.filter((ring) => isInside(ring, x / 65_535, y / 65_535)).length % 2 === 1,
      );
      expect(inside.length / places.length).toBeGreaterThan(share - 0.06);
      expect(inside.length / places.length).toBeLessThan(share + 0.06);
    }
  });

  it("are drawn for points in the corners of the map, for one point, and for none", () => {
    for (const places of [
      [
        [0, 0],
        [65_535, 65_535],
      ],
      [[5, 5]],
      [],
    ] as [number, number][][]) {
      const density = densityOf(pointsAt(places));
      const levels = levelsOf(density, [0.9, 0.5]);
      for (const level of levels) expect(contourRings(density, level).length).toBeGreaterThan(0);
      if (places.length === 0) expect(levels).toEqual([]);
    }
  });
});
