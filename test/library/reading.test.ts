import { readFileSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { dot } from "../../src/core/index.ts";
import { examine } from "../../src/library/index.ts";
import { openStore } from "../../src/store/index.ts";
import { RecommendedAnswer } from "../../src/wire/index.ts";
import { buildLibrary, copyLibrary, EVERYTHING, type OpenedLibrary, openLibrary } from "../helpers/library.ts";
import { randomPapers, toJsonLines } from "../helpers/papers.ts";
import { MODELS } from "../helpers/places.ts";
import { type TemporaryFolder, temporaryFolder } from "../helpers/temporary.ts";

const PAPERS = randomPapers(60);
const KNOWN = [
  { id: "2401.00001", title: "A preprint", abstract: "About graphs.", arxivId: "2401.00001" },
  { id: "10.1145/3292500.3330701", title: "A paper with a DOI", abstract: "About kernels." },
  { id: "own-key", title: "A paper with a key of its own", abstract: "About tensors.", arxivId: "2402.00002" },
];

let folder: TemporaryFolder;
let at: string;
let count = 0;
let opened: OpenedLibrary;

beforeAll(async () => {
  folder = temporaryFolder();
  await buildLibrary(folder.at("library"), [folder.write("all.jsonl", toJsonLines([...PAPERS, ...KNOWN]))]);
});
afterAll(() => folder.remove());
beforeEach(() => {
  at = copyLibrary(folder.at("library"), folder.at(`copy-${++count}`));
  opened = openLibrary(at);
  return () => opened.library.close();
});

const reading = () => opened.library.reading;
const ids = (...numbers: number[]) => numbers.map((n) => `paper-${n}`);
const inList = (name: string) =>
  reading()
    .list(name)
    .papers.map(({ id }) => id);

describe("A paper", () => {
  it.each([
    ["2401.00001", "arXiv:2401.00001v2", "https://arxiv.org/abs/2401.00001", " 2401.00001 "],
    ["10.1145/3292500.3330701", "https://doi.org/10.1145/3292500.3330701", "doi:10.1145/3292500.3330701"],
    ["own-key", "2402.00002v1"],
  ])("is the same in a list and in its marks however it is spelled: %s", (id, ...spellings) => {
    reading().create({ name: "Thesis" });
    for (const spelling of [id, ...spellings]) {
      reading().editPapers("Thesis", { add: [spelling] });
      reading().editMark(spelling, { note: spelling });
      expect(reading().mark(spelling)).toEqual({ id, read: false, note: spelling, lists: ["l1"] });
    }
    expect(inList("l1")).toEqual([id]);
    expect(
      reading()
        .markRead([id, ...spellings], true)
        .marks.map((mark) => mark.id),
    ).toEqual([id]);
    reading().editPapers("Thesis", { remove: spellings });
    expect(reading().all()).toMatchObject({
      lists: [{ count: 0 }],
      marks: [{ id, read: true, hasNote: true, lists: [] }],
    });
  });

  it("that the library has not is named, and then nothing is changed", () => {
    reading().create({ name: "Thesis", papers: ids(1) });
    const wrong = ["paper-2", "nobody", "paper 3", "x", "y", "z"];
    for (const change of [
      () => reading().editPapers("Thesis", { add: wrong, remove: ids(1) }),
      () => reading().create({ name: "Later", papers: wrong }),
      () => reading().markRead(wrong, true),
    ]) {
      const message = expect.stringMatching(/"nobody" nor "paper 3" nor "x" nor 2 others/);
      expect(change).toThrow(expect.objectContaining({ code: "not-found", message }));
    }
    expect(() => reading().mark("nobody")).toThrow(expect.objectContaining({ code: "not-found" }));
    expect([inList("Thesis"), reading().lists().length, reading().revision]).toEqual([ids(1), 1, 1]);
  });

  it("that is removed stays with its title and notes, and comes back to life when it comes again", async () => {
    const { library } = opened;
    reading().create({ name: "Thesis", papers: ids(1, 2, 3) });
    reading().editMark("paper-2", { read: true, note: "see section 3" });
    const kept = readFileSync(`${at}/reading.sqlite`);
    await library.remove(["paper-2"]);
    const gone = reading().list("Thesis").papers[1];
    const note = "see section 3";
    expect(gone).toEqual({ id: "paper-2", title: PAPERS[1]?.title, addedAt: expect.any(String), note });
    expect(reading().mark("paper-2").note).toBe(note);
    await library.ingest([folder.at("all.jsonl")]);
    expect(reading().list("Thesis").papers[1]).toMatchObject({ id: "paper-2", paper: { id: "paper-2" } });
    await library.buildMap("build");
    await library.buildMap("refit");
    expect(readFileSync(`${at}/reading.sqlite`).equals(kept)).toBe(true);

    await library.remove(["paper-2"]);
    reading().editPapers("Thesis", { add: ids(2), before: null }); // moves, though the library has it not
    expect(inList("Thesis")).toEqual(ids(1, 3, 2));
    expect(reading().editMark("paper-2", { note: "gone" }).marks[0]?.note).toBe("gone");
    expect(() => reading().create({ name: "Later", papers: ids(4, 2) })).toThrow(/no paper "paper-2"/);
  });

  it("that comes again under another id is still the one in the list", async () => {
    const { library } = opened;
    reading().create({ name: "Thesis", papers: ["own-key"] });
    reading().editMark("own-key", { read: true });
    await library.remove(["own-key"]);
    const { id, ...known } = KNOWN[2]!;
    await library.ingest([folder.write("first.jsonl", toJsonLines([{ ...known, id: known.arxivId }]))]);
    await library.ingest([folder.write("second.jsonl", toJsonLines([{ ...known, id }]))]);
    expect(library.paper("own-key").id).toBe("2402.00002");
    expect(inList("Thesis")).toEqual(["2402.00002"]);
    expect(reading().all().marks).toEqual([{ id: "2402.00002", read: true, hasNote: false, lists: ["l1"] }]);
    reading().editPapers("Thesis", { add: ["2402.00002"] });
    expect(reading().editMark("2402.00002", { read: false }).marks).toEqual([
      { id: "2402.00002", read: false, note: "", lists: ["l1"] },
    ]);
    expect(reading().list("Thesis")).toMatchObject({ count: 1, unread: 1 });
  });
});

describe("Filters by lists and by what was read", () => {
  const THESIS = ids(1, 2, 3, 4, 5);
  const LATER = ids(5, 6, 7);
  const READ = ids(2, 5, 7, 9);

  beforeEach(() => {
    reading().create({ name: "Thesis", papers: THESIS });
    reading().create({ name: "Später", papers: LATER });
    reading().markRead(READ, true);
  });

  const found = async (filters: object) => {
    const request = { ...EVERYTHING, query: "graph", mode: "semantic", k: 100, ...filters } as const;
    return (await opened.library.search(request)).hits.map(({ id }) => id).sort();
  };

  it("let the papers pass that they say, together with all others", async () => {
    const all = [...PAPERS, ...KNOWN].map(({ id }) => id);
    await opened.library.openMap();
    const [topic] = opened.library.map.topics().topics;
    const inTopic = new Set(opened.library.map.topicPapers(topic!.id, 100, 0).papers.map(({ id }) => id));
    const cases: [object, (id: string) => boolean][] = [
      [{ list: ["Thesis"] }, (id) => THESIS.includes(id)],
      [{ list: ["l1", " SPÄTER "] }, (id) => THESIS.includes(id) || LATER.includes(id)],
      [{ list: [] }, () => true],
      [{ read: "yes" }, (id) => READ.includes(id)],
      [{ read: "no" }, (id) => !READ.includes(id)],
      [{ list: ["l2"], read: "no" }, (id) => LATER.includes(id) && !READ.includes(id)],
      [{ list: ["l1"], read: "yes", yearFrom: 2003 }, (id) => ["paper-5"].includes(id)],
      [{ topic: [topic!.id], read: "no" }, (id) => inTopic.has(id) && !READ.includes(id)],
      [{ topic: [topic!.id], list: ["l1", "l2"] }, (id) => inTopic.has(id) && [...THESIS, ...LATER].includes(id)],
      [{ area: "0,0;1,0;1,1;0,1", list: ["l1"] }, (id) => THESIS.includes(id)],
    ];
    for (const [filters, passes] of cases) expect(await found(filters)).toEqual(all.filter(passes).sort());
  });

  it("follow every change at once, and papers that come and go", async () => {
    expect(await found({ list: ["l2"] })).toEqual(LATER);
    reading().editPapers("l2", { add: ids(8), remove: ids(6) });
    expect(await found({ list: ["l2"] })).toEqual(ids(5, 7, 8));
    await opened.library.remove(ids(7));
    expect(await found({ list: ["l2"] })).toEqual(ids(5, 8));
  });

  it("for a list that is not there are refused, with the lists that are", async () => {
    await expect(found({ list: ["Thesis", "Theses"] })).rejects.toMatchObject({
      code: "not-found",
      message: "There is no list “Theses”. There are: “Thesis”, “Später”.",
    });
  });
});

describe("Recommendations for a list", () => {
  it("are neither in the list nor read, each with the member that it is nearest to", async () => {
    const members = ids(1, 12, 23, 34);
    reading().create({ name: "Thesis", papers: members });
    reading().create({ name: "Else", papers: ids(40) });
    reading().markRead(ids(2, 3), true);
    const store = openStore(`${at}/library.sqlite`);
    const vectorOf = (id: string) => store.vectors.get(store.papers.rowOf(id)!)!;
    const others = [...PAPERS, ...KNOWN].map(({ id }) => id).filter((id) => ![...members, ...ids(2, 3)].includes(id));
    const nearest = (id: string) =>
      [...members].sort((a, b) => dot(vectorOf(b), vectorOf(id)) - dot(vectorOf(a), vectorOf(id)))[0];
    const { hits } = RecommendedAnswer.strict().parse(await opened.library.recommend.forList("Thesis", 200));
    expect(hits.map(({ id }) => id).sort()).toEqual([...others].sort());
    expect(hits.map(({ rank }) => rank)).toEqual(hits.map((_, i) => i + 1));
    for (const { id, near } of hits) expect(near.id).toBe(nearest(id));
    store.close();
  });

  it("say why there are none", async () => {
    reading().create({ name: "Empty" });
    reading().create({ name: "Gone", papers: ids(1) });
    reading().create({ name: "All", papers: [...PAPERS, ...KNOWN].map(({ id }) => id) });
    await opened.library.remove(ids(1));
    const named = ["Empty", "Gone", "All"];
    const notes = await Promise.all(named.map((name) => opened.library.recommend.forList(name, 5)));
    expect(notes.map(({ hits }) => hits)).toEqual([[], [], []]);
    expect(notes.map(({ note }) => note)).toEqual([
      expect.stringMatching(/“Empty” is empty/),
      expect.stringMatching(/“Gone” has a vector/),
      expect.stringMatching(/in the list or read/),
    ]);
  });
});

describe("Lists", () => {
  it("get colours of their own as long as there are such", () => {
    for (let i = 0; i < 9; i++) reading().create({ name: `List ${i}` });
    const colors = reading()
      .lists()
      .map(({ color }) => color);
    expect(new Set(colors).size).toBe(8);
    expect(colors[8]).toBe(colors[0]);
  });

  it("are looked at by the doctor, who says when their file is damaged", async () => {
    const check = async () => (await examine(at, MODELS)).find(({ name }) => name === "lists, notes");
    expect(await check()).toBeUndefined();
    reading().create({ name: "Thesis", papers: ids(1) });
    reading().editMark("paper-2", { read: true, note: "x" });
    expect(await check()).toEqual({
      ...{ name: "lists, notes", ok: true },
      detail: "1 list, 1 paper read, 1 note; SQLite finds no fault",
    });
    const bytes = readFileSync(`${at}/reading.sqlite`);
    writeFileSync(`${at}/reading.sqlite`, bytes.fill(7, 4096, 4096 + 2000));
    expect(await check()).toMatchObject({ ok: false });
    writeFileSync(`${at}/reading.sqlite`, "something else".repeat(1000));
    expect(await check()).toMatchObject({ ok: false, detail: expect.stringContaining("reading.sqlite") });
    const search = opened.library.search({ ...EVERYTHING, query: "graph" });
    expect((await search).hits).toHaveLength(10); // what is the reader's own is not needed for it
  });
});
