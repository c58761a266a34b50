import type { Expected, KnnIndex, Loaded } from "../../src/knn/index.ts";
import type { Labelled } from "./oracle.ts";

/** One kind of index under test. */
export interface Subject {
  readonly name: string;
  /** Least mean recall@10. */
  readonly recall: number;
  create(dimension: number): KnnIndex;
  load(path: string, expected: Expected): Loaded<KnnIndex>;
}

/** An index of these vectors. */
export function filled(subject: Subject, dimension: number, papers: readonly Labelled[]): KnnIndex {
  const index = subject.create(dimension);
  for (const { label, vector } of papers) index.upsert(label, vector);
  return index;
}
