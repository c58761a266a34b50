import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { PaperRecord } from "../../src/core/index.ts";
import { openStore, type Store } from "../../src/store/index.ts";
import { type TemporaryFolder, temporaryFolder } from "../helpers/temporary.ts";
import { AT, newRun, put, record, remove } from "./fixtures.ts";

let folder: TemporaryFolder;
let store: Store;

beforeEach(() => {
  folder = temporaryFolder();
  store = openStore(folder.at("store.sqlite"));
});

afterEach(() => {
  store.close();
  folder.remove();
});

const merge = (one: number, other: number) =>
  store.write((revision) => store.works.merge(one, other, { revision, at: AT }));
const split = (row: number, ...numbers: number[]) =>
  store.write((revision) => store.works.split(row, numbers.length > 0 ? numbers : undefined, { revision, at: AT }));
const keepApart = (one: number, other: number) => store.write(() => store.works.keepApart(one, other, AT));
const reasons = (row = 1) => store.works.records(row).map(({ reason }) => reason);

const preprint = record({
  id: "1706.03762",
  title: "Attention is all you need",
  abstract: "The dominant models are based on recurrent networks. We propose a new architecture.",
  authors: ["Ashish Vaswani", "Noam Shazeer"],
  year: 2017,
  categories: ["cs.CL", "cs.LG"],
  arxivId: "1706.03762",
  arxivVersion: 5,
});
const published = record({
  title: "Attention Is All You Need",
  abstract: "The dominant models are based on recurrent networks.",
  authors: ["Vaswani, A.", "Shazeer, N.", "Parmar, N."],
  year: 2018,
  venue: "NeurIPS",
  doi: "10.5555/3295222",
});
const page = record({ title: "Attention Is All You Need", arxivId: "1706.03762", keywords: ["transformers"] });

describe("a preprint and what was published of it", () => {
  it("become one paper, made field by field, whose records and reasons are kept", () => {
    put(store, [preprint], "arxiv");
    put(store, [published], "refs.bib");
    put(store, [page], "pages");
    expect(store.papers.count()).toBe(1);
    expect(store.papers.paper(1)).toMatchObject({
      title: "Attention Is All You Need",
      abstract: preprint.abstract,
      authors: published.authors,
      year: 2017,
      venue: "NeurIPS",
      doi: "10.5555/3295222",
      arxivId: "1706.03762",
      categories: ["cs.CL", "cs.LG"],
      keywords: ["transformers"],
    });
    expect(store.works.records(1)).toMatchObject([
      { source: "arxiv", record: preprint, reason: "the first record" },
      { source: "refs.bib", record: published, reason: "same title; 2 of 2 authors; years 2017 and 2018" },
      { source: "pages", record: page, reason: "same arXiv id 1706.03762" },
    ]);
    const [first, second] = store.works.records(1);
    expect(first?.gives).toEqual(expect.arrayContaining(["abstract", "categories", "year"]));
    expect(second?.gives).toEqual(expect.arrayContaining(["title", "authors", "venue", "doi"]));
  });

  it("that were two papers become one when a record names both", () => {
    put(store, [preprint], "arxiv");
    put(store, [{ ...published, title: "Attention: All You Need" }], "refs.bib");
    expect(store.papers.count()).toBe(2);
    put(store, [record({ id: "W1", title: "Attention", arxivId: "1706.03762", doi: "10.5555/3295222" })], "openalex");
    expect([store.papers.count(), store.papers.survivorOf(2)]).toEqual([1, 1]);
    for (const id of ["1706.03762", "10.5555/3295222", "W1"]) expect(store.papers.rowOf(id)).toBe(1);
    expect(reasons()).toEqual([
      "the first record",
      "joined by another record: same DOI 10.5555/3295222",
      "same arXiv id 1706.03762",
    ]);
  });

  it("are one record more for every source, also where one says only a part", () => {
    put(store, [preprint], "a");
    put(store, [preprint], "b");
    expect(store.works.records(1)).toMatchObject([{ reason: "the first record" }, { reason: "says the same" }]);
    put(store, [{ ...preprint, abstract: "" }], "c");
    expect(store.works.records(1).map(({ source }) => source)).toEqual(["a", "b", "c"]);
  });

  it("read again change nothing, and what a source says anew takes the place of what it said", () => {
    const read = () => [...put(store, [preprint], "arxiv"), ...put(store, [published, page], "refs.bib")];
    read();
    const before = [store.papers.paper(1), store.works.records(1)];
    expect(read().map(({ outcome }) => outcome)).toEqual(["unchanged", "unchanged", "unchanged"]);
    expect([store.papers.paper(1), store.works.records(1)]).toEqual(before);
    put(store, [{ ...published, venue: "NIPS" }], "refs.bib");
    expect(store.papers.paper(1)?.venue).toBe("NIPS");
    expect(store.works.records(1)).toHaveLength(3);
  });
});

describe("records of one work", () => {
  it("are not looked for among many papers of one title, nor is one paper made of hundreds by their title", () => {
    const named = (i: number, more: object = {}) => record({ id: `W${i}`, title: "Notes of the editors", ...more });
    put(
      store,
      Array.from({ length: 60 }, (_, i) => named(i, { doi: `10.1000/${i}` })),
      "many",
    );
    expect(put(store, [record({ title: "Notes of the editors", arxivId: "2401.00001" })], "one")[0]?.outcome).toBe(
      "added",
    );
    const other = "News from all of the societies";
    put(
      store,
      Array.from({ length: 120 }, (_, i) => record({ id: `N${i}`, title: other, abstract: `Of ${i}.` })),
      "news",
    );
    expect(store.papers.count()).toBe(61 + 3);
    expect(put(store, [record({ id: "N119", title: other, abstract: "Of 119." })], "news")).toMatchObject([
      { outcome: "unchanged" },
    ]);
  });

  it("replace nothing of another source that only counts its records from 1, too", () => {
    put(store, [record({ id: "1", title: "On Graphs of Networks", doi: "10.1000/a" })], "a");
    put(store, [record({ id: "1", title: "On Graphs", doi: "10.1000/a" })], "b");
    expect(store.papers.paper(1)?.title).toBe("On Graphs of Networks");
    put(store, [record({ id: "1", title: "On Trees", doi: "10.1000/a" })], "a");
    expect(store.papers.paper(1)?.title).toBe("On Graphs");
  });

  const any = <T>(...values: T[]) => fc.option(fc.constantFrom(...values), { nil: undefined });
  /** All name the same DOI, so that they are one paper in whatever order they come. */
  const spoken = fc
    .record({
      id: any("W1", "W2", "W3"),
      title: fc.constantFrom("On Graphs", "ON GRAPHS", "On $k$-Graphs", "Graphs. Part II"),
      abstract: fc.constantFrom("", "Short.", "Much longer words.", "Cut off …"),
      authors: fc.constantFrom<readonly string[]>([], ["A. One"], ["B. Two", "A. One"]),
      categories: fc.constantFrom<readonly string[]>([], ["cs.LG"], ["math.CO", "cs.LG"]),
      year: any(2019, 2020, 2021),
      published: any("2019-05", "2019-05-02", "2020-01"),
      venue: any("arXiv", "ICML", "Journal of Graphs"),
      arxivId: any("2401.00001"),
      arxivVersion: any(1, 2),
      citations: any(3, 5),
      keywords: any<readonly string[]>(["x", "y"], ["Y", "z"]),
      printed: any({ volume: "1" }, { pages: "2-3" }),
      url: any("https://a.org/", "https://b.org/long"),
      kind: any("preprint" as const, "article" as const),
    })
    .map((fields): PaperRecord => {
      const known = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
      return record({ ...(known as unknown as Partial<PaperRecord> & { title: string }), doi: "10.1000/a" });
    });
  const orders = fc
    .array(spoken, { minLength: 2, maxLength: 5 })
    .chain((records) =>
      fc.tuple(
        fc.constant(records),
        fc.shuffledSubarray([...records.keys()], { minLength: records.length }),
        fc.boolean(),
      ),
    );

  it("make the same paper in every order, in one run or in many", () => {
    fc.assert(
      fc.property(orders, ([spokenOf, order, together]) => {
        // Of one id a later run says more than an earlier one.
        const records = together ? spokenOf : spokenOf.map((each, i) => ({ ...each, id: `W${i}` }));
        const made = [[...records.keys()], order].map((turn) => {
          const run = newRun();
          for (const i of turn) put(store, [records[i]!], `file ${i}`, together ? run : newRun());
          const row = store.papers.rowOf("10.1000/a")!;
          const { id, sources, addedAt, updatedAt, ...fields } = store.papers.paper(row)!;
          const count = store.papers.count();
          remove(store, row);
          return { ...fields, count, sources: [...sources].sort() };
        });
        expect(made[0]).toEqual(made[1]);
        expect(made[0]?.count).toBe(1);
      }),
      { numRuns: 60 },
    );
  });
});

describe("a reader", () => {
  const graphs = record({ id: "g", title: "On Graphs", abstract: "We study graphs.", doi: "10.1000/g" });
  const networks = record({ id: "n", title: "On Networks", abstract: "We study networks.", doi: "10.1000/n" });

  it("merges two papers: the earlier stays, and all that led to the other leads to it", () => {
    put(store, [graphs], "a");
    put(store, [networks], "b");
    store.write((revision) => {
      store.listings.write({ source: "b", name: "page" }, [2]);
      store.vectors.put(2, Buffer.alloc(16), new Float32Array(4), revision);
    });
    const before = store.revision();
    expect(merge(2, 1)).toBe(1);
    expect([store.papers.count(), store.vectors.count(), store.papers.deletedSince(before)]).toEqual([1, 0, [2]]);
    expect(["g", "n", "10.1000/n"].map((id) => store.papers.rowOf(id))).toEqual([1, 1, 1]);
    expect(store.papers.paper(1)?.sources).toEqual(["a", "b"]);
    expect(store.listings.entriesOf(1)).toMatchObject([{ name: "page" }]);
    expect(reasons()).toEqual(["the first record", "merged by hand"]);
    expect([...store.papers.changedSince(before)]).toMatchObject([{ row: 1 }]);
    expect(put(store, [networks], "b")).toEqual([{ outcome: "unchanged", row: 1 }]);
  });

  it("takes a merge back: both papers are what they were, and stay apart whatever is read again", () => {
    put(store, [graphs], "a");
    put(store, [networks], "b");
    store.write(() => store.listings.write({ source: "b", name: "page" }, [2]));
    const before = [store.papers.paper(1), store.papers.paper(2)];
    merge(1, 2);
    expect(split(1)).toBe(3);
    expect([store.papers.paper(1), store.papers.paper(3)]).toEqual(before);
    expect(store.listings.entriesOf(3)).toMatchObject([{ name: "page" }]);
    expect(["g", "n", "10.1000/n"].map((id) => store.papers.rowOf(id))).toEqual([1, 3, 3]);
    put(store, [graphs], "a");
    put(store, [networks], "b");
    put(store, [record({ title: "Graphs and networks", doi: "10.1000/n", id: "g" })], "c");
    expect(store.papers.count()).toBe(2);
    expect(store.works.decisions()).toMatchObject([{ a: "g", b: "n", verdict: "apart" }]);
  });

  it("takes apart what a shared identifier had joined, also when the same file is read again", () => {
    put(store, [preprint], "arxiv");
    put(store, [record({ title: "Quite another paper", arxivId: "1706.03762" })], "wrong.bib");
    const [, wrong] = store.works.records(1);
    expect(split(1, wrong!.number)).toBe(2);
    put(store, [record({ title: "Quite another paper", arxivId: "1706.03762", year: 2001 })], "wrong.bib");
    put(store, [preprint], "arxiv");
    expect(store.papers.count()).toBe(2);
    expect([1, 2].map((row) => store.papers.paper(row)?.title)).toEqual([preprint.title, "Quite another paper"]);
    expect([store.papers.paper(2)?.year, store.papers.rowOf("1706.03762")]).toEqual([2001, 1]);
  });

  it("takes out the record that a paper is called by: that one keeps the id, and what is kept under it", () => {
    put(store, [preprint], "arxiv");
    put(store, [published], "refs.bib");
    expect(split(1, 1)).toBe(2);
    expect([1, 2].map((row) => store.papers.paper(row)?.id)).toEqual(["1706.03762", "10.5555/3295222"]);
    expect(["1706.03762", "arXiv:1706.03762", "10.5555/3295222"].map((id) => store.papers.rowOf(id))).toEqual([
      1, 1, 2,
    ]);
    expect([1, 2].map((row) => reasons(row))).toEqual([["the first record"], ["the first record"]]);
  });

  it("meets their decisions again when papers that were removed come back", () => {
    put(store, [graphs], "a");
    put(store, [networks], "b");
    merge(1, 2);
    remove(store, 1);
    put(store, [graphs], "a");
    put(store, [networks], "b");
    expect([store.papers.count(), store.papers.rowOf("n")]).toEqual([1, store.papers.rowOf("g")]);
  });

  it("keeps two papers apart, which then no record joins", () => {
    put(store, [graphs], "a");
    put(store, [networks], "b");
    expect([keepApart(1, 2), keepApart(2, 1)]).toEqual([true, false]);
    put(store, [record({ title: "Graphs and networks", doi: "10.1000/n", id: "g" })], "c");
    expect(store.papers.count()).toBe(2);
    merge(1, 2);
    expect([store.papers.count(), store.works.decisions().length]).toEqual([1, 1]);
  });

  it.each<[string, () => unknown, RegExp]>([
    ["merge a paper with itself", () => merge(1, 1), /two papers.*same one twice/],
    ["keep a paper apart from itself", () => keepApart(1, 1), /two papers/],
    ["split a paper of one record", () => split(1), /single record/],
    ["split off a record that is not there", () => split(1, 77), /single record|some, but not all/],
  ])("cannot %s", (_, act, message) => {
    put(store, [graphs], "a");
    expect(act).toThrow(message);
    expect(store.papers.count()).toBe(1);
  });

  it("cannot split off all records of a paper, nor ones it has not", () => {
    put(store, [graphs], "a");
    put(store, [networks], "b");
    merge(1, 2);
    const numbers = store.works.records(1).map(({ number }) => number);
    expect(() => split(1, ...numbers)).toThrow(/some, but not all, of the records 1, 2/);
    expect(() => split(1, 1, 99)).toThrow(/some, but not all/);
  });
});
