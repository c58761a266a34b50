import { type Embeddings, type OnProgress, throwIfCancelled } from "../core/index.ts";
import { buildKnnGraph, type KnnGraph } from "../knn/index.ts";
import { aligned, levelled } from "./layout/align.ts";
import { framed, frameOf, unframed } from "./layout/frame.ts";
import { type FuzzyGraph, fuzzyGraph } from "./layout/fuzzy.ts";
import { topicPositions } from "./layout/initial.ts";
import { deviationOf, layOut } from "./layout/lay-out.ts";
import { principalPlane } from "./layout/principal.ts";
import { type NamedText, nameTopics, PhraseIndex } from "./names/index.ts";
import { type MapTopic, membersOf, NO_TOPIC, pathOf, type TopicMap } from "./topic-map.ts";
import { listTopics, mostTypical, nearestTopics, placeOf, type TopicList, typicalityOf } from "./topics/describe.ts";
import { BETWEEN, findHierarchy } from "./topics/hierarchy.ts";
import { continued } from "./topics/identity.ts";
import { meanOf, trustOf } from "./trust.ts";

/** What a map is made of. */
export interface MapInput {
  /** Rows of the papers in the library, ascending. */
  readonly rows: Uint32Array;
  /** Their unit vectors, in shared memory. */
  readonly vectors: Embeddings;
  /** Their texts, in the same order; read once. */
  readonly texts: () => Iterable<NamedText>;
}

export interface FitOptions {
  readonly seed: number;
  readonly threads: number;
  /** ISO 8601, UTC. */
  readonly now: string;
  /** Milliseconds, of any zero. */
  readonly clock: () => number;
  /** The map that readers know: the new one is laid like it, and topics that last keep their ids and names. */
  readonly previous?: TopicMap | undefined;
  readonly onProgress?: OnProgress | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Nearest papers of each paper that the map is made from. */
export const NEIGHBORS = 15;
/** The layout begins with the topics of this level arranged by likeness: a hundred or two in a large library. */
const ARRANGED_LEVEL = 1;
const TYPICAL_PAPERS = 8;
const NEAREST_TOPICS = 6;
const PHRASES_KEPT = 60_000;

/** Lays out the papers of a library and finds and names their topics. The same input, options and previous map give the
 *  same map, whatever the number of threads. Throws AppError("cancelled"). */
export async function fitMap(input: MapInput, options: FitOptions): Promise<TopicMap> {
  const { seed, threads, onProgress, signal, previous, now, clock } = options;
  const begun = clock();
  const graph = await buildKnnGraph(input.vectors, { k: NEIGHBORS, threads, seed, onProgress, signal });
  const { fuzzy, list, positions: laidOut } = await layOutGraph(graph, input, options);
  const positions = previous === undefined ? levelled(laidOut) : likePrevious(laidOut, input.rows, previous);
  const frame = frameOf(positions);
  const { x, y } = columnsOf(framed(positions, frame));
  const index = PhraseIndex.build(input.texts(), input.rows.length, {
    ...(onProgress === undefined ? {} : { onProgress }),
    ...(signal === undefined ? {} : { signal }),
  });
  const described = describeTopics({ input, fuzzy, list, index, x, y, previous });
  const trust = trustOf(graph, x, y);
  return {
    rows: input.rows,
    x,
    y,
    topic: Uint16Array.from(list.deepest, (topic) => (topic === BETWEEN ? NO_TOPIC : topic)),
    trust,
    typicality: described.typicality,
    placed: new Uint8Array(input.rows.length),
    graph,
    topics: described.topics,
    levels: list.levels,
    phrases: index.table(PHRASES_KEPT),
    facts: {
      seed,
      frame,
      fitted: input.rows.length,
      removed: 0,
      trustAtFit: meanOf(trust),
      fittedAt: now,
      seconds: (clock() - begun) / 1000,
      nextTopic: described.nextTopic,
    },
  };
}

interface LaidOut {
  readonly fuzzy: FuzzyGraph;
  readonly list: TopicList;
  /** x and y, one after another. */
  readonly positions: Float32Array;
}

/** Finds the topics of a graph of neighbors and lays it out, beginning with each paper at its topic or where it was on
 *  the previous map. Throws AppError("cancelled"). */
export async function layOutGraph(
  graph: KnnGraph,
  input: Pick<MapInput, "rows" | "vectors">,
  { seed, threads, previous, onProgress, signal }: Omit<FitOptions, "now" | "clock">,
): Promise<LaidOut> {
  const fuzzy = fuzzyGraph(graph);
  onProgress?.({ stage: "Finding topics", done: 0, total: 1, unit: "maps" });
  const list =
    previous !== undefined && isUnchanged(previous, input.rows)
      ? topicsOf(previous)
      : listTopics(findHierarchy(fuzzy, formerTopics(input.rows, previous)));
  throwIfCancelled(signal);
  const initial = initialPositions({ input, fuzzy, list, seed, previous });
  return { fuzzy, list, positions: await layOut(fuzzy, initial, { seed, threads, onProgress, signal }) };
}

interface Beginning {
  readonly input: Pick<MapInput, "rows" | "vectors">;
  readonly fuzzy: FuzzyGraph;
  readonly list: TopicList;
  readonly seed: number;
  readonly previous: TopicMap | undefined;
}

/** Where the layout begins: where papers were on the previous map, else at their topics. */
function initialPositions({ input: { rows, vectors }, fuzzy, list, seed, previous }: Beginning): Float32Array {
  const topics = list.members.filter((_, topic) => list.level[topic] === ARRANGED_LEVEL);
  const fresh = topicPositions(vectors, fuzzy, topics, principalPlane(vectors, seed), seed);
  if (previous === undefined) return fresh;
  const known = pairsOf(rows, previous.rows);
  if (known.length < rows.length / 2) return fresh;
  // Papers that were not there begin where their topics are, measured as the old positions are.
  const old = centered(oldPositions(previous));
  const scale = deviationOf(old) / (deviationOf(fresh) || 1);
  const positions = fresh.map((coordinate) => coordinate * scale);
  for (const [point, former] of known) {
    positions[2 * point] = old[2 * former]!;
    positions[2 * point + 1] = old[2 * former + 1]!;
  }
  return positions;
}

function likePrevious(positions: Float32Array, rows: Uint32Array, previous: TopicMap): Float32Array {
  return aligned(positions, oldPositions(previous), pairsOf(rows, previous.rows));
}

/** Positions of a map in the units of its layout. */
function oldPositions({ x, y, facts }: TopicMap): Float32Array {
  return unframed(x, y, facts.frame);
}

/** Places of the rows that both have; rows are ascending. */
function pairsOf(rows: Uint32Array, old: Uint32Array): [number, number][] {
  const pairs: [number, number][] = [];
  for (let i = 0, j = 0; i < rows.length && j < old.length; ) {
    if (rows[i]! === old[j]!) pairs.push([i++, j++]);
    else if (rows[i]! < old[j]!) i++;
    else j++;
  }
  return pairs;
}

/** Whether a map is of these papers, all of them laid out and none placed. */
function isUnchanged({ rows, placed }: TopicMap, now: Uint32Array): boolean {
  return rows.length === now.length && rows.every((row, i) => row === now[i]) && !placed.includes(1);
}

/** The topics of a map as a list. */
function topicsOf(map: TopicMap): TopicList {
  return {
    level: Uint8Array.from(map.topics, ({ level }) => level),
    parent: Int32Array.from(map.topics, ({ parent }) => parent),
    members: membersOf(map),
    deepest: Uint32Array.from(map.topic, (at) => (at === NO_TOPIC ? BETWEEN : at)),
    levels: map.levels,
  };
}

/** For each level of the previous map, the topic of each paper on it. */
function formerTopics(rows: Uint32Array, previous: TopicMap | undefined): Uint32Array[] {
  if (previous === undefined) return [];
  const levels = Array.from({ length: previous.levels }, () => new Uint32Array(rows.length).fill(BETWEEN));
  for (const [point, former] of pairsOf(rows, previous.rows)) {
    const topic = previous.topic[former]!;
    if (topic === NO_TOPIC) continue;
    for (const [level, at] of pathOf(previous, topic).entries()) levels[level]![point] = at;
  }
  return levels;
}

interface Describing {
  readonly input: MapInput;
  readonly fuzzy: FuzzyGraph;
  readonly list: TopicList;
  readonly index: PhraseIndex;
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly previous: TopicMap | undefined;
}

function describeTopics({ input, fuzzy, list, index, x, y, previous }: Describing) {
  const { rows, vectors } = input;
  const typicality = new Float32Array(rows.length);
  const typical = list.members.map((members, topic) => {
    const similarities = typicalityOf(vectors, members);
    for (const [at, i] of members.entries()) {
      if (list.deepest[i] === topic) typicality[i] = similarities[at]!;
    }
    return mostTypical(members, similarities, TYPICAL_PAPERS);
  });
  const { ids, names, nextTopic } = identities(list, rows, previous);
  const named = nameTopics(index, list, { previous: names });
  const near = nearestTopics(fuzzy, list, NEAREST_TOPICS);
  const topics = list.members.map((members, topic): MapTopic => {
    return {
      id: ids[topic]!,
      name: named.names[topic]!,
      level: list.level[topic]!,
      parent: list.parent[topic]!,
      size: members.length,
      ...placeOf(x, y, members),
      typical: typical[topic]!.map((i) => rows[i]!),
      phrases: named.phrases[topic]!,
      nearest: near[topic]!,
    };
  });
  return { topics, typicality, nextTopic };
}

/** Ids of all topics, and the former names of those that were there before. */
function identities(list: TopicList, rows: Uint32Array, previous: TopicMap | undefined) {
  const before = previous === undefined ? undefined : membersByRow(previous);
  const rowsOf = list.members.map((members) => members.map((i) => rows[i]!));
  const former = before === undefined ? undefined : continued({ level: list.level, members: rowsOf }, before);
  let nextTopic = previous?.facts.nextTopic ?? 1;
  const old = list.members.map((_, topic) => previous?.topics[former?.[topic] ?? -1]);
  const ids = old.map((topic) => topic?.id ?? `t${nextTopic++}`);
  return { ids, names: old.map((topic) => topic?.name), nextTopic };
}

function membersByRow(map: TopicMap) {
  const { level, members } = topicsOf(map);
  return { level, members: members.map((list) => list.map((i) => map.rows[i]!)) };
}

export function columnsOf(positions: Float32Array): { x: Float32Array; y: Float32Array } {
  return { x: positions.filter((_, at) => at % 2 === 0), y: positions.filter((_, at) => at % 2 === 1) };
}

function centered(positions: Float32Array): Float32Array {
  const { x, y } = columnsOf(positions);
  const [mx, my] = [meanOf(x), meanOf(y)];
  return positions.map((coordinate, at) => coordinate - (at % 2 === 0 ? mx : my));
}
