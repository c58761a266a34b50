import { dot } from "../core/index.ts";
import type { KnnIndex, Neighbors } from "../knn/index.ts";
import type { Mask } from "./catalog.ts";

export interface SemanticParts {
  readonly exact: KnnIndex;
  /** Absent while it is not loaded or not wanted: the exact index then does all the work. */
  readonly hnsw: KnnIndex | undefined;
  readonly readVector: (row: number) => Float32Array | undefined;
}

/** What one query's similarity is like over the whole library. */
export interface SimilarityStatistics {
  readonly mean: number;
  readonly deviation: number;
}

/** Scanning so many numbers (papers · dimensions) takes about as long as walking the graph. */
const SCAN_AT_MOST = 6_000_000;
/** A filter that leaves a smaller share makes the graph walk past too many papers: a scan of the rest is faster. */
const MIN_SHARE_FOR_GRAPH = 0.5;
/** For longer lists the graph must be searched so widely that a scan is faster. */
const MAX_K_FOR_GRAPH = 400;
const SAMPLE_SIZE = 1000;

/** Search by vectors: the graph (HNSW) where it is the faster one, the exact scan elsewhere. */
export class SemanticSearch {
  readonly #parts: SemanticParts;
  #sample: readonly Float32Array[] | undefined;
  readonly #limit: number;

  /** `limit` is one more than the largest row. */
  constructor(parts: SemanticParts, limit: number) {
    this.#parts = parts;
    this.#limit = limit;
  }

  /** The `k` nearest papers that pass the mask. */
  search(query: Float32Array, k: number, mask: Mask): Neighbors {
    const { exact, hnsw } = this.#parts;
    const accepted = Math.min(mask.count, exact.count);
    const count = Math.min(k, accepted);
    if (count === 0) return { labels: new Uint32Array(0), similarities: new Float32Array(0) };
    const { accepts } = mask;
    // A mask that lets everything pass would only cost a call for every vector that is looked at.
    const accept = accepted === exact.count ? undefined : (row: number) => accepts[row] === 1;
    const small = accepted * exact.dimension <= SCAN_AT_MOST;
    const useGraph =
      hnsw !== undefined && !small && count <= MAX_K_FOR_GRAPH && accepted >= MIN_SHARE_FOR_GRAPH * hnsw.count;
    return (useGraph ? hnsw : exact).search(query, count, accept);
  }

  /** Cosine similarity with one paper; undefined when it has no vector. */
  similarity(query: Float32Array, row: number): number | undefined {
    const vector = this.#parts.readVector(row);
    return vector === undefined ? undefined : dot(query, vector);
  }

  /** Mean and standard deviation of the similarity over a fixed sample of papers. */
  statistics(query: Float32Array): SimilarityStatistics {
    this.#sample ??= this.#drawSample();
    let sum = 0;
    let squares = 0;
    for (const vector of this.#sample) {
      const similarity = dot(query, vector);
      sum += similarity;
      squares += similarity * similarity;
    }
    const n = Math.max(1, this.#sample.length);
    return { mean: sum / n, deviation: Math.sqrt(Math.max(0, squares / n - (sum / n) ** 2)) };
  }

  /** Papers at equal distances over all rows: the same library gives the same sample. */
  #drawSample(): Float32Array[] {
    const step = Math.max(1, this.#limit / SAMPLE_SIZE);
    const sample: Float32Array[] = [];
    for (let at = 0; at < this.#limit; at += step) {
      const vector = this.#parts.readVector(Math.floor(at));
      if (vector !== undefined) sample.push(vector);
    }
    return sample;
  }
}
