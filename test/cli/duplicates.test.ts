import { afterAll, beforeAll, expect, it } from "vitest";
import { DuplicatesAnswer, RecordsAnswer, WorkChange } from "../../src/wire/index.ts";
import { documentOf, orrery } from "../helpers/cli.ts";
import { buildLibrary } from "../helpers/library.ts";
import { randomPapers, toJsonLines } from "../helpers/papers.ts";
import { type TemporaryFolder, temporaryFolder } from "../helpers/temporary.ts";

const title = "Zeppelins over deep water";
const RECORDS = [
  ...randomPapers(8),
  { id: "z1", title, authors: ["Ada Lovelace"], doi: "10.1000/1" },
  { id: "z2", title, authors: ["Alan Turing"], doi: "10.1000/2" },
];

let folder: TemporaryFolder;
const run = (...args: string[]) => orrery(["duplicates", ...args, "--library", folder.at("library")]);

beforeAll(async () => {
  folder = temporaryFolder();
  await buildLibrary(folder.at("library"), [folder.write("papers.jsonl", toJsonLines(RECORDS))]);
});
afterAll(() => folder.remove());

it("Duplicates are listed, merged, shown and taken apart on the command line", async () => {
  const listed = DuplicatesAnswer.strict().parse(documentOf(await run("--json")));
  expect(listed.pairs).toMatchObject([{ a: { id: "z1" }, b: { id: "z2" } }]);
  const merged = await run("merge", "z2", "10.1000/1");
  expect(merged).toMatchObject({
    code: 0,
    stdout: "Merged into z1.\n",
    stderr: expect.stringContaining("duplicates split z1"),
  });
  const { records } = RecordsAnswer.strict().parse(documentOf(await run("show", "z2", "--json")));
  expect(records).toHaveLength(2);
  expect((await run("show", "z1")).stdout).toMatch(/2\. papers · merged by hand\n {4}Zeppelins/);
  const split = WorkChange.strict().parse(documentOf(await run("split", "z1", String(records[1]?.number), "--json")));
  expect(split).toEqual({ id: "z1", other: "z2" });
  expect((await run("list")).stdout).toBe("0 pairs of papers may be one work.\n");
});

it.each([
  [["merge", "z1"], /Expected two papers, got 1/],
  [["show"], /Expected one paper, got 0/],
  [["split", "z1", "x"], /records: .*\(got \["x"\]\)/],
  [["list", "z1"], /no papers after list/],
] as const)("%j is wrong usage", async (args, message) => {
  expect(await run(...args)).toMatchObject({ code: 2, stdout: "", stderr: expect.stringMatching(message) });
});
