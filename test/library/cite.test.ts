import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Library } from "../../src/library/index.ts";
import { loadMap, type TopicMap } from "../../src/map/index.ts";
import { EVERYTHING, type OpenedLibrary, openLibrary, withLibrary } from "../helpers/library.ts";
import { randomPapers, toJsonLines } from "../helpers/papers.ts";
import { type TemporaryFolder, temporaryFolder } from "../helpers/temporary.ts";

const PAPERS = randomPapers(240);
type Request = Parameters<Library["cite"]["write"]>[0];

let folder: TemporaryFolder;
let opened: OpenedLibrary;
let map: TopicMap;

beforeAll(async () => {
  folder = temporaryFolder();
  opened = openLibrary(folder.at("library"), { map: true });
  await opened.library.ingest([folder.write("papers.jsonl", toJsonLines(PAPERS))]);
  await opened.library.buildMap("build");
  ({ map } = loadMap(folder.at("library", "map.bin")));
});
afterAll(async () => {
  await opened.library.close();
  folder.remove();
});

/** The file of a request in the format that loses nothing, and the ids in it. */
async function cite(request: Request) {
  const file = await opened.library.cite.write(request, "jsonl");
  const lines = [...file.pieces].map((line) => JSON.parse(line) as { id: string; year: number });
  expect(lines).toHaveLength(file.papers);
  return { ...file, lines, ids: lines.map(({ id }) => id) };
}

describe("Papers that are cited by their ids", () => {
  it("come in the order of the ids, each once, under the key of an only one", async () => {
    const { ids, total, name } = await cite({ ids: ["paper-7", "paper-3", "paper-7"] });
    expect([ids, total, name]).toEqual([["paper-7", "paper-3"], 2, "orrery-papers.jsonl"]);
    const [first] = PAPERS[6]!.title.split(" ");
    expect((await cite({ ids: ["paper-7"] })).name).toBe(`orrery-anon2006${first}.jsonl`);
    expect(await cite({ ids: [] })).toMatchObject({ ids: [], total: 0 });
  });

  it("are refused together when some are unknown, which the message names", async () => {
    const refused = cite({
      ids: ["paper-1", "nobody", "x".repeat(300), ...Array.from({ length: 20 }, (_, i) => `u${i}`)],
    });
    await expect(refused).rejects.toMatchObject({
      code: "not-found",
      message: expect.stringMatching(/no "nobody", no "x{99}…", no "u0".*, and 12 more ids unknown/),
    });
    const both = /Expected ids, or a query with filters/;
    await expect(cite({ ids: ["paper-1"], query: "graph" })).rejects.toThrow(both);
    await expect(cite({ ids: ["paper-1"], venue: ["ICLR"] })).rejects.toThrow(both);
  });
});

describe("Papers that are cited by a search", () => {
  it("are the hits of that search, in its order, mode and filters", async () => {
    const requests = [
      { query: "graph kernels", mode: "lexical" },
      { query: "graph kernels for proteins", mode: "hybrid", venue: ["ICLR"] },
      { query: "graph kernels", mode: "semantic", sort: "date", yearFrom: 2010 },
      { query: '"protein" -graph', mode: "hybrid", topic: [map.topics[0]!.id] },
    ] as const;
    for (const request of requests) {
      const { hits, total } = await opened.library.search({ ...EVERYTHING, ...request, k: 10_000 });
      const cited = await cite(request);
      expect(cited.ids).toEqual(hits.map(({ id }) => id));
      expect(cited.total).toBe(total);
      expect(cited.ids.length).toBeGreaterThan(0);
    }
  });

  it("are no more than were asked for, of a total that is told", async () => {
    const { ids, papers, total, name } = await cite({ query: "graph: kernels, proteins?", mode: "semantic", k: 3 });
    expect([ids.length, papers, total, name]).toEqual([3, 3, 240, "orrery-graph-kernels-proteins.jsonl"]);
    await expect(cite({ query: "-graph" })).rejects.toMatchObject({ code: "bad-request" });
  });
});

describe("Papers that are cited by filters alone", () => {
  it("are all that pass, newest first, of one year the latest added first", async () => {
    const { lines, total } = await cite({ venue: ["ICLR"], yearFrom: 2005, query: "  " });
    const expected = PAPERS.map(({ id, venue, year = 0 }, row) => ({ id, venue, year, row }))
      .filter(({ venue, year }) => venue === "ICLR" && year >= 2005)
      .sort((a, b) => b.year - a.year || b.row - a.row);
    expect(lines.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
    expect(total).toBe(expected.length);
    expect((await cite({})).total).toBe(240);
  });

  it("stand as the reader has put them when they are those of one list, which names the file", async () => {
    const papers = ["paper-9", "paper-200", "paper-31"];
    const { list } = opened.library.reading.create({ name: "To read!", papers });
    const file = await cite({ list: ["to read!"] });
    expect([file.ids, file.name]).toEqual([papers, "orrery-to-read.jsonl"]);
    opened.library.reading.markRead(["paper-200"], true);
    expect((await cite({ list: [list.id], read: "no" })).ids).toEqual(["paper-9", "paper-31"]);
  });

  it("know topics and areas of the map, and name their topics in spreadsheets", async () => {
    const [topic] = map.topics;
    const file = await opened.library.cite.write({ topic: [topic!.id] }, "csv");
    const [, ...lines] = [...file.pieces];
    expect(lines).toHaveLength(topic!.size);
    for (const line of lines) expect(line).toContain(topic!.name);
    expect((await cite({ area: "0,0;0,1;1,1;1,0" })).ids).toHaveLength(240);
    await expect(cite({ topic: ["t999"] })).rejects.toMatchObject({ code: "not-found" });
  });
});

describe("A file that is being written", () => {
  it("leaves out what is removed meanwhile, and ends well", async () => {
    await withLibrary(folder.at("other"), async ({ library }) => {
      await library.ingest([folder.at("papers.jsonl")]);
      const { pieces } = await library.cite.write({}, "csl-json");
      const written = pieces[Symbol.iterator]();
      let text = String(written.next().value);
      await library.remove(["paper-1", "paper-2"]); // read in the second part
      for (let next = written.next(); next.done !== true; next = written.next()) text += next.value;
      expect(JSON.parse(text)).toHaveLength(238);
    });
  });

  it("of an empty library has no papers, and a search in it says so", async () => {
    await withLibrary(folder.at("empty"), async ({ library }) => {
      expect([...(await library.cite.write({}, "csl-json")).pieces].join("")).toBe("[]\n");
      await expect(library.cite.write({ query: "graph", mode: "lexical" }, "ris")).rejects.toThrow(/no papers yet/);
    });
  });
});
