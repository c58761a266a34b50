import { readFileSync, writeFileSync } from "node:fs";
import BetterSqlite3 from "better-sqlite3";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { AppError, normalize } from "../../src/core/index.ts";
import { contentHash, embeddedText, openStore, SCHEMA_VERSION, type Store } from "../../src/store/index.ts";
import { type TemporaryFolder, temporaryFolder } from "../helpers/temporary.ts";
import { AT, put, record, remove } from "./fixtures.ts";

let folder: TemporaryFolder;
let path: string;
let store: Store;

beforeEach(() => {
  folder = temporaryFolder();
  path = folder.at("deep", "store.sqlite");
  store = openStore(path);
});

afterEach(() => {
  store.close();
  folder.remove();
});

describe("revisions", () => {
  it("grow by one with each transaction, and changes are found by them", () => {
    expect(store.revision()).toBe(0);
    put(store, [record({ title: "One" }), record({ title: "Two" })]);
    put(store, [record({ title: "Three" })]);
    remove(store, 1);
    put(store, [record({ title: "Two", year: 2020 })]);
    expect(store.revision()).toBe(4);
    const changedSince = (revision: number) => Array.from(store.papers.changedSince(revision), ({ row }) => row);
    expect([0, 1, 2, 3, 4].map(changedSince)).toEqual([[2, 3], [2, 3], [2], [2], []]);
    expect([0, 2, 3].map((revision) => store.papers.deletedSince(revision))).toEqual([[1], [1], []]);
  });

  it("stay where a transaction changes nothing", () => {
    put(store, [record({ title: "One", year: 2020 })]);
    put(store, [record({ title: "One", year: 2020 })]);
    store.write(() => store.papers.count());
    expect(store.revision()).toBe(1);
    put(store, [record({ title: "One", year: 2021 })]);
    expect(store.revision()).toBe(2);
  });

  it("show a paper again that was touched", () => {
    put(store, [record({ title: "One" })]);
    store.write((revision) => store.papers.touch(1, revision));
    expect(Array.from(store.papers.changedSince(1), ({ row }) => row)).toEqual([1]);
  });

  it("are the same after closing and opening", () => {
    put(store, [record({ title: "One" })]);
    store.setSetting("model", "m");
    store.close();
    store = openStore(path);
    expect([store.revision(), store.setting("model"), store.setting("none"), store.papers.count()]).toEqual([
      1,
      "m",
      undefined,
      1,
    ]);
    expect(store.integrity()).toBe("ok");
  });

  it("hold still within a snapshot while another process writes", () => {
    put(store, [record({ title: "One" })]);
    const other = openStore(path);
    store.snapshot(() => {
      expect(store.papers.count()).toBe(1);
      put(other, [record({ title: "Two" })]);
      expect([store.papers.count(), store.revision()]).toEqual([1, 1]);
    });
    expect([store.papers.count(), store.revision()]).toEqual([2, 2]);
    other.close();
  });
});

describe("vectors", () => {
  const unit = (...values: number[]) => normalize(Float32Array.from(values));
  const missing = () => store.vectors.missing(0, 100).map(({ row }) => row);

  it("are missing for new papers and for papers whose text has changed since", () => {
    put(store, [record({ title: "One", id: "1a" }), record({ title: "Two", id: "2a", abstract: "Text." })]);
    expect(store.vectors.missing(0, 1)).toEqual([
      { row: 1, title: "One", abstract: "", contentHash: contentHash({ title: "One", abstract: "" }) },
    ]);
    expect(store.vectors.missing(1, 9).map(({ row }) => row)).toEqual([2]);
    embedAll();
    expect(missing()).toEqual([]);
    put(store, [
      record({ title: "One", id: "1a", year: 1999 }),
      record({ title: "Two", id: "2a", abstract: "Other text." }),
    ]);
    expect(missing()).toEqual([2]);
    expect(store.vectors.count()).toBe(2);
    embedAll();
    expect(missing()).toEqual([]);
  });

  it("come back as they were put, the latest for each row", () => {
    const numbers = fc.array(fc.float({ noNaN: true }), { minLength: 1, maxLength: 20 });
    put(store, [record({ title: "One" })]);
    fc.assert(
      fc.property(numbers, fc.nat(3), (values, start) => {
        const vector = Float32Array.from([9, 9, 9, ...values]).subarray(start);
        store.write((revision) => store.vectors.put(1, Buffer.alloc(16), vector, revision));
        expect(store.vectors.get(1)).toEqual(Float32Array.from(vector));
        expect(store.vectors.count()).toBe(1);
      }),
      { numRuns: 30 },
    );
    expect(store.vectors.get(2)).toBeUndefined();
  });

  it("are found by the revision that wrote them, in that order and then by row", () => {
    put(store, [record({ title: "One" }), record({ title: "Two" }), record({ title: "Three" })]);
    store.write((revision) => store.vectors.put(3, Buffer.alloc(16), unit(3, 4), revision));
    store.write((revision) => store.vectors.put(1, Buffer.alloc(16), unit(1, 0), revision));
    const since = (revision: number) => Array.from(store.vectors.since(revision), ({ row }) => row);
    expect([0, 1, 2, 3].map(since)).toEqual([[3, 1], [3, 1], [1], []]);
    expect([0, 1, 2, 3].map((revision) => store.vectors.countSince(revision))).toEqual([2, 2, 1, 0]);
    expect([...store.vectors.since(2)][0]?.vector).toEqual(unit(1, 0));
    store.vectors.clear();
    expect([store.vectors.count(), missing()]).toEqual([0, [1, 2, 3]]);
  });

  it("stand for title and abstract, or for the title alone", () => {
    expect(embeddedText({ title: "One", abstract: "Text." })).toBe("One\nText.");
    expect(embeddedText({ title: "One", abstract: "" })).toBe("One");
    expect(contentHash({ title: "One", abstract: "" })).toHaveLength(16);
    expect(contentHash({ title: "One", abstract: "x" })).not.toEqual(contentHash({ title: "One", abstract: "y" }));
  });

  function embedAll(): void {
    store.write((revision) => {
      for (const { row, contentHash } of store.vectors.missing(0, 100))
        store.vectors.put(row, contentHash, unit(1, 1), revision);
    });
  }
});

describe("rejects", () => {
  const reject = (input: string, line: number, reason = "no title") => ({ input, line, reason, excerpt: "…", at: AT });

  it("are kept in order until their input is read again", () => {
    for (const each of [reject("b", 1), reject("a", 9), reject("a", 2), reject("a", 2, "no JSON"), reject("a", 2)])
      store.rejects.put(each);
    expect(Array.from(store.rejects.all(), ({ input, line }) => `${input}${line}`)).toEqual(["a2", "a2", "a9", "b1"]);
    store.rejects.forget("a");
    expect([...store.rejects.all()]).toEqual([reject("b", 1)]);
    expect(store.rejects.count()).toBe(1);
  });
});

describe("phrases", () => {
  beforeEach(() => {
    put(store, [
      record({ title: "Deep Learning for Graphs", abstract: "A survey of naïve Bayes." }),
      record({ title: "Learning deep", abstract: "deep-learning: state of the art" }),
      record({ title: "Deep", abstract: "learning p53 in β-cells, don't stop" }),
    ]);
  });

  it.each<[string, number[]]>([
    ["deep learning", [1, 2]],
    ["DEEP, LEARNING!", [1, 2]],
    ["learning deep", [2]],
    ["naive bayes", [1]],
    ["Naïve Bayes", [1]],
    ["nai\u0308ve bayes", [1]],
    ["state-of-the-art", [2]],
    ["state of art", []],
    ["deep", [1, 2, 3]],
    ["dee", []],
    ["p53 in β-cells", [3]],
    ["don't stop", [3]],
    ['deep" OR "p53', []],
    ['"deep" learning', [1, 2]],
    ['deep " learning', [1, 2]],
    ["deep\u0000learning", [1, 2]],
    ["deep AND learning", []],
    ["title:deep", []],
    ["deep*", [1, 2, 3]],
    ["^deep NEAR(learning)", []],
    ["", []],
    ['"', []],
    ["?!", []],
    ["🚀", []],
    ["\ud800", []],
  ])("%j stand in papers %j", (phrase, rows) => {
    expect(store.rowsWithPhrase(phrase)).toEqual(rows);
  });

  it("of any characters are searched without an error", () => {
    const piece = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom('"', "\u0000", "deep", " ", "*", "(", ":", "-", "^", "+"),
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        expect(Array.isArray(store.rowsWithPhrase(pieces.join("")))).toBe(true);
      }),
      { numRuns: 500 },
    );
    expect(store.rowsWithPhrase("deep ".repeat(20_000))).toEqual([]);
  });

  it("follow changed titles and abstracts", () => {
    const { id } = store.papers.paper(1)!;
    put(store, [record({ id, title: "Shallow Learning for Graphs", abstract: "Nothing else." })]);
    expect(store.papers.count()).toBe(4); // the id is ours: a file cannot claim it
    put(store, [record({ title: "Deep Learning for Graphs", abstract: "Something else." })]);
    expect([store.rowsWithPhrase("naive bayes"), store.rowsWithPhrase("something else")]).toEqual([[], [1]]);
    expect(store.integrity()).toBe("ok");
  });
});

describe("the summary", () => {
  it("counts papers, listings and dates", () => {
    put(store, [record({ title: "One" }), record({ title: "Two", abstract: "Text." })]);
    store.write(() => {
      store.listings.write({ source: "hf", name: "a", date: "2024-01-05" }, [1, 2]);
      store.listings.write({ source: "hf", name: "b", date: "--01-05" }, [2]);
      store.listings.write({ source: "hf", name: "c" }, [1]);
    });
    expect(store.summary()).toEqual({
      papers: 2,
      titleOnly: 1,
      listings: 3,
      listed: 4,
      listingDates: [
        { value: "2024-01-05", count: 2 },
        { value: "--01-05", count: 1 },
      ],
    });
    expect([store.latest(1, 0), store.latest(9, 1), store.latest(9, 2)]).toEqual([[2], [1], []]);
  });
});

describe("opening a store", () => {
  it("of a later schema is refused with both versions, and changes nothing", () => {
    store.close();
    const db = new BetterSqlite3(path);
    db.pragma(`user_version = ${SCHEMA_VERSION + 3}`);
    db.close();
    const versions = new RegExp(`version ${SCHEMA_VERSION + 3}.*up to ${SCHEMA_VERSION}`);
    for (let time = 0; time < 2; time++) expectError(() => openStore(path), "wrong-version", versions);
  });

  it("over another program's database is refused, and changes nothing", () => {
    const other = folder.at("other.sqlite");
    const db = new BetterSqlite3(other);
    db.exec("CREATE TABLE papers (name TEXT); INSERT INTO papers VALUES ('mine')");
    db.close();
    expectError(() => openStore(other), "storage-failed", /other\.sqlite.*another program/);
    const again = new BetterSqlite3(other);
    expect(again.prepare("SELECT name FROM papers").pluck().all()).toEqual(["mine"]);
    expect(again.pragma("user_version", { simple: true })).toBe(0);
    again.close();
  });

  it("over a file that is no database, or a folder, is refused", () => {
    const file = folder.write("notes.txt", "These are my notes. ".repeat(100));
    expectError(() => openStore(file), "storage-failed", /notes\.txt.*Is it a library of Orrery/);
    expect(readFileSync(file, "utf8")).toBe("These are my notes. ".repeat(100));
    expectError(() => openStore(folder.path), "storage-failed", /Could not open the library/);
    expectError(
      () => openStore(folder.at("notes.txt", "store.sqlite")),
      "storage-failed",
      /Could not open the library/,
    );
  });

  it("that was cut off is refused or found damaged, at whatever length", () => {
    put(
      store,
      Array.from({ length: 300 }, (_, i) => record({ title: `Paper ${i}`, abstract: "Many words. ".repeat(50) })),
    );
    store.close();
    const whole = readFileSync(path);
    for (let part = 1; part < 10; part++) {
      const cut = folder.at(`cut-${part}.sqlite`);
      writeFileSync(cut, whole.subarray(0, Math.floor((whole.byteLength * part) / 10)));
      expect(isSound(cut)).toBe(false);
    }
    store = openStore(path);
    expect(store.integrity()).toBe("ok");
  });

  it("of the first schema takes it up, and its papers say what they said", () => {
    put(store, [record({ title: "One", year: 2020 })]);
    const before = store.papers.paper(1);
    store.close();
    const db = new BetterSqlite3(path);
    for (const column of "published arxiv_version kind printed keywords citations links retracted".split(" ")) {
      db.exec(`ALTER TABLE papers DROP COLUMN ${column}`);
    }
    db.exec("DROP TABLE source_records; DROP TABLE work_decisions; ALTER TABLE deletions DROP COLUMN survivor");
    db.exec("UPDATE papers SET title_hash = 1");
    db.pragma("user_version = 1");
    db.close();
    store = openStore(path);
    expect(store.papers.paper(1)).toEqual(before);
    put(store, [record({ title: "One", keywords: ["numbers"] })]);
    expect(store.papers.paper(1)).toMatchObject({ year: 2020, keywords: ["numbers"] });
  });

  it("that is empty makes one", () => {
    const empty = openStore(folder.write("empty.sqlite", ""));
    expect([empty.papers.count(), empty.integrity()]).toEqual([0, "ok"]);
    empty.close();
  });

  it("twice at once gives both the same store", () => {
    const other = openStore(path);
    put(other, [record({ title: "One" })]);
    expect(store.papers.count()).toBe(1);
    other.close();
  });
});

describe("writing", () => {
  it("that SQLite refuses is an error with a reason, and what was stored stays", () => {
    put(store, [record({ title: "One" })]);
    const db = new BetterSqlite3(path);
    db.exec("CREATE TRIGGER full BEFORE INSERT ON papers BEGIN SELECT RAISE(ABORT, 'the disk is full'); END");
    db.close();
    expectError(() => put(store, [record({ title: "Two" })]), "storage-failed", /store\.sqlite: the disk is full/);
    expect([store.papers.count(), store.revision()]).toEqual([1, 1]);
  });
});

function isSound(path: string): boolean {
  let opened: Store | undefined;
  try {
    opened = openStore(path);
    return opened.integrity() === "ok";
  } catch (error) {
    if (error instanceof AppError) return false;
    throw error;
  } finally {
    opened?.close();
  }
}

function expectError(act: () => unknown, code: AppError["code"], message: RegExp): void {
  expect(act).toThrow(expect.objectContaining({ name: "AppError", code, message: expect.stringMatching(message) }));
}
