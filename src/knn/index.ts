/** Nearest neighbors among vectors: an approximate index for many, an exact one for few, behind one interface. */
export { MAX_LABEL } from "./checks.ts";
export {
  createExact,
  type ExactIndex,
  type ExactOptions,
  loadExact,
  type Scan,
  type VectorReader,
} from "./exact.ts";
export {
  createHnsw,
  HNSW_EF_CONSTRUCTION,
  HNSW_EF_SEARCH,
  HNSW_M,
  type HnswIndex,
  type HnswOptions,
  loadHnsw,
} from "./hnsw.ts";
export { type SavedHnsw, savedHnsw } from "./hnsw-files.ts";
export type { Accept, Expected, IndexStamp, KnnIndex, Loaded, Neighbors } from "./knn-index.ts";
