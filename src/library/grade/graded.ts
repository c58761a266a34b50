import type { EmbeddingModel } from "../../embed/index.ts";
import type { KnnIndex } from "../../knn/index.ts";
import type { Searchable } from "../../search/index.ts";
import type { Store } from "../../store/index.ts";
import type { GradeLine } from "../../wire/index.ts";
import type { LibraryPaths } from "../paths.ts";

/** A library opened for grading, and what the grader may use. */
export interface Graded {
  readonly store: Store;
  readonly paths: LibraryPaths;
  readonly model: EmbeddingModel;
  readonly parts: Searchable;
  readonly exact: KnnIndex;
  /** Throws AppError where it cannot be used. */
  readonly openHnsw: () => KnnIndex;
  /** Papers drawn at random, with abstracts and vectors. */
  readonly sample: readonly SampledPaper[];
  readonly rng: () => number;
  /** Milliseconds, of any zero. */
  readonly now: () => number;
}

export interface SampledPaper {
  readonly row: number;
  readonly title: string;
  readonly abstract: string;
  readonly vector: Float32Array;
}

/** What one part of the grading found. */
export type Finding = Omit<GradeLine, "name">;
