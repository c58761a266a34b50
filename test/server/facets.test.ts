import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as wire from "../../src/wire/index.ts";
import { PAPERS, type Serving, startServing } from "./serving.ts";

let served: Serving;

beforeAll(async () => {
  served = await startServing();
  await served.library.openMap();
});
afterAll(async () => {
  expect(served.reports).toEqual([]);
  await served.close();
});

const facets = async (parameters: string) => {
  const response = await fetch(`${served.url}/api/facets?${parameters}`);
  expect(response.status).toBe(200);
  return wire.FacetsAnswer.strict().parse(await response.json());
};
const asObject = (counts: readonly { value: string; count: number }[]) =>
  Object.fromEntries(counts.map(({ value, count }) => [value, count]));
const tally = (values: readonly (string | number | undefined)[]) => {
  const counts: Record<string, number> = {};
  for (const value of values) if (value !== undefined) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
};
const withGraph = PAPERS.filter(({ title, abstract }) => /\bgraph\b/.test(`${title} ${abstract}`));

describe("Counts that follow a query", () => {
  it("are those of the papers that contain its words", async () => {
    for (const mode of ["lexical", "hybrid"]) {
      const answer = await facets(`q=graph&mode=${mode}`);
      expect(answer).toMatchObject({ query: "graph", by: "words", total: withGraph.length });
      expect(asObject(answer.venues)).toEqual(tally(withGraph.map(({ venue }) => venue)));
      expect(asObject(answer.categories)).toEqual(
        tally(withGraph.flatMap(({ categories }) => categories?.split(" ") ?? [])),
      );
      expect(answer.years.map(({ year, count }) => [String(year), count])).toEqual(
        Object.entries(tally(withGraph.map(({ year }) => year))),
      );
    }
  });

  it("keep to the filters, but a field's own filter does not narrow its own counts", async () => {
    const answer = await facets("q=graph&mode=lexical&venue=ICLR&yearFrom=2010");
    const late = withGraph.filter(({ year = 0 }) => year >= 2010);
    const iclr = withGraph.filter(({ venue }) => venue === "ICLR");
    expect(asObject(answer.venues)).toEqual(tally(late.map(({ venue }) => venue)));
    expect(answer.years.reduce((sum, { count }) => sum + count, 0)).toBe(iclr.length);
    expect(answer.total).toBe(late.filter(({ venue }) => venue === "ICLR").length);
  });

  it("are those of the nearest papers where meaning ranks", async () => {
    expect(await facets("q=graph&mode=semantic")).toMatchObject({ by: "nearest", total: 72 });
    expect(await facets("q=zzzz+graphs&mode=hybrid")).toMatchObject({ by: "words" });
  });

  it("count topics of the top level, each paper once at most, and those of a filter", async () => {
    const all = await facets("q=graph&mode=semantic");
    expect(all.topics?.length).toBeGreaterThan(0);
    expect(all.topics?.reduce((sum, { count }) => sum + count, 0)).toBeLessThanOrEqual(72);
    const first = all.topics?.[0];
    const within = await facets(`q=graph&mode=semantic&topic=${first?.id}`);
    expect(within.topics).toEqual(all.topics);
    expect(within.total).toBe(first?.count);
  });

  it.each(["q=", "", "q=%22%22", "q=-graph", "q=graph&mode=psychic", "q=graph&yearFrom=soon"])(
    "refuse %j with a reason",
    async (parameters) => {
      const response = await fetch(`${served.url}/api/facets?${parameters}`);
      expect(response.status).toBe(400);
      expect(wire.Problem.parse(await response.json()).code).toBe("bad-request");
    },
  );
});

describe("A search by date", () => {
  const search = async (parameters: string) => {
    const response = await fetch(`${served.url}/api/search?k=100&${parameters}`);
    return wire.SearchAnswer.strict().parse(await response.json());
  };

  it.each([
    ["lexical", Number.POSITIVE_INFINITY],
    ["hybrid", 50],
    ["semantic", 50],
  ])(
    "in %s mode has the newest of the most relevant first, and within a month or year the order of relevance",
    async (mode, most) => {
      const byDate = await search(`q=graph+kernel&mode=${mode}&sort=date`);
      const byRelevance = await search(`q=graph+kernel&mode=${mode}`);
      const best = byRelevance.hits.slice(0, most);
      const expected = best
        .map(({ id, year = "", published = String(year), rank }) => ({ id, published, rank }))
        .sort((a, b) => b.published.localeCompare(a.published) || a.rank - b.rank);
      expect(byDate.hits.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
      expect(byDate.hits.map(({ rank }) => rank)).toEqual(expected.map((_, i) => i + 1));
      expect([byDate.sort, byDate.total]).toEqual(["date", expected.length]);
      expect(byDate.totalIsExact).toBe(expected.length === byRelevance.total);
      expect(byDate.notes).toHaveLength(byDate.totalIsExact ? 0 : 1);
      expect(Math.max(...byDate.hits.map(({ relative }) => relative))).toBe(1);
    },
  );

  it("is paged through like any other", async () => {
    const all = await search("q=graph&mode=lexical&sort=date");
    const second = await search("q=graph&mode=lexical&sort=date&offset=5");
    expect(second.hits.map(({ id }) => id)).toEqual(all.hits.slice(5).map(({ id }) => id));
    expect(second.hits[0]?.rank).toBe(6);
  });
});
