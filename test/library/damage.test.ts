import { readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { examine } from "../../src/library/index.ts";
import { buildLibrary, copyLibrary, EVERYTHING, type OpenedLibrary, withLibrary } from "../helpers/library.ts";
import { randomPapers, toJsonLines } from "../helpers/papers.ts";
import { MODELS } from "../helpers/places.ts";
import { type TemporaryFolder, temporaryFolder } from "../helpers/temporary.ts";

const PAPERS = randomPapers(200);
const INDEXES = ["catalog.bin", "lexical.bin", "exact.bin", "hnsw.bin", "the body of hnsw.bin"];

type Damage = [name: string, damage: (path: string) => void];

const DAMAGES: Damage[] = [
  ["is deleted", (path) => rmSync(path)],
  ["is cut off in the middle", (path) => truncateSync(path, Math.floor(readFileSync(path).length / 2))],
  ["has a flipped byte in its body", (path) => flip(path, 0.7)],
];
/** For one file only: all files have the same head, whose tests are those of core. */
const MORE_DAMAGES: Damage[] = [
  ["is empty", (path) => truncateSync(path, 0)],
  ["has a flipped byte in its head", (path) => flip(path, 0.02)],
  ["is text of another program", (path) => writeFileSync(path, "Not an index at all.\n".repeat(100))],
];

let folder: TemporaryFolder;
let count = 0;
let truth: Answers;

beforeAll(async () => {
  folder = temporaryFolder();
  await buildLibrary(folder.at("library"), [folder.write("papers.jsonl", toJsonLines(PAPERS))]);
  truth = await withLibrary(folder.at("library"), answersOf);
});
afterAll(() => folder.remove());

describe.each(INDEXES)("When %s", (name) => {
  const damages = name === "lexical.bin" ? [...DAMAGES, ...MORE_DAMAGES] : DAMAGES;
  it.each(damages)("%s, a message says so, the answers stay, and it is mended for good", async (_name, damage) => {
    const copy = copyLibrary(folder.at("library"), folder.at(`damaged-${++count}`));
    damage(pathOf(copy, name));
    const isGraph = name.includes("hnsw");
    await withLibrary(
      copy,
      async (opened) => {
        expect(await answersOf(opened)).toEqual(truth);
        expect(opened.reports.length).toBeGreaterThan(0);
        expect(opened.reports.join()).toMatch(/[Rr]ebuilding|building it/);
        if (isGraph) await opened.library.ingest([folder.at("papers.jsonl")]); // only a writer saves the graph
      },
      { graph: isGraph },
    );
    await withLibrary(
      copy,
      async ({ library, reports }) => {
        expect((await library.related("paper-9", { k: 20, filters: {} })).hits).toEqual(truth.related);
        expect(library.stats()).toMatchObject({ words: truth.words, index: { state: "in step" } });
        expect(reports).toEqual([]);
      },
      { graph: true },
    );
  });
});

describe("Indexes", () => {
  it("of an older state of the library are brought in step with it, without a word", async () => {
    const copy = copyLibrary(folder.at("library"), folder.at("stale"));
    const more = randomPapers(230, 2).slice(200);
    const less = ["paper-1", "paper-2"];
    await withLibrary(copy, async ({ library }) => {
      await library.ingest([folder.write("more.jsonl", toJsonLines(more))]);
      await library.remove(less);
    });
    const expected = await withLibrary(copy, answersOf);
    for (const name of readdirSync(copy).filter((each) => each.endsWith(".bin"))) rmSync(join(copy, name));
    for (const name of readdirSync(folder.at("library")).filter((each) => each.endsWith(".bin")))
      writeFileSync(join(copy, name), readFileSync(folder.at("library", name)));
    for (const graph of [false, true]) {
      await withLibrary(
        copy,
        async (opened) => {
          expect(await answersOf(opened)).toEqual(expected);
          expect(opened.reports).toEqual([]);
        },
        { graph },
      );
    }
  });

  it("of a later state than that of the library are rebuilt", async () => {
    const copy = copyLibrary(folder.at("library"), folder.at("ahead"));
    await withLibrary(copy, ({ library }) => library.remove(["paper-1"]));
    const older = copyLibrary(folder.at("library"), folder.at("restored"));
    for (const name of readdirSync(copy).filter((each) => each.endsWith(".bin")))
      writeFileSync(join(older, name), readFileSync(join(copy, name)));
    await withLibrary(older, async (opened) => {
      expect(await answersOf(opened)).toEqual(truth);
      expect(opened.reports.join()).toContain("rebuilding it");
    });
  });
});

describe("A store", () => {
  it("that is no database is refused in words that say which file and what to do", async () => {
    const path = join(copyLibrary(folder.at("library"), folder.at("no-database")), "library.sqlite");
    writeFileSync(path, "This was a database once.\n".repeat(300));
    const refused = expect.objectContaining({ code: "storage-failed", message: expect.stringContaining(path) });
    await expect(withLibrary(folder.at("no-database"), () => undefined)).rejects.toEqual(refused);
    const checks = await examine(folder.at("no-database"), MODELS);
    expect(checks.find(({ name }) => name === "library")).toMatchObject({ ok: false });
  });
});

describe("The examination", () => {
  it("finds nothing wrong with a sound library, and names the index that is damaged", async () => {
    expect((await examine(folder.at("library"), MODELS)).map(({ ok }) => ok)).not.toContain(false);
    const copy = copyLibrary(folder.at("library"), folder.at("examined"));
    flip(join(copy, "exact.bin"), 0.5);
    const wrong = (await examine(copy, MODELS)).filter(({ ok }) => !ok);
    expect(wrong.map(({ name }) => name)).toEqual(["exact index", "recall"]);
    expect(wrong[0]?.detail).toContain("checksum");
  });

  it("says that there is no library where there is none, and makes none", async () => {
    const checks = await examine(folder.at("nowhere"), MODELS);
    expect(checks.at(-1)).toMatchObject({ name: "library", ok: false });
    expect(readdirSync(folder.path)).not.toContain("nowhere");
  });
});

interface Answers {
  readonly found: unknown;
  readonly related: unknown;
  readonly words: number;
}

/** What a library answers, without what says how long it took. */
async function answersOf({ library }: OpenedLibrary): Promise<Answers> {
  await library.warm();
  const found = [];
  for (const mode of ["lexical", "semantic", "hybrid"] as const) {
    const request = { ...EVERYTHING, mode, query: "graph kernels for proteins", k: 20 };
    found.push((await library.search(request)).hits, (await library.search({ ...request, yearFrom: 2015 })).hits);
  }
  return {
    found,
    related: (await library.related("paper-9", { k: 20, filters: {} })).hits,
    words: library.stats().words,
  };
}

function pathOf(library: string, name: string): string {
  const bodies = readdirSync(library).filter((each) => /^hnsw\.bin\.\d+\.bin$/.test(each));
  return join(library, name.startsWith("the body") ? bodies[0]! : name);
}

function flip(path: string, where: number): void {
  const bytes = readFileSync(path);
  const at = Math.floor(bytes.length * where);
  bytes[at]! ^= 0x41;
  writeFileSync(path, bytes);
}
