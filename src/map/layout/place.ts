import { type LayoutSetup, moveVertices } from "./forces.ts";
import type { FuzzyGraph } from "./fuzzy.ts";
import { CURVE, heaviestOf, NEGATIVES, REPULSION } from "./lay-out.ts";

const EPOCHS = 60;
/** Neighbors that lie together count for more than those that are scattered: 1 / (1 + SHARPNESS · d²)². */
const SHARPNESS = 2 * CURVE;

/** Places the vertices from `first` on among those before it, which do not move: each begins at its neighbors, rounds
 *  of the layout part the new ones and gather those that belong together, and at last each goes back to its neighbors,
 *  from which the rounds have pushed it a little. Returns all positions, x and y one after another; `positions` holds
 *  those before `first`. */
export function placeVertices(graph: FuzzyGraph, positions: Float32Array, first: number, seed: number): Float32Array {
  const after = new Float32Array(2 * graph.count);
  after.set(positions.subarray(0, 2 * first));
  for (let i = first; i < graph.count; i++) begin(graph, after, i, first);
  const heaviest = heaviestOf(graph);
  const setup: LayoutSetup = {
    graph,
    before: after, // one job: what it reads is what it writes
    after,
    due: Float32Array.from(graph.weights, (weight) => heaviest / weight),
    a: CURVE,
    heaviest,
    negatives: NEGATIVES,
    repulsion: REPULSION,
    seed,
  };
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    moveVertices(setup, { from: first, to: graph.count, epoch, alpha: 1 - epoch / EPOCHS });
  }
  for (let i = first; i < graph.count; i++) putAmongNeighbors(graph, after, i, graph.count);
  return after;
}

/** Puts a vertex among those of its neighbors that have been placed. Where there are none, it goes to the edge of the
 *  map, where it disturbs nobody. */
function begin(graph: FuzzyGraph, positions: Float32Array, i: number, first: number): void {
  if (putAmongNeighbors(graph, positions, i, i)) return;
  const turn = i * 2.399963; // the golden angle parts those that follow each other
  const radius = radiusOf(positions, first);
  positions[2 * i] = radius * Math.cos(turn);
  positions[2 * i + 1] = radius * Math.sin(turn);
}

/** Puts a vertex where its neighbors before `end` are closest together: the weighted middle of those around the neighbor
 *  that has most of the others near it. A middle of all would lie between groups, where it belongs to none. Returns
 *  false where there are none. */
function putAmongNeighbors(
  { starts, targets, weights }: FuzzyGraph,
  positions: Float32Array,
  i: number,
  end: number,
): boolean {
  const neighbors: number[] = [];
  for (let edge = starts[i]!; edge < starts[i + 1]!; edge++) if (targets[edge]! < end) neighbors.push(edge);
  const nearness = (a: number, b: number) => {
    const dx = positions[2 * a]! - positions[2 * b]!;
    const dy = positions[2 * a + 1]! - positions[2 * b + 1]!;
    return 1 / (1 + SHARPNESS * (dx * dx + dy * dy)) ** 2;
  };
  let best = -1;
  let most = 0;
  for (const edge of neighbors) {
    let support = 0;
    for (const other of neighbors) support += weights[other]! * nearness(targets[edge]!, targets[other]!);
    if (support > most) [best, most] = [targets[edge]!, support];
  }
  if (best === -1) return false;
  let [x, y, sum] = [0, 0, 0];
  for (const edge of neighbors) {
    const weight = weights[edge]! * nearness(best, targets[edge]!);
    x += weight * positions[2 * targets[edge]!]!;
    y += weight * positions[2 * targets[edge]! + 1]!;
    sum += weight;
  }
  positions[2 * i] = x / sum;
  positions[2 * i + 1] = y / sum;
  return true;
}

function radiusOf(positions: Float32Array, count: number): number {
  let most = 0;
  for (let i = 0; i < count; i++) most = Math.max(most, Math.hypot(positions[2 * i]!, positions[2 * i + 1]!));
  return most;
}
