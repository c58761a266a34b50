import type { Paper } from "../../core/index.ts";
import type { Catalog, WordVector, WordVectors } from "../../search/index.ts";

/** A paper, or another text, as a model sees it. */
export interface Features {
  readonly vector: Float32Array;
  readonly words: WordVector;
}

export interface SamplePaper extends Features {
  readonly row: number;
  /** How usual its words are. */
  readonly usual: number;
}

/** What is usual in a library: papers that stand for all those that nobody has judged. */
export interface Background {
  readonly sample: readonly SamplePaper[];
  /** Mean of the vectors of the sample. */
  readonly middle: Float32Array;
}

export interface BackgroundSources {
  readonly catalog: Catalog;
  readonly words: WordVectors;
  readonly readPaper: (row: number) => Paper | undefined;
  readonly readVector: (row: number) => Float32Array | undefined;
}

/** More hardly teach anything, and cost their time with each training. */
const SAMPLE_SIZE = 1_000;

/** Papers at equal distances over all rows: the same library gives the same sample. */
export function drawBackground({ catalog, words, readPaper, readVector }: BackgroundSources): Background {
  const rows: number[] = [];
  for (let row = 0; row < catalog.limit; row++) if (catalog.has(row)) rows.push(row);
  const step = Math.max(1, rows.length / SAMPLE_SIZE);
  const sample: SamplePaper[] = [];
  for (let at = 0; at < rows.length; at += step) {
    const row = rows[Math.floor(at)] ?? -1;
    const [paper, vector] = [readPaper(row), readVector(row)];
    if (paper !== undefined && vector !== undefined) {
      sample.push({ row, vector, words: words.of(paper), usual: words.usual[row] ?? 0 });
    }
  }
  return { sample, middle: meanOf(sample.map(({ vector }) => vector)) };
}

function meanOf(vectors: readonly Float32Array[]): Float32Array {
  const mean = new Float32Array(vectors[0]?.length ?? 0);
  for (const vector of vectors) {
    for (let i = 0; i < mean.length; i++) mean[i] = (mean[i] ?? 0) + (vector[i] ?? 0) / vectors.length;
  }
  return mean;
}
