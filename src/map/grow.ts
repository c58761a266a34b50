import type { Embeddings, OnProgress } from "../core/index.ts";
import { buildKnnGraph, extendKnnGraph, type KnnGraph, NO_NEIGHBOR } from "../knn/index.ts";
import { columnsOf, type MapInput, NEIGHBORS } from "./fit.ts";
import { framed, unframed } from "./layout/frame.ts";
import { type FuzzyGraph, fuzzyGraph } from "./layout/fuzzy.ts";
import { placeVertices } from "./layout/place.ts";
import { NO_TOPIC, pathOf, type TopicMap } from "./topic-map.ts";
import { typicalityOf } from "./topics/describe.ts";
import { meanOf, trustOf } from "./trust.ts";

export interface GrowOptions {
  readonly threads: number;
  /** Rows whose vector is not the one that the map was made from. */
  readonly changed: ReadonlySet<number>;
  readonly onProgress?: OnProgress | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A paper joins a topic in which at least this share of its neighbors' weight lies. */
const LEAST_SHARE = 0.25;

/** The same map with papers that came, without those that went, and with those that changed in their new places. No
 *  other paper moves; topics keep their names and ids. Throws AppError("cancelled"). */
export async function growMap(map: TopicMap, input: MapInput, options: GrowOptions): Promise<TopicMap> {
  const order = orderOf(map, input.rows, options.changed);
  const graph = await graphOf(map, input, order, options);
  const fuzzy = fuzzyGraph(graph);
  const stayed = order.stayed.length;
  const old = unframed(
    Float32Array.from(order.stayed, (at) => map.x[at]!),
    Float32Array.from(order.stayed, (at) => map.y[at]!),
    map.facts.frame,
  );
  const { x, y } = columnsOf(framed(placeVertices(fuzzy, old, stayed, map.facts.seed), map.facts.frame));
  const topic = new Uint16Array(input.rows.length).fill(NO_TOPIC);
  for (const [i, at] of order.stayed.entries()) {
    [x[i], y[i]] = [map.x[at]!, map.y[at]!]; // to the last bit
    topic[i] = map.topic[at]!;
  }
  for (let i = stayed; i < topic.length; i++) topic[i] = topicFor(map, fuzzy, topic, i);
  const trust = trustOf(graph, x, y);
  return inRowOrder(map, input, order, { graph, x, y, topic, trust });
}

/** Papers in the order in which growing works: those that stay where they are, then those to be placed. */
interface Order {
  /** Points of the old map. */
  readonly stayed: Uint32Array;
  /** For each paper of this order its place among the rows of the library. */
  readonly places: Uint32Array;
  readonly removed: number;
}

function orderOf(map: TopicMap, rows: Uint32Array, changed: ReadonlySet<number>): Order {
  const former = new Map<number, number>();
  for (const [at, row] of map.rows.entries()) former.set(row, at);
  const stays = (row: number) => former.has(row) && !changed.has(row);
  const kept = [...rows.keys()].filter((place) => stays(rows[place]!));
  const fresh = [...rows.keys()].filter((place) => !stays(rows[place]!));
  const returned = fresh.filter((place) => former.has(rows[place]!)).length;
  return {
    stayed: Uint32Array.from(kept, (place) => former.get(rows[place]!)!),
    places: Uint32Array.from([...kept, ...fresh]),
    removed: map.rows.length - kept.length - returned,
  };
}

/** The graph of all papers in that order: what is known of those that stayed is extended. */
async function graphOf(map: TopicMap, { vectors }: MapInput, order: Order, options: GrowOptions): Promise<KnnGraph> {
  const { threads, onProgress, signal } = options;
  const settings = { k: NEIGHBORS, threads, seed: map.facts.seed, onProgress, signal };
  const arranged = arrangedVectors(vectors, order.places);
  const known = knownGraph(map, order.stayed);
  return known === undefined ? buildKnnGraph(arranged, settings) : extendKnnGraph(known, arranged, settings);
}

/** The old graph without the papers that have gone; undefined where papers have lost neighbors by that. */
function knownGraph({ graph }: TopicMap, stayed: Uint32Array): KnnGraph | undefined {
  if (stayed.length !== graph.count || graph.k !== NEIGHBORS) return undefined;
  return graph;
}

function arrangedVectors({ dimension, values }: Embeddings, places: Uint32Array): Embeddings {
  const arranged = new Float32Array(new SharedArrayBuffer(4 * places.length * dimension));
  for (const [i, place] of places.entries()) {
    arranged.set(values.subarray(place * dimension, (place + 1) * dimension), i * dimension);
  }
  return { count: places.length, dimension, values: arranged };
}

/** The deepest topic that holds enough of the neighbors of a paper, those above it included. */
function topicFor(map: TopicMap, { starts, targets, weights }: FuzzyGraph, topic: Uint16Array, i: number): number {
  const shares = new Map<number, number>();
  let all = 0;
  for (let edge = starts[i]!; edge < starts[i + 1]!; edge++) {
    const other = targets[edge]!;
    if (other >= i) continue; // not placed yet
    all += weights[edge]!;
    if (topic[other] === NO_TOPIC) continue;
    for (const at of pathOf(map, topic[other]!)) shares.set(at, (shares.get(at) ?? 0) + weights[edge]!);
  }
  let best = -1;
  for (let level = 0; level < map.levels; level++) {
    let next = -1;
    for (const [at, share] of shares) {
      const { level: own, parent } = map.topics[at]!;
      if (own !== level || parent !== best || share < LEAST_SHARE * all) continue;
      if (next === -1 || share > shares.get(next)! || (share === shares.get(next) && at < next)) next = at;
    }
    if (next === -1) break;
    best = next;
  }
  return best === -1 ? NO_TOPIC : best;
}

interface Grown {
  readonly graph: KnnGraph;
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly topic: Uint16Array;
  readonly trust: Float32Array;
}

/** Puts the papers back in the order of their rows. */
function inRowOrder(map: TopicMap, input: MapInput, order: Order, grown: Grown): TopicMap {
  const { rows, vectors } = input;
  const count = rows.length;
  const { k } = grown.graph;
  const result = {
    x: new Float32Array(count),
    y: new Float32Array(count),
    topic: new Uint16Array(count),
    trust: new Float32Array(count),
    typicality: new Float32Array(count),
    placed: new Uint8Array(count),
    neighbors: new Uint32Array(count * k).fill(NO_NEIGHBOR),
    similarities: grown.graph.similarities.slice(),
  };
  for (const [i, place] of order.places.entries()) {
    const former = order.stayed[i];
    result.x[place] = grown.x[i]!;
    result.y[place] = grown.y[i]!;
    result.topic[place] = grown.topic[i]!;
    result.trust[place] = grown.trust[i]!;
    result.typicality[place] = former === undefined ? 0 : map.typicality[former]!;
    result.placed[place] = former === undefined ? 1 : map.placed[former]!;
    for (let rank = 0; rank < k; rank++) {
      const neighbor = grown.graph.neighbors[i * k + rank]!;
      if (neighbor !== NO_NEIGHBOR) result.neighbors[place * k + rank] = order.places[neighbor]!;
      result.similarities[place * k + rank] = grown.graph.similarities[i * k + rank]!;
    }
  }
  const { neighbors, similarities, ...columns } = result;
  fillTypicality(vectors, columns.topic, columns.typicality, columns.placed);
  return {
    ...map,
    ...columns,
    rows,
    graph: { count, k, neighbors, similarities },
    topics: countedTopics(map, rows, columns.topic),
    facts: { ...map.facts, removed: map.facts.removed + order.removed },
  };
}

/** Measures how typical the placed papers are of their topics. */
function fillTypicality(vectors: Embeddings, topic: Uint16Array, typicality: Float32Array, placed: Uint8Array): void {
  const members = new Map<number, number[]>();
  const wanted = new Set<number>();
  for (const [i, at] of topic.entries()) if (at !== NO_TOPIC && placed[i] === 1) wanted.add(at);
  for (const [i, at] of topic.entries()) {
    if (!wanted.has(at)) continue;
    const list = members.get(at) ?? [];
    members.set(at, list);
    list.push(i);
  }
  for (const list of members.values()) {
    const similarities = typicalityOf(vectors, Uint32Array.from(list));
    for (const [at, i] of list.entries()) if (placed[i] === 1) typicality[i] = similarities[at]!;
  }
}

/** The topics with the papers that they have now. A topic that all its papers have left stays, with none. */
function countedTopics(map: TopicMap, rows: Uint32Array, topic: Uint16Array) {
  const sizes = new Uint32Array(map.topics.length);
  for (const deepest of topic) if (deepest !== NO_TOPIC) for (const at of pathOf(map, deepest)) sizes[at]!++;
  const there = new Set(rows);
  return map.topics.map((each, at) => ({
    ...each,
    size: sizes[at]!,
    typical: each.typical.filter((row) => there.has(row)),
  }));
}

/** Mean trust of the papers that were placed, and of the others. */
export function trustOfPlaced({ trust, placed }: TopicMap): { placed: number; laidOut: number } {
  return {
    placed: meanOf(trust.filter((_, i) => placed[i] === 1)),
    laidOut: meanOf(trust.filter((_, i) => placed[i] === 0)),
  };
}
