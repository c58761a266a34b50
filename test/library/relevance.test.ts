import { copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readSavedFile, writeSavedFile } from "../../src/core/files.ts";
import { type Calibration, LEAST_PAPERS } from "../../src/search/index.ts";
import { orrery } from "../helpers/cli.ts";
import {
  buildLibrary,
  copyLibrary,
  EVERYTHING,
  type OpenedLibrary,
  openLibrary,
  withLibrary,
} from "../helpers/library.ts";
import { ROOT } from "../helpers/places.ts";
import { type TemporaryFolder, temporaryFolder } from "../helpers/temporary.ts";

const PAPERS = LEAST_PAPERS + 10;
const LINES = readFileSync(join(ROOT, "corpus/sample-papers.jsonl"), "utf8").trim().split("\n");
const TITLES = LINES.slice(0, 12).map((line) => (JSON.parse(line) as { title: string }).title);
const NOWHERE = ["asdf qwer zxcv", "recette de la tarte aux pommes", "烤面包 的 方法", "Xyzzy Plugh Frobozz"];

let folder: TemporaryFolder;
let learned: string;

beforeAll(async () => {
  folder = temporaryFolder();
  learned = folder.at("library");
  await buildLibrary(learned, [folder.write("papers.jsonl", LINES.slice(0, PAPERS).join("\n"))]);
  await withLibrary(learned, ({ library }) => library.relevance.learn());
});
afterAll(() => folder.remove());

describe("A library that has learned what relevance is", () => {
  it("answers the titles of its papers, and says how likely each hit is to be about them", async () => {
    await withLibrary(learned, async ({ library }) => {
      for (const query of TITLES) {
        const { answered, hits, nearestTopics } = await library.search({ ...EVERYTHING, query });
        expect(answered, query).toBe(true);
        expect(nearestTopics).toBeUndefined();
        for (const { relevance } of hits) expect(relevance).toSatisfy((p: number) => p >= 0 && p <= 1);
        expect(hits[0]?.relevance).toBeGreaterThan(0.5);
      }
    });
  });

  it("says that nothing is about words it does not know, and gives what comes nearest all the same", async () => {
    await withLibrary(learned, async ({ library }) => {
      for (const query of [...NOWHERE, `${NOWHERE[0]} ${"blorb ".repeat(16_000)}`]) {
        const { answered, relevantCount, nearestTopics } = await library.search({ ...EVERYTHING, query });
        expect({ answered, relevantCount, nearestTopics }, query.slice(0, 40)).toEqual({
          answered: false,
          relevantCount: 0,
          nearestTopics: [], // there is no map
        });
      }
      expect((await library.search({ ...EVERYTHING, query: NOWHERE[1] ?? "" })).hits.length).toBe(10);
    });
  });

  it("draws the line at the same place on every page of a result", async () => {
    await withLibrary(learned, async ({ library }) => {
      const query = TITLES[4] ?? "";
      const { relevantCount = -1 } = await library.search({ ...EVERYTHING, query, k: 200 });
      expect(relevantCount).toBeGreaterThan(0);
      for (let offset = 0; offset < 60; offset += 10) {
        const page = await library.search({ ...EVERYTHING, query, offset });
        expect(page.relevantCount).toBe(relevantCount <= offset + 10 ? relevantCount : undefined);
      }
    });
  });

  it("judges what passes filters and phrases, and newest first as by relevance, but for the line", async () => {
    await withLibrary(learned, async ({ library }) => {
      const query = TITLES[0] ?? "";
      expect(await library.search({ ...EVERYTHING, query, yearFrom: 2999 })).toMatchObject({
        answered: false,
        hits: [],
      });
      const newest = await library.search({ ...EVERYTHING, query, sort: "date" });
      expect(newest.answered).toBe(true);
      expect(newest.relevantCount).toBeUndefined();
      const [word = ""] = query.split(" ").filter((each) => each.length > 6);
      expect((await library.search({ ...EVERYTHING, query: word, mode: "lexical" })).answered, word).toBe(true);
      const phrase = await library.search({ ...EVERYTHING, query: `"${query.split(/\s+/).slice(0, 3).join(" ")}"` });
      expect(phrase.answered).toBe(true);
    });
  });

  it("does not count a word against the query that is only begun", async () => {
    await withLibrary(learned, async ({ library }) => {
      const typed = (query: string) => library.search({ ...EVERYTHING, query, prefix: true });
      expect((await typed("transf")).answered).toBeUndefined();
      for (const title of TITLES.slice(0, 8)) {
        const { answered } = await typed(`${title} transf`);
        expect(answered, title).toBe(true);
      }
      expect((await typed("asdf qwer")).answered).toBe(false);
    });
  });

  it("learns by itself after the first search where many are expected, and stops when it is closed", async () => {
    const library = copyLibrary(learned, folder.at("served"));
    const file = join(library, "relevance.bin");
    const before = readFileSync(file);
    const ask = ({ library: opened }: OpenedLibrary) => opened.search({ ...EVERYTHING, query: "graphs" });
    writeFileSync(file, "nonsense"); // which says nothing, and is learned anew
    const closed = openLibrary(library, { graph: true });
    expect((await ask(closed)).answered).toBeUndefined();
    await closed.library.close();
    expect(readFileSync(file, "utf8")).toBe("nonsense");
    expect(closed.reports).toEqual([]);

    writeFileSync(file, before);
    changeLearned(file, ({ calibration }) => ({
      papers: PAPERS / 2, // of so much fewer papers it holds until it is learned anew
      calibration: { ...calibration, meaning: { ...calibration.meaning, bar: 2 } }, // of which nothing is an answer
    }));
    await withLibrary(
      library,
      async (opened) => {
        expect((await ask(opened)).answered).toBe(false);
        const stamp = opened.library.stamp();
        await expect.poll(async () => (await ask(opened)).answered, { timeout: 20_000 }).toBe(true);
        expect(opened.library.stamp()).not.toBe(stamp); // answers say more than those that were kept under it
      },
      { graph: true },
    );
    expect(readFileSync(file)).toEqual(before);
  });

  it("says nothing of relevance where few papers are left, or where vectors are of another model", async () => {
    const library = copyLibrary(learned, folder.at("few"));
    const file = join(library, "relevance.bin");
    const judged = ({ library: opened }: OpenedLibrary) => opened.search({ ...EVERYTHING, query: "graphs" });
    changeLearned(file, () => ({ model: "another" }));
    await withLibrary(library, async (opened) => {
      expect(await judged(opened)).not.toHaveProperty("answered");
      const { hits } = await opened.library.search({ ...EVERYTHING, query: "graphs", k: PAPERS - LEAST_PAPERS + 1 });
      await opened.library.remove(hits.map(({ id }) => id));
      copyFileSync(join(learned, "relevance.bin"), file); // of when there were more
      const answer = await judged(opened);
      expect(answer).not.toHaveProperty("answered");
      expect(answer.hits.some((hit) => "relevance" in hit)).toBe(false);
      rmSync(file);
      await opened.library.relevance.learn();
    });
    expect(existsSync(file)).toBe(false);
  });
});

describe("The command line", () => {
  it("says that nothing is about the query, or where relevance ends", async () => {
    const search = (...words: string[]) => orrery(["search", ...words, "-k", "60", "--library", learned]);
    const [nowhere, known, filtered] = await Promise.all([
      search("asdf qwer"),
      search(TITLES[4] ?? ""),
      search(TITLES[4] ?? "", "--from", "2999"),
    ]);
    expect(nowhere.stdout).toMatch(/^Nothing here is about this\. What comes nearest:\n\n {2}1\. /);
    expect(filtered.stdout).toMatch(/^Nothing that passes the filters is about this\.\n\n0 hits of 0 /);
    expect(known.stdout).toMatch(
      /relevance 0\.\d\d[\s\S]*\n--- Papers from here on are hardly about it\. ---\n[\s\S]*relevance 0/,
    );
  });
});

/** Changes some of what was learned, in its file. */
function changeLearned(file: string, change: (learned: { calibration: Calibration }) => object): void {
  const learnedBefore = readSavedFile(file, "relevance").meta as { calibration: Calibration };
  writeSavedFile(file, "relevance", { ...learnedBefore, ...change(learnedBefore) }, {});
}
