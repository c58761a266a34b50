/** Nearest neighbors among vectors: an approximate index for many, an exact one for few, behind one interface. */
export { createExact, type ExactIndex, loadExact, type Scan, type VectorReader } from "./exact.ts";
export { buildKnnGraph, extendKnnGraph } from "./graph/build-graph.ts";
export { type KnnGraph, NO_NEIGHBOR } from "./graph/knn-graph.ts";
export { createHnsw, type HnswIndex, loadHnsw } from "./hnsw.ts";
export { savedHnsw } from "./hnsw-files.ts";
export type { Expected, KnnIndex, Loaded, Neighbors } from "./knn-index.ts";
