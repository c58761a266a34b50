import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EMPTY_SEARCH, formatRoute, parseRoute, type Route } from "../../web/src/location.ts";
import { MAP_COLORS, type MapState, mapOf, roundPlace } from "../../web/src/map-location.ts";
import { formatArea, parseArea } from "../../web/src/parts/map/area.ts";
import { pointOf } from "../../web/src/parts/map/points.ts";
import { familyOf, indexTopics, pathName, pathOf } from "../../web/src/parts/map/topic-index.ts";
import { findTopics, openedTowards, topicRows } from "../../web/src/parts/map/topic-rows.ts";
import { firstWindow, nextWindow } from "../../web/src/parts/map/year-range.ts";

const share = fc.double({ min: 0, max: 1, noNaN: true });
const text = fc.string({ minLength: 1, maxLength: 20, unit: "grapheme" });
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const place = fc.record({ x: share, y: share, zoom: fc.double({ min: 0.5, max: 500, noNaN: true }) }).map(roundPlace);
const corner = fc.tuple(share, share).map(([x, y]) => [Number(x.toFixed(4)), Number(y.toFixed(4))] as const);
const area = fc.array(corner, { minLength: 3, maxLength: 100 }).map(formatArea);
const mapState: fc.Arbitrary<MapState> = fc.record({
  search: fc.record({
    q: fc.string({ unit: "grapheme", maxLength: 40 }),
    mode: fc.constantFrom("hybrid", "lexical", "semantic"),
    yearFrom: optional(fc.integer({ min: 1900, max: 1999 })),
    yearTo: optional(fc.integer({ min: 2000, max: 2099 })),
    categories: fc.uniqueArray(text, { maxLength: 3 }),
    venues: fc.uniqueArray(text, { maxLength: 3 }),
    sources: fc.constant([]),
    listedFrom: fc.constant(undefined),
    listedTo: fc.constant(undefined),
    topics: fc.uniqueArray(text, { maxLength: 2 }),
    lists: fc.constantFrom([], ["l1", "l2"]),
    read: fc.constantFrom("yes", "no", undefined),
    area: optional(area),
    pages: fc.constant(1),
  }),
  at: optional(place),
  paper: optional(text),
  color: fc.constantFrom(...MAP_COLORS),
  hidden: fc.uniqueArray(text, { maxLength: 5 }),
  contours: fc.boolean(),
  within: fc.boolean(),
  table: fc.boolean(),
});

describe("addresses of the map", () => {
  it("give back the state that they were made from", () => {
    fc.assert(
      fc.property(mapState, (map) => {
        expect(parse(formatRoute({ view: "map", map }))).toEqual({ view: "map", map });
      }),
    );
  });

  it("say nothing of what is as usual", () => {
    expect(formatRoute({ view: "map", map: mapOf(EMPTY_SEARCH) })).toBe("/map");
    expect(parse("/map")).toMatchObject({ view: "map", map: mapOf(EMPTY_SEARCH) });
    const selected = mapOf({ ...EMPTY_SEARCH, q: "spin glass", area: "0,0;1,0;1,1" });
    expect(formatRoute({ view: "map", map: selected })).toBe("/map?q=spin+glass&area=0,0;1,0;1,1&within=1");
  });

  it("ignore parameters that make no sense", () => {
    const nonsense = "x=0.5&y=north&zoom=2&color=mood&paper=&hide=&contours=yes&area=0,0;2,9;1,1&within=maybe&table=2";
    expect(parse(`/map?${nonsense}`)).toMatchObject({ map: mapOf(EMPTY_SEARCH) });
    expect(parse("/map?area=0,0;1,1")).toMatchObject({ map: { search: { area: undefined } } });
    expect(parse("/map?x=9&y=-3&zoom=1e9")).toMatchObject({ map: { at: undefined } });
    expect(parse("/map?x=9&y=-3&zoom=999999")).toMatchObject({ map: { at: { x: 1, y: 0, zoom: 5_000 } } });
    expect(parse("/map?x=0.5&y=0.5&zoom=0")).toMatchObject({ map: { at: undefined } });
  });

  it("never throw, whatever is typed into the address bar", () => {
    fc.assert(
      fc.property(fc.string(), (parameters) => {
        const route = parseRoute("/map", parameters);
        expect(parse(formatRoute(route))).toEqual(route);
      }),
    );
  });
});

describe("an area of the map", () => {
  it("is read as it was written", () => {
    fc.assert(
      fc.property(fc.array(corner, { minLength: 3 }), (corners) => {
        expect(parseArea(formatArea(corners))).toEqual(corners);
      }),
    );
  });
});

describe("the points of the map", () => {
  it("are found by the rows of their papers, and only those", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(200), { maxLength: 60 }), fc.nat(200), (rows, row) => {
        const points = { ...NO_POINTS, count: rows.length, rows: Uint32Array.from(rows).sort() };
        const found = pointOf(points, row);
        expect(found).toBe(rows.includes(row) ? points.rows.indexOf(row) : undefined);
      }),
    );
  });
});

describe("the topics beside the map", () => {
  const index = indexTopics({
    topics: [
      topic("t1", 0, null, "quantum physics", 90),
      topic("t2", 0, null, "machine learning", 120),
      topic("t3", 1, "t1", "tensor networks", 30),
      topic("t4", 1, "t1", "quantum circuits", 60),
      topic("t5", 2, "t3", "matrix product states", 20),
    ],
    levels: 3,
    papers: 250,
    between: 10,
  });

  it("stand largest first, parts under their topic while it is open", () => {
    const names = (opened: number[]) => topicRows(index, new Set(opened)).map((row) => index.topics[row.place]?.id);
    expect(names([])).toEqual(["t2", "t1"]);
    expect(names([0])).toEqual(["t2", "t1", "t4", "t3"]);
    expect(names([0, 2])).toEqual(["t2", "t1", "t4", "t3", "t5"]);
    expect(topicRows(index, new Set([0]))[2]).toMatchObject({ depth: 1, position: 1, siblings: 2, open: undefined });
  });

  it("open towards the selected one, and are found by a part of their name", () => {
    expect([...openedTowards(index, new Set(), 4)]).toEqual([0, 2]);
    expect(findTopics(index, " QUANTUM ").map((row) => index.topics[row.place]?.id)).toEqual(["t1", "t4"]);
    expect(pathOf(index, 4)).toEqual([0, 2, 4]);
    expect(familyOf(index, 0)).toEqual([0, 3, 2, 4]);
    expect(pathName(index, 4)).toBe("quantum physics › tensor networks › matrix product states");
    expect(pathName(index, 65_535)).toBe("between topics");
  });
});

describe("the years that play", () => {
  const years = Array.from({ length: 32 }, (_, i) => ({ year: 1990 + i, count: i < 10 ? 1 : 100 }));

  it("begin where there are papers and move on by a year, up to the last", () => {
    const first = firstWindow(years, undefined);
    expect(first).toEqual([2000, 2002]);
    expect(nextWindow(first, 2021)).toEqual([2001, 2003]);
    expect(nextWindow([2019, 2021], 2021)).toBeUndefined();
  });

  it("go on from the years that are shown, and from the beginning when these are the last", () => {
    expect(firstWindow(years, [2005, 2009])).toEqual([2005, 2009]);
    expect(firstWindow(years, [2019, 2021])).toEqual([2000, 2002]);
  });
});

const NO_POINTS = {
  x: new Uint16Array(),
  y: new Uint16Array(),
  topic: new Uint16Array(),
  year: new Uint8Array(),
  trust: new Uint8Array(),
  baseYear: 1900,
};

function topic(id: string, level: number, parent: string | null, name: string, size: number) {
  return { id, level, parent, name, size, x: 0.5, y: 0.5, extent: 0.1, papers: [], phrases: [] };
}

function parse(address: string): Route {
  const url = new URL(address, "http://orrery.test");
  return parseRoute(url.pathname, url.search);
}
