import { availableParallelism } from "node:os";
import { UMAP } from "umap-js";
import type { KnnGraph } from "../../src/knn/index.ts";
import type { Bench } from "../bench.ts";
import { drawMapPapers, type MapPapers, readMapPapers } from "../map-papers.ts";
import { median } from "../measure.ts";
import { type Faithfulness, faithfulnessOf } from "../plane.ts";
import { core, knn, map } from "../program.ts";
import type { Row } from "../row.ts";
import { MORE_FAITHFUL, SOONER_THAN_UMAP } from "../targets.ts";

const SIZES = [5000, 20_000];
/** Ours takes so little time that one run says little. */
const RUNS = 3;
/** Points whose true ranks are computed. */
const SAMPLE = 1000;

/** From the same graph of neighbors to places in the plane: ours (with the topics, from which it begins), umap-js with its
 *  defaults, and the first two principal axes; how long each takes and how faithful it is. */
export const mapUmap: Bench = async (context) => {
  const all = readMapPapers(context, Math.max(...SIZES));
  const rows: Row[] = [];
  for (const size of SIZES) {
    const papers = size < all.rows.length ? drawMapPapers(all, size, context.seed) : all;
    rows.push(...(await compare(papers, context.seed)));
    if (papers === all) break;
  }
  return rows;
};

async function compare(papers: MapPapers, seed: number): Promise<Row[]> {
  const { vectors } = papers;
  const threads = availableParallelism();
  const graph = await knn.buildKnnGraph(vectors, { k: map.NEIGHBORS, threads, seed });
  const layOut = async (threads: number) => (await map.layOutGraph(graph, papers, { seed, threads })).positions;
  const umapGraph = umapGraphOf(graph);
  const umap = await timed(1, async () => layOutByUmap(umapGraph, seed));
  const alone = await timed(RUNS, () => layOut(1));
  const ours = threads === 1 ? alone : await timed(RUNS, () => layOut(threads));
  const plane = map.principalPlane(vectors, seed);
  const settings = { sample: Math.min(SAMPLE, graph.count), seed };
  const [our, their, principal] = faithfulnessOf([ours.result, umap.result, plane], vectors, graph, settings);
  const which = `${graph.count.toLocaleString("en-US")} papers`;
  const sooner = (what: string, seconds: number, threads: number): Row => ({
    name: "map-umap",
    what: `${what}, ${which}`,
    value: umap.seconds / seconds,
    unit: "× sooner",
    ratio: umap.seconds / seconds,
    baseline: "umap-js",
    target: SOONER_THAN_UMAP,
    params: { threads, seconds, umapSeconds: umap.seconds },
  });
  return [
    ...(threads === 1 ? [] : [sooner(`layout on ${threads} threads`, ours.seconds, threads)]),
    sooner("layout on one thread", alone.seconds, 1),
    ...faithfulnessRows(which, our!, their!, principal!),
  ];
}

function faithfulnessRows(which: string, ours: Faithfulness, umap: Faithfulness, principal: Faithfulness): Row[] {
  const measures = [
    { key: "recall", what: "neighbor recall@15 less that of umap-js" },
    { key: "trustworthiness", what: "trustworthiness less that of umap-js" },
  ] as const;
  return measures.map(({ key, what }) => ({
    name: "map-umap",
    what: `${what}, ${which}`,
    value: ours[key] - umap[key],
    unit: key,
    ratio: ours[key] / umap[key],
    baseline: "umap-js",
    target: MORE_FAITHFUL,
    params: { ours: ours[key], umapJs: umap[key], principalAxes: principal[key] },
  }));
}

interface UmapGraph {
  readonly indices: number[][];
  readonly distances: number[][];
}

/** umap-js counts a point among its own neighbors, at distance 0. */
function umapGraphOf({ count, k, neighbors, similarities }: KnnGraph): UmapGraph {
  const points = Array.from({ length: count }, (_, i) => i);
  const distancesOf = (i: number) => Array.from(similarities.subarray(i * k, (i + 1) * k), (s) => Math.max(0, 1 - s));
  return {
    indices: points.map((i) => [i, ...neighbors.subarray(i * k, (i + 1) * k)]),
    distances: points.map((i) => [0, ...distancesOf(i)]),
  };
}

function layOutByUmap({ indices, distances }: UmapGraph, seed: number): Float32Array {
  const umap = new UMAP({ nNeighbors: indices[0]!.length, random: core.mulberry32(seed) });
  umap.setPrecomputedKNN(indices, distances);
  return Float32Array.from(umap.fit(indices.map((_, i) => [i])).flat()); // it knows the graph: any vectors will do
}

interface Timed {
  readonly seconds: number;
  readonly result: Float32Array;
}

/** The median time of some runs, and the result of the last one. */
async function timed(runs: number, run: () => Promise<Float32Array>): Promise<Timed> {
  const times = new Float64Array(runs);
  let result: Float32Array = new Float32Array(0);
  for (let i = 0; i < runs; i++) {
    const begun = performance.now();
    result = await run();
    times[i] = (performance.now() - begun) / 1000;
  }
  return { seconds: median(times), result };
}
