import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { kernelSource } from "../../scripts/make-kernels.ts";
import { gaussian, mulberry32, normalize, row } from "../../src/core/index.ts";
import { createExact, type ExactIndex, loadExact } from "../../src/knn/index.ts";
import { expectError } from "./expect-error.ts";
import { clusteredVectors, type Labelled, labelled, nearest, similarity, uniformVectors } from "./oracle.ts";

describe.each(["wasm", "js"] as const)("the exact index with the %s kernel", (kernel) => {
  const vectors = clusteredVectors(1, 12_000, 24);
  const papers = labelled(vectors);
  const query = row(uniformVectors(2, 1, 24), 0);
  const byLabel = new Map(papers.map(({ label, vector }) => [label, vector]));
  let index: ExactIndex;
  beforeAll(() => {
    index = filled(createExact({ dimension: 24, kernel }), papers);
  });

  it("runs on that kernel", () => {
    expect(index.kernel).toBe(kernel);
  });

  it("finds the true ten thousand nearest", () => {
    const found = index.search(query, 10_000);
    const truth = nearest(papers, query, 10_000);
    expect(found.labels).toHaveLength(10_000);
    expect(new Set(found.labels).size).toBe(10_000);
    for (const [i, value] of found.similarities.entries()) {
      expect(Math.abs(value - truth[i]!.similarity)).toBeLessThan(1e-6);
      expect(Math.abs(value - similarity(byLabel.get(found.labels[i]!)!, query))).toBeLessThan(1e-6);
    }
  });

  it("scans all accepted labels once, within the error that it tells", () => {
    const odd = (label: number) => label % 3 === 1;
    for (const accept of [undefined, odd, () => false]) {
      const expected = papers.filter(({ label }) => accept === undefined || accept(label));
      const { labels, similarities, error } = index.scan(query, accept);
      expect([...labels].sort((a, b) => a - b)).toEqual(expected.map(({ label }) => label).sort((a, b) => a - b));
      expect(error).toBeLessThan(0.05);
      for (const [i, label] of labels.entries()) {
        expect(Math.abs(similarities[i]! - similarity(byLabel.get(label)!, query))).toBeLessThanOrEqual(error);
      }
    }
  });

  it("searched by a prefix finds the nearest where the prefix tells them, whatever the filter", () => {
    const rng = mulberry32(11);
    const cut = Array.from({ length: 3000 }, (_, i) => {
      const vector = Float32Array.from({ length: 64 }, (_, j) => gaussian(rng) * (j < 32 ? 1 : 0.02));
      return { label: 2 * i + 1, vector: normalize(vector) };
    });
    const index = filled(createExact({ dimension: 64, kernel }), cut);
    for (const accept of [undefined, (label: number) => label % 3 === 0]) {
      for (const { vector } of cut.slice(0, 20)) {
        expect(index.searchByPrefix(vector, 10, 32, accept)).toEqual(index.search(vector, 10, accept));
      }
    }
    const unlike = normalize(Float32Array.from({ length: 64 }, (_, j) => (j < 32 ? 0 : gaussian(rng))));
    expect(index.searchByPrefix(unlike, 10, 32).labels).toHaveLength(10);
  });

  it("reads few of the true vectors", () => {
    let reads = 0;
    const reading = filled(
      createExact({
        dimension: 24,
        kernel,
        readVector: (label) => {
          reads++;
          return byLabel.get(label);
        },
      }),
      papers,
    );
    expect(reading.search(query, 10)).toEqual(index.search(query, 10));
    expect(reads).toBeGreaterThanOrEqual(10);
    expect(reads).toBeLessThan(400);
  });

  it("leaves out a label whose true vector is gone", () => {
    const [best, next] = index.search(query, 2).labels;
    const readVector = (label: number) => (label === best ? undefined : byLabel.get(label));
    const reading = filled(createExact({ dimension: 24, kernel, readVector }), papers);
    expect(reading.search(query, 1).labels[0]).toBe(next);
  });

  it("finds what a sort finds, for vectors of any shape", () => {
    const shape = fc.record({
      dimension: fc.integer({ min: 1, max: 70 }),
      count: fc.integer({ min: 1, max: 60 }),
      k: fc.integer({ min: 1, max: 70 }),
      seed: fc.nat(),
      spikes: fc.boolean(),
    });
    fc.assert(
      fc.property(shape, ({ dimension, count, k, seed, spikes }) => {
        const rng = mulberry32(seed);
        const vector = () =>
          normalize(Float32Array.from({ length: dimension }, () => (spikes && rng() < 0.8 ? 0 : gaussian(rng) ** 3)));
        const some = Array.from({ length: count }, (_, i) => ({ label: i + 1, vector: vector() }));
        const question = vector();
        const found = filled(createExact({ dimension, kernel }), some).search(question, k);
        const truth = nearest(some, question, k);
        expect(found.labels).toHaveLength(truth.length);
        for (const [i, { similarity: true_ }] of truth.entries()) {
          expect(Math.abs(found.similarities[i]! - true_)).toBeLessThan(1e-6);
        }
      }),
      { numRuns: 200, seed: 3 },
    );
  });
});

describe("the kernels", () => {
  it("give the same answers to the last bit", () => {
    for (const dimension of [1, 15, 16, 17, 100, 512, 1030]) {
      const papers = labelled(uniformVectors(dimension, 300, dimension));
      const [wasm, js] = (["wasm", "js"] as const).map((kernel) => filled(createExact({ dimension, kernel }), papers));
      const question = papers[5]!.vector;
      expect(wasm!.search(question, 300)).toEqual(js!.search(question, 300));
      expect(wasm!.search(question, 3)).toEqual(js!.search(question, 3));
    }
  });

  it("do not overflow on vectors that are all at the limits", () => {
    for (const kernel of ["wasm", "js"] as const) {
      const dimension = 16_384;
      const index = createExact({ dimension, kernel });
      const flat = normalize(new Float32Array(dimension).fill(1));
      index.upsert(1, flat);
      index.upsert(
        2,
        flat.map((component) => -component),
      );
      expect(index.search(flat, 2).labels).toEqual(Uint32Array.of(1, 2));
      expect(index.search(flat, 2).similarities[1]).toBeCloseTo(-1, 5);
    }
  });

  it("in WebAssembly is what its text compiles to", async () => {
    const folder = join(import.meta.dirname, "../../src/knn");
    expect(readFileSync(join(folder, "scan-bytes.ts"), "utf8")).toBe(await kernelSource(join(folder, "scan.wat")));
  });

  it("in WebAssembly says when the memory it can have is too small", () => {
    const act = () => createExact({ dimension: 16_384, capacity: 200_000, readVector: () => undefined });
    expectError(act, "storage-failed", /at most 131\d\d\d rows .*got 200000/);
  });
});

describe("a saved exact index", () => {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "orrery-exact-"));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it("takes the true vectors from a reader, or from the file, and says when neither has them", () => {
    const papers = labelled(uniformVectors(4, 200, 20));
    const byLabel = new Map(papers.map(({ label, vector }) => [label, vector]));
    const readVector = (label: number) => byLabel.get(label);
    const query = papers[0]!.vector;
    const expected = { model: "m", dimension: 20 };
    const [lean, whole] = [join(folder, "lean"), join(folder, "whole")];
    filled(createExact({ dimension: 20, readVector }), papers).save(lean, { model: "m", revision: 1 });
    filled(createExact({ dimension: 20 }), papers).save(whole, { model: "m", revision: 1 });
    const truth = nearest(papers, query, 9).map(({ label }) => label);
    expect([...loadExact(lean, expected, { readVector }).index.search(query, 9).labels]).toEqual(truth);
    expect([...loadExact(whole, expected).index.search(query, 9).labels]).toEqual(truth);
    expect([...loadExact(whole, expected, { readVector, kernel: "js" }).index.search(query, 9).labels]).toEqual(truth);
    expectError(() => loadExact(lean, expected), "bad-request", /reader of true vectors/);
  });
});

function filled(index: ExactIndex, papers: readonly Labelled[]): ExactIndex {
  for (const { label, vector } of papers) index.upsert(label, vector);
  return index;
}
