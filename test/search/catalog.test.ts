import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeSavedFile } from "../../src/core/files.ts";
import { Catalog, type CatalogEntry, type Filters } from "../../src/search/index.ts";

const CATEGORIES = ["cs.CL", "cs.LG", "cs", "csx.AI", "math.CO", "hep-th", "stat.ML"];
const VENUES = ["ICML", "icml", "NeurIPS", "Phys. Rev. D", "Σ-Journal"];
const SOURCES = ["arxiv", "hf papers", "notes.jsonl"];
const DATES = ["2024-01-05", "2023-12-31", "2024-02-29", "--01-05", "--12-31"];

const some = (values: string[], separator: string) => fc.subarray(values).map((chosen) => chosen.join(separator));
const entry = fc.record({
  row: fc.integer({ min: 1, max: 60 }),
  year: fc.option(fc.integer({ min: 2018, max: 2024 })),
  venue: fc.option(fc.constantFrom(...VENUES)),
  categories: some(CATEGORIES, " "),
  sources: some(SOURCES, "\n"),
  dates: some(DATES, ","),
});
const change = fc.oneof({ weight: 4, arbitrary: entry }, { weight: 1, arbitrary: fc.integer({ min: 0, max: 70 }) });
const year = fc.integer({ min: 2016, max: 2026 });
const day = fc.constantFrom(...DATES, "2024-01-31", "--06-30");
const filters = fc.record(
  {
    yearFrom: year,
    yearTo: year,
    category: fc.subarray([...CATEGORIES, "CS.cl", "cs.*", "Math.*", "hep*"]),
    venue: fc.subarray([...VENUES, "neurips", "none"]),
    source: fc.subarray([...SOURCES, "none"]),
    listedFrom: day,
    listedTo: day,
    within: fc.uint8Array({ max: 1, maxLength: 70 }),
  },
  { requiredKeys: [] },
);

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "orrery-catalog-"));
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe("a catalog", () => {
  it("filters as looking at each paper does, whatever was put, changed and removed", () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 80 }), filters, (changes, wanted) => {
        const { catalog, entries } = catalogOf(changes);
        expect(catalog.count).toBe(entries.length);
        expect(acceptedBy(catalog, wanted)).toEqual(
          entries.filter((each) => passes(each, wanted)).map(({ row }) => row),
        );
      }),
      { numRuns: 1000 },
    );
  });

  it("counts each value as often as papers have it", () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 80 }), (changes) => {
        const { catalog, entries } = catalogOf(changes);
        const facets = catalog.facets();
        expect(new Map(facets.years.map(({ year, count }) => [year, count]))).toEqual(
          tally(entries.map((each) => (each.year === null ? [] : [each.year]))),
        );
        expect(asMap(facets.venues)).toEqual(tally(entries.map(({ venue }) => (venue === null ? [] : [venue]))));
        expect(asMap(facets.categories)).toEqual(tally(entries.map((each) => parts(each.categories, " "))));
        expect(asMap(facets.sources)).toEqual(tally(entries.map((each) => parts(each.sources, "\n"))));
        for (const { value, count } of facets.categories)
          expect(acceptedBy(catalog, { category: [value] })).toHaveLength(count);
      }),
      { numRuns: 200 },
    );
  });

  it("knows the year of each paper and the first part of its fields, whatever was put and removed", () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 80 }), (changes) => {
        const { catalog, entries } = catalogOf(changes);
        const rows = Uint32Array.from(entries, ({ row }) => row);
        expect([...rows].map((row) => catalog.year(row))).toEqual(entries.map((each) => each.year ?? 0));
        const firstOf = {
          venue: (each: CatalogEntry) => each.venue ?? "",
          categories: (each: CatalogEntry) => parts(each.categories, " ")[0] ?? "",
          sources: (each: CatalogEntry) => parts(each.sources, "\n")[0] ?? "",
          dates: (each: CatalogEntry) => parts(each.dates, ",")[0] ?? "",
        };
        for (const field of ["venue", "categories", "sources", "dates"] as const) {
          const { values, numbers } = catalog.firstParts(field, rows);
          expect([...numbers].map((number) => values[number])).toEqual(entries.map(firstOf[field]));
          expect(values[0]).toBe("");
          expect(new Set(values).size).toBe(values.length);
        }
      }),
      { numRuns: 200 },
    );
    const { catalog } = catalogOf([paper({ row: 1, categories: "Computer\u00a0Science Physics", year: 1999 })]);
    expect([catalog.year(1), catalog.year(0), catalog.year(99)]).toEqual([1999, 0, 0]);
    const { values, numbers } = catalog.firstParts("categories", Uint32Array.of(1, 99));
    expect([...numbers].map((number) => values[number])).toEqual(["Computer Science", ""]);
  });

  it("gives years in order, and other values most frequent first, then by name", () => {
    const { catalog } = catalogOf([
      paper({ row: 1, year: 2024, venue: "B" }),
      paper({ row: 2, year: 1999, venue: "A" }),
      paper({ row: 3, year: 2010, venue: "C" }),
      paper({ row: 4, year: 2010, venue: "C" }),
    ]);
    expect(catalog.facets().years.map(({ year }) => year)).toEqual([1999, 2010, 2024]);
    expect(catalog.facets().venues.map(({ value }) => value)).toEqual(["C", "A", "B"]);
  });

  it("is the same after it was saved and loaded, and can be changed then", () => {
    const path = join(folder, "catalog.bin");
    fc.assert(
      fc.property(
        fc.array(change, { maxLength: 40 }),
        fc.array(change, { maxLength: 20 }),
        filters,
        (changes, more, wanted) => {
          const { catalog } = catalogOf(changes);
          catalog.save(path, 17);
          const loaded = Catalog.load(path);
          expect(loaded.revision).toBe(17);
          expect([loaded.catalog.count, loaded.catalog.limit]).toEqual([catalog.count, catalog.limit]);
          for (const each of [catalog, loaded.catalog]) applyChanges(each, more);
          expect(loaded.catalog.facets()).toEqual(catalog.facets());
          expect(acceptedBy(loaded.catalog, wanted)).toEqual(acceptedBy(catalog, wanted));
        },
      ),
      { numRuns: 60 },
    );
  });

  it("without what it needs is refused as damaged", () => {
    const path = join(folder, "other.bin");
    writeSavedFile(path, "catalog", { something: "else" }, {});
    expect(() => Catalog.load(path)).toThrow(expect.objectContaining({ code: "damaged-file" }));
    expect(() => Catalog.load(join(folder, "none"))).toThrow(expect.objectContaining({ code: "not-found" }));
  });

  it("bears rows far apart", () => {
    const catalog = new Catalog();
    catalog.put(paper({ row: 3_000_000, year: 2020 }));
    catalog.put(paper({ row: 2, year: 2020 }));
    expect([catalog.count, catalog.limit, catalog.has(2), catalog.has(3), catalog.has(9_000_000)]).toEqual([
      2,
      3_000_001,
      true,
      false,
      false,
    ]);
    expect(acceptedBy(catalog, { yearFrom: 2020 })).toEqual([2, 3_000_000]);
  });

  it("that is empty accepts nothing", () => {
    expect(new Catalog().mask({ category: ["cs.*"], yearFrom: 2000 })).toEqual({
      accepts: new Uint8Array(0),
      count: 0,
      isAll: true,
    });
    expect(new Catalog().facets()).toEqual({ years: [], venues: [], categories: [], sources: [] });
  });
});

describe("a filter", () => {
  const { catalog } = catalogOf([
    paper({ row: 1, categories: "cs.CL stat.ML", dates: "--01-05" }),
    paper({ row: 2, categories: "cs", dates: "2024-01-05" }),
    paper({ row: 3, categories: "csx.AI", dates: "2023-12-31,--12-31" }),
    paper({ row: 4 }),
  ]);

  it("by cs.* takes the archive and its classes, and no other archive of a similar name", () => {
    expect(acceptedBy(catalog, { category: ["cs.*"] })).toEqual([1, 2]);
    expect(acceptedBy(catalog, { category: ["CS.cl"] })).toEqual([1]);
    expect(acceptedBy(catalog, { category: ["ML"] })).toEqual([]);
  });

  it("by a category of several words takes it as a whole", () => {
    const { catalog } = catalogOf([paper({ row: 1, categories: "Computer\u00a0Science Physics" })]);
    expect(catalog.facets().categories.map(({ value }) => value)).toEqual(["Computer Science", "Physics"]);
    expect(acceptedBy(catalog, { category: ["computer science"] })).toEqual([1]);
    expect(acceptedBy(catalog, { category: ["Science"] })).toEqual([]);
  });

  it("by listing dates keeps to pages with a year, or to pages without one, as the dates are given", () => {
    expect(acceptedBy(catalog, { listedFrom: "2024-01-01" })).toEqual([2]);
    expect(acceptedBy(catalog, { listedTo: "2024-12-31" })).toEqual([2, 3]);
    expect(acceptedBy(catalog, { listedFrom: "--01-01", listedTo: "--01-31" })).toEqual([1]);
    expect(acceptedBy(catalog, { listedFrom: "--01-01" })).toEqual([1, 3]);
    expect(acceptedBy(catalog, { listedTo: "--06-30" })).toEqual([1]);
    expect(acceptedBy(catalog, { listedFrom: "--01-01", listedTo: "2024-12-31" })).toEqual([]);
  });

  it("of no values, or of values left undefined, filters nothing", () => {
    const none = { category: [], venue: [], yearFrom: undefined, listedTo: undefined };
    expect(acceptedBy(catalog, none)).toEqual([1, 2, 3, 4]);
  });

  it("gives a mask of its own, which the caller may change", () => {
    catalog.mask({}).accepts.fill(0);
    expect(catalog.mask({}).count).toBe(4);
    expect(acceptedBy(catalog, {})).toEqual([1, 2, 3, 4]);
  });
});

function paper(entry: Partial<CatalogEntry> & { row: number }): CatalogEntry {
  return { year: null, venue: null, categories: "", sources: "", dates: "", ...entry };
}

/** A number stands for the removal of that row. */
function catalogOf(changes: readonly (CatalogEntry | number)[]): { catalog: Catalog; entries: CatalogEntry[] } {
  const catalog = new Catalog();
  applyChanges(catalog, changes);
  const entries = new Map<number, CatalogEntry>();
  for (const each of changes) {
    if (typeof each === "number") entries.delete(each);
    else entries.set(each.row, each);
  }
  return { catalog, entries: [...entries.values()].sort((a, b) => a.row - b.row) };
}

function applyChanges(catalog: Catalog, changes: readonly (CatalogEntry | number)[]): void {
  for (const each of changes) {
    if (typeof each === "number") catalog.remove(each);
    else catalog.put(each);
  }
}

function acceptedBy(catalog: Catalog, filters: Filters): number[] {
  const { accepts, count, isAll } = catalog.mask(filters);
  expect(isAll).toBe(count === catalog.count);
  const rows = Array.from(accepts.keys()).filter((row) => accepts[row] === 1);
  expect(count).toBe(rows.length);
  expect(accepts).toHaveLength(catalog.limit);
  return rows;
}

function passes(
  entry: CatalogEntry,
  { yearFrom, yearTo, category, venue, source, listedFrom, listedTo, within }: Filters,
): boolean {
  const anyOf = (wanted: readonly string[] | undefined, test: (value: string) => boolean) =>
    wanted === undefined || wanted.length === 0 || wanted.some(test);
  const isYearless = (date: string) => date.startsWith("--");
  const categories = parts(entry.categories.toLowerCase(), " ");
  const inRange = (date: string) =>
    (listedFrom === undefined || (isYearless(date) === isYearless(listedFrom) && date >= listedFrom)) &&
    (listedTo === undefined || (isYearless(date) === isYearless(listedTo) && date <= listedTo));
  return (
    (within === undefined || within[entry.row] === 1) &&
    (yearFrom === undefined || (entry.year !== null && entry.year >= yearFrom)) &&
    (yearTo === undefined || (entry.year !== null && entry.year <= yearTo)) &&
    anyOf(category, (wanted) => {
      const name = wanted.toLowerCase();
      if (name.endsWith(".*")) return categories.some((each) => each.split(".")[0] === name.slice(0, -2));
      if (name.endsWith("*")) return categories.some((each) => each.startsWith(name.slice(0, -1)));
      return categories.includes(name);
    }) &&
    anyOf(venue, (wanted) => entry.venue?.toLowerCase() === wanted.toLowerCase()) &&
    anyOf(source, (wanted) => parts(entry.sources, "\n").includes(wanted)) &&
    ((listedFrom === undefined && listedTo === undefined) || parts(entry.dates, ",").some(inRange))
  );
}

function parts(text: string, separator: string): string[] {
  return text === "" ? [] : text.split(separator);
}

function tally<T>(lists: readonly (readonly T[])[]): Map<T, number> {
  const counts = new Map<T, number>();
  for (const value of lists.flat()) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

function asMap(counts: readonly { value: string; count: number }[]): Map<string, number> {
  return new Map(counts.map(({ value, count }) => [value, count]));
}
