import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildLibrary, copyLibrary, EVERYTHING, openLibrary, withLibrary } from "../helpers/library.ts";
import { randomPapers, savedPage, toJsonLines } from "../helpers/papers.ts";
import { CORPUS, HAS_SEEDS, SEEDS } from "../helpers/places.ts";
import { type TemporaryFolder, temporaryFolder } from "../helpers/temporary.ts";

let folder: TemporaryFolder;
let count = 0;
/** A new copy of the library that holds the sample. */
const sample = () => copyLibrary(folder.at("sample"), folder.at(`sample-${++count}`));
const fresh = () => folder.at(`fresh-${++count}`);

beforeAll(async () => {
  folder = temporaryFolder();
  await buildLibrary(folder.at("sample"), [CORPUS]);
});
afterAll(() => folder.remove());

describe("Ingesting the shipped sample", () => {
  it("adds and embeds its 573 papers and brings every index in step", () =>
    withLibrary(fresh(), async ({ library, reports }) => {
      const report = await library.ingest([CORPUS]);
      expect(report).toMatchObject({ added: 573, updated: 0, unchanged: 0, rejected: 0, embedded: 573, inputs: 1 });
      expect(library.stats()).toMatchObject({
        papers: 573,
        vectors: 573,
        rejects: 0,
        index: { kind: "hnsw", count: 573, state: "in step" },
      });
      expect(reports).toEqual([]);
    }));

  it("a second time adds, updates and embeds nothing, and leaves every index as it is", () => {
    const path = sample();
    const written = () =>
      ["catalog.bin", "lexical.bin", "exact.bin", "hnsw.bin"].map((name) => statSync(join(path, name)).mtimeMs);
    return withLibrary(path, async ({ library }) => {
      await library.ingest([CORPUS]); // the copy's files have other times
      const before = written();
      const report = await library.ingest([CORPUS]);
      expect(report).toMatchObject({ added: 0, updated: 0, unchanged: 573, rejected: 0, embedded: 0 });
      expect(written()).toEqual(before);
      await library.ingest([folder.write("one-more.jsonl", toJsonLines([{ title: "One more" }]))]);
      expect(written().every((time, i) => time > (before[i] ?? 0))).toBe(true);
      expect(library.stats()).toMatchObject({ papers: 574, index: { count: 574, state: "in step" } });
    });
  });

  it("with one changed abstract updates and embeds one paper, which is then found by its new words alone", () =>
    withLibrary(sample(), async ({ library, pass }) => {
      pass(60_000);
      const before = library.paper("sample-001");
      const changed = { id: before.id, title: before.title, abstract: "Zeppelins over Novosibirsk." };
      const report = await library.ingest([folder.write("changed.jsonl", toJsonLines([changed]))]);
      expect(report).toMatchObject({ added: 0, updated: 1, unchanged: 0, embedded: 1 });
      const { hits } = await library.search({ ...EVERYTHING, query: "zeppelins novosibirsk", mode: "lexical" });
      expect(hits.map(({ id }) => id)).toEqual(["sample-001"]);
      const old = await library.search({ ...EVERYTHING, query: '"hierarchical polynomial targets"' });
      expect(old.hits).toEqual([]);
      const after = library.paper("sample-001");
      expect(after.addedAt).toBe(before.addedAt);
      expect(after.updatedAt > before.updatedAt).toBe(true);
    }));

  it("with a changed year updates the paper without embedding it again", () =>
    withLibrary(sample(), async ({ library }) => {
      const { id, title, abstract } = library.paper("sample-002");
      const report = await library.ingest([
        folder.write("year.jsonl", toJsonLines([{ id, title, abstract, year: 1987 }])),
      ]);
      expect(report).toMatchObject({ added: 0, updated: 1, embedded: 0 });
      const { hits } = await library.search({ ...EVERYTHING, query: title, yearTo: 1990 });
      expect(hits.map((hit) => hit.id)).toEqual(["sample-002"]);
    }));
});

describe.skipIf(!HAS_SEEDS)("The five saved pages", () => {
  it("give 5 listings with 637 entries of 573 papers, none rejected, and know a page that comes again", () =>
    withLibrary(fresh(), async ({ library }) => {
      const report = await library.ingest([SEEDS]);
      expect(report).toMatchObject({ added: 573, rejected: 0, listings: 5, listed: 637, embedded: 573, inputs: 5 });
      const stats = library.stats();
      expect(stats).toMatchObject({ papers: 573, listings: 5, listed: 637, rejects: 0, vectors: 573 });
      const again = await library.ingest([SEEDS]);
      expect(again).toMatchObject({ added: 0, updated: 0, unchanged: 637, embedded: 0 });
      expect(library.stats()).toMatchObject({ papers: 573, listings: 5, listed: 637 });
    }));

  it("are the same 573 works as the shipped sample", () =>
    withLibrary(sample(), async ({ library }) => {
      expect(await library.ingest([SEEDS])).toMatchObject({ added: 0, rejected: 0, listed: 637 });
      expect(library.stats()).toMatchObject({ papers: 573, listed: 637 });
    }));
});

describe("Ingesting what users bring", () => {
  it("keeps a paper without abstract, marked, and finds it by its title", () =>
    withLibrary(fresh(), async ({ library }) => {
      await library.ingest([
        folder.write("title.jsonl", toJsonLines([{ id: "bare", title: "Spin glasses in a field" }])),
      ]);
      expect(library.paper("bare")).toMatchObject({ titleOnly: true, abstract: "" });
      for (const mode of ["lexical", "semantic", "hybrid"] as const) {
        const { hits } = await library.search({ ...EVERYTHING, query: "spin glass", mode });
        expect(hits).toMatchObject([{ id: "bare", titleOnly: true }]);
      }
      expect(library.stats()).toMatchObject({ titleOnly: 1, vectors: 1 });
    }));

  it("makes one paper of one work in two inputs, with both sources and its listing", () =>
    withLibrary(fresh(), async ({ library }) => {
      const [first, second, third] = randomPapers(3);
      const titles = [first!, second!, third!].map(({ title }) => title.toUpperCase());
      const report = await library.ingest([
        folder.write("own.jsonl", toJsonLines([first!, second!])),
        folder.write("page.txt", savedPage(titles, "March 11")),
      ]);
      expect(report).toMatchObject({ added: 3, listings: 1, listed: 3 });
      expect(library.count()).toBe(3);
      const paper = library.paper(second!.id);
      expect(paper.title).toBe(second!.title);
      expect(paper.sources).toHaveLength(2);
      expect(paper.listings).toEqual([{ source: "huggingface-papers", name: "page.txt", date: "--03-11", rank: 2 }]);
    }));

  it("embeds anew what a later input of the same run completes", () =>
    withLibrary(fresh(), async ({ library }) => {
      const papers = randomPapers(1200);
      const titles = papers.map(({ id, title }) => ({ id, title }));
      const inputs = [
        folder.write("titles.jsonl", toJsonLines(titles)),
        folder.write("whole.jsonl", toJsonLines(papers)),
      ];
      expect(await library.ingest(inputs)).toMatchObject({ added: 1200, updated: 1200, rejected: 0 });
      expect(library.stats()).toMatchObject({ titleOnly: 0, vectors: 1200 });
      expect(await library.ingest(inputs)).toMatchObject({ added: 0, updated: 0, embedded: 0 });
    }));

  it("goes on after records and inputs that cannot be used, names the inputs, and reports all with line and reason", () =>
    withLibrary(fresh(), async ({ library, reports }) => {
      const [first, second] = randomPapers(2);
      const broken = folder.write(
        "broken.jsonl",
        `${JSON.stringify(first)}\n{"title": "cut o\n${JSON.stringify(second)}\n{"id": "x"}\n`,
      );
      const cut = folder.write("cut.jsonl.gz", gzipSync(toJsonLines(randomPapers(400, 5))).subarray(0, 2000));
      const binary = folder.write(
        "binary.jsonl",
        Uint8Array.from({ length: 5000 }, (_, i) => i % 7),
      );
      const empty = folder.write("empty.jsonl", "");
      const missing = folder.at("missing.jsonl");
      const report = await library.ingest([missing, broken, binary, empty, cut]);
      expect(report.rejected).toBe(6);
      expect(report.added).toBe(library.count());
      expect(library.paper(second!.id).title).toBe(second!.title);
      const rejects = readFileSync(join(folder.at(`fresh-${count}`), "rejects.jsonl"), "utf8")
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line) as { input: string; line: number; reason: string });
      const linesOf = (input: string) => rejects.filter((each) => each.input === input).map(({ line }) => line);
      expect(linesOf(broken)).toEqual([2, 4]);
      expect([linesOf(missing), linesOf(binary), linesOf(empty)]).toEqual([[0], [0], [0]]);
      expect(rejects.find(({ input }) => input === cut)?.reason).toContain("cut off");
      expect(reports).toContain(`${missing}: There is no such file or folder.`);
      expect(reports).toContain(`${empty}: The file is empty.`);
      expect(reports.some((line) => line.startsWith(`${binary}: `))).toBe(true);
      expect(library.stats().rejects).toBe(6);
    }));

  it("forgets the rejects of an input when it has been mended", () =>
    withLibrary(fresh(), async ({ library }) => {
      const path = folder.write("mended.jsonl", '{"title": 5}\n');
      expect(await library.ingest([path])).toMatchObject({ rejected: 1 });
      folder.write("mended.jsonl", '{"title": "Five"}\n');
      expect(await library.ingest([path])).toMatchObject({ rejected: 0, added: 1 });
      expect(library.stats().rejects).toBe(0);
      expect(existsSync(join(folder.at(`fresh-${count}`), "rejects.jsonl"))).toBe(false);
    }));

  it("keeps the first of two texts under one id and reports the other", () =>
    withLibrary(fresh(), async ({ library }) => {
      const twice = [
        { id: "same", title: "The first title", abstract: "One." },
        { id: "same", title: "Another title", abstract: "Two." },
      ];
      expect(await library.ingest([folder.write("twice.jsonl", toJsonLines(twice))])).toMatchObject({
        added: 1,
        rejected: 1,
      });
      expect(library.paper("same").title).toBe("The first title");
    }));

  it("names ten inputs that cannot be used and counts the others", () =>
    withLibrary(fresh(), async ({ library, reports }) => {
      await library.ingest(Array.from({ length: 25 }, (_, i) => folder.at(`none-${i}`)));
      expect(reports).toHaveLength(11);
      expect(reports.at(-1)).toContain("15 more inputs");
    }));

  it("stops at a signal, keeps what it has read, and the next run ends the work", async () => {
    const path = folder.write("many.jsonl", toJsonLines(randomPapers(3000)));
    const at = fresh();
    const { library } = openLibrary(at);
    const cancel = new AbortController();
    const running = library.ingest([path], {
      signal: cancel.signal,
      onProgress: ({ done }) => {
        if (done > 0) cancel.abort();
      },
    });
    await expect(running).rejects.toMatchObject({ code: "cancelled" });
    const kept = library.count();
    expect(kept).toBeGreaterThan(0);
    expect(kept).toBeLessThan(3000);
    expect(await library.ingest([path])).toMatchObject({ added: 3000 - kept, unchanged: kept });
    expect(library.stats()).toMatchObject({ papers: 3000, vectors: 3000, index: { state: "in step" } });
    await library.close();
  });
});
