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

const outcomes = (...args: Parameters<typeof put>) => put(...args).map(({ outcome }) => outcome);

describe("a record", () => {
  it("becomes a paper that says the same", () => {
    const full = record({
      id: "2401.00001",
      title: "On Graphs",
      abstract: "We study graphs.",
      authors: ["Ada Lovelace", "Ünal, Ö."],
      year: 2024,
      venue: "ICML",
      categories: ["cs.LG", "Computer Science"],
      arxivId: "2401.00001",
      doi: "10.1000/xyz",
      url: "https://example.org/1",
      published: "2024-01-05",
      arxivVersion: 3,
      kind: "conference",
      printed: { volume: "235", pages: "12-34" },
      keywords: ["graphs", "Ünal's lemma"],
      citations: 0,
      links: [{ kind: "pdf", url: "https://example.org/1.pdf" }],
      retracted: true,
    });
    const [{ row, outcome } = { row: 0 }] = put(store, [full]);
    expect(outcome).toBe("added");
    expect(store.papers.paper(row)).toEqual({
      ...full,
      titleOnly: false,
      sources: ["file"],
      addedAt: AT,
      updatedAt: AT,
    });
    expect([...store.papers.changedSince(0)]).toMatchObject([
      { row, year: 2024, venue: "ICML", sources: "file", dates: "" },
    ]);
  });

  it("without an abstract becomes a paper of which the title alone is embedded", () => {
    const [{ row } = { row: 0 }] = put(store, [record({ title: "On Graphs" })]);
    expect(store.papers.paper(row)).toMatchObject({ titleOnly: true, abstract: "" });
  });

  it.each<[string, Partial<PaperRecord>, Partial<PaperRecord>]>([
    ["arXiv id", { arxivId: "2401.00001" }, { arxivId: "2401.00001" }],
    ["DOI", { doi: "10.1/a" }, { doi: "10.1/a" }],
    ["id", { id: "W42" }, { id: "W42" }],
    ["arXiv id, once as the id", { id: "2401.00001", arxivId: "2401.00001" }, { arxivId: "2401.00001", id: "W42" }],
    ["arXiv id, although the DOI is new", { arxivId: "2401.00001" }, { arxivId: "2401.00001", doi: "10.1/a" }],
  ])("of the same %s is the same paper in any later file, whatever its title", (_, one, other) => {
    expect(outcomes(store, [record({ title: "First title", ...one })], "a")).toEqual(["added"]);
    expect(outcomes(store, [record({ title: "Second title", ...other })], "b")).toEqual(["updated"]);
    expect(store.papers.count()).toBe(1);
  });

  it.each([["ON GRAPHS!"], ["On  Gräphs"], ["on graphs"]])(
    "of the same title up to case, accents and punctuation (%j) is the same paper",
    (title) => {
      put(store, [record({ title: "On Graphs", arxivId: "2401.00001" })], "a");
      put(store, [record({ title, doi: "10.1/a" })], "b");
      expect(store.papers.count()).toBe(1);
      expect(store.papers.paper(1)).toMatchObject({ arxivId: "2401.00001", doi: "10.1/a", sources: ["a", "b"] });
    },
  );

  it.each<[string, Partial<PaperRecord>, Partial<PaperRecord>]>([
    ["arXiv id", { arxivId: "2401.00001" }, { arxivId: "2401.00002" }],
    ["DOI", { doi: "10.1/a" }, { doi: "10.1/b" }],
  ])("of the same title and another %s is another paper", (_, one, other) => {
    put(store, [record({ title: "On Graphs", ...one }), record({ title: "On Graphs", ...other })]);
    expect(store.papers.count()).toBe(2);
  });

  it("finds its paper by title also behind one of the same title with another arXiv id", () => {
    put(store, [
      record({ title: "On Graphs", arxivId: "2401.00001" }),
      record({ title: "On Graphs", arxivId: "2401.00002" }),
    ]);
    const [found] = put(store, [record({ title: "On Graphs", arxivId: "2401.00002" })], "b");
    expect(found).toMatchObject({ row: 2, outcome: "unchanged" });
  });

  it.each(["Editorial", "INTRODUCTION.", "Book Review", "???", "…"])(
    "with a title that says nothing (%j) is not merged by it",
    (title) => {
      put(store, [
        record({ title, abstract: "One." }),
        record({ title, abstract: "Two." }),
        record({ title, id: "x" }),
      ]);
      expect(store.papers.count()).toBe(3);
    },
  );

  it.each(["Editorial", "???"])(
    "with a title that says nothing (%j) and no identifier is known again by all that it says",
    (title) => {
      const records = [
        record({ title, abstract: "One." }),
        record({ title, abstract: "Two." }),
        record({ title, year: 2020 }),
      ];
      expect(outcomes(store, records)).toEqual(["added", "added", "added"]);
      expect(outcomes(store, records)).toEqual(["unchanged", "unchanged", "unchanged"]);
    },
  );

  it("numbered by its file is not the record of that number in another file", () => {
    const one = record({ id: "1", title: "On Graphs" });
    const other = record({ id: "1", title: "On Trees" });
    expect([outcomes(store, [one], "a"), outcomes(store, [other], "b")]).toEqual([["added"], ["added"]]);
    expect(outcomes(store, [record({ ...other, title: "On Tall Trees" })], "b")).toEqual(["updated"]);
    expect([1, 2].map((row) => store.papers.paper(row)?.id)).toEqual(["1", "b:1"]);
    expect([store.papers.rowOf("1"), store.papers.rowOf("b:1")]).toEqual([1, 2]);
  });
});

describe("the same paper again", () => {
  const short = record({ id: "p", title: "On Graphs", abstract: "Short.", authors: ["A"], year: 2020 });
  const long = record({ id: "p", title: "On Graphs", abstract: "Longer.", venue: "ICML", categories: ["cs.LG"] });

  it("unchanged changes nothing, not even the revision of the paper", () => {
    put(store, [short]);
    const before = store.revision();
    expect(outcomes(store, [short], "file", newRun(), "2027-01-01")).toEqual(["unchanged"]);
    expect([...store.papers.changedSince(before)]).toEqual([]);
    expect(store.papers.paper(1)).toMatchObject({ addedAt: AT, updatedAt: AT });
  });

  it("in a later run replaces what it says something about, and loses nothing else", () => {
    put(store, [short]);
    expect(outcomes(store, [long], "file", newRun(), "2027-01-01")).toEqual(["updated"]);
    expect(store.papers.paper(1)).toMatchObject({
      abstract: "Longer.",
      authors: ["A"],
      year: 2020,
      venue: "ICML",
      categories: ["cs.LG"],
      addedAt: AT,
      updatedAt: "2027-01-01",
    });
    expect(outcomes(store, [record({ id: "p", title: "On Graphs" })])).toEqual(["unchanged"]);
  });

  it("from another file keeps of each field what is known best, in whatever order and run they come", () => {
    const together = { abstract: "Longer.", authors: ["A"], year: 2020, venue: "ICML" };
    const run = newRun();
    put(store, [short], "a", run);
    expect(outcomes(store, [long], "b", run)).toEqual(["updated"]);
    expect(store.papers.paper(1)).toMatchObject({ ...together, sources: ["a", "b"] });
    expect(outcomes(store, [short], "a")).toEqual(["unchanged"]);
    put(store, [{ ...long, id: "q" }], "b");
    put(store, [{ ...short, id: "q" }], "a");
    expect(store.papers.paper(1)).toMatchObject(together);
  });

  const details: PaperRecord = record({
    title: "On Graphs",
    year: 2024,
    published: "2024-05",
    arxivId: "2401.00001",
    arxivVersion: 2,
    printed: { volume: "7", pages: "1-9" },
    keywords: ["Graphs", "trees"],
    citations: 12,
    links: [{ kind: "code", url: "https://example.org/code" }],
    retracted: true,
  });

  it("adds keywords and links, takes the later count, the higher version and the gaps of the rest", () => {
    put(store, [details], "a");
    const again: PaperRecord = {
      ...record({ title: "On Graphs", arxivId: "2401.00001", arxivVersion: 1, citations: 15 }),
      printed: { volume: "8", publisher: "Press" },
      keywords: ["forests", "graphs"],
      links: [
        { kind: "page", url: "https://example.org/code" },
        { kind: "pdf", url: "https://example.org/pdf" },
      ],
    };
    put(store, [again], "b");
    expect(store.papers.paper(1)).toMatchObject({
      published: "2024-05",
      arxivVersion: 2,
      printed: { volume: "8", pages: "1-9", publisher: "Press" },
      keywords: ["forests", "graphs", "trees"],
      citations: 15,
      links: again.links ?? [],
      retracted: true,
    });
    expect(outcomes(store, [again], "b")).toEqual(["unchanged"]);
  });

  it("with another year loses a date that lies in the old one, and with another arXiv id its version does not count", () => {
    put(store, [{ ...details, doi: "10.1/a" }], "a");
    put(
      store,
      [record({ title: "On Graphs", doi: "10.1/a", year: 2023, arxivId: "2501.00001", arxivVersion: 9 })],
      "b",
    );
    const paper = store.papers.paper(1);
    expect(paper).toMatchObject({ year: 2023, arxivId: "2401.00001", arxivVersion: 2 });
    expect(paper).not.toHaveProperty("published");
  });

  it("in the same run and file with another text is a conflict, which changes nothing", () => {
    const run = newRun();
    put(store, [short], "a", run);
    const before = store.papers.paper(1);
    const [conflict] = put(store, [long], "a", run);
    expect(conflict).toMatchObject({
      outcome: "conflict",
      row: 1,
      reason: expect.stringMatching(/"p".*different abstract.*first was kept/),
    });
    const [both] = put(store, [record({ ...long, title: "On Trees" })], "a", run);
    expect(both?.reason).toMatch(/different title and abstract/);
    expect(store.papers.paper(1)).toEqual(before);
  });

  it("in the same run and file with a gap or other metadata is no conflict", () => {
    const run = newRun();
    put(store, [short], "a", run);
    const again = [record({ id: "p", title: "on graphs" }), record({ ...short, venue: "ICML" })];
    expect(outcomes(store, again, "a", run)).toEqual(["unchanged", "updated"]);
  });

  it("from another file shows that source to the indexes, too", () => {
    put(store, [short], "a");
    const before = store.revision();
    expect(outcomes(store, [short], "b")).toEqual(["unchanged"]);
    expect([...store.papers.changedSince(before)]).toMatchObject([{ row: 1, sources: "a\nb" }]);
  });

  it("keeps its id and row when better identifiers come, and is found by all of them in any spelling", () => {
    put(store, [record({ title: "On Graphs" })]);
    const { id } = store.papers.paper(1)!;
    put(store, [record({ title: "On Graphs", arxivId: "2401.00001", doi: "10.1000/a", id: "W1" })], "b");
    expect(store.papers.paper(1)).toMatchObject({ id, arxivId: "2401.00001", doi: "10.1000/a" });
    for (const spelling of [id, ` ${id} `, "arXiv:2401.00001v3", "2401.00001", "https://doi.org/10.1000/A", "W1"]) {
      expect(store.papers.rowOf(spelling)).toBe(1);
    }
    for (const other of ["", "W2", "2401.00002", "10.1000/b"]) expect(store.papers.rowOf(other)).toBeUndefined();
  });
});

describe("reading the same files again", () => {
  const some = <T>(...values: T[]) => fc.option(fc.constantFrom(...values), { nil: undefined });
  const anyRecord = fc
    .record({
      title: fc.constantFrom("On Graphs", "on graphs", "On Trees", "Editorial", "???"),
      abstract: fc.constantFrom("", "One.", "Two."),
      id: some("1", "2", "W1", "W2"),
      arxivId: some("2401.00001", "2401.00002"),
      doi: some("10.1000/a", "10.1000/b"),
      year: some(2020, 2021),
    })
    .map((fields) =>
      record(Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never),
    );
  const files = fc.array(fc.array(anyRecord, { maxLength: 6 }), { maxLength: 3 });

  it("adds no paper, and from then on changes nothing", () => {
    fc.assert(
      fc.property(files, (batches) => {
        const fresh = openStore(":memory:");
        const read = () => {
          const run = newRun();
          return batches.flatMap((records, i) => outcomes(fresh, records, `file ${i}`, run));
        };
        const state = () => [...fresh.papers.changedSince(0)].map((each) => fresh.papers.paper(each.row));
        read();
        const count = fresh.papers.count();
        expect(read()).not.toContain("added");
        const after = state();
        read();
        expect(state()).toEqual(after);
        expect(fresh.papers.count()).toBe(count);
        fresh.close();
      }),
      { numRuns: 150 },
    );
  });
});

describe("removing a paper", () => {
  it("removes all that belongs to it and never gives its row to another", () => {
    put(store, [record({ title: "On Graphs", id: "g" }), record({ title: "On Trees", id: "t" })]);
    store.write((revision) => {
      store.vectors.put(2, Buffer.alloc(16), new Float32Array(4), revision);
      store.listings.write({ source: "hf", name: "page" }, [2, 1]);
    });
    remove(store, 2);
    expect([store.papers.count(), store.vectors.count(), store.papers.paper(2), store.papers.rowOf("t")]).toEqual([
      1,
      0,
      undefined,
      undefined,
    ]);
    expect(store.rowsWithPhrase("trees")).toEqual([]);
    expect(store.listings.entriesOf(2)).toEqual([]);
    expect(put(store, [record({ title: "On Trees", id: "t" })])).toEqual([{ outcome: "added", row: 3 }]);
  });

  it("that is not there does nothing", () => {
    put(store, [record({ title: "On Graphs" })]);
    remove(store, 7, 1, 1);
    expect([store.papers.count(), store.papers.deletedSince(0)]).toEqual([0, [1]]);
  });
});

it("a transaction that fails leaves no trace, also not for the next one", () => {
  const fail = () =>
    store.write((revision) => {
      store.papers.upsert(record({ title: "On Graphs" }), "new file", newRun(), revision, AT);
      throw new Error("the reader failed");
    });
  expect(fail).toThrow("the reader failed");
  expect([store.papers.count(), store.revision()]).toEqual([0, 0]);
  put(store, [record({ title: "On Graphs" })], "new file");
  expect(store.papers.paper(1)?.sources).toEqual(["new file"]);
  expect([...store.papers.changedSince(0)]).toMatchObject([{ sources: "new file" }]);
});
