import { existsSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { orrery } from "../helpers/cli.ts";
import { buildLibrary } from "../helpers/library.ts";
import { randomPapers, toJsonLines } from "../helpers/papers.ts";
import { type TemporaryFolder, temporaryFolder } from "../helpers/temporary.ts";

const PAPERS = randomPapers(40);

let folder: TemporaryFolder;
const run = (...args: string[]) => orrery(["export", "--library", folder.at("library"), ...args]);

beforeAll(async () => {
  folder = temporaryFolder();
  await buildLibrary(folder.at("library"), [folder.write("papers.jsonl", toJsonLines(PAPERS))]);
});
afterAll(() => folder.remove());

describe("orrery export", () => {
  it("prints papers in a format and nothing else", async () => {
    const { code, stdout, stderr } = await run("--id", "paper-2", "--id", "paper-1", "-f", "ris");
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout.match(/^TI {2}- .*/gm)).toEqual([2, 1].map((n) => `TI  - ${PAPERS[n - 1]!.title}`));
    expect(stdout).toMatch(/\r\nER {2}- \r\n$/);
  });

  it("writes a file, and says how much of the whole is in it", async () => {
    const path = folder.at("out.md");
    const { code, stdout, stderr } = await run(
      "graph",
      "kernels",
      "--venue",
      "ICLR",
      "-k",
      "3",
      "-f",
      "markdown",
      "-o",
      path,
    );
    const total = PAPERS.filter(({ venue }) => venue === "ICLR").length;
    expect([code, stdout, stderr]).toEqual([0, "", `3 of ${total} papers written to ${path}.\n`]);
    expect(readFileSync(path, "utf8").match(/^- \*\*.*\*ICLR\*\.$/gm)).toHaveLength(3);
  });

  it("writes nothing when an id is unknown", async () => {
    const path = folder.at("none.bib");
    const { code, stderr } = await run("--id", "paper-1", "--id", "nobody", "-o", path);
    expect([code, existsSync(path)]).toEqual([1, false]);
    expect(stderr).toContain('no "nobody"');
  });
});
