import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mulberry32, normalize, row, sampleWithout } from "../../src/core/index.ts";
import { type EmbeddingModel, loadModel } from "../../src/embed/index.ts";
import { gradeLibrary } from "../../src/library/index.ts";
import { openStore, type Store } from "../../src/store/index.ts";
import { buildLibrary, copyLibrary } from "../helpers/library.ts";
import { MODELS, ROOT } from "../helpers/places.ts";
import { type TemporaryFolder, temporaryFolder } from "../helpers/temporary.ts";

const PAPERS = 400;

let folder: TemporaryFolder;
let model: EmbeddingModel;
let copies = 0;

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
async function graded(library: string, options: { efSearch?: number; sample?: number } = { sample: 40 }) {
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

/** A copy of the library in which every paper has the vector that `vectorsOf` gives it. */
async function planted(vectorsOf: (store: Store, rows: number[]) => Promise<Float32Array[]> | Float32Array[]) {
  const library = copyLibrary(folder.at("library"), folder.at(`copy${copies++}`));
  const store = openStore(join(library, "library.sqlite"));
  const rows = [...store.vectors.rows()];
  const vectors = await vectorsOf(store, rows);
  store.write((revision) => {
    for (const [i, at] of rows.entries()) {
      const vector = vectors[i];
      if (vector !== undefined) store.vectors.put(at, Buffer.alloc(32), vector, revision);
    }
  });
  store.close();
  rmSync(join(library, "exact.bin")); // made anew from the vectors
  return library;
}

describe("The grading of a library", () => {
  it("finds nothing wrong with a good one", async () => {
    const { ok, lines } = await graded(folder.at("library"));
    expect(Object.values(lines).filter(({ verdict }) => verdict === "failed")).toEqual([]);
    expect(ok).toBe(true);
    expect(lines["ranking"]?.numbers["hybrid"]).toBeGreaterThan(0.7);
    expect(lines["graph"]?.numbers["recall10"]).toBeGreaterThan(0.98);
  });

  it("fails vectors that were shuffled among the papers, and a graph that is not there, each whatever the other says", async () => {
    const library = await planted((store, rows) => {
      const order = sampleWithout(mulberry32(3), rows.length, rows.length);
      return order.map((at) => store.vectors.get(rows[at] ?? 0) ?? new Float32Array(0));
    });
    rmSync(join(library, "hnsw.bin"));
    const { ok, lines } = await graded(library);
    expect(ok).toBe(false);
    expect(lines["vectors"]).toMatchObject({ verdict: "failed", advice: expect.stringContaining("--re-embed") });
    expect(lines["graph"]).toMatchObject({ verdict: "failed", advice: expect.stringContaining("builds anew") });
  });

  it("fails vectors that were pooled in another way than the model's", async () => {
    const library = await planted(async (store, rows) => {
      const words = rows.map((at) => (store.papers.paper(at)?.abstract ?? "").split(/\s+/).slice(0, 40));
      const { values, dimension } = await model.embed(words.flat(), "passage");
      let at = 0;
      return words.map((those) => {
        const largest = new Float32Array(dimension).fill(-1); // of each number, instead of their mean
        for (let end = at + those.length * dimension; at < end; at++) {
          largest[at % dimension] = Math.max(largest[at % dimension] ?? 0, values[at] ?? 0);
        }
        return normalize(largest);
      });
    });
    const { ok, lines } = await graded(library);
    expect(ok).toBe(false);
    expect(lines["vectors"]?.verdict).toBe("failed");
  });

  it("fails vectors of titles alone", async () => {
    const library = await planted(async (store, rows) => {
      const titles = rows.map((at) => store.papers.paper(at)?.title ?? "");
      const vectors = await model.embed(titles, "passage");
      return rows.map((_, i) => row(vectors, i).slice());
    });
    const { ok, lines } = await graded(library);
    expect(ok).toBe(false);
    expect(lines["vectors"]?.verdict).toBe("failed");
  });

  it("fails a library of papers without abstracts", async () => {
    const titles = Array.from({ length: 40 }, (_, i) =>
      JSON.stringify({ title: `Paper ${i} on graphs of size ${i * i}` }),
    );
    await buildLibrary(folder.at("titles"), [folder.write("titles.jsonl", titles.join("\n"))]);
    const { ok, lines } = await graded(folder.at("titles"));
    expect(ok).toBe(false);
    expect(lines["abstracts"]).toMatchObject({ verdict: "failed", advice: expect.any(String) });
  });

  it("fails a graph that is searched with too few candidates", async () => {
    const few = await graded(folder.at("library"), { efSearch: 1, sample: 200 });
    expect(few.ok).toBe(false);
    expect(few.lines["graph"]?.verdict).toBe("failed");
  });

  it("says where there is no library, or too small a one", async () => {
    await expect(graded(folder.at("nowhere"))).rejects.toMatchObject({ code: "not-found" });
    await buildLibrary(folder.at("tiny"), [folder.write("tiny.jsonl", '{"title":"One","abstract":"Two."}')]);
    await expect(graded(folder.at("tiny"))).rejects.toThrow(/20 papers or more.*found 1/);
  });
});
