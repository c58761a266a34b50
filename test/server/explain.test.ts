import { mkdirSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dot } from "../../src/core/index.ts";
import type { Library } from "../../src/library/index.ts";
import { createApp, type Listening, listen } from "../../src/server/index.ts";
import { openStore } from "../../src/store/index.ts";
import { ExplainAnswer, Problem, RelatedAnswer } from "../../src/wire/index.ts";
import { documentOf, orrery } from "../helpers/cli.ts";
import { buildLibrary, openLibrary, withLibrary } from "../helpers/library.ts";
import { toJsonLines } from "../helpers/papers.ts";
import { type TemporaryFolder, temporaryFolder } from "../helpers/temporary.ts";

const QUANTUM = "Tensor networks simulate quantum circuits. Entanglement limits what they reach. We show how.";
const PAPERS = [
  {
    id: "a",
    title: "Tensor networks for quantum circuits",
    abstract: QUANTUM,
    authors: ["Ada Lovelace", "Jiří Novák"],
  },
  {
    id: "b",
    title: "Contracting tensor networks in order",
    abstract: `${QUANTUM} It is fast.`,
    authors: ["Jiri Novak"],
  },
  { id: "c", title: "Galaxies in clusters", abstract: "Dark matter holds galaxies together.", authors: [] },
  { id: "d", title: "🦀", abstract: "", authors: ["Ada Lovelace"] },
  { id: "e", title: "Reward without regret", abstract: "", authors: [] },
  { id: "f", title: "Reinforcement", abstract: "", authors: [] },
];

let folder: TemporaryFolder;
let library: Library;
let listening: Listening;

beforeAll(async () => {
  folder = temporaryFolder();
  mkdirSync(folder.at("web"));
  const listed = PAPERS.slice(0, 2).flatMap(({ title, abstract }) => [title, abstract]);
  const page = folder.write("page.txt", ["Daily Papers", "May 1, 2024", ...listed].join("\n"));
  await buildLibrary(folder.at("library"), [folder.write("papers.jsonl", toJsonLines(PAPERS)), page]);
  ({ library } = openLibrary(folder.at("library")));
  await library.warm();
  await library.openMap();
  const app = createApp({ library, pageFolder: folder.at("web"), version: "1", report: () => undefined });
  listening = await listen(app, "127.0.0.1", 0);
});
afterAll(async () => {
  await listening?.close();
  await library?.close();
  folder?.remove();
});

const get = (path: string) => fetch(`${listening.url.replace(/\/$/, "")}/api/${path}`);
const explain = async (parameters: Record<string, string>) => {
  const response = await get(`explain?${new URLSearchParams(parameters)}`);
  expect(response.status).toBe(200);
  return ExplainAnswer.strict().parse(await response.json());
};

describe("GET /api/explain", () => {
  it("splits the similarity that the stored vectors have", async () => {
    const { similarity, exact, words, a, b, pairs } = await explain({ a: "a", b: "b" });
    const store = openStore(folder.at("library", "library.sqlite"));
    const vectorOf = (id: string) => store.vectors.get(store.papers.rowOf(id)!)!;
    expect(Math.abs(similarity - dot(vectorOf("a"), vectorOf("b")))).toBeLessThan(1e-6);
    store.close();
    expect(exact).toBe(true);
    for (const side of ["a", "b", "share"] as const) {
      expect(words.reduce((sum, word) => sum + word[side], 0)).toBeCloseTo(similarity, 6);
    }
    expect([a.id, b.id, a.title, b.abstract]).toEqual(["a", "b", PAPERS[0]!.title, PAPERS[1]!.abstract]);
    const [start, end] = a.marks.title[0]!;
    expect(a.title.slice(start, end)).toBe("Tensor");
    const [best] = pairs;
    expect(a.sentences[best!.a]!.share).toBeGreaterThan(0);
  });

  it("says what both have beside words: phrases, authors however spelt, pages, topics, lists of the reader", async () => {
    library.reading.create({ name: "Networks", papers: ["a", "b"] });
    library.reading.create({ name: "Quantum", papers: ["a"] });
    const { phrases, authors, listings, lists, topics } = await explain({ a: "a", b: "b" });
    expect(lists.map(({ name }) => name)).toEqual(["Networks"]);
    expect(phrases.map(({ text }) => text)).toEqual(expect.arrayContaining(["tensor networks", "quantum circuits"]));
    expect(authors).toEqual(["Jiri Novak"]);
    expect(listings.map(({ rank, name }) => [rank, name])).toEqual([[2, "page.txt"]]);
    expect(topics.every(({ name }) => name !== "")).toBe(true);
    expect(await explain({ a: "a", b: "d" })).toMatchObject({ similarity: 0, phrases: [], authors: ["Ada Lovelace"] });
  });

  it("takes a query as a search does, without its exclusions", async () => {
    const { a, similarity, words, authors } = await explain({ q: '"tensor networks" -galaxies', b: "b" });
    expect(a).toMatchObject({ title: "", abstract: "tensor networks", marks: { title: [] } });
    expect(a.id).toBeUndefined();
    expect(words[0]!.word).toBe("tensor");
    expect(words.reduce((sum, word) => sum + word.b, 0)).toBeCloseTo(similarity, 6);
    expect(authors).toEqual([]);
    const { hits } = await library.search({
      query: "tensor networks",
      mode: "semantic",
      prefix: false,
      k: 5,
      offset: 0,
    });
    expect(hits.find(({ id }) => id === "b")?.scores.semantic).toBeCloseTo(similarity, 6);
  });

  it("explains a paper with itself, and queries of any length", async () => {
    expect((await explain({ a: "c", b: "c" })).similarity).toBeCloseTo(1, 6);
    const { a } = await explain({ q: "graph ".repeat(2000), b: "c" });
    expect(a.marks.abstract.length).toBeLessThanOrEqual(512);
  });

  it.each([
    ["b=a", 400, "either a or q"],
    ["a=a&q=graph&b=a", 400, "either a or q"],
    ["a=a", 400, "b"],
    ["q=-graph&b=a", 400, "at least one word"],
    ["a=a&b=nobody", 404, "nobody"],
    ["a=no%2Fbody&b=a", 404, "no/body"],
  ])("refuses %s with what it expected", async (parameters, status, message) => {
    const response = await get(`explain?${parameters}`);
    expect(response.status).toBe(status);
    expect(Problem.parse(await response.json()).detail).toContain(message);
  });
});

describe("Related papers", () => {
  it("say what both are about, by what it contributes", async () => {
    const { hits } = RelatedAnswer.parse(await (await get("papers/a/related?k=6")).json());
    const [first] = hits;
    expect(first?.id).toBe("b");
    expect(first?.reasons?.map(({ text }) => text)).toEqual(expect.arrayContaining(["tensor networks"]));
    const shares = first?.reasons?.map(({ share }) => share) ?? [];
    expect(Math.min(...shares)).toBeGreaterThan(0);
    expect(hits.every(({ reasons }) => reasons !== undefined && reasons.length <= 3)).toBe(true);
  });

  it("name two words that are near each other where nothing is shared", async () => {
    const { hits } = RelatedAnswer.parse(await (await get("papers/e/related?k=6")).json());
    const share = expect.any(Number) as number;
    expect(hits.find(({ id }) => id === "f")?.reasons).toEqual([{ text: "Reward", near: "Reinforcement", share }]);
    expect(hits.find(({ id }) => id === "c")?.reasons).toEqual([]);
  });

  it("say none where the model cannot be had", () =>
    withLibrary(
      folder.at("library"),
      async ({ library: bare }) => {
        expect((await bare.related("a", { k: 2, filters: {} })).hits[0]?.reasons).toBeUndefined();
      },
      { modelsFolder: folder.at("no-models") },
    ));
});

describe("orrery explain", () => {
  const run = (...args: string[]) => orrery(["explain", "--library", folder.at("library"), ...args]);

  it("prints the answer of the API, or lines for people", async () => {
    const [document, lines, query] = await Promise.all([
      run("a", "b", "--json"),
      run("a", "b"),
      run("--query", "quantum circuits", "a"),
    ]);
    const { tookMs: _, ...answer } = ExplainAnswer.strict().parse(documentOf(document));
    const { tookMs: __, topics: ___, ...expected } = await library.explain.papers("a", "b");
    expect(answer).toMatchObject(expected);
    expect(lines).toMatchObject({ code: 0, stderr: "" });
    expect(lines.stdout).toMatch(
      /^Tensor networks for quantum circuits\nContracting tensor networks in order\nSimilarity 0\.\d{3}\n/,
    );
    expect(lines.stdout).toMatch(/\nBoth about: .*tensor networks/);
    expect(lines.stdout).toContain("Both by: Jiri Novak\n");
    expect(query.stdout).toMatch(/^Query: quantum circuits\n/);
    expect(`${lines.stdout}${query.stdout}`).not.toMatch(/undefined|NaN/);
  });

  it("has its short form in orrery related", async () => {
    const { stdout } = await orrery(["related", "a", "-k", "1", "--library", folder.at("library")]);
    expect(stdout).toMatch(/score \d.* · both about: .*tensor networks/);
  });

  it("says what is wrong", async () => {
    expect(await run("a", "nobody")).toMatchObject({ code: 1, stderr: expect.stringContaining("nobody") });
    expect(await run("a")).toMatchObject({ code: 2 });
  });
});
