import { afterAll, beforeAll, expect, it } from "vitest";
import { SavedAnswer, SavedChange, SavedHitsAnswer } from "../../src/wire/index.ts";
import { documentOf, orrery } from "../helpers/cli.ts";
import { buildLibrary } from "../helpers/library.ts";
import { randomPapers, toJsonLines } from "../helpers/papers.ts";
import { type TemporaryFolder, temporaryFolder } from "../helpers/temporary.ts";

let folder: TemporaryFolder;
const run = (...args: string[]) => orrery(["saved", "--library", folder.at("library"), ...args]);

beforeAll(async () => {
  folder = temporaryFolder();
  await buildLibrary(folder.at("library"), [folder.write("papers.jsonl", toJsonLines(randomPapers(20)))]);
});
afterAll(() => folder.remove());

it("A search is saved with its filters, shows what came in, and only a peek leaves it new", async () => {
  const made = SavedChange.strict().parse(
    documentOf(await run("add", "Graphs", "graph", "-m", "lexical", "--from", "2001", "--json")),
  );
  expect(made.saved).toMatchObject({ id: "s1", search: "q=graph&mode=lexical&yearFrom=2001" });
  const paper = { id: "late", title: "A late graph", abstract: "", year: 2020 };
  await buildLibrary(folder.at("library"), [folder.write("late.jsonl", toJsonLines([paper]))]);
  const peeked = SavedHitsAnswer.strict().parse(documentOf(await run("show", "graphs", "--peek", "--json")));
  expect(peeked.hits.map(({ id }) => id)).toEqual(["late"]);
  expect((await run("show", "Graphs")).stdout).toMatch(/1\. A late graph\n[\s\S]*Graphs · 1 paper new since .*\.\n$/);
  const [renamed, mistaken, nameless] = await Promise.all([
    run("rename", "Graphs", "Graph", "papers", "--quiet"),
    run("show", "Trees"),
    run("show"),
  ]);
  expect(renamed.stdout).toMatch(/^s1 {2}Graph papers · /);
  expect(mistaken).toMatchObject({ code: 1, stdout: "", stderr: expect.stringMatching(/no saved search “Trees”/) });
  expect(nameless).toMatchObject({ code: 2, stderr: expect.stringMatching(/Expected the name/) });
  const [listed, parsed] = await Promise.all([run(), run("list", "--json")]);
  expect(listed.stdout).toMatch(
    /^s1 {2}Graph papers · graph · mode lexical · yearFrom 2001 · nothing new since \d{4}-\d\d-\d\d\n$/,
  );
  SavedAnswer.strict().parse(documentOf(parsed));
});
