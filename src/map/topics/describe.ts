import { dot, type Embeddings, row, topPositions } from "../../core/index.ts";
import type { FuzzyGraph } from "../layout/fuzzy.ts";
import { BETWEEN, type Hierarchy } from "./hierarchy.ts";
import { middleOf } from "./middle.ts";

/** All topics of a hierarchy in one list, level by level. */
export interface TopicList {
  readonly level: Uint8Array;
  /** Place of the parent in the list, or -1. */
  readonly parent: Int32Array;
  /** Points of each topic, ascending. */
  readonly members: readonly Uint32Array[];
  /** Place of each point's deepest topic, or BETWEEN. */
  readonly deepest: Uint32Array;
  readonly levels: number;
}

export function listTopics({ levels, parents }: Hierarchy): TopicList {
  const level: number[] = [];
  const parent: number[] = [];
  const members: Uint32Array[] = [];
  const deepest = new Uint32Array(levels[0]?.length ?? 0).fill(BETWEEN);
  let above = 0;
  for (const [l, topics] of levels.entries()) {
    const first = level.length;
    const lists: number[][] = [];
    for (const [i, topic] of topics.entries()) {
      if (topic === BETWEEN) continue;
      deepest[i] = first + topic;
      lists[topic] ??= [];
      lists[topic].push(i);
    }
    for (const [topic, list] of lists.entries()) {
      level.push(l);
      parent.push(l === 0 ? -1 : above + parents[l]![topic]!);
      members.push(Uint32Array.from(list));
    }
    above = first;
  }
  return { level: Uint8Array.from(level), parent: Int32Array.from(parent), members, deepest, levels: levels.length };
}

/** How like each member is to the middle of its topic: cosine similarities, in the order of the members. */
export function typicalityOf(vectors: Embeddings, members: Uint32Array): Float32Array {
  const middle = middleOf(vectors, members);
  return Float32Array.from(members, (i) => dot(middle, row(vectors, i)));
}

/** The most typical members, the most typical first. */
export function mostTypical(members: Uint32Array, typicality: Float32Array, count: number): number[] {
  return topPositions(typicality, count).map((at) => members[at]!);
}

export interface TopicPlace {
  readonly x: number;
  readonly y: number;
  readonly extent: number;
}

/** Cells of the grid in which the densest place of a topic is looked for. */
const CELLS = 16;

/** Where the members are densest, and within what radius half of them lie. */
export function placeOf(x: Float32Array, y: Float32Array, members: Uint32Array): TopicPlace {
  const xs = Float32Array.from(members, (i) => x[i]!).sort();
  const ys = Float32Array.from(members, (i) => y[i]!).sort();
  const quantile = (values: Float32Array, share: number) => values[Math.floor(share * (values.length - 1))] ?? 0;
  const [left, right] = [quantile(xs, 0.05), quantile(xs, 0.95)];
  const [low, high] = [quantile(ys, 0.05), quantile(ys, 0.95)];
  const size = Math.max(right - left, high - low) / CELLS || 1;
  const cellOf = (i: number) => {
    const [column, line] = [Math.floor((x[i]! - left) / size), Math.floor((y[i]! - low) / size)];
    return column >= 0 && column <= CELLS && line >= 0 && line <= CELLS ? column + (CELLS + 1) * line : -1;
  };
  const counts = new Float64Array((CELLS + 1) * (CELLS + 1));
  for (const i of members) if (cellOf(i) >= 0) counts[cellOf(i)]!++;
  const densest = densestCell(counts);
  const inside = members.filter((i) => isAround(cellOf(i), densest));
  const middle = {
    x: inside.reduce((sum, i) => sum + x[i]!, 0) / inside.length,
    y: inside.reduce((sum, i) => sum + y[i]!, 0) / inside.length,
  };
  const distances = Float32Array.from(members, (i) => Math.hypot(x[i]! - middle.x, y[i]! - middle.y)).sort();
  return { ...middle, extent: Math.min(1, quantile(distances, 0.5)) };
}

/** The cell with the most points in it and around it. */
function densestCell(counts: Float64Array): number {
  let best = 0;
  let most = -1;
  for (let cell = 0; cell < counts.length; cell++) {
    if (counts[cell] === 0) continue;
    let sum = counts[cell]!;
    for (let other = 0; other < counts.length; other++) if (isAround(other, cell)) sum += counts[other]!;
    if (sum > most) [best, most] = [cell, sum];
  }
  return best;
}

function isAround(cell: number, middle: number): boolean {
  const width = CELLS + 1;
  if (cell < 0) return false;
  const [dx, dy] = [(cell % width) - (middle % width), Math.floor(cell / width) - Math.floor(middle / width)];
  return Math.abs(dx) <= 1 && Math.abs(dy) <= 1;
}

export interface NearTopic {
  readonly topic: number;
  readonly share: number;
}

/** For each topic those of its level that its members' edges lead to, by their share of the weight that leads out. */
export function nearestTopics(
  graph: FuzzyGraph,
  { members, level, levels, parent, deepest }: TopicList,
  most: number,
): NearTopic[][] {
  const near: NearTopic[][] = members.map(() => []);
  for (let l = 0; l < levels; l++) {
    const own = deepest.map((topic) => topicOn(l, topic, level, parent));
    for (const [topic, list] of members.entries()) {
      if (level[topic] !== l) continue;
      const weights = new Map<number, number>();
      let out = 0;
      for (const i of list) {
        for (let edge = graph.starts[i]!; edge < graph.starts[i + 1]!; edge++) {
          const other = own[graph.targets[edge]!]!;
          if (other === topic || other === BETWEEN) continue;
          weights.set(other, (weights.get(other) ?? 0) + graph.weights[edge]!);
          out += graph.weights[edge]!;
        }
      }
      const ranked = [...weights].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, most);
      near[topic] = ranked.map(([other, weight]) => ({ topic: other, share: weight / out }));
    }
  }
  return near;
}

/** The topic on a level that a topic is part of, or BETWEEN where it does not reach down to that level. */
function topicOn(wanted: number, topic: number, level: Uint8Array, parent: Int32Array): number {
  let at = topic;
  if (at === BETWEEN || level[at]! < wanted) return BETWEEN;
  while (level[at]! > wanted) at = parent[at]!;
  return at;
}
