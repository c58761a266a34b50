import { afterEach, beforeEach, expect, it } from "vitest";
import { takeWriterLock } from "../../src/store/index.ts";
import { DuplicatesAnswer, RecordsAnswer } from "../../src/wire/index.ts";
import { EVERYTHING, type OpenedLibrary, openLibrary } from "../helpers/library.ts";
import { randomPapers, toJsonLines } from "../helpers/papers.ts";
import { type TemporaryFolder, temporaryFolder } from "../helpers/temporary.ts";

const ALL = randomPapers(60);
const [FIRST] = ALL;
const AUTHORS = ["Ada Lovelace", "Grace Hopper"];
const preprint = { id: "2401.00001", title: "Zeppelins over water", abstract: "Airships cross seas.", year: 2024 };
const other = { doi: "10.1000/z", title: "Zeppelins over water", abstract: "Airships cross seas.", year: 2024 };

let folder: TemporaryFolder;
let opened: OpenedLibrary;

beforeEach(async () => {
  folder = temporaryFolder();
  opened = openLibrary(folder.at("library"));
  await add("all", ALL);
});

afterEach(async () => {
  await opened.library.close();
  folder.remove();
});

const add = (name: string, records: readonly object[]) =>
  opened.library.ingest([folder.write(`${name}.jsonl`, toJsonLines(records))]);
const duplicates = () => opened.library.duplicates;
const suspects = () => DuplicatesAnswer.parse(duplicates().suspects(20, 0));
const found = async (query: string) =>
  (await opened.library.search({ ...EVERYTHING, mode: "semantic", query, k: 2 })).hits.map(({ id }) => id);

it("Papers of one title but other authors are suspects, not one paper, until a reader has decided", async () => {
  await add("a", [{ ...preprint, authors: AUTHORS }]);
  await add("b", [{ ...other, authors: ["Alan Turing"] }]);
  expect(suspects()).toMatchObject({
    total: 1,
    pairs: [{ a: { id: "2401.00001" }, b: { id: "10.1000/z" }, reasons: ["same title", "other authors"] }],
    notes: [expect.stringMatching(/map/)],
  });
  expect(await duplicates().keepApart("2401.00001", "doi:10.1000/Z")).toEqual({ id: "2401.00001", other: "10.1000/z" });
  expect(suspects().pairs).toEqual([]);
  expect(await duplicates().merge("10.1000/z", "2401.00001")).toEqual({ id: "2401.00001" });
  expect(opened.library.count()).toBe(61);
});

it("Neighbors on the map whose titles are alike are suspects, those of a series and of other authors are not", async () => {
  const text =
    "Airships of many kinds cross seas and lakes by night; we measure how far, how fast and how safely. ".repeat(3);
  const titled = (id: string, title: string, authors = AUTHORS) => ({ id, title, abstract: text, authors });
  await add("close", [
    titled("z1", "Zeppelins over deep water"),
    titled("z2", "Fast zeppelins over deep water"),
    titled("z3", "Zeppelins over deep water. Part II"),
    titled("z4", "Slow zeppelins over deep water", ["Alan Turing"]),
  ]);
  await opened.library.openMap();
  const { pairs, notes } = suspects();
  expect(pairs.map(({ a, b }) => [a.id, b.id])).toEqual([["z1", "z2"]]);
  expect([notes, pairs[0]?.reasons[0]]).toEqual([[], "like titles"]);
});

it("A merge changes every answer at once, and taking it back gives both papers with their own meaning", async () => {
  const id = FIRST?.id ?? "";
  await add("a", [preprint]);
  expect((await found("airships"))[0]).toBe("2401.00001");
  expect(await duplicates().merge(id, "2401.00001")).toEqual({ id });
  expect([await found("airships"), opened.library.paper("2401.00001").id]).toEqual([
    [expect.anything(), expect.anything()],
    id,
  ]);
  expect(await found("airships")).not.toContain("2401.00001");
  const { records } = RecordsAnswer.parse(duplicates().records("2401.00001"));
  expect(records).toMatchObject([{ source: "all" }, { source: "a", reason: "merged by hand" }]);
  expect(await duplicates().split(id)).toEqual({ id, other: "2401.00001" });
  expect((await found("airships"))[0]).toBe("2401.00001");
  expect((await add("a", [preprint, ...ALL])).unchanged).toBe(61);
});

it("Lists and marks of a paper that was merged into another stand for the one that stays, and come back with it", async () => {
  const { reading } = opened.library;
  const id = FIRST?.id ?? "";
  await add("a", [preprint]);
  reading.create({ name: "Mine", papers: ["2401.00001", id] });
  reading.markRead(["2401.00001"], true);
  await duplicates().merge(id, "2401.00001");
  expect(reading.mark(id)).toMatchObject({ id, read: true });
  reading.editMark(id, { note: "Of both" });
  expect(reading.mark("2401.00001")).toMatchObject({ id, read: true, note: "Of both" });
  expect(reading.list("Mine").papers.map(({ paper }) => paper?.id)).toEqual([id]);
  await duplicates().split(id);
  expect(reading.list("Mine").papers.map(({ paper }) => paper?.id)).toEqual(["2401.00001", id]);
});

it("A listing of papers that become one while it is read lists the one that stays", async () => {
  await add("a", [preprint]);
  await add("b", [{ ...other, title: "Zeppelins over the sea and the land" }]);
  await add("c", [{ ...other, id: "2401.00001", arxivId: "2401.00001" }]);
  expect(opened.library.paper("10.1000/z").id).toBe("2401.00001");
  expect(await found("airships")).toContain("2401.00001");
});

it("What cannot be decided says why, and nothing is changed", async () => {
  const id = FIRST?.id ?? "";
  await expect(duplicates().merge(id, id)).rejects.toThrow(/two papers/);
  await expect(duplicates().merge(id, "nobody")).rejects.toThrow(/no paper "nobody"/);
  await expect(duplicates().split(id)).rejects.toThrow(/several records/);
  expect(() => duplicates().records("nobody")).toThrow(/no paper/);
  const lock = takeWriterLock(folder.at("library"), "a test");
  await expect(duplicates().merge(id, "paper-2")).rejects.toMatchObject({ code: "library-busy" });
  lock.release();
  expect(opened.library.count()).toBe(60);
});
