import { AppError } from "../core/index.ts";
import { checkDimension, checkK, checkLabel, checkVector } from "./checks.ts";
import { readHnswFiles, saveHnswFiles } from "./hnsw-files.ts";
import { type GraphSettings, HnswGraph } from "./hnsw-graph.ts";
import type { Accept, Expected, IndexStamp, KnnIndex, Loaded, Neighbors } from "./knn-index.ts";
import { TopK } from "./top-k.ts";

/** Links of a vector in each upper layer, and half of those in the lowest (Malkov and Yashunin, 2018, section 4.1).
 *  Raising it: better recall in many dimensions, more memory, slower building. */
export const HNSW_M = 16;
/** Candidates kept while a vector is linked in. Raising it: better links, slower building, about in proportion. */
export const HNSW_EF_CONSTRUCTION = 100;
/** Candidates kept while searching. Raising it: better recall, slower search, about in proportion. */
export const HNSW_EF_SEARCH = 500;
const SEED = 100; // hnswlib's own default
const MOST_LINKS = 256;
const MOST_CANDIDATES = 100_000;

export interface HnswOptions {
  readonly dimension: number;
  /** Vectors to make room for at once; more are welcome. */
  readonly capacity?: number;
  /** 2 to 256; HNSW_M by default. */
  readonly M?: number;
  /** HNSW_EF_CONSTRUCTION by default. */
  readonly efConstruction?: number;
  /** HNSW_EF_SEARCH by default; a larger `k` takes its place. */
  readonly efSearch?: number;
  /** Of the layers that vectors are drawn into: same seed and same order of upserts, same graph. */
  readonly seed?: number;
}

export interface HnswIndex extends KnnIndex {
  readonly kind: "hnsw";
}

/** An empty index of the Hierarchical Navigable Small World kind: it finds nearly all of the nearest neighbors without
 *  looking at all vectors, and takes a millisecond or two where a scan takes ten or a hundred. With a filter that
 *  accepts one label in n it looks at about n times as many vectors. Malkov and Yashunin, 2018 (arXiv 1603.09320).
 *  Throws AppError("bad-request") on impossible options. */
export function createHnsw({ capacity = 0, ...options }: HnswOptions): HnswIndex {
  return new HnswVectors(new HnswGraph(checkSettings(options), capacity), new Set());
}

/** Reads an index that `save` wrote; `expected` is what its vectors must be.
 *  Throws AppError "not-found", "damaged-file", "wrong-version" or "model-mismatch". */
export function loadHnsw(
  path: string,
  expected: Expected,
  { efSearch }: Pick<HnswOptions, "efSearch"> = {},
): Loaded<HnswIndex> {
  const saved = readHnswFiles(path, expected, ({ M, efConstruction, seed }) =>
    checkSettings({ dimension: expected.dimension, M, efConstruction, seed, ...(efSearch && { efSearch }) }),
  );
  return { index: new HnswVectors(saved.graph, saved.zeros), revision: saved.revision };
}

class HnswVectors implements HnswIndex {
  readonly kind = "hnsw";
  readonly #graph: HnswGraph;
  /** Labels of zero vectors. */
  readonly #zeros: Set<number>;

  constructor(graph: HnswGraph, zeros: Set<number>) {
    this.#graph = graph;
    this.#zeros = zeros;
  }

  get dimension(): number {
    return this.#graph.settings.dimension;
  }

  get count(): number {
    return this.#graph.count + this.#zeros.size;
  }

  has(label: number): boolean {
    return this.#graph.has(label) || this.#zeros.has(label);
  }

  upsert(label: number, vector: Float32Array): void {
    checkLabel(label);
    const isZero = checkVector(vector, this.dimension);
    if (isZero) {
      this.#graph.delete(label);
      this.#zeros.add(label);
    } else {
      this.#graph.set(label, vector);
      this.#zeros.delete(label);
    }
  }

  remove(label: number): boolean {
    return this.#graph.delete(label) || this.#zeros.delete(label);
  }

  search(query: Float32Array, k: number, accept?: Accept): Neighbors {
    checkK(k);
    const isZero = checkVector(query, this.dimension);
    const top = new TopK(Math.min(k, this.count));
    if (isZero) offer(this.#graph.labels(), top, accept);
    else this.#graph.search(query, top, accept);
    if (top.threshold <= 0) offer(this.#zeros, top, accept);
    return top.drain();
  }

  save(path: string, stamp: IndexStamp): void {
    saveHnswFiles(path, this.#graph, this.#zeros, stamp);
  }
}

/** Offers labels whose similarity is zero. */
function offer(labels: Iterable<number>, top: TopK, accept: Accept | undefined): void {
  for (const label of labels) if (accept === undefined || accept(label)) top.push(label, 0);
}

function checkSettings(options: Omit<HnswOptions, "capacity">): GraphSettings {
  const settings = {
    M: HNSW_M,
    efConstruction: HNSW_EF_CONSTRUCTION,
    efSearch: HNSW_EF_SEARCH,
    seed: SEED,
    ...options,
  };
  checkDimension(settings.dimension);
  checkRange("M", settings.M, 2, MOST_LINKS);
  checkRange("efConstruction", settings.efConstruction, 1, MOST_CANDIDATES);
  checkRange("efSearch", settings.efSearch, 1, MOST_CANDIDATES);
  checkRange("seed", settings.seed, 0, 2 ** 32 - 1);
  return settings;
}

function checkRange(name: string, value: number, min: number, max: number): void {
  if (Number.isInteger(value) && value >= min && value <= max) return;
  throw new AppError("bad-request", `Expected ${name} to be a whole number from ${min} to ${max}, got ${value}.`);
}
