import type { FuzzyGraph } from "../layout/fuzzy.ts";
import { aggregate, countOf, findCommunities, massOf, numbered, type WeightedGraph } from "./communities.ts";

/** No topic: the paper is between topics. */
export const BETWEEN = 0xffff_ffff;

/** Communities within communities, the largest first on each level. */
export interface Hierarchy {
  /** For each level from the top, the topic of each vertex on it, or BETWEEN. Who is between topics on a level is so on
   *  all levels below. */
  readonly levels: readonly Uint32Array[];
  /** For each level, the topic of the level above that each of its topics lies in; none on the top level. */
  readonly parents: readonly Uint32Array[];
}

/** Each level looks four times as closely as the one above. At resolution 1 communities are those of modularity. */
const STEP = 4;
const LEAST_LEVELS = 3;
const MOST_LEVELS = 6;
/** A further level is worth having while half of its topics have at least so many papers. */
const TYPICAL_SIZE = 24;
/** From level to level the typical size falls by about this factor. */
const SHRINKING = 2.7;
/** Smaller ones are no topics. */
const LEAST_SIZE = 5;
/** Of the weight of its neighbors, so much must lie in a topic for a vertex to be in it … */
const LEAST_SHARE = 0.2;
/** … but no more than this share of the vertices is left between topics. */
const MOST_BETWEEN = 0.14;
/** The share that is asked for falls by this factor until few enough are left, and below that to nothing. */
const BAR_STEP = 0.8;
const LEAST_BAR = 0.03;

/** Finds topics of several grains. The finest come first; each level above joins those of the level below, so that
 *  every topic lies in one parent. Where `former` has the topics that readers know, as the levels of a hierarchy, the
 *  search sets out from them, so that those last that still hold. */
export function findHierarchy(fuzzy: FuzzyGraph, former: readonly Uint32Array[] = []): Hierarchy {
  // The layout lives off strong edges. Communities that count weak ones nearly as much agree better with categories.
  const graph = { ...fuzzy, weights: fuzzy.weights.map(Math.sqrt) };
  const base = { ...graph, mass: massOf(graph.starts, graph.weights) };
  const depth = depthFor(base);
  const nested: Uint32Array[] = [];
  let level: WeightedGraph = base;
  let place = Uint32Array.from({ length: graph.count }, (_, i) => i);
  let sizes: Uint32Array = new Uint32Array(graph.count).fill(1);
  for (let l = depth - 1; l >= 0; l--) {
    const known = former.length === depth ? former[l] : undefined;
    const begin = known === undefined ? undefined : formerLabels(known, place, level.count);
    const labels = joinSmall(level, findCommunities(level, STEP ** l, begin), sizes);
    sizes = sizesOf(labels, sizes);
    place = place.map((vertex) => labels[vertex]!);
    nested.unshift(place);
    level = aggregate(level, labels, countOf(labels));
  }
  return arrange(nested, graph);
}

/** For each vertex of a level the former topic of most of those that it stands for; a label of its own without any. */
function formerLabels(topics: Uint32Array, place: Uint32Array, count: number): Uint32Array {
  const counts = Array.from({ length: count }, () => new Map<number, number>());
  for (const [i, topic] of topics.entries()) {
    const own = counts[place[i]!]!;
    if (topic !== BETWEEN) own.set(topic, (own.get(topic) ?? 0) + 1);
  }
  return Uint32Array.from(counts, (own, vertex) => {
    const best = [...own].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0];
    return best?.[0] ?? BETWEEN - 1 - vertex;
  });
}

/** How many levels the graph bears: told from the third, since sizes fall by about the same factor with each level. */
function depthFor(graph: WeightedGraph): number {
  const single = new Uint32Array(graph.count).fill(1);
  const sizes = sizesOf(findCommunities(graph, STEP ** (LEAST_LEVELS - 1)), single).sort();
  const typical = sizes[sizes.length >> 1] ?? 0;
  const further = Math.floor(Math.log(Math.max(1, typical / TYPICAL_SIZE)) / Math.log(SHRINKING));
  return Math.min(MOST_LEVELS, LEAST_LEVELS + further);
}

/** Joins communities that are too small for a topic with the one that they are most strongly linked to, until they
 *  are large enough or linked to nothing. Returns labels without gaps. */
function joinSmall(graph: WeightedGraph, begin: Uint32Array, sizes: Uint32Array): Uint32Array {
  let labels = numbered(begin);
  for (;;) {
    const totals = sizesOf(labels, sizes);
    const joined = joinedOnce(totals, linksOfSmall(graph, labels, totals));
    if (joined.every((to, label) => to === label)) return labels;
    labels = numbered(labels.map((label) => joined[label]!));
  }
}

/** For each community that is too small, the weight of its edges to each other one. */
function linksOfSmall(
  graph: WeightedGraph,
  labels: Uint32Array,
  totals: Uint32Array,
): Map<number, Map<number, number>> {
  const links = new Map<number, Map<number, number>>();
  for (let i = 0; i < graph.count; i++) {
    const label = labels[i]!;
    if (totals[label]! >= LEAST_SIZE) continue;
    const own = links.get(label) ?? new Map<number, number>();
    links.set(label, own);
    for (let edge = graph.starts[i]!; edge < graph.starts[i + 1]!; edge++) {
      const other = labels[graph.targets[edge]!]!;
      if (other !== label) own.set(other, (own.get(other) ?? 0) + graph.weights[edge]!);
    }
  }
  return links;
}

/** The community that each becomes part of: its own, or the one it is joined with. None is joined twice. */
function joinedOnce(totals: Uint32Array, links: ReadonlyMap<number, ReadonlyMap<number, number>>): Uint32Array {
  const joined = Uint32Array.from(totals, (_, label) => label);
  const took = new Uint8Array(totals.length);
  for (const [label, own] of links) {
    if (took[label] === 1) continue;
    const open = [...own].filter(([other]) => joined[other] === other);
    const best = open.sort((a, b) => b[1] - a[1] || a[0] - b[0])[0];
    if (best === undefined) continue;
    joined[label] = best[0];
    took[best[0]] = 1;
  }
  return joined;
}

/** Drops topics that are too small and members that hardly belong, and numbers the rest by size. Where that would leave
 *  too many between topics, less belonging is enough. */
function arrange(nested: readonly Uint32Array[], graph: FuzzyGraph): Hierarchy {
  // On coarser levels a paper is in as long as that level holds it, whatever it is on the finest.
  const shares = nested.map((labels) => belonging(graph, labels));
  const limit = Math.floor(MOST_BETWEEN * graph.count);
  let bar = Math.min(LEAST_SHARE, shares.at(-1)?.slice().sort()[limit] ?? 0);
  for (;;) {
    const hierarchy = arrangeBy(bar, nested, shares);
    const between = hierarchy.levels.at(-1)?.filter((topic) => topic === BETWEEN).length ?? 0;
    if (between <= limit || bar === 0) return hierarchy;
    bar = bar < LEAST_BAR ? 0 : bar * BAR_STEP;
  }
}

/** Members whose share is less than the bar are left out. */
function arrangeBy(bar: number, nested: readonly Uint32Array[], shares: readonly Float32Array[]): Hierarchy {
  const levels: Uint32Array[] = [];
  const parents: Uint32Array[] = [];
  for (const [l, labels] of nested.entries()) {
    const above = levels.at(-1);
    const share = shares[l]!;
    const may = labels.map((label, i) => (share[i]! > 0 && above?.[i] !== BETWEEN ? label : BETWEEN));
    const kept = sparing(may, (i) => share[i]! >= bar);
    const { level, numbers } = numberBySize(kept);
    if (above !== undefined) parents.push(parentsOf(level, above, numbers));
    levels.push(level);
  }
  return { levels, parents: [new Uint32Array(0), ...parents] };
}

/** Takes the members that do not belong out of their communities, except where too few would be left. */
function sparing(labels: Uint32Array, belongs: (i: number) => boolean): Uint32Array {
  const left = new Map<number, number>();
  for (const [i, label] of labels.entries()) if (belongs(i)) left.set(label, (left.get(label) ?? 0) + 1);
  return labels.map((label, i) => (belongs(i) || (left.get(label) ?? 0) < LEAST_SIZE ? label : BETWEEN));
}

/** For each vertex the share of the weight of its edges that leads into its own community. */
export function belonging(graph: FuzzyGraph, labels: Uint32Array): Float32Array {
  const { starts, targets, weights } = graph;
  return Float32Array.from({ length: graph.count }, (_, i) => {
    let within = 0;
    let all = 0;
    for (let edge = starts[i]!; edge < starts[i + 1]!; edge++) {
      all += weights[edge]!;
      if (labels[targets[edge]!] === labels[i]) within += weights[edge]!;
    }
    return all === 0 ? 0 : within / all;
  });
}

function numberBySize(labels: Uint32Array): { level: Uint32Array; numbers: number } {
  const sizes = new Map<number, number>();
  for (const label of labels) if (label !== BETWEEN) sizes.set(label, (sizes.get(label) ?? 0) + 1);
  const kept = [...sizes].filter(([, size]) => size >= LEAST_SIZE).sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  const numbers = new Map(kept.map(([label], number) => [label, number]));
  return { level: labels.map((label) => numbers.get(label) ?? BETWEEN), numbers: kept.length };
}

/** The topic above, of any member: all of them lie in the same. */
function parentsOf(level: Uint32Array, above: Uint32Array, count: number): Uint32Array {
  const parents = new Uint32Array(count).fill(BETWEEN);
  for (const [i, topic] of level.entries()) if (topic !== BETWEEN) parents[topic] = above[i]!;
  return parents;
}

/** How many papers each label has, where each vertex stands for `sizes` of them. */
function sizesOf(labels: Uint32Array, sizes: Uint32Array): Uint32Array {
  const sums = new Uint32Array(countOf(labels));
  for (const [i, label] of labels.entries()) sums[label]! += sizes[i]!;
  return sums;
}
