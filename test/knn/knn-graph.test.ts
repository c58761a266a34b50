import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { kernelSource } from "../../scripts/make-kernels.ts";
import { dot, type Embeddings, gaussian, mulberry32, normalize, row } from "../../src/core/index.ts";
import { buildKnnGraph, extendKnnGraph, type KnnGraph, NO_NEIGHBOR } from "../../src/knn/index.ts";
import { clusteredVectors, uniformVectors } from "./oracle.ts";

const SETTINGS = { threads: 2, seed: 1 };
/** Above this the graph is no longer built by comparing all with all. */
const EXHAUSTIVE = 24_000;

describe("The k-NN graph", () => {
  it("is what comparing all with all gives, duplicates, mirrored and zero vectors among them", async () => {
    const shape = fc.record({
      count: fc.integer({ min: 0, max: 90 }),
      dimension: fc.integer({ min: 1, max: 40 }),
      k: fc.integer({ min: 0, max: 100 }),
      seed: fc.nat(1e6),
    });
    await fc.assert(
      fc.asyncProperty(shape, async ({ count, dimension, k, seed }) => {
        const vectors = mixedVectors(seed, count, dimension);
        const graph = await buildKnnGraph(vectors, { ...SETTINGS, k, seed });
        expectTrue(graph, vectors, k);
      }),
      { numRuns: 15 },
    );
  });

  it.each([
    ["clustered", clusteredVectors(4, 2000, 24)],
    ["structureless", uniformVectors(5, 1000, 70)],
    ["mixed", mixedVectors(6, 1200, 12)],
  ] as const)("is exact for some thousand %s vectors", async (_name, vectors) => {
    expectTrue(await buildKnnGraph(inSharedMemory(vectors), { ...SETTINGS, k: 15 }), vectors, 15);
  });

  it.each([0, 1, 2, 5])("of %d vectors holds all the others that are alike, and no more", async (count) => {
    const vectors = inSharedMemory(clusteredVectors(2, count, 8));
    const graph = await buildKnnGraph(vectors, { ...SETTINGS, k: 15 });
    expect([graph.count, graph.k]).toEqual([count, Math.max(0, count - 1)]);
    expectTrue(graph, vectors, 15);
  });

  it("gives equal neighbors by their numbers, when there are more of them than places", async () => {
    const block = clusteredVectors(3, 20, 16);
    const vectors = allocate(20 * 50, 16);
    for (let i = 0; i < vectors.count; i++) row(vectors, i).set(row(block, i % 20));
    const graph = await buildKnnGraph(vectors, { ...SETTINGS, k: 15 });
    for (let i = 0; i < vectors.count; i++) {
      const same = Array.from({ length: 50 }, (_, copy) => (i % 20) + 20 * copy).filter((other) => other !== i);
      expect([...graph.neighbors.subarray(15 * i, 15 * (i + 1))]).toEqual(same.slice(0, 15));
    }
  });

  it("has no neighbors for vectors of zeros, nor such vectors as neighbors", async () => {
    const zeros = await buildKnnGraph(allocate(40, 8), { ...SETTINGS, k: 5 });
    expect(new Set(zeros.neighbors)).toEqual(new Set([NO_NEIGHBOR]));
    expect(new Set(zeros.similarities)).toEqual(new Set([0]));
  });

  it("is the same to the last byte with any number of threads", async () => {
    const vectors = inSharedMemory(clusteredVectors(7, 1000, 20));
    const build = (threads: number) => buildKnnGraph(vectors, { threads, seed: 3, k: 10 });
    const one = await build(1);
    for (const threads of [2, 3]) expect(await build(threads)).toEqual(one);
  });

  it("is given up when its signal fires, before or at work", async () => {
    const vectors = inSharedMemory(clusteredVectors(8, 3000, 16));
    const build = (signal: AbortSignal, onProgress = () => {}) =>
      buildKnnGraph(vectors, { ...SETTINGS, k: 15, signal, onProgress });
    await expect(build(AbortSignal.abort())).rejects.toMatchObject({ code: "cancelled" });
    const controller = new AbortController();
    await expect(build(controller.signal, () => controller.abort())).rejects.toMatchObject({ code: "cancelled" });
    const known = await buildKnnGraph(vectors, { ...SETTINGS, k: 15 });
    const extension = extendKnnGraph(known, vectors, { ...SETTINGS, k: 15, signal: AbortSignal.abort() });
    await expect(extension).rejects.toMatchObject({ code: "cancelled" });
  });

  it("says how far it is, from the beginning to the end", async () => {
    const told: number[] = [];
    const vectors = inSharedMemory(clusteredVectors(9, 2000, 16));
    await buildKnnGraph(vectors, {
      ...SETTINGS,
      k: 5,
      onProgress: ({ done, total, unit }) => {
        told.push(done);
        expect([total, unit]).toEqual([2000, "papers"]);
      },
    });
    expect(told).toEqual(told.toSorted((a, b) => a - b));
    expect(told.at(-1)).toBe(2000);
  });

  it("has its kernel compiled from the text beside it", async () => {
    const folder = join(import.meta.dirname, "../../src/knn/graph");
    expect(readFileSync(join(folder, "tile-bytes.ts"), "utf8")).toBe(await kernelSource(join(folder, "tile.wat")));
  });
});

describe("The k-NN graph of more vectors than can be compared all with all", () => {
  const K = 15;
  const fresh = 200;
  const vectors = inSharedMemory(clusteredVectors(10, EXHAUSTIVE + 100 + fresh, 8));
  const count = vectors.count - fresh;
  const sample = Array.from({ length: 100 }, (_, i) => i * 240);
  const neighborsOf = (graph: KnnGraph, i: number) => [...graph.neighbors.subarray(K * i, K * (i + 1))];
  let graph: KnnGraph;
  beforeAll(async () => {
    graph = await buildKnnGraph(first(vectors, count), { ...SETTINGS, k: K });
  });

  it("holds nine of ten true neighbors, in their order and with true similarities", () => {
    let found = 0;
    for (const i of sample) {
      const truth = nearest(first(vectors, count), i, K).others;
      const has = neighborsOf(graph, i);
      found += truth.filter((other) => has.includes(other)).length;
      const ordered = nearest(vectors, i, K, has);
      expect(has).toEqual(ordered.others);
      expect([...graph.similarities.subarray(K * i, K * (i + 1))]).toEqual(ordered.similarities);
    }
    expect(found / (K * sample.length)).toBeGreaterThan(0.9);
  });

  it("is the same to the last byte with three threads", async () => {
    const built = await buildKnnGraph(first(vectors, count), { ...SETTINGS, threads: 3, k: K });
    expect(digestOf(built)).toEqual(digestOf(graph));
  });

  it("is extended exactly for new vectors, which the old ones take up", async () => {
    const before = digestOf(graph);
    const extended = await extendKnnGraph(graph, vectors, { ...SETTINGS, k: K });
    const added = Array.from({ length: fresh }, (_, at) => count + at);
    for (const i of added.slice(0, 50)) expect(neighborsOf(extended, i)).toEqual(nearest(vectors, i, K).others);
    // What an old vector has now are the best of what it had and of what is new.
    for (const i of sample) {
      expect(neighborsOf(extended, i)).toEqual(nearest(vectors, i, K, [...neighborsOf(graph, i), ...added]).others);
    }
    expect(extended.neighbors.some((other, at) => at < K * count && other >= count)).toBe(true);
    expect(digestOf(graph)).toEqual(before);
  });
});

describe("A small k-NN graph that is extended", () => {
  it("is the graph of all vectors, whatever was known", async () => {
    const vectors = mixedVectors(12, 400, 10);
    const whole = await buildKnnGraph(vectors, { ...SETTINGS, k: 15 });
    for (const count of [0, 1, 10, 399, 400]) {
      const known = await buildKnnGraph(first(vectors, count), { ...SETTINGS, k: 15 });
      expect(await extendKnnGraph(known, vectors, { ...SETTINGS, k: 15 })).toEqual(whole);
    }
  });
});

/** Tells graphs apart by their bytes: comparing half a million numbers one by one takes seconds. */
function digestOf({ neighbors, similarities, ...shape }: KnnGraph) {
  const [a, b] = [neighbors, similarities].map((values) => createHash("sha256").update(values).digest("hex"));
  return { ...shape, neighbors: a, similarities: b };
}

function expectTrue(graph: KnnGraph, vectors: Embeddings, wanted: number): void {
  const k = Math.max(0, Math.min(wanted, vectors.count - 1));
  const truth = {
    count: vectors.count,
    k,
    neighbors: new Uint32Array(vectors.count * k).fill(NO_NEIGHBOR),
    similarities: new Float32Array(vectors.count * k),
  };
  for (let i = 0; i < vectors.count; i++) {
    const { others, similarities } = nearest(vectors, i, k);
    truth.neighbors.set(others, i * k);
    truth.similarities.set(similarities, i * k);
  }
  expect(graph).toEqual(truth);
}

/** The k most alike by looking at all, or at some; none that are not alike at all. Equal ones by number. */
function nearest(vectors: Embeddings, i: number, k: number, among?: readonly number[]) {
  const others = among ?? Array.from({ length: vectors.count }, (_, other) => other);
  const own = row(vectors, i);
  const values = new Float32Array(others.length);
  for (const [at, other] of others.entries()) values[at] = other === i ? -2 : dot(own, row(vectors, other));
  const least = k === 0 ? 2 : (values.toSorted().at(-k) ?? 0);
  const candidates: number[] = [];
  for (let at = 0; at < values.length; at++) if (values[at]! > 0 && values[at]! >= least) candidates.push(at);
  const best = candidates.sort((a, b) => values[b]! - values[a]! || others[a]! - others[b]!).slice(0, k);
  return { others: best.map((at) => others[at]!), similarities: best.map((at) => values[at]!) };
}

/** Half of them random, the others copies, opposites, zeros and single axes. */
function mixedVectors(seed: number, count: number, dimension: number): Embeddings {
  const rng = mulberry32(seed);
  const vectors = allocate(count, dimension);
  for (let i = 0; i < count; i++) {
    const kind = rng();
    const other = row(vectors, Math.floor(rng() * Math.max(1, i)));
    const vector = row(vectors, i);
    if (kind < 0.2 && i > 0) vector.set(other);
    else if (kind < 0.3 && i > 0) vector.set(other.map((component) => -component));
    else if (kind < 0.4) vector.fill(0);
    else if (kind < 0.5) vector[Math.floor(rng() * dimension)] = rng() < 0.5 ? 1 : -1;
    else normalize(vector.set(Float32Array.from(vector, () => gaussian(rng))) ?? vector);
  }
  return vectors;
}

function allocate(count: number, dimension: number): Embeddings {
  return { count, dimension, values: new Float32Array(new SharedArrayBuffer(4 * count * dimension)) };
}

function inSharedMemory({ count, dimension, values }: Embeddings): Embeddings {
  const shared = allocate(count, dimension);
  shared.values.set(values);
  return shared;
}

function first(vectors: Embeddings, count: number): Embeddings {
  const some = allocate(count, vectors.dimension);
  some.values.set(vectors.values.subarray(0, count * vectors.dimension));
  return some;
}
