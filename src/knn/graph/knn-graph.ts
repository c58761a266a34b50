/** The neighbors of every vector among the others, row-major: those of vector i are at i·k … (i+1)·k, the most similar
 *  first, equal ones by smaller number. */
export interface KnnGraph {
  readonly count: number;
  /** Neighbors a vector has at most. */
  readonly k: number;
  /** Numbers of vectors; NO_NEIGHBOR after the last one. */
  readonly neighbors: Uint32Array;
  /** Inner products of unit vectors, above 0; 0 after the last one. */
  readonly similarities: Float32Array;
}

/** Fills the place of a neighbor that is not there: nothing is near a vector of zeros, and few are there in a small set. */
export const NO_NEIGHBOR = 0xffff_ffff;
