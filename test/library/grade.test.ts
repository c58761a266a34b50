import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { normalize, row } from "../../src/core/index.ts";
import { type EmbeddingModel, loadModel } from "../../src/embed/index.ts";
import { gradeLibrary } from "../../src/library/index.ts";
import { openStore } from "../../src/store/index.ts";
import { buildLibrary, copyLibrary, withLibrary } from "../helpers/library.ts";
import { MODELS, ROOT } from "../helpers/places.ts";
import { type TemporaryFolder, temporaryFolder } from "../helpers/temporary.ts";

const PAPERS = 400;
const SAMPLE = 40;

let folder: TemporaryFolder;
let model: EmbeddingModel;

beforeAll(async () => {
  folder = temporaryFolder();
  model = await loadModel({ modelsFolder: MODELS });
  const lines = readFileSync(join(ROOT, "corpus/sample-papers.jsonl"), "utf8").split("\n").slice(0, PAPERS);
  await buildLibrary(folder.at("library"), [folder.write("papers.jsonl", lines.join("\n"))]);
});
afterAll(async () => {
  await model.close();
  folder.remove();
});

/** What the grading of a library says by name of the line. */
async function graded(library: string, options: { efSearch?: number; sample?: number } = { sample: SAMPLE }) {
  let ms = 0;
  const answer = await gradeLibrary({
    folder: library,
    modelsFolder: MODELS,
    now: () => ms++,
    residentBytes: () => 1e8,
    ...options,
  });
  return { ok: answer.ok, lines: Object.fromEntries(answer.lines.map((line) => [line.name, line])) };
}

/** Gives every paper a wrong vector: in turn that of another paper, the largest of each number over its words instead of
 *  their mean, and that of its title alone. */
async function plant(library: string): Promise<void> {
  const store = openStore(join(library, "library.sqlite"));
  const rows = [...store.vectors.rows()];
  const papers = rows.map((at) => store.papers.paper(at));
  const titles = await model.embed(
    papers.map((paper) => paper?.title ?? ""),
    "passage",
  );
  const wrong: Float32Array[] = [];
  for (const [i, paper] of papers.entries()) {
    if (i % 3 === 0) wrong.push(store.vectors.get(rows[(i + 1) % rows.length] ?? 0) ?? new Float32Array(0));
    else if (i % 3 === 1) wrong.push(await largestOf(paper?.abstract ?? ""));
    else wrong.push(row(titles, i).slice());
  }
  store.write((revision) => {
    for (const [i, at] of rows.entries()) store.vectors.put(at, Buffer.alloc(32), wrong[i]!, revision);
  });
  store.close();
  rmSync(join(library, "exact.bin")); // made anew from the vectors
}

async function largestOf(text: string): Promise<Float32Array> {
  const words = await model.embed(text.split(/\s+/).slice(0, 20), "passage");
  const largest = new Float32Array(words.dimension).fill(-1);
  for (const [at, value] of words.values.entries()) {
    largest[at % words.dimension] = Math.max(largest[at % words.dimension] ?? 0, value);
  }
  return normalize(largest);
}

describe("The grading of a library", () => {
  it("finds nothing wrong with a good one", async () => {
    const { ok, lines } = await graded(folder.at("library"));
    expect(Object.values(lines).filter(({ verdict }) => verdict === "failed")).toEqual([]);
    expect(ok).toBe(true);
    expect(lines["ranking"]?.numbers["hybrid"]).toBeGreaterThan(0.7);
    expect(lines["graph"]?.numbers["recall10"]).toBeGreaterThan(0.98);
  });

  it("fails every vector that is another paper's, of other pooling or of the title alone, and a graph that is not there", async () => {
    const library = copyLibrary(folder.at("library"), folder.at("planted"));
    await plant(library);
    rmSync(join(library, "hnsw.bin"));
    const { ok, lines } = await graded(library);
    expect(ok).toBe(false);
    expect(lines["vectors"]).toMatchObject({ verdict: "failed", advice: expect.stringContaining("--re-embed") });
    expect(lines["vectors"]?.numbers).toMatchObject({ compared: SAMPLE, different: SAMPLE });
    expect(lines["graph"]).toMatchObject({ verdict: "failed", advice: expect.stringContaining("builds anew") });
  });

  it("fails a graph that is searched with too few candidates", async () => {
    const few = await graded(folder.at("library"), { efSearch: 1, sample: 60 });
    expect(few.ok).toBe(false);
    expect(few.lines["graph"]?.verdict).toBe("failed");
  });

  it("says where there is no library or too small a one, and fails one of papers without abstracts", async () => {
    await expect(graded(folder.at("nowhere"))).rejects.toMatchObject({ code: "not-found" });
    const titles = Array.from({ length: 40 }, (_, i) => `{"title":"Paper ${i} on graphs of size ${i * i}"}`);
    await withLibrary(folder.at("titles"), async ({ library }) => {
      await library.ingest([folder.write("one.jsonl", titles[0] ?? "")]);
      await expect(graded(folder.at("titles"))).rejects.toThrow(/20 papers or more.*found 1/);
      await library.ingest([folder.write("titles.jsonl", titles.join("\n"))]);
    });
    const { ok, lines } = await graded(folder.at("titles"));
    expect(ok).toBe(false);
    expect(lines["abstracts"]).toMatchObject({ verdict: "failed", advice: expect.any(String) });
  });
});
