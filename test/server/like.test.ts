import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dot, normalize } from "../../src/core/index.ts";
import { openStore } from "../../src/store/index.ts";
import * as wire from "../../src/wire/index.ts";
import { ODD, PAPERS, type Serving, startServing } from "./serving.ts";

let served: Serving;

beforeAll(async () => {
  served = await startServing();
});
afterAll(async () => {
  expect(served.reports).toEqual([]);
  await served.close();
});

const get = (parameters: [string, string][]) => fetch(`${served.url}/api/like?${new URLSearchParams(parameters)}`);
const like = async (ids: readonly string[], more: Record<string, string> = {}) => {
  const response = await get([...ids.map((id): [string, string] => ["id", id]), ...Object.entries(more)]);
  expect(response.status).toBe(200);
  return wire.LikeAnswer.strict().parse(await response.json());
};

describe("More papers like these", () => {
  it("are those nearest to the middle of the seeds' vectors, the seeds left out", async () => {
    const seeds = ["paper-3", "paper-17", "paper-40"];
    const { hits, total, seeds: said } = await like(seeds, { k: "100" });
    const store = openStore(served.folder.at("library", "library.sqlite"));
    const vectorOf = (id: string) => store.vectors.get(store.papers.rowOf(id)!)!;
    const middle = normalize(
      seeds.map(vectorOf).reduce((sum, vector) => sum.map((value, i) => value + vector[i]!), new Float32Array(512)),
    );
    const others = [...PAPERS, ...ODD].map(({ id }) => id).filter((id) => !seeds.includes(id));
    const expected = others.map((id) => dot(middle, vectorOf(id))).sort((a, b) => b - a);
    store.close();
    expect(said.map(({ id }) => id)).toEqual(seeds);
    expect(total).toBe(others.length);
    expect(hits.map(({ id }) => id).sort()).toEqual(others.sort());
    for (const [i, { score }] of hits.entries()) expect(score).toBeCloseTo(expected[i]!, 4);
  });

  it("of one seed are its related papers, whatever often it is named", async () => {
    const related = await fetch(`${served.url}/api/papers/paper-5/related?k=10`);
    const { hits } = wire.RelatedAnswer.parse(await related.json());
    const answer = await like(["paper-5", "paper-5"], { k: "10" });
    expect(answer.hits).toEqual(hits);
    expect(answer.seeds).toHaveLength(1);
  });

  it("keep to the filters, and are paged through", async () => {
    const seeds = ["paper-3", "paper-17"];
    const iclr = await like(seeds, { venue: "ICLR", k: "100" });
    expect(new Set(iclr.hits.map(({ venue }) => venue))).toEqual(new Set(["ICLR"]));
    const second = await like(seeds, { venue: "ICLR", k: "4", offset: "3" });
    expect(second.hits).toEqual(iclr.hits.slice(3, 7));
  });

  it("take ids with slashes, percent signs and other scripts", async () => {
    expect((await like(ODD.map(({ id }) => id))).seeds.map(({ id }) => id)).toEqual(ODD.map(({ id }) => id));
  });

  it.each([
    [[], 400],
    [[["id", "nobody"]], 404],
    [
      [
        ["id", "paper-1"],
        ["id", "nobody"],
      ],
      404,
    ],
    [[["id", ""]], 404],
    [Array.from({ length: 101 }, (): [string, string] => ["id", "paper-1"]), 400],
    [
      [
        ["id", "paper-1"],
        ["k", "0"],
      ],
      400,
    ],
  ] as [[string, string][], number][])("for %j are refused with %i", async (parameters, status) => {
    const response = await get(parameters);
    expect(response.status).toBe(status);
    expect(wire.Problem.parse(await response.json()).detail.length).toBeGreaterThan(10);
  });
});
