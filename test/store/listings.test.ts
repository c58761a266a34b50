import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Listing } from "../../src/core/index.ts";
import { openStore, type Store } from "../../src/store/index.ts";
import { put, record } from "./fixtures.ts";

const PAGE: Listing = { source: "huggingface-papers", name: "monday.txt", date: "2024-01-05" };

let store: Store;

beforeEach(() => {
  store = openStore(":memory:");
  put(
    store,
    Array.from({ length: 20 }, (_, i) => record({ title: `Paper number ${i + 1}` })),
  );
});

afterEach(() => {
  store.close();
});

const write = (page: Listing, rows: number[]) => store.write(() => store.listings.write(page, rows));

describe("a listing", () => {
  it("tells each paper where it stood", () => {
    expect(write(PAGE, [3, 1, 2])).toEqual([3, 1, 2]);
    expect(store.listings.entriesOf(1)).toEqual([{ ...PAGE, rank: 2 }]);
    expect(store.listings.entriesOf(4)).toEqual([]);
  });

  it("without a date has none", () => {
    write({ source: "web", name: "page" }, [1]);
    expect(store.listings.entriesOf(1)).toEqual([{ source: "web", name: "page", rank: 1 }]);
  });

  it("read again changes nothing", () => {
    write(PAGE, [3, 1, 2]);
    expect(write(PAGE, [3, 1, 2])).toEqual([]);
    expect(store.summary()).toMatchObject({ listings: 1, listed: 3 });
  });

  it("saved again with most of the same papers replaces the old one, and names the papers that changed", () => {
    write(PAGE, [1, 2, 3, 4]);
    expect(write(PAGE, [5, 1, 2]).sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5]);
    expect(store.summary()).toMatchObject({ listings: 1, listed: 3 });
    expect(store.listings.entriesOf(4)).toEqual([]);
    expect(store.listings.entriesOf(5)).toEqual([{ ...PAGE, rank: 1 }]);
  });

  it("that has grown is still the same one", () => {
    write(PAGE, [1, 2]);
    write(PAGE, [1, 2, 3, 4, 5, 6, 7, 8]);
    expect(store.summary()).toMatchObject({ listings: 1, listed: 8 });
  });

  it("that shares half of its papers is still the same one, and one that shares fewer is not", () => {
    write(PAGE, [1, 2, 3, 4]);
    write(PAGE, [1, 2, 11, 12]);
    expect(store.summary()).toMatchObject({ listings: 1, listed: 4 });
    write(PAGE, [1, 13, 14, 15]);
    expect(store.summary()).toMatchObject({ listings: 2, listed: 8 });
  });

  it("of the same name with other papers is another one, and each is known again", () => {
    write(PAGE, [1, 2, 3]);
    write(PAGE, [11, 12, 13]);
    write(PAGE, [1, 16, 17]);
    expect([2, 12, 16].map((row) => store.listings.entriesOf(row)[0]?.name)).toEqual([
      "monday.txt",
      "monday.txt (2)",
      "monday.txt (3)",
    ]);
    expect(write(PAGE, [11, 12, 13])).toEqual([]);
    expect(write(PAGE, [16, 17, 1]).length).toBeGreaterThan(0);
    expect(store.summary()).toMatchObject({ listings: 3, listed: 9 });
  });

  it("of the same name on another day, or from another source, is another one", () => {
    write(PAGE, [1, 2]);
    write({ ...PAGE, date: "2024-01-06" }, [1, 2]);
    write({ ...PAGE, source: "web" }, [1, 2]);
    expect(store.summary()).toMatchObject({ listings: 3, listed: 6 });
  });

  it("may name a paper twice", () => {
    expect(write(PAGE, [1, 2, 1])).toEqual([1, 2]);
    expect(store.listings.entriesOf(1).map(({ rank }) => rank)).toEqual([1, 3]);
  });

  it("that lost all its papers takes its place again when it is read again", () => {
    write(PAGE, [1]);
    store.write((revision) => store.papers.remove(1, revision));
    put(store, [record({ title: "Paper number 1" })]);
    write(PAGE, [21]);
    expect(store.listings.entriesOf(21)).toEqual([{ ...PAGE, rank: 1 }]);
    expect(store.summary()).toMatchObject({ listings: 1, listed: 1 });
  });

  it("shows a paper's dates latest first, and to the indexes each once", () => {
    write({ ...PAGE, name: "a", date: "2023-05-01" }, [1]);
    write({ ...PAGE, name: "b", date: "2024-05-01" }, [1]);
    write({ ...PAGE, name: "c", date: "2024-05-01" }, [2, 1]);
    write({ source: "web", name: "d" }, [1]);
    expect(store.listings.entriesOf(1).map(({ name }) => name)).toEqual(["b", "c", "a", "d"]);
    const [change] = store.papers.changedSince(0);
    expect(change?.dates.split(",").sort()).toEqual(["2023-05-01", "2024-05-01"]);
  });
});
