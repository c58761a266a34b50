/** What is found: row i of both arrays is the i-th best, equal similarities by smaller label. */
export interface Neighbors {
  readonly labels: Uint32Array;
  /** Cosine similarities, -1 to 1 (high = near). */
  readonly similarities: Float32Array;
}

/** What a saved index is in step with. */
export interface IndexStamp {
  /** Id of the embedding model that made the vectors. */
  readonly model: string;
  /** Revision of the store whose vectors the index holds. */
  readonly revision: number;
}

/** Says which labels may be found. */
export type Accept = (label: number) => boolean;

/** Nearest neighbors among labelled unit vectors. A zero vector (a text without known words) is allowed:
 *  its similarity is 0 with everything.
 *
 *  Throws AppError("model-mismatch") for a vector of another dimension and AppError("bad-request") for one that is
 *  neither of unit length nor zero, for a label that is not a whole number from 1 to MAX_LABEL, and for a `k` that is
 *  not a whole number from 1 on. */
export interface KnnIndex {
  readonly kind: "hnsw" | "exact";
  readonly dimension: number;
  /** How many vectors can be found. */
  readonly count: number;
  has(label: number): boolean;
  /** Adds the vector, or replaces the one of that label. The vector is copied. */
  upsert(label: number, vector: Float32Array): void;
  /** Returns whether there was such a label. */
  remove(label: number): boolean;
  /** The `k` nearest vectors whose label is accepted; fewer when there are fewer. `accept` may be called for any label
   *  of the index, in any order; what it throws is thrown on. */
  search(query: Float32Array, k: number, accept?: Accept): Neighbors;
  /** Writes the index to `path` so that a kill at any moment leaves the old or the new one, never a mixture.
   *  Throws AppError("storage-failed"). */
  save(path: string, stamp: IndexStamp): void;
}

/** What a saved index must fit to be loaded. */
export interface Expected {
  readonly model: string;
  readonly dimension: number;
}

/** An index that was read from disk, and the store revision it is in step with. */
export interface Loaded<Index extends KnnIndex> {
  readonly index: Index;
  readonly revision: number;
}
