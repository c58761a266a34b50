import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { staticModelGraph } from "../../scripts/onnx.ts";
import { dot, normalize, row } from "../../src/core/index.ts";
import { type EmbeddingModel, type LoadModelOptions, loadModel, loadWithTransformers } from "../../src/embed/index.ts";
import { MODELS, samplePapers } from "./fixtures.ts";

const temporary = mkdtempSync(join(tmpdir(), "orrery-embed-"));
const opened: EmbeddingModel[] = [];

afterAll(async () => {
  await Promise.all(opened.map((model) => model.close()));
  rmSync(temporary, { recursive: true });
});

describe("The bundled model through transformers.js", () => {
  for (const dimension of [512, 128]) {
    it(`gives the vectors of the fast path in ${dimension} dimensions`, async () => {
      const papers = samplePapers();
      const fast = await keep(loadModel({ modelsFolder: MODELS, dimension }));
      const slow = await keep(loadWithTransformers({ modelsFolder: MODELS, dimension }));
      const [a, b] = await Promise.all([fast.embed(papers, "passage"), slow.embed(papers, "passage")]);
      for (let i = 0; i < a.count; i++) expect(dot(row(a, i), row(b, i))).toBeGreaterThanOrEqual(1 - 1e-4);
    });
  }

  it("gives the zero vector for a text without tokens, and never NaN", async () => {
    const model = await keep(loadWithTransformers({ modelsFolder: MODELS }));
    const { values } = await model.embed(["", " \u200b"], "query");
    expect([...values].every((value) => value === 0)).toBe(true);
  });
});

/** Words of a tiny model, each with a vector of its own: unit vectors along the axes and a diagonal. */
const WORDS = { "[PAD]": [0, 0, 0, 0], "[UNK]": [0, 0, 0, 0], a: [1, 0, 0, 0], b: [0, 1, 0, 0], q: [3, 0, 4, 0] };

describe("Any other model", () => {
  it.each([
    ["mean", [0.5, 0.5, 0, 0]],
    ["cls", [1, 0, 0, 0]],
    ["last_token", [0, 1, 0, 0]],
  ] as const)("is pooled by the %s when asked", async (pooling, expected) => {
    const model = await tiny("asked", { pooling });
    const found = await model.embed(["a b"], "passage");
    expect([...found.values]).toEqual([...normalize(Float32Array.from(expected))]);
  });

  it("gets the pooling and prefixes that its family asks for, by its name", async () => {
    const model = await tiny("bge-tiny-en", {});
    // The instruction before a question has no known word but "a" in it nowhere, so only the first token tells.
    expect([...(await model.embed(["b a"], "passage")).values]).toEqual([0, 1, 0, 0]);
    expect([...(await model.embed(["b a"], "query")).values]).toEqual([0, 0, 0, 0]);
    const e5 = await tiny("multilingual-e5-small", {}, { query: [0, 0, 0, 1] });
    expect([...(await e5.embed([""], "query")).values]).toEqual([0, 0, 0, 1]);
  });

  it("gets them from the files of sentence-transformers before that", async () => {
    const files = {
      "modules.json": [
        { path: "", type: "sentence_transformers.models.Transformer" },
        { path: "1_Pooling", type: "sentence_transformers.models.Pooling" },
      ],
      "1_Pooling/config.json": { pooling_mode_cls_token: false, pooling_mode_lasttoken: true },
      "config_sentence_transformers.json": { prompts: { query: "b ", document: "q " } },
    };
    const model = await tiny("bge-small", {}, {}, files);
    expect([...(await model.embed(["a"], "query")).values]).toEqual([1, 0, 0, 0]);
    expect([...(await model.embed([""], "passage")).values]).toEqual([...normalize(Float32Array.of(3, 0, 4, 0))]);
    const asked = await tiny("bge-small", { pooling: "cls", queryPrefix: "" }, {}, files);
    expect([...(await asked.embed(["b a"], "query")).values]).toEqual([0, 1, 0, 0]);
  });

  it("is refused when it has modules or a pooling that cannot be run here", async () => {
    const dense = { "modules.json": [{ path: "2_Dense", type: "sentence_transformers.models.Dense" }] };
    await expect(tiny("dense", {}, {}, dense)).rejects.toMatchObject({ code: "bad-request" });
    const max = {
      "modules.json": [{ path: "1_Pooling", type: "sentence_transformers.models.Pooling" }],
      "1_Pooling/config.json": { pooling_mode_max_tokens: true },
    };
    await expect(tiny("max", {}, {}, max)).rejects.toMatchObject({ code: "bad-request" });
  });

  it("can be cut to fewer dimensions and not to more", async () => {
    const model = await tiny("cut", { dimension: 1 });
    expect(model.dimension).toBe(1);
    expect([...(await model.embed(["q"], "passage")).values]).toEqual([1]);
    await expect(tiny("cut", { dimension: 5 })).rejects.toMatchObject({
      code: "bad-request",
      message: expect.stringContaining("at most 4, got 5"),
    });
    await expect(tiny("cut", { dimension: 0 })).rejects.toMatchObject({ code: "bad-request" });
  });

  it("has an id that changes with its pooling, its tokenizer and its weights", async () => {
    const models = await Promise.all([
      tiny("x", {}),
      tiny("x", { pooling: "cls" }),
      tiny("x", {}, { c: [0, 0, 0, 1] }),
      tiny("x", {}, { a: [2, 0, 0, 0] }),
    ]);
    expect(new Set(models.map((model) => model.id)).size).toBe(4);
    expect((await tiny("x", {})).id).toBe(models[0]?.id);
  });

  it("is named by its folder within the models folder", async () => {
    const folder = writeTiny("someone/tiny", {}, {});
    const model = await keep(loadModel({ model: "someone/tiny", modelsFolder: join(folder, "../..") }));
    expect(model.name).toBe("someone/tiny");
    expect(model.id).toMatch(/^someone\/tiny@4#[0-9a-f]{8}$/);
  });

  it("is refused when its files cannot be used", async () => {
    const folder = writeTiny("broken", {}, {});
    writeFileSync(join(folder, "onnx/model.onnx"), "not an ONNX file");
    await expect(keep(loadModel({ model: folder, modelsFolder: temporary }))).rejects.toMatchObject({
      code: "damaged-file",
      message: expect.stringContaining(folder),
    });
  });

  it("is not run on worker threads", async () => {
    await expect(tiny("threads", { workers: 2 })).rejects.toMatchObject({ code: "bad-request" });
  });

  it("stops when the signal fires", async () => {
    const model = await tiny("stop", {});
    await expect(model.embed(["a"], "query", AbortSignal.abort())).rejects.toMatchObject({ code: "cancelled" });
  });
});

async function keep(loading: Promise<EmbeddingModel>): Promise<EmbeddingModel> {
  const model = await loading;
  opened.push(model);
  return model;
}

async function tiny(
  name: string,
  options: Partial<LoadModelOptions>,
  words: Record<string, number[]> = {},
  files: Record<string, unknown> = {},
): Promise<EmbeddingModel> {
  const model = writeTiny(name, words, files);
  return keep(loadModel({ model, modelsFolder: temporary, ...options }));
}

let folders = 0;

/** Writes a model whose token vectors are given, in the layout of transformers.js, and returns its folder. */
function writeTiny(name: string, words: Record<string, number[]>, files: Record<string, unknown>): string {
  const folder = join(temporary, String(folders++), name);
  const vectors = Object.entries({ ...WORDS, ...words });
  const table = Buffer.from(vectors.flatMap(([, vector]) => vector));
  const scales = Buffer.from(new Float32Array(vectors.length).fill(1).buffer);
  const placement = {
    file: "model.onnx_data",
    vocabulary: vectors.length,
    dimension: 4,
    tableOffset: 0,
    scalesOffset: 4096,
  };
  const json: Record<string, unknown> = {
    "config.json": { model_type: "bert" },
    "tokenizer.json": {
      added_tokens: [],
      normalizer: { type: "Lowercase" },
      pre_tokenizer: { type: "Whitespace" },
      post_processor: null,
      decoder: null,
      model: {
        type: "WordPiece",
        unk_token: "[UNK]",
        continuing_subword_prefix: "##",
        vocab: Object.fromEntries(vectors.map(([word], id) => [word, id])),
      },
    },
    "tokenizer_config.json": { pad_token: "[PAD]", unk_token: "[UNK]", model_max_length: 16 },
    ...files,
  };
  mkdirSync(join(folder, "onnx"), { recursive: true });
  mkdirSync(join(folder, "1_Pooling"));
  for (const [file, content] of Object.entries(json)) writeFileSync(join(folder, file), JSON.stringify(content));
  writeFileSync(join(folder, "onnx/model.onnx"), staticModelGraph(placement));
  writeFileSync(
    join(folder, "onnx/model.onnx_data"),
    Buffer.concat([table, Buffer.alloc(4096 - table.length), scales]),
  );
  return folder;
}
