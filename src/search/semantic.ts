import { dot } from "../core/index.ts";
import type { ExactIndex, KnnIndex, Neighbors, Scan } from "../knn/index.ts";
import type { Mask } from "./catalog.ts";

export interface SemanticParts {
  readonly exact: ExactIndex;
  /** Absent while it is not loaded or not wanted: the exact index then does all the work. */
  readonly hnsw: KnnIndex | undefined;
  /** So many first components of a vector can be compared alone; absent where the model was not made so. */
  readonly prefix?: number | undefined;
  readonly readVector: (row: number) => Float32Array | undefined;
}

/** What one query's similarity is like over the whole library. */
export interface SimilarityStatistics {
  readonly mean: number;
  readonly deviation: number;
}

/** Scanning so many numbers (papers · dimensions) takes about as long as walking the graph. */
const SCAN_AT_MOST = 16_000_000;
/** Comparing so many first components (papers · components) takes about four milliseconds. */
const SCAN_PREFIX_AT_MOST = 100_000_000;
/** A filter that leaves a smaller share makes the graph walk past too many papers: a scan of the rest is faster. */
const MIN_SHARE_FOR_GRAPH = 0.5;
/** For longer lists the graph must be searched so widely that a scan is faster. */
const MAX_K_FOR_GRAPH = 400;
const SAMPLE_SIZE = 500;

/** Search by vectors: the graph (HNSW) where it is the faster one, the exact scan elsewhere. */
export class SemanticSearch {
  readonly #parts: SemanticParts;
  #sample: readonly Float32Array[] | undefined;
  /** Of the query asked last: ranking and judging ask for the same. */
  #latest: { readonly query: Float32Array; readonly statistics: SimilarityStatistics } | undefined;
  readonly #limit: number;

  /** `limit` is one more than the largest row. */
  constructor(parts: SemanticParts, limit: number) {
    this.#parts = parts;
    this.#limit = limit;
  }

  /** The `k` nearest papers that pass the mask, for the vector of a paper or of a question. The graph links papers as
   *  papers lie; questions of a few words lie elsewhere, and it misses some of their neighbours. Comparing the first
   *  components of all papers finds them, as long as that is fast. */
  search(query: Float32Array, k: number, mask: Mask, asker: "paper" | "question"): Neighbors {
    const { exact, hnsw, prefix } = this.#parts;
    const count = Math.min(k, mask.count, exact.count);
    if (count === 0) return { labels: new Uint32Array(0), similarities: new Float32Array(0) };
    if (hnsw === undefined || this.prefersScan(k, mask)) return exact.search(query, count, this.#accept(mask));
    const isPrefixFast = prefix !== undefined && exact.count * prefix <= SCAN_PREFIX_AT_MOST;
    if (asker === "question" && isPrefixFast) return exact.searchByPrefix(query, count, prefix, this.#accept(mask));
    return hnsw.search(query, count, this.#accept(mask));
  }

  /** Whether looking at every paper that passes is the better way to the `k` nearest. */
  prefersScan(k: number, { count }: Mask): boolean {
    const { exact, hnsw } = this.#parts;
    return (
      hnsw === undefined ||
      count * exact.dimension <= SCAN_AT_MOST ||
      k > MAX_K_FOR_GRAPH ||
      count < MIN_SHARE_FOR_GRAPH * hnsw.count
    );
  }

  /** Similarities of all papers that pass the mask, each within `error` of the true one. */
  scan(query: Float32Array, mask: Mask): Scan {
    return this.#parts.exact.scan(query, this.#accept(mask));
  }

  /** Cosine similarity with one paper; undefined when it has no vector. */
  similarity(query: Float32Array, row: number): number | undefined {
    const vector = this.#parts.readVector(row);
    return vector === undefined ? undefined : dot(query, vector);
  }

  /** Mean and standard deviation of the similarity over a fixed sample of papers. */
  statistics(query: Float32Array): SimilarityStatistics {
    if (this.#latest?.query !== query) this.#latest = { query, statistics: this.#statisticsOf(query) };
    return this.#latest.statistics;
  }

  #statisticsOf(query: Float32Array): SimilarityStatistics {
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

  /** Undefined for a mask that lets everything pass: it would only cost a call for every vector that is looked at. */
  #accept({ accepts, isAll }: Mask): ((row: number) => boolean) | undefined {
    return isAll ? undefined : (row) => accepts[row] === 1;
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
