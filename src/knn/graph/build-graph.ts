import { type Embeddings, normalize, type OnProgress, row, throwIfCancelled } from "../../core/index.ts";
import { type Lanes, openLanes } from "../../core/lanes.ts";
import { workerUrl } from "../../core/worker.ts";
import { createCodes } from "./codes.ts";
import type { GraphJob, GraphSetup } from "./graph-work.ts";
import { type KnnGraph, NO_NEIGHBOR } from "./knn-graph.ts";
import { createLists, type Lists } from "./lists.ts";
import { LEAF_SIZE, splitIntoLeaves } from "./split.ts";

export interface GraphOptions {
  /** Neighbors of each vector. */
  readonly k: number;
  readonly threads: number;
  readonly seed: number;
  readonly onProgress?: OnProgress | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Up to so many vectors each is compared with all others, and the graph is exact. */
const EXHAUSTIVE = 24_000;
/** Beyond, each is compared with so many vectors in the clusters nearest to it, then with neighbors of neighbors. */
const PROBED = 6144;
const ROUNDS = 2;
/** A graph is extended while no more than this share of its vectors is new. */
const MOST_NEW = 0.25;
/** Rounds of spherical k-means that the clusters are made by. */
const CLUSTERINGS = 2;
/** Candidates beyond k that the last comparison, of true vectors, chooses from: codes err by some 1e-5. */
const SPARE = 9;
const STAGE = "Finding neighbors";

/** The k nearest neighbors of every vector: the true ones up to EXHAUSTIVE vectors, nearly all of them beyond.
 *  `vectors.values` must lie in shared memory. The same vectors and seed give the same graph, whatever the number of
 *  threads. Throws AppError("cancelled"). */
export async function buildKnnGraph(vectors: Embeddings, options: GraphOptions): Promise<KnnGraph> {
  throwIfCancelled(options.signal);
  const setup = prepare(vectors, options);
  if (setup.k === 0)
    return { count: vectors.count, k: 0, neighbors: new Uint32Array(0), similarities: new Float32Array(0) };
  const url = workerUrl("./graph-worker.js", import.meta.url);
  const lanes = openLanes<GraphJob, void>(url, setup, options.threads, options.signal);
  try {
    return inOwnOrder(await build(lanes, setup, options.onProgress), setup);
  } finally {
    await lanes.close();
  }
}

/** The graph of vectors of which the first ones are those of a graph that is known: each new one is compared with all
 *  others, so that what is found for it is exact, and the known lists take it up. Where much is new, or little is there,
 *  the graph is built anew. */
export async function extendKnnGraph(known: KnnGraph, vectors: Embeddings, options: GraphOptions): Promise<KnnGraph> {
  const { count } = vectors;
  const fresh = count - known.count;
  if (count <= EXHAUSTIVE || fresh > MOST_NEW * count || known.k !== options.k) return buildKnnGraph(vectors, options);
  throwIfCancelled(options.signal);
  const setup = prepare(vectors, options, known.count);
  const { k, lists } = setup;
  for (let i = 0; i < known.count; i++) {
    lists[0].neighbors.set(known.neighbors.subarray(i * k, (i + 1) * k), i * lists[0].width);
    lists[0].similarities.set(known.similarities.subarray(i * k, (i + 1) * k), i * lists[0].width);
  }
  const url = workerUrl("./graph-worker.js", import.meta.url);
  const lanes = openLanes<GraphJob, void>(url, setup, options.threads, options.signal);
  try {
    await lanes.run(jobsOf("fill", count));
    const meetings = jobsOf("meet", count);
    const report = (done: number) =>
      options.onProgress?.({
        stage: STAGE,
        done: Math.round((count * done) / meetings.length),
        total: count,
        unit: "papers",
      });
    await lanes.run(meetings, report);
    await lanes.run(jobsOf("measure", count));
    return inOwnOrder(lists[1], setup);
  } finally {
    await lanes.close();
  }
}

/** `known` vectors keep their numbers as places, so that there are no clusters. */
function prepare(vectors: Embeddings, { k: wanted, seed, threads }: GraphOptions, known = 0): GraphSetup {
  const { count, dimension } = vectors;
  const k = Math.max(0, Math.min(wanted, count - 1));
  const leaves =
    known > 0
      ? { order: Uint32Array.from({ length: count }, (_, i) => i), starts: Uint32Array.of(0, count) }
      : splitIntoLeaves(vectors, seed);
  const clusters = leaves.starts.length - 1;
  const width = Math.min(k + SPARE, Math.max(0, count - 1));
  const isExact = count <= EXHAUSTIVE;
  const nearest = sharedNumbers(count);
  for (let c = 0; c < clusters; c++) {
    for (let place = leaves.starts[c]!; place < leaves.starts[c + 1]!; place++) nearest[leaves.order[place]!] = c;
  }
  const setup = {
    vectors,
    k,
    codes: createCodes(count, clusters, dimension, threads),
    order: sharedNumbers(count),
    clusters: { centers: emptyRows(clusters, dimension), starts: sharedNumbers(clusters + 1) },
    nearest,
    probed: isExact ? count : PROBED,
    known,
    lists: [createLists(count, width), createLists(count, width)] as const,
    reverse: { starts: sharedNumbers(count + 1), sources: sharedNumbers(isExact ? 0 : count * k) },
  };
  arrange(setup);
  return setup;
}

/** Returns lists of vector numbers by place. */
async function build(lanes: Lanes<GraphJob, void>, setup: GraphSetup, onProgress?: OnProgress): Promise<Lists> {
  const { lists, k, reverse, vectors, clusters, probed } = setup;
  const { count } = vectors;
  const report = (share: number) =>
    onProgress?.({ stage: STAGE, done: Math.round(count * share), total: count, unit: "papers" });
  const rounds = probed < count ? ROUNDS : 0;
  await lanes.run(jobsOf("fill", count));
  if (rounds > 0) {
    for (let turn = 0; turn < CLUSTERINGS; turn++) {
      await lanes.run(jobsOf("centers", clusters.centers.count));
      await lanes.run(jobsOf("assign", count));
      report((0.2 * (turn + 1)) / CLUSTERINGS);
      center(setup);
    }
    arrange(setup);
    await lanes.run(jobsOf("fill", count));
  }
  await lanes.run(jobsOf("centers", clusters.centers.count));
  const probes = jobsOf("probe", count);
  await lanes.run(probes, (done) => report(rounds === 0 ? done / probes.length : 0.2 + (0.5 * done) / probes.length));
  let source: 0 | 1 = 0;
  for (let round = 0; round < rounds; round++) {
    turnAround(lists[source], count, k, reverse);
    await lanes.run(jobsOf("round", count, source));
    report(0.7 + (0.3 * (round + 1)) / rounds);
    source = source === 0 ? 1 : 0;
  }
  await lanes.run(jobsOf("measure", count, source));
  return lists[source === 0 ? 1 : 0];
}

function jobsOf(kind: GraphJob["kind"], count: number, source: 0 | 1 = 0): GraphJob[] {
  const jobs: GraphJob[] = [];
  for (let from = 0; from < count; from += LEAF_SIZE)
    jobs.push({ kind, from, to: Math.min(count, from + LEAF_SIZE), source });
  return jobs;
}

/** Gives the vectors places by their clusters, and the clusters their centers. */
function arrange(setup: GraphSetup): void {
  const { order, nearest } = setup;
  const { starts } = setup.clusters;
  starts.fill(0);
  for (const cluster of nearest) starts[cluster + 1]!++;
  for (let c = 1; c < starts.length; c++) starts[c]! += starts[c - 1]!;
  const next = starts.slice();
  for (let i = 0; i < nearest.length; i++) order[next[nearest[i]!]!++] = i;
  center(setup);
}

/** The mean of the vectors of each cluster, at unit length. */
function center({ vectors, nearest, clusters: { centers } }: GraphSetup): void {
  centers.values.fill(0);
  for (let i = 0; i < vectors.count; i++) {
    const mean = nearest[i]! * centers.dimension;
    const at = i * vectors.dimension;
    for (let d = 0; d < vectors.dimension; d++) centers.values[mean + d]! += vectors.values[at + d]!;
  }
  for (let c = 0; c < centers.count; c++) normalize(row(centers, c));
}

/** Collects for each place the places whose k best it is among: at most k of them. */
function turnAround(lists: Lists, count: number, k: number, { starts, sources }: GraphSetup["reverse"]): void {
  const { width, neighbors } = lists;
  const room = new Uint32Array(count);
  const forEachLink = (visit: (from: number, to: number) => void) => {
    for (let i = 0; i < count; i++) {
      for (let at = i * width; at < i * width + k; at++) {
        const other = neighbors[at]!;
        if (other !== NO_NEIGHBOR) visit(i, other);
      }
    }
  };
  forEachLink((_, to) => {
    if (room[to]! < k) room[to]!++;
  });
  starts[0] = 0;
  for (let i = 0; i < count; i++) starts[i + 1] = starts[i]! + room[i]!;
  forEachLink((from, to) => {
    if (room[to]! > 0) sources[starts[to + 1]! - room[to]!--] = from;
  });
}

function inOwnOrder({ width, neighbors, similarities }: Lists, { vectors: { count }, k, order }: GraphSetup): KnnGraph {
  const graph = { count, k, neighbors: new Uint32Array(count * k), similarities: new Float32Array(count * k) };
  for (let place = 0; place < count; place++) {
    const number = order[place]!;
    graph.neighbors.set(neighbors.subarray(place * width, place * width + k), number * k);
    graph.similarities.set(similarities.subarray(place * width, place * width + k), number * k);
  }
  return graph;
}

function emptyRows(count: number, dimension: number): Embeddings {
  return { count, dimension, values: new Float32Array(new SharedArrayBuffer(4 * count * dimension)) };
}

function sharedNumbers(count: number): Uint32Array {
  return new Uint32Array(new SharedArrayBuffer(4 * count));
}
