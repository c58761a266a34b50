import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  clipQuery,
  countFilters,
  EMPTY_SEARCH,
  formatRoute,
  parseRoute,
  type Route,
  type SearchState,
  withoutFilters,
} from "../../web/src/location.ts";

const year = fc.option(fc.integer({ min: 1000, max: 2999 }), { nil: undefined });
const names = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 20, unit: "grapheme" }), { maxLength: 4 });
const day = fc.option(fc.constantFrom("2024-08-20", "--08-20", "1999-12-31"), { nil: undefined });
const searchState: fc.Arbitrary<SearchState> = fc
  .record({
    q: fc.string({ unit: "grapheme", maxLength: 60 }),
    mode: fc.constantFrom("hybrid", "lexical", "semantic"),
    sort: fc.constantFrom("date", undefined),
    yearFrom: year,
    yearTo: year,
    categories: names,
    venues: names,
    sources: names,
    listedFrom: day,
    listedTo: day,
    topics: names,
    lists: names,
    read: fc.constantFrom("yes", "no", undefined),
    area: fc.option(fc.constantFrom("0,0;1,0;0.5,0.25", "0.1,0.2;0.3,0.4;0.5,0.6;0,1"), { nil: undefined }),
    saved: fc.constantFrom("s12", undefined),
    pages: fc.integer({ min: 1, max: 50 }),
  })
  .filter(({ yearFrom, yearTo }) => yearFrom === undefined || yearTo === undefined || yearFrom <= yearTo);

describe("addresses of the page", () => {
  it("give back the search that they were made from", () => {
    fc.assert(
      fc.property(searchState, (search) => {
        expect(parse(formatRoute({ view: "search", search }))).toEqual({ view: "search", search });
      }),
      { numRuns: 300 },
    );
  });

  it("give back the papers that others are to be like, as long as there is no query", () => {
    const like = ["math/0611800", "50%", "a?b#c"];
    const search = { ...EMPTY_SEARCH, like, yearFrom: 2020, pages: 2 };
    expect(parse(formatRoute({ view: "search", search }))).toEqual({ view: "search", search });
    const asking = formatRoute({ view: "search", search: { ...search, q: "kernels" } });
    expect(asking).toBe("/search?q=kernels&yearFrom=2020&pages=2");
    expect(parse("/search?q=kernels&like=x")).toEqual(parse("/search?q=kernels"));
  });

  it("give back lists and days, with what is chosen in them", () => {
    const routes: Route[] = [
      { view: "lists" },
      { view: "digest" },
      { view: "digest", since: "2024-05-01" },
      { view: "list", id: "l12" },
      { view: "list", id: "a/b c%", unread: true },
      { view: "daily" },
      { view: "daily", mine: true },
      { view: "daily", period: "2024-05", mine: true },
    ];
    for (const route of routes) expect(parse(formatRoute(route))).toEqual(route);
    expect(countFilters({ ...EMPTY_SEARCH, lists: ["l1", "l2"], read: "no" })).toBe(3);
  });

  it("give back any paper id, with slashes, percent signs and question marks in it", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.constantFrom("a/b", "50%", "%2F", "a?b#c", "math/0611800"),
          fc.string({ minLength: 1, unit: "grapheme" }),
        ),
        (id) => {
          fc.pre(id !== "." && id !== ".."); // URL parsers take these for steps between folders
          expect(parse(formatRoute({ view: "paper", id }))).toEqual({ view: "paper", id });
        },
      ),
    );
  });

  it("give back any period of listings", () => {
    const known = fc.constantFrom("2024-05-01", "2024-W18", "--05", "page:a b/c%2F?.txt");
    fc.assert(
      fc.property(fc.oneof(known, fc.string({ minLength: 1, unit: "grapheme" })), (period) => {
        fc.pre(period !== "." && period !== "..");
        expect(parse(formatRoute({ view: "daily", period }))).toEqual({ view: "daily", period });
      }),
    );
    expect(parse("/daily/")).toEqual(parse("/daily"));
    expect(formatRoute({ view: "daily" })).toBe("/daily");
  });

  it("ignore parameters that make no sense", () => {
    const nonsense = "q=x&mode=psychic&yearFrom=12&yearTo=soon&pages=-3&listedFrom=yesterday&category=&colour=blue";
    expect(parse(`/search?${nonsense}`)).toEqual({ view: "search", search: { ...blank, q: "x" } });
    expect(parse("/search?q=x&pages=1e9")).toEqual({ view: "search", search: { ...blank, q: "x" } });
    expect(parse("/search?q=x&pages=999999")).toMatchObject({ search: { pages: 50 } });
    expect(parse("/search?yearFrom=2020&yearTo=2010")).toMatchObject({ search: { yearFrom: 2010, yearTo: 2020 } });
  });

  it("never throw, whatever is typed into the address bar", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (path, parameters) => {
        expect(parseRoute(`/${path}`, parameters)).toHaveProperty("view");
      }),
    );
    expect(parseRoute("/paper/%E0%A4%A", "")).toEqual({ view: "paper", id: "%E0%A4%A" });
    expect(formatRoute({ view: "paper", id: "\ud800" })).toBe("/paper/%EF%BF%BD");
    expect(parseRoute("/paper/", "")).toEqual({ view: "missing", path: "/paper/" });
  });

  it("hold only as much of a pasted query as a request line can carry", () => {
    const words = "transformers für 图 😀 ".repeat(5_000);
    const clipped = clipQuery(words);
    expect(words.startsWith(clipped)).toBe(true);
    expect(encodeURIComponent(clipped).length).toBeLessThanOrEqual(6_000);
    expect(encodeURIComponent(clipped).length).toBeGreaterThan(5_900);
    expect(clipQuery("short \ud800")).toBe("short \ufffd");
  });

  it("count the filters that are set, and lose all of them at once", () => {
    const search: SearchState = { ...EMPTY_SEARCH, q: "x", mode: "lexical", yearFrom: 2000, venues: ["a", "b"] };
    expect(countFilters(search)).toBe(3);
    expect(withoutFilters(search)).toEqual({ ...EMPTY_SEARCH, q: "x", mode: "lexical" });
  });
});

/** What an empty address says: every key is there. */
const blank = {
  ...EMPTY_SEARCH,
  yearFrom: undefined,
  yearTo: undefined,
  listedFrom: undefined,
  listedTo: undefined,
  area: undefined,
};

function parse(address: string): Route {
  const url = new URL(address, "http://orrery.test");
  return parseRoute(url.pathname, url.search);
}
