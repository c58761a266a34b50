import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ListingAnswer, ListingsAnswer } from "../../src/wire/index.ts";
import { documentOf, orrery } from "../helpers/cli.ts";
import { buildLibrary } from "../helpers/library.ts";
import { randomPapers, savedPage } from "../helpers/papers.ts";
import { type TemporaryFolder, temporaryFolder } from "../helpers/temporary.ts";

const TITLES = randomPapers(5).map(({ title }) => title);

let folder: TemporaryFolder;
const run = (...args: string[]) => orrery(["daily", "--library", folder.at("library"), ...args]);

beforeAll(async () => {
  folder = temporaryFolder();
  const pages = [
    folder.write("may.txt", savedPage(TITLES.slice(0, 3), "May 1, 2024")),
    folder.write("june.txt", savedPage(TITLES.slice(3), "Jun 3")),
  ];
  await buildLibrary(folder.at("library"), pages);
});
afterAll(() => folder.remove());

describe("orrery daily", () => {
  it("lists the periods, as lines and as the answer of the API", async () => {
    const { code, stdout } = await run("--by", "week");
    expect([code, stdout]).toEqual([0, "2024-W18  3 papers on 1 page\n--06-03  2 papers on 1 page\n"]);
    const answer = ListingsAnswer.strict().parse(documentOf(await run("--json")));
    expect(answer.periods.map(({ period }) => period)).toEqual(["2024-05-01", "--06-03"]);
  });

  it("shows the papers of a period in their order", async () => {
    const { stdout } = await run("2024-05");
    expect(TITLES.slice(0, 3).every((title, i) => stdout.includes(`  ${i + 1}. ${title}\n`))).toBe(true);
    expect(stdout).toMatch(/\n3 papers of 3 listed in 2024-05\.\n$/);
    const answer = ListingAnswer.strict().parse(documentOf(await run("--json", "-k", "1", "--", "--06-03")));
    expect(answer.listed.map(({ title }) => title)).toEqual(TITLES.slice(3, 4));
  });

  it("says what it expected where a text names no period, and what is missing where nothing was listed", async () => {
    expect(await run("yesterday")).toMatchObject({
      code: 2,
      stdout: "",
      stderr: expect.stringContaining("Expected a day"),
    });
    expect(await run("2024-05-02")).toMatchObject({
      code: 1,
      stdout: "",
      stderr: expect.stringContaining("2024-05-02"),
    });
  });
});
