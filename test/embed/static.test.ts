import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { kernelSource } from "../../scripts/make-kernels.ts";
import { dot, row } from "../../src/core/index.ts";
import {
  createStaticEncoder,
  readStaticModel,
  type StaticEncoder,
  type StaticModel,
} from "../../src/embed/static/index.ts";
import { BUNDLED, ROOT, readBundled, samplePapers } from "./fixtures.ts";

let model: StaticModel;
let encoder: StaticEncoder;
const papers = samplePapers().slice(0, 200);

beforeAll(async () => {
  model = await readStaticModel(readBundled);
  encoder = createStaticEncoder(model);
});

/** The definition, in double precision: Σ scale · row over the tokens, to unit length. */
function naive(text: string, dimension: number): number[] {
  const { tableOffset, scalesOffset } = model.settings.weights;
  const { vocabulary, dimension: stride } = model.settings;
  const table = new Int8Array(model.memory.buffer, tableOffset, vocabulary * stride);
  const scales = new Float32Array(model.memory.buffer, scalesOffset, vocabulary);
  const sum = new Array<number>(dimension).fill(0);
  for (const id of encoder.tokenize(text)) {
    for (let i = 0; i < dimension; i++) sum[i]! += scales[id]! * table[id * stride + i]!;
  }
  const length = Math.hypot(...sum);
  return sum.map((value) => value / length);
}

function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let largest = 0;
  for (let i = 0; i < a.length; i++) largest = Math.max(largest, Math.abs(a[i]! - b[i]!));
  return largest;
}

describe("A static model", () => {
  it("is encoded with SIMD on this machine", () => {
    expect(encoder.kernel).toBe("simd");
  });

  for (const kernel of ["simd", "plain"] as const) {
    for (const dimension of [512, 256, 128]) {
      it(`gives the scaled mean of the token vectors in ${dimension} dimensions with the ${kernel} kernel`, () => {
        const texts = papers.slice(0, 20);
        const found = createStaticEncoder(model, { dimension, kernel }).encode(texts);
        expect([found.count, found.dimension, found.values.length]).toEqual([20, dimension, 20 * dimension]);
        for (const [i, text] of texts.entries()) {
          expect(largestDifference(row(found, i), naive(text, dimension))).toBeLessThan(1e-6);
        }
      });
    }
  }

  it("gives the same vectors with and without SIMD for any text", () => {
    const plain = createStaticEncoder(model, { kernel: "plain" });
    const words = fc.array(fc.oneof(fc.constantFrom("graph", "of", "Σ", "3", "."), fc.string()), { maxLength: 60 });
    fc.assert(
      fc.property(words, (parts) => {
        const texts = [parts.join(" ")];
        expect(largestDifference(encoder.encode(texts).values, plain.encode(texts).values)).toBeLessThan(1e-6);
      }),
      { numRuns: 200 },
    );
  });

  it("gives the same vectors from memory that threads share", async () => {
    const shared = createStaticEncoder(await readStaticModel(readBundled, { sharedBy: 2 }), { thread: 1 });
    expect(shared.kernel).toBe("simd");
    expect(largestDifference(shared.encode(papers).values, encoder.encode(papers).values)).toBe(0);
  });

  it("gives unit vectors", () => {
    const found = encoder.encode(papers);
    for (let i = 0; i < found.count; i++) expect(dot(row(found, i), row(found, i))).toBeCloseTo(1, 5);
  });

  it("gives the zero vector for texts without a known token, and never NaN", () => {
    for (const kernel of ["simd", "plain"] as const) {
      const found = createStaticEncoder(model, { kernel }).encode(["", " \n", "\u200b", "🦀 🦀", "a".repeat(500)]);
      expect([...found.values].every((value) => value === 0)).toBe(true);
    }
  });

  it("does not let one text change the next", () => {
    const together = encoder.encode(["graph theory", "", papers[0]!, "graph theory"]);
    expect(row(together, 3)).toEqual(row(together, 0));
    expect(row(together, 2)).toEqual(encoder.encode([papers[0]!]).values);
  });

  it("brings texts of like meaning close together", () => {
    const found = encoder.encode([
      "attention mechanisms in neural machine translation",
      "sequence transduction with self-attention for translating sentences",
      "dark matter halos of dwarf galaxies",
    ]);
    expect(dot(row(found, 0), row(found, 1))).toBeGreaterThan(dot(row(found, 0), row(found, 2)) + 0.2);
  });

  it("says which dimensions there are when asked for another", () => {
    expect(() => createStaticEncoder(model, { dimension: 300 })).toThrow("one of 512, 256, 128, got 300");
  });
});

describe("A static model's files", () => {
  const config = () => JSON.parse(readFileSync(join(BUNDLED, "config.json"), "utf8")) as Record<string, unknown>;
  const tokenizer = () => JSON.parse(readFileSync(join(BUNDLED, "tokenizer.json"), "utf8")) as Record<string, unknown>;
  const reading = (files: Record<string, unknown>) => async (path: string) => {
    const replaced = files[path];
    if (replaced instanceof Uint8Array) return replaced;
    return replaced === undefined ? readBundled(path) : new TextEncoder().encode(JSON.stringify(replaced));
  };

  it.each([
    ["config.json that is not JSON", { "config.json": new TextEncoder().encode("{") }, "config.json to be JSON"],
    ["a config.json without the key", { "config.json": { model_type: "bert" } }, "the key `orrery`"],
    ["another type", { "config.json": { orrery: { type: "dynamic" } } }, 'to be "static", got "dynamic"'],
    [
      "weights that were cut off",
      { "onnx/model_quantized.onnx_data": new Uint8Array(1000) },
      "bytes or more, got 1000",
    ],
  ])("are refused with %s", async (_, files, message) => {
    await expect(readStaticModel(reading(files))).rejects.toMatchObject({
      code: "damaged-file",
      message: expect.stringContaining(message),
    });
  });

  it.each([
    ["a dimension in words", { dimension: "many" }, "dimension of config.json to be a whole number from 1 on"],
    ["a dimension above the table's", { dimensions: [1024] }, "whole numbers up to 512"],
    ["a path out of the folder", { weights: { file: "../x", tableOffset: 0, scalesOffset: 0 } }, "within the model's"],
    ["scales at an odd place", { weights: { file: "x", tableOffset: 0, scalesOffset: 3 } }, "a multiple of 4"],
  ])("are refused with %s", async (_, changes, message) => {
    const changed = { ...config(), orrery: { ...(config()["orrery"] as object), ...changes } };
    await expect(readStaticModel(reading({ "config.json": changed }))).rejects.toMatchObject({
      code: "damaged-file",
      message: expect.stringContaining(message),
    });
  });

  it.each([
    ["a tokenizer of another kind", { model: { type: "BPE" } }, "BERT WordPiece"],
    ["special tokens", { added_tokens: [{ id: 0, content: "[PAD]" }] }, "without special tokens"],
    ["an id beyond the table", { model: { ...(tokenizer()["model"] as object), vocab: { a: 50_000 } } }, "below 43683"],
  ])("are refused with %s", async (_, changes, message) => {
    const read = reading({ "tokenizer.json": { ...tokenizer(), ...changes } });
    const changed = await readStaticModel(read);
    expect(() => createStaticEncoder(changed)).toThrow(message);
  });
});

describe("The pooling kernel", () => {
  it("is what its text compiles to", async () => {
    const folder = join(ROOT, "src/embed/static");
    expect(readFileSync(join(folder, "pool-kernel.ts"), "utf8")).toBe(await kernelSource(join(folder, "pool.wat")));
  });
});
