import { type LayoutSetup, moveVertices } from "./forces.ts";
import type { FuzzyGraph } from "./fuzzy.ts";
import { CURVE, heaviestOf, NEGATIVES, REPULSION } from "./lay-out.ts";

const EPOCHS = 60;
/** Steps begin small: a new point begins where it belongs, and only makes room. */
const FIRST_ALPHA = 0.3;

/** Places the vertices from `first` on among those before it, which do not move. Returns all positions, x and y one
 *  after another; `positions` holds those before `first`. */
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
    const alpha = FIRST_ALPHA * (1 - epoch / EPOCHS);
    moveVertices(setup, { from: first, to: graph.count, epoch, alpha });
  }
  return after;
}

/** Puts a vertex where its placed neighbors are closest together: the weighted middle of those around the neighbor that
 *  has most of the others near it. A middle of all would lie between groups, where it belongs to none. */
function begin({ starts, targets, weights }: FuzzyGraph, positions: Float32Array, i: number, first: number): void {
  const neighbors: number[] = [];
  for (let edge = starts[i]!; edge < starts[i + 1]!; edge++) if (targets[edge]! < i) neighbors.push(edge);
  const nearness = (a: number, b: number) => {
    const dx = positions[2 * a]! - positions[2 * b]!;
    const dy = positions[2 * a + 1]! - positions[2 * b + 1]!;
    return 1 / (1 + CURVE * (dx * dx + dy * dy));
  };
  let best = -1;
  let most = 0;
  for (const edge of neighbors) {
    let support = 0;
    for (const other of neighbors) support += weights[other]! * nearness(targets[edge]!, targets[other]!);
    if (support > most) [best, most] = [targets[edge]!, support];
  }
  if (best === -1) {
    // Nothing known is near it: the edge of the map, where it disturbs nobody.
    const turn = i * 2.399963; // the golden angle parts those that follow each other
    const radius = radiusOf(positions, first);
    positions[2 * i] = radius * Math.cos(turn);
    positions[2 * i + 1] = radius * Math.sin(turn);
    return;
  }
  let [x, y, sum] = [0, 0, 0];
  for (const edge of neighbors) {
    const weight = weights[edge]! * nearness(best, targets[edge]!);
    x += weight * positions[2 * targets[edge]!]!;
    y += weight * positions[2 * targets[edge]! + 1]!;
    sum += weight;
  }
  positions[2 * i] = x / sum;
  positions[2 * i + 1] = y / sum;
}

function radiusOf(positions: Float32Array, count: number): number {
  let most = 0;
  for (let i = 0; i < count; i++) most = Math.max(most, Math.hypot(positions[2 * i]!, positions[2 * i + 1]!));
  return most;
}
