import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  boundsOf,
  coreBounds,
  fitScale,
  homeView,
  limitView,
  toMap,
  toStage,
  zoomAt,
} from "../../../web/src/map/camera.ts";
import { flight } from "../../../web/src/map/flight.ts";
import { pointsAt } from "./points.ts";

const share = fc.double({ min: 0, max: 1, noNaN: true });
const view = fc.record({ x: share, y: share, zoom: fc.double({ min: 0.6, max: 100, noNaN: true }) });
const size = { width: 900, height: 500 };

describe("the camera", () => {
  it("finds the place under a pixel that the place is drawn at", () => {
    fc.assert(
      fc.property(view, share, share, (seen, x, y) => {
        const camera = { view: seen, size, scale: 400 };
        const [backX, backY] = toMap(camera, ...toStage(camera, x, y));
        expect(backX).toBeCloseTo(x, 9);
        expect(backY).toBeCloseTo(y, 9);
      }),
    );
  });

  it("keeps the place under the pointer while it zooms", () => {
    fc.assert(
      fc.property(view, share, share, fc.double({ min: 0.2, max: 5, noNaN: true }), (seen, left, top, factor) => {
        const camera = { view: seen, size, scale: 400 };
        const place = toMap(camera, left * 900, top * 500);
        const zoomed = { ...camera, view: zoomAt(camera, factor, left * 900, top * 500, 64) };
        const [x, y] = toStage(zoomed, ...place);
        expect(x).toBeCloseTo(left * 900, 5);
        expect(y).toBeCloseTo(top * 500, 5);
      }),
    );
  });

  it("shows all points of a small map at zoom 1", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(65_535), fc.nat(65_535)), { maxLength: 30 }), (places) => {
        const bounds = coreBounds(pointsAt(places));
        const camera = { view: homeView(bounds), size, scale: fitScale(size, bounds) };
        for (const [x, y] of places) {
          const [left, top] = toStage(camera, x / 65_535, y / 65_535);
          expect(left).toBeGreaterThan(0);
          expect(left).toBeLessThan(900);
          expect(top).toBeGreaterThan(0);
          expect(top).toBeLessThan(500);
        }
      }),
    );
  });

  it("does not let a few far papers shrink a large map", () => {
    const places = Array.from({ length: 5_000 }, (_, i): [number, number] => [
      20_000 + (i % 100) * 200,
      30_000 + i * 4,
    ]);
    const bounds = coreBounds(pointsAt([...places, [0, 0], [65_535, 65_535]]));
    expect(bounds.left).toBeCloseTo(20_000 / 65_535, 1);
    expect(bounds.right).toBeCloseTo(40_000 / 65_535, 1);
  });

  it("never loses the map, whatever view an address asks for", () => {
    const bounds = boundsOf(
      pointsAt([
        [10_000, 10_000],
        [50_000, 40_000],
      ]),
    );
    fc.assert(
      fc.property(fc.double(), fc.double(), fc.double(), (x, y, zoom) => {
        const seen = limitView({ x, y, zoom }, bounds, 64);
        expect(seen.x).toBeGreaterThanOrEqual(bounds.left);
        expect(seen.x).toBeLessThanOrEqual(bounds.right);
        expect(seen.y).toBeGreaterThanOrEqual(bounds.bottom);
        expect(seen.y).toBeLessThanOrEqual(bounds.top);
        expect(seen.zoom).toBeGreaterThan(0.4);
        expect(seen.zoom).toBeLessThanOrEqual(64);
      }),
    );
  });
});

describe("a flight", () => {
  it("begins and ends where it should and stays finite on its way", () => {
    fc.assert(
      fc.property(view, view, share, (from, to, at) => {
        const way = flight(from, to);
        expect(way.at(0)).toEqual(from);
        expect(way.at(1)).toEqual(to);
        const seen = way.at(at);
        expect(Number.isFinite(seen.x + seen.y)).toBe(true);
        expect(seen.zoom).toBeGreaterThan(0);
        expect(seen.zoom).toBeLessThanOrEqual(Math.max(from.zoom, to.zoom) * 1.000_001);
        const near = way.at(0.999_99);
        expect(Math.abs(near.zoom / to.zoom - 1)).toBeLessThan(0.05);
        expect(Math.hypot(near.x - to.x, near.y - to.y) * to.zoom).toBeLessThan(0.05);
      }),
    );
  });

  it("sees both ends at once on a long way", () => {
    const middle = flight({ x: 0.1, y: 0.5, zoom: 60 }, { x: 0.9, y: 0.5, zoom: 60 }).at(0.5);
    expect(middle.zoom).toBeLessThan(5);
  });
});
