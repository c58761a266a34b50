import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mulberry32 } from "../../../src/core/index.ts";
import { isInside } from "../../../web/src/map/area.ts";
import { type Direction, PointGrid } from "../../../web/src/map/grid.ts";
import type { Corner } from "../../../web/src/map/stage-types.ts";
import { Walk } from "../../../web/src/map/walk.ts";
import { pointsAt } from "./points.ts";

const unit = fc.oneof(
  fc.nat(65_535),
  fc.nat(12).map((i) => 20_000 + 500 * i),
  fc.constantFrom(0, 65_535),
);
const places = fc.array(fc.tuple(unit, unit), { minLength: 1, maxLength: 200 });
const share = fc.double({ min: -0.1, max: 1.1, noNaN: true });
const corner: fc.Arbitrary<Corner> = fc.tuple(share, share);
const all = () => true;

describe("picking", () => {
  it("finds the nearest accepted point in reach, as a look at all of them does", () => {
    fc.assert(
      fc.property(places, share, share, fc.double({ min: 0, max: 0.3, noNaN: true }), (at, x, y, radius) => {
        const accepts = (point: number) => point % 3 !== 0;
        const found = new PointGrid(pointsAt(at)).nearest(x, y, radius, accepts);
        const distances = at.map(([px, py]) => (px - x * 65_535) ** 2 + (py - y * 65_535) ** 2);
        const allowed = distances.filter((distance, i) => accepts(i) && distance <= (radius * 65_535) ** 2);
        if (allowed.length === 0) expect(found).toBeUndefined();
        else expect(distances[found ?? -1]).toBe(Math.min(...allowed));
      }),
      { numRuns: 300 },
    );
  });
});

describe("points in an area", () => {
  it("are those that the even-odd rule finds one by one", () => {
    fc.assert(
      fc.property(places, fc.array(corner, { minLength: 3, maxLength: 12 }), (at, area) => {
        const found = new PointGrid(pointsAt(at)).inside(area, all);
        const expected = at.flatMap(([x, y], i) => (isInside(area, x / 65_535, y / 65_535) ? [i] : []));
        expect([...found]).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });

  it("are found among many, in areas with corners of four decimals", () => {
    const next = mulberry32(5);
    const at = Array.from({ length: 20_000 }, (): [number, number] => [
      Math.floor(next() * 65_536),
      Math.floor(next() * 65_536),
    ]);
    const grid = new PointGrid(pointsAt(at));
    for (let round = 0; round < 10; round++) {
      const area = Array.from(
        { length: 40 },
        (): Corner => [Math.round(next() * 1e4) / 1e4, Math.round(next() * 1e4) / 1e4],
      );
      const expected = at.flatMap(([x, y], i) => (isInside(area, x / 65_535, y / 65_535) ? [i] : []));
      expect([...grid.inside(area, all)]).toEqual(expected);
    }
  });

  it("leave hidden points out, and are none without an area", () => {
    const grid = new PointGrid(
      pointsAt([
        [1_000, 1_000],
        [2_000, 2_000],
      ]),
    );
    const whole: Corner[] = [
      [-1, -1],
      [2, -1],
      [2, 2],
      [-1, 2],
    ];
    expect([...grid.inside(whole, (point) => point === 1)]).toEqual([1]);
    expect([...grid.inside([], all)]).toEqual([]);
  });
});

const DIRECTIONS: readonly Direction[] = ["left", "right", "up", "down"];
const OPPOSITE = { left: "right", right: "left", up: "down", down: "up" } as const;

function isThatWay(
  [fx, fy]: readonly [number, number],
  [tx, ty]: readonly [number, number],
  direction: Direction,
): boolean {
  const [dx, dy] = [tx - fx, ty - fy];
  return { left: dx < 0, right: dx > 0, up: dy > 0, down: dy < 0 }[direction];
}

describe("the keyboard's cursor", () => {
  it("goes where the arrow points, and stays only where nothing lies that way", () => {
    fc.assert(
      fc.property(places, fc.nat(), fc.constantFrom(...DIRECTIONS), (at, start, direction) => {
        const from = start % at.length;
        const here = at[from] ?? [0, 0];
        const to = new PointGrid(pointsAt(at)).step(from, direction, all);
        const twin = (i: number) => at[i]?.[0] === here[0] && at[i]?.[1] === here[1];
        const isForward = direction === "right" || direction === "up";
        const candidates = at.flatMap((place, i) =>
          isThatWay(here, place, direction) || (twin(i) && (isForward ? i > from : i < from)) ? [i] : [],
        );
        if (to === undefined) expect(candidates).toEqual([]);
        else expect(candidates).toContain(to);
      }),
      { numRuns: 500 },
    );
  });

  it("goes to the nearest in its quarter, as a look at all of them does", () => {
    const distinct = fc.uniqueArray(fc.tuple(unit, unit), { minLength: 2, maxLength: 150, selector: String });
    fc.assert(
      fc.property(distinct, fc.nat(), (at, start) => {
        const from = start % at.length;
        const [x, y] = at[from] ?? [0, 0];
        const costs = at.map(([px, py]) =>
          px > x && px - x >= Math.abs(py - y) ? px - x + 2 * Math.abs(py - y) : 1e9,
        );
        fc.pre(Math.min(...costs) < 1e9);
        const to = new PointGrid(pointsAt(at)).step(from, "right", all);
        expect(costs[to ?? -1]).toBe(Math.min(...costs));
      }),
      { numRuns: 300 },
    );
  });

  it("prefers the nearest paper straight ahead to one that is as far to the side", () => {
    const grid = new PointGrid(
      pointsAt([
        [30_000, 30_000],
        [31_000, 30_000],
        [30_700, 30_690],
        [30_000, 30_100],
      ]),
    );
    expect(grid.step(0, "right", all)).toBe(1);
    expect(grid.step(0, "up", all)).toBe(3);
  });

  it("always comes back by the opposite arrow", () => {
    fc.assert(
      fc.property(places, fc.nat(), fc.array(fc.constantFrom(...DIRECTIONS), { maxLength: 12 }), (at, start, way) => {
        const grid = new PointGrid(pointsAt(at));
        const walk = new Walk();
        const taken: { from: number; direction: Direction }[] = [];
        let here = start % at.length;
        for (const direction of way) {
          const last = taken.at(-1);
          if (last !== undefined && OPPOSITE[last.direction] === direction) continue;
          const to = walk.step(grid, here, direction, all);
          if (to === undefined) continue;
          taken.push({ from: here, direction });
          here = to;
        }
        for (const { from, direction } of taken.reverse()) {
          here = walk.step(grid, here, OPPOSITE[direction], all) ?? -1;
          expect(here).toBe(from);
        }
      }),
    );
  });

  it("walks through papers at the very same place, and past them", () => {
    const grid = new PointGrid(
      pointsAt([
        [500, 500],
        [500, 500],
        [500, 500],
        [900, 500],
      ]),
    );
    const steps = [0, 1, 2].map((from) => grid.step(from, "right", all));
    expect(steps).toEqual([1, 2, 3]);
    expect(grid.step(3, "left", all)).toBeDefined();
  });

  it("leaps at least as far as it is told", () => {
    const row = Array.from({ length: 50 }, (_, i): [number, number] => [1_000 * i, 30_000]);
    expect(new PointGrid(pointsAt(row)).step(0, "right", all, 10_500 / 65_535)).toBe(11);
  });
});
