import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type NameBox, partingZoom, placeNames, type Span } from "../../../web/src/map/place-names.ts";
import { wrapName } from "../../../web/src/map/wrap.ts";

const MAX_ZOOM = 64;
const share = fc.double({ min: 0, max: 1, noNaN: true });

/** Three levels of topics; each but the top ones with a parent of the level above, near or far. */
const boxes: fc.Arbitrary<NameBox[]> = fc
  .array(
    fc.record({
      x: fc.oneof(share, fc.constantFrom(0.25, 0.5)),
      y: fc.oneof(share, fc.constantFrom(0.25, 0.5)),
      width: fc.double({ min: 20, max: 220, noNaN: true }),
      height: fc.double({ min: 16, max: 50, noNaN: true }),
      level: fc.nat(2),
      size: fc.integer({ min: 1, max: 2_000 }),
      extent: fc.double({ min: 0, max: 0.2, noNaN: true }),
      nth: fc.nat(),
    }),
    { maxLength: 60 },
  )
  .map((drawn) =>
    drawn.map(({ nth, ...box }) => {
      const above = drawn.flatMap(({ level }, i) => (level === box.level - 1 ? [i] : []));
      return { ...box, parent: above.length === 0 ? undefined : above[nth % above.length] };
    }),
  );

const zoom = fc.double({ min: -1, max: 6, noNaN: true }).map((power) => 2 ** power);
const isShown = (span: Span | undefined, at: number) => span !== undefined && at >= span.from && at < span.to;

describe("names on the map", () => {
  it("never overlap, at any zoom", () => {
    fc.assert(
      fc.property(boxes, zoom, (names, at) => {
        const spans = placeNames(names, 700, MAX_ZOOM);
        const shown = names.filter((_, i) => isShown(spans[i], at));
        for (const [i, a] of shown.entries()) {
          for (const b of shown.slice(i + 1)) {
            const dx = Math.abs(a.x - b.x) * 700 * at;
            const dy = Math.abs(a.y - b.y) * 700 * at;
            expect(dx >= (a.width + b.width) / 2 - 1e-6 || dy >= (a.height + b.height) / 2 - 1e-6).toBe(true);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it("show the largest top topic from afar, and something at every zoom where there is a lonely topic", () => {
    fc.assert(
      fc.property(boxes, (names) => {
        const tops = names.filter(({ level }) => level === 0);
        fc.pre(tops.length > 0);
        const spans = placeNames(names, 700, MAX_ZOOM);
        const largest = tops.reduce((best, box) => (box.size > best.size ? box : best));
        expect(spans[names.indexOf(largest)]?.from).toBe(0);
      }),
    );
  });

  it("end where those of their children begin, and so are never shown with them", () => {
    fc.assert(
      fc.property(boxes, zoom, (names, at) => {
        const spans = placeNames(names, 700, MAX_ZOOM);
        for (const [i, { parent }] of names.entries()) {
          if (parent !== undefined) expect(isShown(spans[i], at) && isShown(spans[parent], at)).toBe(false);
        }
      }),
    );
  });

  it("come nearer with the stage: a name without rivals is shown at every zoom", () => {
    const lonely: NameBox = {
      x: 0.5,
      y: 0.5,
      width: 100,
      height: 20,
      level: 0,
      size: 9,
      parent: undefined,
      extent: 0.1,
    };
    expect(placeNames([lonely], 700, MAX_ZOOM)).toEqual([{ from: 0, to: Number.POSITIVE_INFINITY }]);
  });

  it("give way to larger topics of their level and come when there is room", () => {
    const large: NameBox = {
      x: 0.5,
      y: 0.5,
      width: 100,
      height: 20,
      level: 0,
      size: 9,
      parent: undefined,
      extent: 0.1,
    };
    const small = { ...large, x: 0.55, size: 3 };
    const [first, second] = placeNames([small, large], 700, MAX_ZOOM);
    expect(second).toEqual({ from: 0, to: Number.POSITIVE_INFINITY });
    expect(first?.from).toBeCloseTo(partingZoom(small, large, 700));
  });

  it("of parents that neighbours push aside are still shown before their children", () => {
    const large: NameBox = {
      x: 0.5,
      y: 0.5,
      width: 200,
      height: 20,
      level: 0,
      size: 9,
      parent: undefined,
      extent: 0.1,
    };
    const aside = { ...large, x: 0.6, size: 3 };
    const child = { ...large, x: 0.61, level: 1, size: 3, parent: 1 };
    const spans = placeNames([large, aside, child], 700, MAX_ZOOM);
    expect((spans[1]?.to ?? 0) / (spans[1]?.from ?? 1)).toBeGreaterThan(1.2);
    expect(spans[1]?.from).toBeCloseTo(partingZoom(large, aside, 700));
    expect(spans[2]?.from).toBeGreaterThanOrEqual(spans[1]?.to ?? 99);
  });

  it("are broken into two even lines where they are long", () => {
    const widthOf = (text: string) => text.length;
    expect(wrapName("black holes", widthOf)).toEqual(["black holes"]);
    expect(wrapName("quantum error correction", widthOf)).toEqual(["quantum error", "correction"]);
    expect(wrapName("Antidisestablishmentarianism", widthOf)).toEqual(["Antidisestablishmentarianism"]);
  });
});
