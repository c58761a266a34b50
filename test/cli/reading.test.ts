import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ListChange, ListsAnswer, MarkChange, ReadingList, SearchAnswer, UndoAnswer } from "../../src/wire/index.ts";
import { documentOf, orrery } from "../helpers/cli.ts";
import { buildLibrary } from "../helpers/library.ts";
import { randomPapers, toJsonLines } from "../helpers/papers.ts";
import { type TemporaryFolder, temporaryFolder } from "../helpers/temporary.ts";

const PAPERS = randomPapers(20);

let folder: TemporaryFolder;
const run = (command: string, ...args: string[]) => orrery([command, "--library", folder.at("library"), ...args]);

beforeAll(async () => {
  folder = temporaryFolder();
  await buildLibrary(folder.at("library"), [folder.write("papers.jsonl", toJsonLines(PAPERS))]);
});
afterAll(() => folder.remove());

describe("Lists on the command line", () => {
  it("are made, filled, shown, searched in, deleted and brought back", async () => {
    const made = ListChange.strict().parse(documentOf(await run("list", "create", "Thesis", "paper-1", "--json")));
    expect(made.list).toMatchObject({ id: "l1", name: "Thesis", count: 1 });
    const added = await run("list", "add", "thesis", "paper-2", "paper-3");
    expect(added).toMatchObject({
      ...{ code: 0, stdout: "l1  Thesis · 3 papers, 3 unread · blue\n" },
      stderr: "Take it back with: orrery undo\n",
    });
    const shown = ReadingList.strict().parse(documentOf(await run("list", "show", "l1", "--json")));
    expect(shown.papers.map(({ id }) => id)).toEqual(["paper-1", "paper-2", "paper-3"]);
    MarkChange.strict().parse(documentOf(await run("mark", "paper-2", "--read", "--note", "see section 3", "--json")));
    expect((await run("mark", "paper-2")).stdout).toMatch(
      /^paper-2 · read \d{4}-\d\d-\d\d · in Thesis\nsee section 3\n$/,
    );
    const found = await run("search", "graph", "--mode", "semantic", "--list", "Thesis", "--read", "no", "--json");
    expect(
      SearchAnswer.parse(documentOf(found))
        .hits.map(({ id }) => id)
        .sort(),
    ).toEqual(["paper-1", "paper-3"]);
    expect((await run("list", "delete", "Thesis")).stdout).toBe("The list is deleted.\n");
    const { what } = UndoAnswer.strict().parse(documentOf(await run("undo", "--json")));
    expect(what).toBe("Deleted the list “Thesis”");
    expect(ListsAnswer.strict().parse(documentOf(await run("lists", "--json"))).lists).toHaveLength(1);
  });
});

describe.concurrent("A mistake about lists and marks has exit code", () => {
  it.each([
    [2, ["list", "color", "Thesis", "mauve"], /^color: .*teal/],
    [2, ["mark", "paper-1", "--read", "--unread"], /got both/],
    [1, ["list", "show", "Theses"], /There is no list “Theses”/],
    [1, ["list", "add", "Thesis", "nobody"], /no paper "nobody"/],
  ] as const)("%i: %j", async (code, [command, ...args], message) => {
    const finished = await run(command, ...args);
    expect(finished).toMatchObject({ code, stdout: "", stderr: expect.stringMatching(message) });
  });
});
