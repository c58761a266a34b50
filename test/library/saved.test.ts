import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { openStore } from "../../src/store/index.ts";
import { SavedAnswer, SavedHitsAnswer } from "../../src/wire/index.ts";
import { buildLibrary, copyLibrary, EVERYTHING, type OpenedLibrary, openLibrary } from "../helpers/library.ts";
import { type Fields, randomPapers, toJsonLines } from "../helpers/papers.ts";
import { type TemporaryFolder, temporaryFolder } from "../helpers/temporary.ts";
import { newRun } from "../store/fixtures.ts";

const ALL = randomPapers(80);
const LATER = ALL.slice(60);

let folder: TemporaryFolder;
let at: string;
let count = 0;
let opened: OpenedLibrary;

beforeAll(async () => {
  folder = temporaryFolder();
  await buildLibrary(folder.at("library"), [folder.write("first.jsonl", toJsonLines(ALL.slice(0, 60)))]);
});
afterAll(() => folder.remove());
beforeEach(() => {
  at = copyLibrary(folder.at("library"), folder.at(`copy-${++count}`));
  opened = openLibrary(at);
  return () => opened.library.close();
});

const saved = () => opened.library.saved;
const save = (name: string, search: string) => saved().create({ name, search }).saved?.id ?? "";
const add = (papers: readonly Fields[]) =>
  opened.library.ingest([folder.write(`more-${count}-${papers[0]?.id}.jsonl`, toJsonLines(papers))]);
const news = async () => (await saved().list()).saved.map(({ newPapers }) => newPapers);
const idsOf = (hits: readonly { id: string }[]) => hits.map(({ id }) => id).sort();
const withWord = (word: string, papers: readonly Fields[]) =>
  papers.filter(({ title, abstract }) => new RegExp(`\\b${word}s?\\b`).test(`${title} ${abstract}`));

it("A saved search counts what it finds of the papers that came in since it was seen, and looking moves no mark", async () => {
  const id = save("Graphs", "q=graph&mode=lexical");
  expect(await news()).toEqual([0]);
  await add(LATER);
  const expected = idsOf(withWord("graph", LATER));
  expect(await news()).toEqual([expected.length]);
  const shown = SavedHitsAnswer.strict().parse(await saved().show("graphs", 200));
  expect(idsOf(shown.hits)).toEqual(expected);
  expect(await news()).toEqual([expected.length]);
  saved().see(id, shown.upTo);
  expect(await news()).toEqual([0]);
  expect(idsOf((await saved().show(id, 200, shown.since)).hits)).toEqual(expected);
});

it("What comes in while the reader looks stays new", async () => {
  const id = save("Graphs", "q=graph&mode=lexical");
  await add(LATER.slice(0, 10));
  const { upTo } = await saved().show(id, 200);
  await add(LATER.slice(10));
  saved().see(id, upTo);
  expect(idsOf((await saved().show(id, 200)).hits)).toEqual(idsOf(withWord("graph", LATER.slice(10))));
  saved().see(id, 1_000_000); // a caller cannot have seen what is not there
  await add([{ id: "late", title: "A late graph", abstract: "It came last." }]);
  expect(idsOf((await saved().show(id, 200)).hits)).toEqual(["late"]);
});

it("Where meaning ranks, a new paper counts when it scores at least half as high as the best of all", async () => {
  for (const mode of ["hybrid", "semantic"]) save(mode, `q=graph+network+embedding&mode=${mode}`);
  await add(LATER);
  for (const [i, mode] of (["hybrid", "semantic"] as const).entries()) {
    const request = { ...EVERYTHING, query: "graph network embedding", mode, k: 80 };
    const { hits } = await opened.library.search(request);
    const good = hits.filter(({ score }) => score >= (hits[0]?.score ?? 0) / 2);
    const fresh = good.filter(({ id }) => LATER.some((paper) => paper.id === id));
    expect(good.length).toBeLessThan(hits.length);
    expect((await news())[i]).toBe(fresh.length);
    const shown = await saved().show(mode, 3);
    expect(shown.newPapers).toBe(fresh.length);
    expect(shown.hits.map(({ id, rank }) => [id, rank])).toEqual(fresh.slice(0, 3).map(({ id, rank }) => [id, rank]));
  }
});

it("Once it has been learned where relevance ends, a search by meaning finds as many papers as are relevant", async () => {
  await add(randomPapers(200, 5).map((paper) => ({ ...paper, id: `more-${paper.id}` })));
  await opened.library.relevance.learn();
  const { relevantCount } = await opened.library.search({ ...EVERYTHING, query: "graph network", k: 200 });
  save("Graphs", "q=graph+network");
  expect(relevantCount).toBeDefined();
  expect((await saved().show("Graphs", 200, 0)).newPapers).toBe(relevantCount);
});

it("Filters hold, also those by what the reader keeps; a search that cannot be asked says why", async () => {
  save("All", "q=graph&mode=lexical");
  save("Few", "q=graph&mode=lexical&category=cs.LG&yearFrom=2010");
  opened.library.reading.create({ name: "Mine", papers: ["paper-1"] });
  save("Kept", "q=graph&mode=lexical&list=Mine");
  save("Placed", "q=graph&topic=t1");
  await add(LATER);
  const few = withWord("graph", LATER).filter(
    ({ year = 0, categories = "" }) => /cs\.LG/.test(categories) && year >= 2010,
  );
  const [all, fewer, kept, placed] = SavedAnswer.strict().parse(await saved().list()).saved;
  expect([all?.newPapers, fewer?.newPapers, kept?.newPapers]).toEqual([withWord("graph", LATER).length, few.length, 0]);
  expect([placed?.newPapers, placed?.problem]).toEqual([undefined, expect.stringMatching(/map/)]);
  const wanted = withWord("graph", LATER)[0]?.id ?? "";
  opened.library.reading.editPapers("Mine", { add: [wanted] });
  expect((await news())[2]).toBe(1);
  opened.library.reading.edit("Mine", { name: "Ours" });
  expect((await news())[2]).toBe(1);
  opened.library.reading.delete("Ours");
  expect((await saved().list()).saved[2]?.problem).toMatch(/There is no list “l1”/);
  expect(() => save("Lost", "q=graph&list=Ours")).toThrow(expect.objectContaining({ code: "not-found" }));
});

it("Papers that have no vector yet are not taken as seen", async () => {
  const id = save("Graphs", "q=graph&mode=semantic");
  const store = openStore(`${at}/library.sqlite`);
  const memory = newRun();
  const record = { title: "Graph embedding of graphs", abstract: "", authors: [], categories: [] };
  store.write((revision) => store.papers.upsert(record, "broken-off", memory, revision, "2026-01-01T00:00:00.000Z"));
  store.close();
  opened.pass(2_000);
  opened.library.refresh();
  saved().see(id, (await saved().show(id, 200)).upTo);
  await add([{ id: "other", title: "Ocean", abstract: "" }]);
  expect((await saved().show(id, 200)).hits.map(({ title }) => title)).toContain("Graph embedding of graphs");
});

it("A library that was made anew has nothing that was seen", async () => {
  save("Graphs", "q=graph&mode=lexical");
  await opened.library.close();
  const again = copyLibrary(at, folder.at(`again-${count}`));
  const store = openStore(`${again}/library.sqlite`);
  store.setSetting("createdAt", "2027-01-01T00:00:00.000Z");
  store.close();
  opened = openLibrary(again);
  expect(await news()).toEqual([withWord("graph", ALL.slice(0, 60)).length]);
});

it("What is asked is kept in one form, however the address was written", () => {
  const wanted = "q=graph&mode=lexical&yearFrom=2001&category=cs.CL&category=cs.LG&read=no";
  const written = "?read=no&category=cs.CL&pages=3&category=cs.LG&q=graph&k=20&yearFrom=2001&mode=lexical&saved=s4";
  for (const [i, search] of [wanted, written].entries()) {
    expect(saved().create({ name: `${i}`, search }).saved?.search).toBe(wanted);
  }
  expect(saved().edit("1", { search: "q=%22tensor+networks%22&sort=date&mode=hybrid" }).saved).toMatchObject({
    ...{ id: "s2", name: "1", search: "q=%22tensor+networks%22&sort=date" },
  });
});

const NO_SEARCHES: readonly (readonly [string, RegExp])[] = [
  ["", /at least one word/],
  ["q=", /at least one word/],
  ["q=-graph", /at least one word/],
  ["q=graph&like=paper-1", /Expected parameters of a search, got "like"/],
  ["q=graph&__proto__=1", /got "__proto__"/],
  ["q=graph&constructor=1", /got "constructor"/],
  ["q=graph&mode=best", /mode/],
  ["q=graph&q=tensor", /q: /],
  ["q=graph&yearFrom=soon", /yearFrom/],
  ["q=graph&area=1,1", /area/],
];

it("What is no search is refused with the reason, and nothing is kept", async () => {
  for (const [search, message] of NO_SEARCHES) {
    const refused = expect.objectContaining({ code: "bad-request", message: expect.stringMatching(message) });
    expect(() => save("Wrong", search), search).toThrow(refused);
  }
  expect((await saved().list()).saved).toEqual([]);
});

it("A saved search of an empty library finds nothing and counts what comes", async () => {
  await opened.library.close();
  opened = openLibrary(folder.at(`empty-${count}`));
  save("Graphs", "q=graph");
  expect(await saved().show("Graphs", 10)).toMatchObject({ newPapers: 0, hits: [], upTo: 0 });
  await add(LATER);
  expect(await news()).toEqual([(await saved().show("Graphs", 200)).hits.length]);
  expect((await news())[0]).toBeGreaterThan(0);
});
