import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { areaOf, isInside } from "../../../web/src/map/area.ts";
import type { Corner } from "../../../web/src/map/stage-types.ts";

describe("a drawn area", () => {
  it("has at most a hundred corners of four decimals inside the map", () => {
    const place: fc.Arbitrary<Corner> = fc.tuple(
      fc.double({ min: -1, max: 2, noNaN: true }),
      fc.double({ min: -1, max: 2, noNaN: true }),
    );
    fc.assert(
      fc.property(fc.array(place, { maxLength: 400 }), (line) => {
        const area = areaOf(line, 0.001);
        if (area === undefined) return;
        expect(area.length).toBeGreaterThanOrEqual(3);
        expect(area.length).toBeLessThanOrEqual(100);
        for (const value of area.flat()) expect(value).toBe(Math.round(Math.min(1, Math.max(0, value)) * 1e4) / 1e4);
      }),
    );
  });

  it("keeps the shape that was drawn", () => {
    const circle = Array.from(
      { length: 500 },
      (_, i): Corner => [0.5 + 0.3 * Math.cos(i / 79.5), 0.5 + 0.3 * Math.sin(i / 79.5)],
    );
    const area = areaOf(circle, 0.001) ?? [];
    expect(area.length).toBeLessThan(100);
    for (let i = 0; i < 400; i++) {
      const [x, y] = [(i % 20) / 20, Math.floor(i / 20) / 20];
      const radius = Math.hypot(x - 0.5, y - 0.5);
      if (Math.abs(radius - 0.3) > 0.005) expect(isInside(area, x, y)).toBe(radius < 0.3);
    }
  });

  it("is none where nothing was enclosed", () => {
    expect(areaOf([], 0.001)).toBeUndefined();
    expect(
      areaOf(
        [
          [0.5, 0.5],
          [0.5, 0.5],
        ],
        0.001,
      ),
    ).toBeUndefined();
    expect(
      areaOf(
        [
          [0.1, 0.1],
          [0.2, 0.2],
          [0.3, 0.3],
        ],
        0.001,
      ),
    ).toBeUndefined();
  });
});
