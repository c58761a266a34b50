import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Filters } from "../../src/search/index.ts";
import {
  buildLibrary,
  copyLibrary,
  EVERYTHING,
  type OpenedLibrary,
  openLibrary,
  withLibrary,
} from "../helpers/library.ts";
import { type Fields, randomPapers, savedPage, toJsonLines } from "../helpers/papers.ts";
import { type TemporaryFolder, temporaryFolder } from "../helpers/temporary.ts";

const PAPERS = randomPapers(300);
/** Papers 1 to 20 are listed on one day, 11 to 40 on another. */
const LISTED = { "2025-03-11": PAPERS.slice(0, 20), "2025-08-20": PAPERS.slice(10, 40) };
const ALL = { ...EVERYTHING, k: 1000, query: "graph kernels for proteins" };
const MODES = ["lexical", "semantic", "hybrid"] as const;

let folder: TemporaryFolder;
let opened: OpenedLibrary;
const idsOf = (found: { hits: readonly { id: string }[] }) => found.hits.map(({ id }) => id);

beforeAll(async () => {
  folder = temporaryFolder();
  const pages = Object.entries(LISTED).map(([day, papers]) => {
    const date = new Date(day).toLocaleDateString("en-US", { month: "long", day: "numeric", timeZone: "UTC" });
    return folder.write(
      `${day}.txt`,
      savedPage(
        papers.map(({ title }) => title),
        date,
      ),
    );
  });
  await buildLibrary(folder.at("library"), [folder.write("papers.jsonl", toJsonLines(PAPERS)), ...pages]);
  opened = openLibrary(folder.at("library"));
});
afterAll(async () => {
  await opened.library.close();
  folder.remove();
});

describe("Search", () => {
  it.each(["lexical", "hybrid"] as const)("finds a paper by its own title first (%s)", async (mode) => {
    for (const { id, title } of PAPERS.slice(0, 10)) {
      const { hits } = await opened.library.search({ ...EVERYTHING, mode, query: title });
      expect(hits[0]?.id).toBe(id);
    }
  });

  it.each(MODES)("gives pages that together are the whole, ranks from 1 and scores that fall (%s)", async (mode) => {
    const whole = await opened.library.search({ ...ALL, mode });
    const pages: string[] = [];
    for (let offset = 0; offset < whole.total; offset += 70) {
      const page = await opened.library.search({ ...ALL, mode, k: 70, offset });
      expect(page.hits.map(({ rank }) => rank)).toEqual(page.hits.map((_, i) => offset + i + 1));
      expect(page.total).toBe(whole.total);
      pages.push(...idsOf(page));
    }
    expect(pages).toEqual(idsOf(whole));
    expect(new Set(pages).size).toBe(pages.length);
    const scores = whole.hits.map(({ score }) => score);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
    expect(whole.hits[0]?.relative).toBe(1);
  });

  it("gives all papers for a k larger than the library, and none behind the end", async () => {
    const { library } = opened;
    expect((await library.search({ ...ALL, mode: "semantic", k: 10_000 })).hits).toHaveLength(300);
    expect((await library.search({ ...ALL, offset: 300 })).hits).toEqual([]);
    expect((await library.search({ ...ALL, offset: 1_000_000 })).hits).toEqual([]);
  });

  it("says of every hit which words matched and where they stand", async () => {
    const { hits } = await opened.library.search({ ...ALL, query: "Kernels of graphs", mode: "lexical" });
    expect(hits.length).toBeGreaterThan(0);
    for (const { title, abstract, words, matches, scores } of hits) {
      const marked = [
        ...matches.title.map(([start, end]) => title.slice(start, end)),
        ...matches.abstract.map(([start, end]) => abstract.slice(start, end)),
      ];
      expect(marked.every((word) => ["graph", "kernel"].includes(word))).toBe(true);
      expect(marked.length).toBeGreaterThan(0);
      expect(words.every((word) => ["Kernels", "graphs"].includes(word))).toBe(true);
      expect(scores.lexical).toBeGreaterThan(0);
    }
  });

  it("refuses a query without words and says what came", async () => {
    for (const query of ["", " \t ", "…", "-graph", '""']) {
      await expect(opened.library.search({ ...EVERYTHING, query })).rejects.toMatchObject({ code: "bad-request" });
    }
  });

  it("answers a query of 10,000 words and says that it was cut", async () => {
    const query = Array.from({ length: 10_000 }, (_, i) => `word${i}`).join(" ");
    const { hits, notes } = await opened.library.search({ ...EVERYTHING, query: `graph kernel ${query}` });
    expect(hits).toHaveLength(10);
    expect(notes.join()).toMatch(/different terms; the first \d+ of them/);
  });
});

const CASES: [name: string, filters: Filters, accepts: (paper: Fields) => boolean][] = [
  ["first year", { yearFrom: 2015 }, ({ year }) => year! >= 2015],
  ["last year", { yearTo: 2003 }, ({ year }) => year! <= 2003],
  ["a single year", { yearFrom: 2007, yearTo: 2007 }, ({ year }) => year === 2007],
  ["category", { category: ["cs.LG"] }, ({ categories }) => categories!.includes("cs.LG")],
  ["a whole archive", { category: ["CS.*"] }, ({ categories }) => categories!.includes("cs.")],
  [
    "any of two categories",
    { category: ["math.OC", "q-bio.BM"] },
    ({ categories }) => /^(math|q-bio)/.test(categories!),
  ],
  ["venue in any case", { venue: ["neurips"] }, ({ venue }) => venue === "NeurIPS"],
  ["source", { source: ["huggingface-papers"] }, (paper) => PAPERS.indexOf(paper) < 40],
  ["last listing date", { listedTo: "--03-11" }, (paper) => PAPERS.indexOf(paper) < 20],
  [
    "first listing date",
    { listedFrom: "--08-01" },
    (paper) => PAPERS.indexOf(paper) >= 10 && PAPERS.indexOf(paper) < 40,
  ],
  ["venue and years", { venue: ["ICLR"], yearFrom: 2010 }, ({ venue, year }) => venue === "ICLR" && year! >= 2010],
  ["nothing that exists", { venue: ["Nowhere"] }, () => false],
];

describe("A filter by", () => {
  it.each(CASES)(
    "%s leaves what passes, in the order that it has without the filter",
    async (_name, filters, accepts) => {
      const passing = new Set(PAPERS.filter(accepts).map(({ id }) => id));
      for (const mode of MODES) {
        const all = idsOf(await opened.library.search({ ...ALL, mode }));
        const filtered = idsOf(await opened.library.search({ ...ALL, mode, ...filters }));
        expect(filtered).toEqual(all.filter((id) => passing.has(id)));
      }
      const related = idsOf(await opened.library.related("paper-7", { k: 1000, filters: {} }));
      const filtered = idsOf(await opened.library.related("paper-7", { k: 1000, filters }));
      expect(filtered).toEqual(related.filter((id) => passing.has(id)));
    },
  );
});

describe("Related papers", () => {
  it("are all others, nearest first, and never the paper itself", async () => {
    const { id, hits } = await opened.library.related("paper-7", { k: 1000, filters: {} });
    expect(id).toBe("paper-7");
    expect(idsOf({ hits })).toHaveLength(299);
    expect(idsOf({ hits })).not.toContain("paper-7");
    const scores = hits.map(({ score }) => score);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
    expect(hits[0]?.words.length).toBeGreaterThan(0);
  });

  it("of an unknown paper are refused, like the paper itself", async () => {
    const unknown = { code: "not-found", message: expect.stringContaining("no-such-paper") };
    await expect(opened.library.related("no-such-paper", { k: 5, filters: {} })).rejects.toMatchObject(unknown);
    expect(() => opened.library.paper("no-such-paper")).toThrow(expect.objectContaining(unknown));
  });
});

describe("The list of papers", () => {
  it("shows the latest first, page by page", () => {
    const { total, papers } = opened.library.latest(2, 1);
    expect(total).toBe(300);
    expect(papers.map(({ id }) => id)).toEqual(["paper-299", "paper-298"]);
  });
});

describe("Removing a paper", () => {
  it("hides it from every answer, also after the library is opened again, and all indexes stay in step", async () => {
    const copy = copyLibrary(folder.at("library"), folder.at("removed"));
    const { id, title } = PAPERS[6]!;
    const isGone = async ({ library }: OpenedLibrary) => {
      for (const mode of MODES) expect(idsOf(await library.search({ ...ALL, mode, query: title }))).not.toContain(id);
      expect(idsOf(await library.search({ ...ALL, query: `"${title}"` }))).toEqual([]);
      expect(idsOf(await library.related("paper-8", { k: 1000, filters: {} }))).not.toContain(id);
      expect(library.latest(1000, 0).papers.map((paper) => paper.id)).not.toContain(id);
      expect(() => library.paper(id)).toThrow();
      const { papers, vectors, listed, index } = library.stats();
      expect({ papers, vectors, listed }).toEqual({ papers: 299, vectors: 299, listed: 49 });
      expect(index).toMatchObject({ count: 299, state: "in step" });
    };
    await withLibrary(copy, async (both) => {
      expect(await both.library.remove([id])).toBe(1);
      await isGone(both);
    });
    await withLibrary(copy, async (both) => {
      await isGone(both);
      expect(both.reports).toEqual([]);
    });
    await withLibrary(copy, isGone, { graph: true });
  });

  it("takes nothing away when one of the ids is unknown", () =>
    withLibrary(copyLibrary(folder.at("library"), folder.at("kept")), async ({ library }) => {
      await expect(library.remove(["paper-1", "no-such-paper"])).rejects.toMatchObject({ code: "not-found" });
      expect(library.count()).toBe(300);
    }));

  it("that is ingested again makes it a paper once more", () =>
    withLibrary(copyLibrary(folder.at("library"), folder.at("again")), async ({ library }) => {
      await library.remove(["paper-1"]);
      const report = await library.ingest([folder.at("papers.jsonl")]);
      expect(report).toMatchObject({ added: 1, unchanged: 299, embedded: 1 });
      expect((await library.search({ ...EVERYTHING, query: PAPERS[0]!.title })).hits[0]?.id).toBe("paper-1");
    }));
});

describe("An empty library", () => {
  it.each([
    ["that was never filled", false],
    ["into which nothing usable came", true],
  ])("%s finds nothing, says why, and complains of nothing when it is opened again", async (_name, ingests) => {
    const at = folder.at(`empty-${ingests}`);
    if (ingests) await buildLibrary(at, [folder.write("empty.txt", "")]);
    for (const graph of [false, true]) {
      await withLibrary(
        at,
        async ({ library, reports }) => {
          await library.warm();
          const { hits, total, notes } = await library.search({ ...EVERYTHING, query: "anything" });
          expect({ hits, total }).toEqual({ hits: [], total: 0 });
          expect(notes.join()).toContain("has no papers yet");
          expect(library.stats()).toMatchObject({ papers: 0, vectors: 0, years: [], index: { count: 0 } });
          expect(library.latest(10, 0)).toEqual({ total: 0, offset: 0, papers: [] });
          expect(reports).toEqual([]);
        },
        { graph },
      );
    }
  });

  it("where there is none is not made by asking", () => {
    const missing = expect.objectContaining({ code: "not-found", message: expect.stringContaining("orrery ingest") });
    expect(() => openLibrary(folder.at("nowhere"), { create: false })).toThrow(missing);
  });
});
