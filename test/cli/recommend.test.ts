import { afterAll, beforeAll, expect, it } from "vitest";
import { RecommendAnswer } from "../../src/wire/index.ts";
import { documentOf, orrery } from "../helpers/cli.ts";
import { buildLibrary } from "../helpers/library.ts";
import { randomPapers, toJsonLines } from "../helpers/papers.ts";
import { type TemporaryFolder, temporaryFolder } from "../helpers/temporary.ts";

let folder: TemporaryFolder;
const run = (...args: string[]) => orrery(["recommend", "--library", folder.at("library"), ...args]);

beforeAll(async () => {
  folder = temporaryFolder();
  await buildLibrary(folder.at("library"), [folder.write("papers.jsonl", toJsonLines(randomPapers(30)))]);
});
afterAll(() => folder.remove());

it("Recommendations on the command line take likes, dislikes and words, and print one document with --json", async () => {
  const likes = ["--like", "paper-1", "paper-2*2", "--dislike", "paper-3", "--strike", "graph", "-k", "4"];
  const { hits, seeds, words } = RecommendAnswer.strict().parse(documentOf(await run(...likes, "--json")));
  expect(hits).toHaveLength(4);
  expect(seeds.map(({ id, liked, weight }) => [id, liked, weight])).toEqual([
    ["paper-1", true, 1],
    ["paper-2", true, 2],
    ["paper-3", false, 1],
  ]);
  expect(words.find(({ word }) => word === "graph")?.factor).toBe(0);
  const { stdout } = await run(...likes);
  expect(stdout).toMatch(/because of: .+ · near .+\n[\s\S]+Words that speak for papers: /);
  expect(stdout).not.toContain("matched: "); // the same words again
});

it("What makes no sense is refused with what was expected", async () => {
  expect(await run("--like", "paper-1*1e308")).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("at most 100"),
  });
  expect(await run("--diversity", "NaN")).toMatchObject({ code: 2, stderr: expect.stringContaining("diversity") });
});
