import type { ExactIndex } from "../../src/knn/index.ts";
import type { Store } from "../../src/store/index.ts";
import type { Bench } from "../bench.ts";
import { openStore } from "../built-library.ts";
import { latency, timeEach } from "../measure.ts";
import { core, knn } from "../program.ts";
import type { Row } from "../row.ts";

const MOST_VECTORS = 20_000;
const QUERIES = 100;
const WARM_UP = 20;
const K = 10;

/** The exact index with each of its kernels, against a loop over float32 numbers. All vectors are in memory. */
export const scanning: Bench = async (context) => {
  const store = openStore(context);
  const { labels, vectors, dimension } = readVectors(store);
  store.close();
  const rng = core.mulberry32(context.seed);
  const queries = core
    .sampleWithout(rng, labels.length, QUERIES + WARM_UP)
    .map((i) => vectors.slice(i * dimension, (i + 1) * dimension));
  const timed = (run: (query: Float32Array) => number) =>
    timeEach(queries.slice(WARM_UP), run, queries.slice(0, WARM_UP)).then(latency);

  const scores = new Float32Array(labels.length);
  const plain = await timed((query) => {
    scan(query, vectors, scores);
    return labels[core.topPositions(scores, K)[K - 1] ?? 0]!;
  });
  const params = { vectors: labels.length, dimension };
  const rows: Row[] = [];
  for (const kernel of ["wasm", "js"] as const) {
    const index = filled(kernel, labels, vectors, dimension);
    const fields = await timed((query) => index.search(query, K).labels.at(-1)!);
    rows.push({
      name: "scanning",
      what: `exact index of ${labels.length.toLocaleString("en-US")} vectors, ${kernel} kernel`,
      ...fields,
      value: fields.median,
      ratio: plain.median / fields.median,
      baseline: "float32 loop",
      params: { ...params, ...fields.params },
    });
  }
  const loop: Row = { name: "scanning", what: "float32 loop over the same", ...plain, value: plain.median };
  return [...rows, { ...loop, params: { ...params, ...plain.params } }];
};

function scan(query: Float32Array, vectors: Float32Array, scores: Float32Array): void {
  const dimension = query.length;
  for (let row = 0, at = 0; row < scores.length; row++) {
    let sum = 0;
    for (let i = 0; i < dimension; i++) sum += query[i]! * vectors[at++]!;
    scores[row] = sum;
  }
}

function filled(
  kernel: "wasm" | "js",
  labels: readonly number[],
  vectors: Float32Array,
  dimension: number,
): ExactIndex {
  const index = knn.createExact({ dimension, capacity: labels.length, kernel });
  for (const [i, label] of labels.entries()) index.upsert(label, vectors.subarray(i * dimension, (i + 1) * dimension));
  return index;
}

/** The first vectors of the library, row-major. */
function readVectors(store: Store): { labels: number[]; vectors: Float32Array; dimension: number } {
  const dimension = Number(store.setting("dimension"));
  const count = Math.min(MOST_VECTORS, store.vectors.count());
  const vectors = new Float32Array(count * dimension);
  const labels: number[] = [];
  for (const { row, vector } of store.vectors.since(0)) {
    vectors.set(vector, labels.length * dimension);
    if (labels.push(row) === count) break;
  }
  return { labels, vectors, dimension };
}
