import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { followQuery, yearsFollowing } from "../../web/src/facets.ts";

const counts = fc.uniqueArray(
  fc.record({ value: fc.constantFrom("a", "b", "c", "d", "e"), count: fc.integer({ min: 1, max: 9 }) }),
  { selector: ({ value }) => value },
);

describe("counts that follow a query", () => {
  it("name every value of the library once, those of the query first and as often as it has them", () => {
    fc.assert(
      fc.property(counts, counts, (library, query) => {
        const shown = followQuery(library, query);
        expect(shown.slice(0, query.length)).toEqual(query);
        expect(shown.slice(query.length).every(({ count }) => count === 0)).toBe(true);
        const values = shown.map(({ value }) => value);
        expect(values.toSorted()).toEqual([...new Set([...library, ...query].map(({ value }) => value))].toSorted());
      }),
    );
  });

  it("are those of the library while the query's are not known", () => {
    const library = [{ value: "a", count: 3 }];
    expect(followQuery(library, undefined)).toEqual(library);
    expect(yearsFollowing([{ year: 2020, count: 3 }], undefined)).toEqual([{ year: 2020, count: 3 }]);
  });

  it("do not say zero of values that the answer had no room for", () => {
    const query = Array.from({ length: 500 }, (_, i) => ({ value: `v${i}`, count: 1 }));
    expect(followQuery([{ value: "rare", count: 2 }], query).at(-1)).toEqual({ value: "rare", count: undefined });
  });

  it("keep the years of the library in their places", () => {
    const library = [1990, 2020, 2021].map((year) => ({ year, count: 5 }));
    expect(yearsFollowing(library, [{ year: 2020, count: 2 }])).toEqual([
      { year: 1990, count: 0 },
      { year: 2020, count: 2 },
      { year: 2021, count: 0 },
    ]);
  });
});
