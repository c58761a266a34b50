import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildLibrary, copyLibrary, EVERYTHING, openLibrary, withLibrary } from "../helpers/library.ts";
import { randomPapers, toJsonLines } from "../helpers/papers.ts";
import { type TemporaryFolder, temporaryFolder } from "../helpers/temporary.ts";

const PAPERS = randomPapers(120);
const QUERY = { ...EVERYTHING, query: "graph kernels for proteins" };
const SMALLER = { model: { dimension: 128 } };

let folder: TemporaryFolder;
let count = 0;
const copy = () => copyLibrary(folder.at("library"), folder.at(`copy-${++count}`));

beforeAll(async () => {
  folder = temporaryFolder();
  await buildLibrary(folder.at("library"), [folder.write("papers.jsonl", toJsonLines(PAPERS))]);
});
afterAll(() => folder.remove());

describe("A library built with one model", () => {
  it("is neither searched nor filled with another, and says which is which", async () => {
    const at = copy();
    const refused = { code: "model-mismatch", message: expect.stringMatching(/@512.*@128.*--re-embed/s) };
    await withLibrary(
      at,
      async ({ library }) => {
        await expect(library.search(QUERY)).rejects.toMatchObject(refused);
        await expect(library.warm()).rejects.toMatchObject(refused);
        await expect(library.ingest([folder.at("papers.jsonl")])).rejects.toMatchObject(refused);
        expect((await library.search({ ...QUERY, mode: "lexical" })).hits).toHaveLength(10);
      },
      SMALLER,
    );
    await withLibrary(at, async ({ library }) => {
      expect(library.stats()).toMatchObject({ dimension: 512, vectors: 120 });
      expect((await library.search(QUERY)).hits).toHaveLength(10);
    });
  });

  it("becomes one of the other when everything is embedded anew, and remembers it", async () => {
    const at = copy();
    await withLibrary(
      at,
      async ({ library, reports }) => {
        const report = await library.ingest([folder.at("papers.jsonl")], { reEmbed: true });
        expect(report).toMatchObject({ unchanged: 120, embedded: 120 });
        expect(reports[0]).toContain("embedding everything anew");
        expect(library.stats()).toMatchObject({
          dimension: 128,
          vectors: 120,
          index: { count: 120, state: "in step" },
        });
      },
      SMALLER,
    );
    await withLibrary(at, async ({ library, reports }) => {
      await library.warm();
      expect((await library.search({ ...QUERY, mode: "semantic" })).hits).toHaveLength(10);
      expect(library.stats().dimension).toBe(128);
      expect(reports).toEqual([]);
    });
  });

  it("tells of a model whose files are missing, and where they are expected", () =>
    withLibrary(
      copy(),
      async ({ library }) => {
        const missing = { code: "model-missing", message: expect.stringContaining("config.json") };
        await expect(library.search(QUERY)).rejects.toMatchObject(missing);
        await expect(library.search(QUERY)).rejects.toMatchObject(missing);
      },
      { model: { model: "some/model" } },
    ));
});

describe("A server's library", () => {
  it("follows when another process embeds everything anew with another model", async () => {
    const at = copy();
    const server = openLibrary(at, { graph: true });
    await server.library.warm();
    const stamp = server.library.stamp();
    await withLibrary(at, ({ library }) => library.ingest([folder.at("papers.jsonl")], { reEmbed: true }), SMALLER);
    expect(server.library.stamp()).not.toBe(stamp);
    await expect(server.library.search(QUERY)).rejects.toMatchObject({
      code: "library-busy",
      message: expect.stringContaining("@128"),
    });
    await expect(server.library.related("paper-3", { k: 5, filters: {} })).rejects.toThrow(/anew/);
    expect((await server.library.search({ ...QUERY, mode: "lexical" })).hits).toHaveLength(10);
    server.pass(2000);
    server.library.refresh();
    const truth = await withLibrary(at, ({ library }) => library.search(QUERY));
    expect((await server.library.search(QUERY)).hits).toEqual(truth.hits);
    expect((await server.library.related("paper-3", { k: 5, filters: {} })).hits).toHaveLength(5);
    expect(server.library.stats()).toMatchObject({ dimension: 128, index: { state: "in step" } });
    await server.library.close();
  });
});
