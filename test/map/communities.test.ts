import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mulberry32 } from "../../src/core/index.ts";
import { aggregate, findCommunities, massOf, type WeightedGraph } from "../../src/map/topics/communities.ts";
import { adjustedRand } from "./measures.ts";

type Edge = readonly [a: number, b: number, weight: number];

const graphs = fc.integer({ min: 0, max: 40 }).chain((count) => {
  const vertex = fc.nat(Math.max(0, count - 1));
  const edge = fc.tuple(vertex, vertex, fc.float({ min: Math.fround(0.01), max: 1, noNaN: true }));
  return fc.array(edge, { maxLength: count === 0 ? 0 : 120 }).map((edges) => graphOf(count, edges));
});
const resolution = fc.constantFrom(0.1, 1, 4, 16);

describe("Communities of a graph", () => {
  it("hang together, whatever the graph and the resolution", () => {
    fc.assert(
      fc.property(graphs, resolution, (graph, closeness) => {
        const labels = findCommunities(graph, closeness);
        expect(labels).toHaveLength(graph.count);
        for (const label of new Set(labels)) {
          const members = [...labels.keys()].filter((i) => labels[i] === label);
          expect(reached(graph, members).size, `community ${label} of ${[...labels]}`).toBe(members.length);
        }
      }),
      { numRuns: 800 },
    );
  });

  it("are numbered in the order of their first vertices, and are the same every time", () => {
    fc.assert(
      fc.property(graphs, resolution, (graph, closeness) => {
        const labels = findCommunities(graph, closeness);
        const firsts = [...new Set(labels)];
        expect(firsts).toEqual(firsts.map((_, number) => number));
        expect(findCommunities(graph, closeness)).toEqual(labels);
      }),
      { numRuns: 100 },
    );
  });

  it("are at least as good as all vertices alone or all together, by the measure that they are to be best by", () => {
    fc.assert(
      fc.property(graphs, resolution, (graph, closeness) => {
        const found = qualityOf(graph, findCommunities(graph, closeness), closeness);
        const alone = Uint32Array.from({ length: graph.count }, (_, i) => i);
        const components = componentsOf(graph);
        expect(found).toBeGreaterThanOrEqual(qualityOf(graph, alone, closeness) - 1e-9);
        if (closeness < 1) expect(found).toBeGreaterThanOrEqual(qualityOf(graph, components, closeness) - 0.2);
      }),
      { numRuns: 200 },
    );
  });

  it("are the planted ones, where there are some", () => {
    for (const seed of [1, 2, 3]) {
      const rng = mulberry32(seed);
      const block = Array.from({ length: 200 }, (_, i) => i % 8);
      const edges: Edge[] = [];
      for (let a = 0; a < 200; a++) {
        for (let b = a + 1; b < 200; b++) if (rng() < (block[a] === block[b] ? 0.4 : 0.02)) edges.push([a, b, 1]);
      }
      expect(adjustedRand([...findCommunities(graphOf(200, edges), 1)], block)).toBeGreaterThan(0.95);
    }
  });

  it("of a ring of cliques are the cliques, and are finer at a higher resolution", () => {
    const edges: Edge[] = [];
    for (let clique = 0; clique < 10; clique++) {
      for (let a = 0; a < 6; a++) for (let b = a + 1; b < 6; b++) edges.push([6 * clique + a, 6 * clique + b, 1]);
      edges.push([6 * clique, (6 * clique + 9) % 60, 1]);
    }
    const graph = graphOf(60, edges);
    expect([...findCommunities(graph, 1)]).toEqual(Array.from({ length: 60 }, (_, i) => Math.floor(i / 6)));
    const counts = [0.05, 1, 200].map((closeness) => new Set(findCommunities(graph, closeness)).size);
    expect(counts).toEqual([...counts].sort((a, b) => a - b));
    expect(counts.at(-1)).toBe(60);
  });

  it("leave a vertex without edges alone", () => {
    expect([...findCommunities(graphOf(5, [[1, 3, 0.5]]), 1)]).toEqual([0, 1, 2, 1, 3]);
    expect([...findCommunities(graphOf(3, []), 1)]).toEqual([0, 1, 2]);
    expect([...findCommunities(graphOf(0, []), 1)]).toEqual([]);
  });
});

describe("A graph of communities", () => {
  it("has the weights between them, and keeps all mass", () => {
    fc.assert(
      fc.property(graphs, fc.integer({ min: 1, max: 6 }), (graph, parts) => {
        const labels = Uint32Array.from({ length: graph.count }, (_, i) => i % parts);
        const small = aggregate(graph, labels, parts);
        const between = (a: number, b: number) => {
          let sum = 0;
          for (const [i, j, weight] of edgesOf(graph)) if (labels[i] === a && labels[j] === b) sum += weight;
          return sum;
        };
        const found = edgesOf(small);
        for (const [a, b, weight] of found) expect(weight).toBeCloseTo(between(a, b), 9);
        for (let a = 0; a < parts; a++) {
          const others = [...Array(parts).keys()].filter((b) => b !== a && between(a, b) > 0);
          expect(found.filter(([i]) => i === a).map(([, j]) => j)).toEqual(others);
        }
        const sum = (masses: Float64Array) => masses.reduce((all, mass) => all + mass, 0);
        expect(sum(small.mass)).toBeCloseTo(sum(graph.mass), 9);
      }),
      { numRuns: 100 },
    );
  });
});

/** Edges that come twice are added up; those of a vertex with itself are left out. */
function graphOf(count: number, edges: readonly Edge[]): WeightedGraph {
  const lists: Map<number, number>[] = Array.from({ length: count }, () => new Map());
  for (const [a, b, weight] of edges) {
    if (a === b) continue;
    lists[a]!.set(b, (lists[a]!.get(b) ?? 0) + weight);
    lists[b]!.set(a, (lists[b]!.get(a) ?? 0) + weight);
  }
  const sorted = lists.map((list) => [...list].sort((a, b) => a[0] - b[0]));
  const starts = new Uint32Array(count + 1);
  for (const [i, list] of sorted.entries()) starts[i + 1] = starts[i]! + list.length;
  const weights = Float32Array.from(sorted.flatMap((list) => list.map(([, weight]) => weight)));
  const targets = Uint32Array.from(sorted.flatMap((list) => list.map(([target]) => target)));
  return { count, starts, targets, weights, mass: massOf(starts, weights) };
}

function edgesOf({ count, starts, targets, weights }: WeightedGraph): Edge[] {
  return Array.from({ length: count }, (_, i) => i).flatMap((i) =>
    Array.from({ length: starts[i + 1]! - starts[i]! }, (_, at): Edge => {
      const edge = starts[i]! + at;
      return [i, targets[edge]!, weights[edge]!];
    }),
  );
}

/** Those of the members that can be reached from the first without leaving them. */
function reached(graph: WeightedGraph, members: readonly number[]): Set<number> {
  const inside = new Set(members);
  const seen = new Set(members.slice(0, 1));
  for (const i of seen) {
    for (const target of graph.targets.subarray(graph.starts[i]!, graph.starts[i + 1]!)) {
      if (inside.has(target)) seen.add(target);
    }
  }
  return seen;
}

function componentsOf(graph: WeightedGraph): Uint32Array {
  const all = Array.from({ length: graph.count }, (_, i) => i);
  const labels = new Uint32Array(graph.count);
  for (const i of all.toReversed()) for (const j of reached(graph, [i, ...all])) labels[j] = i;
  return labels;
}

/** Modularity at a resolution, without its constant factor. */
function qualityOf(graph: WeightedGraph, labels: Uint32Array, closeness: number): number {
  const total = graph.mass.reduce((sum, mass) => sum + mass, 0) || 1;
  const masses = new Map<number, number>();
  for (const [i, label] of labels.entries()) masses.set(label, (masses.get(label) ?? 0) + graph.mass[i]!);
  const inside = edgesOf(graph).reduce((sum, [a, b, weight]) => sum + (labels[a] === labels[b] ? weight : 0), 0);
  const expected = [...masses.values()].reduce((sum, mass) => sum + mass * mass, 0);
  return inside / total - (closeness * expected) / (total * total);
}
