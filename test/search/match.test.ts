import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mulberry32 } from "../../src/core/index.ts";
import { type Filters, matcherOf, NEAREST, parseQuery, searchPapers, termsOf } from "../../src/search/index.ts";
import { CATEGORIES, hasPhrase, hasTerm, randomPapers, randomVector, type World, worldOf } from "./world.ts";

const world = worldOf(randomPapers(7, 300, 0.9));
const vector = randomVector(mulberry32(3));
const words = fc.constantFrom("graph", "attention", "p53", "speech", "kernel", "zeppelin");
const asked = fc
  .record({ all: fc.array(words, { minLength: 1, maxLength: 3 }), phrase: fc.boolean(), without: fc.option(words) })
  .map(
    ({ all, phrase, without }) => `${phrase ? `"${all.join(" ")}"` : all.join(" ")}${without ? ` -${without}` : ""}`,
  );
const filters: fc.Arbitrary<Filters> = fc.record(
  {
    yearFrom: fc.integer({ min: 2014, max: 2026 }),
    category: fc.subarray(CATEGORIES, { minLength: 1 }),
    source: fc.constant(["hf"]),
  },
  { requiredKeys: [] },
);

describe("the papers that match a query", () => {
  it("by words are those that contain one of them, every phrase, and nothing that is excluded, within the filters", () => {
    fc.assert(
      fc.property(asked, filters, fc.constantFrom("lexical", "hybrid"), (text, wanted, mode) => {
        const query = parseQuery(text);
        const matcher = matcherOf(world.parts, { query, vector, mode, prefix: false, filters: {} });
        const known = termsOf(query.positive).some((term) => world.papers.some((paper) => hasTerm(paper, term)));
        fc.pre(mode === "lexical" || known);
        expect(matcher.by).toBe("words");
        expect(rowsOf(matcher.among([world.parts.catalog.mask(wanted).accepts]))).toEqual(naive(world, text, wanted));
      }),
      { numRuns: 300 },
    );
  });

  it("by words number as many as a search by words can page through", () => {
    fc.assert(
      fc.property(asked, filters, (text, wanted) => {
        const query = parseQuery(text);
        const matcher = matcherOf(world.parts, { query, vector, mode: "lexical", prefix: false, filters: {} });
        const order = { query, vector, mode: "lexical", filters: wanted, prefix: false, wanted: 10 } as const;
        expect(matcher.among([world.parts.catalog.mask(wanted).accepts]).count).toBe(
          searchPapers(world.parts, order).total,
        );
      }),
    );
  });

  it("by meaning are the best of the ranking within the same filters", () => {
    const large = worldOf(randomPapers(11, NEAREST + 500));
    const query = parseQuery("graph");
    const matcher = matcherOf(large.parts, { query, vector, mode: "semantic", prefix: false, filters: {} });
    expect(matcher.by).toBe("nearest");
    for (const wanted of [{}, { yearFrom: 2016 }, { category: ["cs.CL"] }]) {
      const order = { query, vector, mode: "semantic", filters: wanted, prefix: false, wanted: NEAREST } as const;
      const ranked = searchPapers(large.parts, order).papers.map(({ row }) => row);
      const rows = rowsOf(matcher.among([large.parts.catalog.mask(wanted).accepts]));
      expect(rows).toHaveLength(ranked.length);
      expect(ranked.length).toBeGreaterThan(100);
      const known = new Set(ranked); // at the very end of the list codes of 8 bits may see it otherwise
      expect(rows.filter((row) => !known.has(row)).length).toBeLessThanOrEqual(ranked.length / 100);
    }
  });

  it("are the nearest ones in hybrid mode where the library has none of the words", () => {
    const query = parseQuery("zeppelin");
    const matcher = matcherOf(world.parts, { query, vector, mode: "hybrid", prefix: false, filters: {} });
    expect(matcher.by).toBe("nearest");
    expect(matcher.among([]).count).toBeGreaterThan(200);
    const unknown = {
      query,
      vector: new Float32Array(vector.length),
      mode: "hybrid",
      prefix: false,
      filters: {},
    } as const;
    expect(matcherOf(world.parts, unknown).among([]).count).toBe(0);
  });

  it("while a word is being typed contain a word that begins with it", () => {
    const query = parseQuery("transf");
    const count = (prefix: boolean) =>
      matcherOf(world.parts, { query, vector, mode: "lexical", prefix, filters: {} }).among([]).count;
    expect(count(false)).toBe(0);
    expect(count(true)).toBe(naive(world, "transformer", {}).length);
  });
});

function rowsOf({ accepts, count }: { accepts: Uint8Array; count: number }): number[] {
  const rows = [...accepts.keys()].filter((row) => accepts[row] === 1);
  expect(count).toBe(rows.length);
  return rows;
}

/** The same by reading every paper. */
function naive({ papers }: World, text: string, { yearFrom, category, source }: Filters): number[] {
  const { positive, phrases, excluded } = parseQuery(text);
  const matching = papers.filter(
    (paper) =>
      termsOf(positive).some((term) => hasTerm(paper, term)) &&
      phrases.every((phrase) => hasPhrase(paper, phrase)) &&
      !excluded.some((word) => termsOf(word).some((term) => hasTerm(paper, term))) &&
      (yearFrom === undefined || (paper.year !== null && paper.year >= yearFrom)) &&
      (category === undefined || paper.categories.split(" ").some((each) => category.includes(each))) &&
      (source === undefined || paper.sources.split("\n").some((each) => source.includes(each))),
  );
  return matching.map(({ row }) => row).sort((a, b) => a - b);
}
