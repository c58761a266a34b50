import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Embeddings } from "../../src/core/index.ts";
import { type EmbeddingModel, type LoadModelOptions, loadModel } from "../../src/embed/index.ts";
import { BUNDLED, MODELS, ROOT, samplePapers } from "./fixtures.ts";

const papers = samplePapers();
const temporary = mkdtempSync(join(tmpdir(), "orrery-embed-"));
const opened: EmbeddingModel[] = [];

async function load(options: Partial<LoadModelOptions> = {}): Promise<EmbeddingModel> {
  const model = await loadModel({ modelsFolder: MODELS, ...options });
  opened.push(model);
  return model;
}

let bundled: EmbeddingModel;

beforeAll(async () => {
  bundled = await load();
});

afterAll(async () => {
  await Promise.all(opened.map((model) => model.close()));
  rmSync(temporary, { recursive: true });
});

describe("The bundled model", () => {
  it("is loaded when no other is named", async () => {
    const model = bundled;
    expect(model.name).toBe("orrery-static");
    expect(model.dimension).toBe(512);
    expect(model.id).toMatch(/^orrery-static@512#[0-9a-f]{8}$/);
  });

  it("can be named by its folder", async () => {
    expect((await load({ model: BUNDLED })).id).toBe(bundled.id);
  });

  it("embeds no texts as no rows", async () => {
    expect(await bundled.embed([], "passage")).toEqual({ count: 0, dimension: 512, values: new Float32Array(0) });
  });

  it("gives shorter vectors when asked", async () => {
    const model = await load({ dimension: 128 });
    expect((await model.embed(["graphs"], "query")).values.length).toBe(128);
    expect(model.id).toMatch(/^orrery-static@128#/);
  });
});

describe("The id of a model", () => {
  const idOf = async (options: Partial<LoadModelOptions>) => (await load(options)).id.replace(/.*#/, "");

  it("stays the same however it is run", async () => {
    expect((await load({ workers: 1 })).id).toBe(bundled.id);
  });

  it("changes with the prefixes", async () => {
    const ids = await Promise.all([{}, { queryPrefix: "q: " }, { passagePrefix: "q: " }].map(idOf));
    expect(new Set(ids).size).toBe(3);
  });

  it("changes with a bit of the weights and with the vocabulary", async () => {
    const weights = copyOfBundled("other-weights");
    const dataFile = join(weights, "onnx/model_quantized.onnx_data");
    const data = readFileSync(dataFile);
    data[1_000_000]! ^= 1;
    writeFileSync(dataFile, data);
    const vocabulary = copyOfBundled("other-vocabulary");
    const tokenizerFile = join(vocabulary, "tokenizer.json");
    writeFileSync(tokenizerFile, readFileSync(tokenizerFile, "utf8").replace('"refits"', '"refitz"'));
    const ids = await Promise.all([{}, { model: weights }, { model: vocabulary }].map(idOf));
    expect(new Set(ids).size).toBe(3);
  });
});

describe("Prefixes", () => {
  it("go before queries and passages alone", async () => {
    const prefixed = await load({ queryPrefix: "question: ", passagePrefix: "answer: " });
    expect(await prefixed.embed(["graphs"], "query")).toEqual(await bundled.embed(["question: graphs"], "query"));
    expect(await prefixed.embed(["graphs"], "passage")).toEqual(await bundled.embed(["answer: graphs"], "passage"));
  });
});

describe("Worker threads", () => {
  it("give the vectors of this thread, in order", async () => {
    const model = await load({ workers: 2 });
    expectSame(await model.embed(papers, "passage"), await bundled.embed(papers, "passage"));
  });

  it("serve several callers at once", async () => {
    const model = await load({ workers: 2 });
    const parts = [papers.slice(0, 100), [], papers.slice(100, 101), papers.slice(200, 400)];
    const found = await Promise.all(parts.map((part) => model.embed(part, "passage")));
    for (const [i, part] of parts.entries()) expectSame(found[i], await bundled.embed(part, "passage"));
  });

  it("report a dimension that the model does not have", async () => {
    await expect(load({ workers: 2, dimension: 300 })).rejects.toMatchObject({
      code: "bad-request",
      message: expect.stringContaining("512, 256, 128"),
    });
  });

  it("cancel what is under way when the model is closed", async () => {
    const model = await load({ workers: 2 });
    const work = model.embed([...papers, ...papers, ...papers], "passage");
    const outcome = expect(work).rejects.toMatchObject({ code: "cancelled" });
    await model.close();
    await outcome;
  });

  it("do not keep a process alive that forgot to close the model", () => {
    const door = pathToFileURL(join(ROOT, "dist/embed/index.js")).href;
    const program = `
      import { loadModel } from ${JSON.stringify(door)};
      const model = await loadModel({ modelsFolder: ${JSON.stringify(MODELS)}, workers: 2 });
      console.log((await model.embed(["graphs", "trees"], "query")).count);`;
    const printed = execFileSync(process.execPath, ["--input-type=module", "-e", program], { timeout: 50_000 });
    expect(printed.toString()).toBe("2\n");
  });
});

describe("Embedding", () => {
  it.each([0, 2])("stops when the signal fires, with %d workers", async (workers) => {
    const model = await load({ workers });
    const controller = new AbortController();
    const many = Array.from({ length: 20 }, () => papers).flat();
    const work = model.embed(many, "passage", controller.signal);
    setTimeout(() => controller.abort(), 20);
    await expect(work).rejects.toMatchObject({ code: "cancelled" });
    expect((await model.embed(["graphs"], "query")).count).toBe(1);
  });

  it("is refused by a closed model", async () => {
    const model = await loadModel({ modelsFolder: MODELS });
    await model.close();
    await model.close();
    await expect(model.embed(["graphs"], "query")).rejects.toMatchObject({ code: "bad-request" });
  });
});

describe("A model that is not there", () => {
  it.each(["no-such-model", "someone/no-such-model", "./no/such/folder", "/no/such/folder", "../..", ""])(
    "is reported with the files that are needed, and where: %j",
    async (model) => {
      await expect(load({ model })).rejects.toMatchObject({
        code: "model-missing",
        message: expect.stringMatching(/config\.json, tokenizer\.json, tokenizer_config\.json and onnx\/model.* in \//),
      });
    },
  );

  it("is reported when a file of it is missing", async () => {
    const folder = copyOfBundled("without-weights");
    rmSync(join(folder, "onnx/model_quantized.onnx_data"));
    await expect(load({ model: folder })).rejects.toMatchObject({
      code: "model-missing",
      message: expect.stringContaining(join(folder, "onnx/model_quantized.onnx_data")),
    });
  });
});

describe("Settings that make no sense", () => {
  it.each([
    [{ dimension: 0 }, "one of 512, 256, 128, got 0"],
    [{ workers: -1 }, "0 to 64 workers, got -1"],
    [{ workers: 1.5 }, "0 to 64 workers, got 1.5"],
    [{ pooling: "cls" as const }, "Expected mean pooling"],
  ])("are refused: %j", async (options, message) => {
    await expect(load(options)).rejects.toMatchObject({
      code: "bad-request",
      message: expect.stringContaining(message),
    });
  });
});

/** Equal rows; without the long list of differences that a failed comparison of large arrays takes minutes to print. */
function expectSame(found: Embeddings | undefined, expected: Embeddings): void {
  expect(found?.count).toBe(expected.count);
  expect(found?.values.every((value, i) => value === expected.values[i])).toBe(true);
}

function copyOfBundled(name: string): string {
  const folder = join(temporary, name);
  mkdirSync(folder);
  cpSync(BUNDLED, folder, { recursive: true });
  return folder;
}
