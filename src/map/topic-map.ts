import type { KnnGraph } from "../knn/index.ts";
import type { Frame } from "./layout/frame.ts";
import type { KeyPhrase, PhraseTable } from "./names/index.ts";

/** Place in `TopicMap.topics` of a point that is in no topic. */
export const NO_TOPIC = 0xffff;

export interface MapTopic {
  /** Stays the same while the topic lasts. */
  readonly id: string;
  readonly name: string;
  /** 0 is the top. */
  readonly level: number;
  /** Place of the topic that it is part of; -1 on the top level. */
  readonly parent: number;
  /** Number of papers. */
  readonly size: number;
  /** Where its papers are densest, 0 to 1 from the left and from below. */
  readonly x: number;
  readonly y: number;
  /** Radius around that place within which half of its papers lie. */
  readonly extent: number;
  /** Rows of its most typical papers, the most typical first. */
  readonly typical: readonly number[];
  readonly phrases: readonly KeyPhrase[];
  /** Topics of its level that the neighbors of its papers lie in, with their share of those outside of it. */
  readonly nearest: readonly { readonly topic: number; readonly share: number }[];
}

/** A map of papers and their topics. Columns are by point; points are in the order of their rows. */
export interface TopicMap {
  /** Rows of the papers in the library, ascending. */
  readonly rows: Uint32Array;
  /** 0 to 1 from the left. */
  readonly x: Float32Array;
  /** 0 to 1 from below. */
  readonly y: Float32Array;
  /** Place of the deepest topic of each point, or NO_TOPIC. */
  readonly topic: Uint16Array;
  /** Share of true neighbors that are near on the map. */
  readonly trust: Float32Array;
  /** Cosine similarity to the middle of the deepest topic. */
  readonly typicality: Float32Array;
  /** 1 for a paper that was placed after the map had been laid out. */
  readonly placed: Uint8Array;
  readonly graph: KnnGraph;
  /** Level by level from the top, the largest first when the map was laid out. */
  readonly topics: readonly MapTopic[];
  readonly levels: number;
  readonly phrases: PhraseTable;
  readonly facts: MapFacts;
}

export interface MapFacts {
  readonly seed: number;
  /** Turns positions of the layout into those of the map. */
  readonly frame: Frame;
  /** Papers that were laid out. */
  readonly fitted: number;
  /** Papers that have gone since. */
  readonly removed: number;
  /** Mean trust right after the layout. */
  readonly trustAtFit: number;
  /** ISO 8601, UTC. */
  readonly fittedAt: string;
  /** How long the layout took, in seconds. */
  readonly seconds: number;
  /** Number of the next new topic. */
  readonly nextTopic: number;
}

/** A topic and those it is part of, the top level first. */
export function pathOf(map: Pick<TopicMap, "topics">, topic: number): number[] {
  const path: number[] = [];
  for (let at = topic; at >= 0 && at < map.topics.length; at = map.topics[at]!.parent) path.unshift(at);
  return path;
}

/** Points of each topic, ascending; those of a topic are among its parent's. */
export function membersOf(map: Pick<TopicMap, "topics" | "topic">): Uint32Array[] {
  const lists: number[][] = map.topics.map(() => []);
  for (const [point, deepest] of map.topic.entries()) {
    if (deepest !== NO_TOPIC) for (const at of pathOf(map, deepest)) lists[at]!.push(point);
  }
  return lists.map((list) => Uint32Array.from(list));
}

/** Share of the papers that came or went since the map was laid out. */
export function driftOf({ placed, facts, rows }: TopicMap): number {
  const came = placed.reduce((sum, flag) => sum + flag, 0);
  const all = rows.length + facts.removed;
  return all === 0 ? 0 : (came + facts.removed) / all;
}
