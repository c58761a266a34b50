import { rmSync } from "node:fs";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { openStore } from "../../src/store/index.ts";
import { SavedAnswer, SavedHitsAnswer } from "../../src/wire/index.ts";
import { buildLibrary, EVERYTHING, type OpenedLibrary, openLibrary, withLibrary } from "../helpers/library.ts";
import { type Fields, randomPapers, toJsonLines } from "../helpers/papers.ts";
import { type TemporaryFolder, temporaryFolder } from "../helpers/temporary.ts";
import { newRun } from "../store/fixtures.ts";

const FIRST = randomPapers(60);
const [EARLY, LATE, LATEST] = [2, 3, 4].map((seed) =>
  randomPapers(20, seed).map((paper) => ({ ...paper, id: `${seed}-${paper.id}` })),
) as [Fields[], Fields[], Fields[]];

let folder: TemporaryFolder;
let at: string;
let opened: OpenedLibrary;

beforeAll(async () => {
  folder = temporaryFolder();
  at = folder.at("library");
  await buildLibrary(at, [folder.write("first.jsonl", toJsonLines(FIRST))]);
  opened = openLibrary(at);
});
beforeEach(() => rmSync(`${at}/reading.sqlite`, { force: true })); // one library for all, which only grows
afterAll(async () => {
  await opened.library.close();
  folder.remove();
});

const saved = () => opened.library.saved;
const save = (name: string, search: string) => saved().create({ name, search }).saved?.id ?? "";
const add = (papers: readonly Fields[]) =>
  opened.library.ingest([folder.write(`${papers[0]?.id}.jsonl`, toJsonLines(papers))]);
const news = async () => (await saved().list()).saved.map(({ newPapers }) => newPapers);
const idsOf = (hits: readonly { id: string }[]) => hits.map(({ id }) => id).sort();
const withWord = (word: string, papers: readonly Fields[]) =>
  papers.filter(({ title, abstract }) => new RegExp(`\\b${word}s?\\b`).test(`${title} ${abstract}`));

it("A saved search counts what it finds of the papers that came in since it was seen, and looking moves no mark", async () => {
  const id = save("Graphs", "q=graph&mode=lexical");
  save("Few", "q=graph&mode=lexical&category=cs.LG&yearFrom=2010");
  save("Hybrid", "q=graph+network+embedding");
  save("Semantic", "q=graph+network+embedding&mode=semantic");
  expect(await news()).toEqual([0, 0, 0, 0]);
  await add(EARLY);
  const expected = idsOf(withWord("graph", EARLY));
  const few = withWord("graph", EARLY).filter(
    ({ year = 0, categories = "" }) => /cs\.LG/.test(categories) && year >= 2010,
  );
  expect((await news()).slice(0, 2)).toEqual([few.length, expected.length]);
  const shown = SavedHitsAnswer.strict().parse(await saved().show("graphs", 200));
  expect(idsOf(shown.hits)).toEqual(expected);
  expect((await news())[1]).toBe(expected.length);
  saved().see(id, shown.upTo);
  expect((await news())[1]).toBe(0);
  expect(idsOf((await saved().show(id, 200, shown.since)).hits)).toEqual(expected);

  // Where meaning ranks, it finds what scores at least half as high as the best of all papers
  for (const mode of ["hybrid", "semantic"] as const) {
    const { hits } = await opened.library.search({ ...EVERYTHING, query: "graph network embedding", mode, k: 80 });
    const good = hits.filter(({ score }) => score >= (hits[0]?.score ?? 0) / 2);
    const fresh = good.filter((hit) => EARLY.some((paper) => paper.id === hit.id));
    expect(good.length).toBeLessThan(hits.length);
    const some = await saved().show(mode, 3);
    expect(some.newPapers).toBe(fresh.length);
    expect(some.hits.map((hit) => [hit.id, hit.rank])).toEqual(fresh.slice(0, 3).map((hit) => [hit.id, hit.rank]));
  }
});

it("What comes in while the reader looks stays new, and so does what has no vector yet", async () => {
  const id = save("Graphs", "q=graph&mode=lexical");
  save("Meaning", "q=graph&mode=semantic");
  const { upTo } = await saved().show(id, 200);
  const store = openStore(`${at}/library.sqlite`);
  const record = { title: "Graph embedding of graphs", abstract: "", authors: [], categories: [] };
  store.write((revision) => store.papers.upsert(record, "broken-off", newRun(), revision, "2026-01-01T00:00:00.000Z"));
  store.close();
  opened.pass(2_000);
  opened.library.refresh();
  saved().see("Meaning", (await saved().show("Meaning", 200)).upTo);
  await add(LATE);
  expect((await saved().show("Meaning", 200)).hits.map(({ title }) => title)).toContain(record.title);
  saved().see(id, upTo);
  expect((await saved().show(id, 200)).newPapers).toBe(withWord("graph", LATE).length + 1);
  saved().see(id, 1_000_000); // a caller cannot have seen what is not there
  await add([{ id: "last", title: "A last graph", abstract: "It came last." }]);
  expect(idsOf((await saved().show(id, 200)).hits)).toEqual(["last"]);
});

it("Lists as filters may be renamed; a search that cannot be asked says why", async () => {
  opened.library.reading.create({ name: "Mine", papers: ["paper-1"] });
  save("Kept", "q=graph&mode=lexical&list=Mine");
  save("Placed", "q=graph&topic=t1");
  await add(LATEST);
  const [kept, placed] = SavedAnswer.strict().parse(await saved().list()).saved;
  expect([kept?.newPapers, placed?.newPapers, placed?.problem]).toEqual([0, undefined, expect.stringMatching(/map/)]);
  opened.library.reading.editPapers("Mine", { add: [withWord("graph", LATEST)[0]?.id ?? ""] });
  opened.library.reading.edit("Mine", { name: "Ours" });
  expect((await news())[0]).toBe(1);
  opened.library.reading.delete("Ours");
  expect((await saved().list()).saved[0]?.problem).toMatch(/There is no list “l1”/);
  expect(() => save("Lost", "q=graph&list=Ours")).toThrow(expect.objectContaining({ code: "not-found" }));
});

it("A library that was made anew has nothing that was seen", async () => {
  save("Graphs", "q=graph&mode=lexical");
  expect(await news()).toEqual([0]);
  const store = openStore(`${at}/library.sqlite`);
  store.setSetting("createdAt", "2027-01-01T00:00:00.000Z");
  store.close();
  expect((await news())[0]).toBeGreaterThan(withWord("graph", FIRST).length);
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

it("A saved search of an empty library finds nothing", async () => {
  await withLibrary(folder.at("empty"), async ({ library }) => {
    library.saved.create({ name: "Graphs", search: "q=graph" });
    expect(await library.saved.show("Graphs", 10)).toMatchObject({ newPapers: 0, hits: [], upTo: 0 });
    expect((await library.saved.list()).saved).toMatchObject([{ newPapers: 0 }]);
  });
});

it("Once it has been learned where relevance ends, a search by meaning finds as many papers as are relevant", async () => {
  await add(randomPapers(90, 5).map((paper) => ({ ...paper, id: `5-${paper.id}` })));
  await opened.library.relevance.learn();
  const { relevantCount } = await opened.library.search({ ...EVERYTHING, query: "graph network", k: 200 });
  save("Graphs", "q=graph+network");
  expect(relevantCount).toBeDefined();
  expect((await saved().show("Graphs", 200, 0)).newPapers).toBe(relevantCount);
});
