import { dot, type Embeddings, mulberry32 } from "../../core/index.ts";
import { middleOf } from "../topics/middle.ts";
import type { FuzzyGraph } from "./fuzzy.ts";

const ROUNDS = 300;
/** Topics are taken to be no nearer than this, so that the weight of a pair stays within bounds. */
const LEAST_DISTANCE = 0.02;
/** Side of the square in which the papers of a topic begin, in standard deviations of all positions. */
const SCATTER = 0.1;

/** Where a layout begins: topics by how alike their middles are, each paper at its topic. The layout itself knows only
 *  who is next to whom; how far fields lie from each other it cannot mend. `plane` (x and y one after another) is where
 *  topics begin in their turn. Returns positions, or `plane` where there are too few topics to arrange. */
export function topicPositions(
  vectors: Embeddings,
  graph: FuzzyGraph,
  topics: readonly Uint32Array[],
  plane: Float32Array,
  seed: number,
): Float32Array {
  if (topics.length < 3) return plane;
  const middles = arrange(topics, distances(vectors, topics), plane);
  const deviation = Math.sqrt(middles.reduce((sum, coordinate) => sum + coordinate * coordinate, 0) / middles.length);
  const rng = mulberry32(seed);
  const scatter = () => SCATTER * deviation * (rng() - 0.5);
  const positions = new Float32Array(plane.length).fill(Number.NaN);
  for (const [topic, members] of topics.entries()) {
    for (const i of members) {
      positions[2 * i] = middles[2 * topic]! + scatter();
      positions[2 * i + 1] = middles[2 * topic + 1]! + scatter();
    }
  }
  for (let i = 0; i < graph.count; i++) if (Number.isNaN(positions[2 * i]!)) beginAmongNeighbors(graph, positions, i);
  return positions;
}

/** Cosine distances between the middles of the topics, row-major. */
function distances(vectors: Embeddings, topics: readonly Uint32Array[]): Float64Array {
  const middles = topics.map((members) => middleOf(vectors, members));
  const result = new Float64Array(topics.length * topics.length);
  for (const [a, middle] of middles.entries()) {
    for (const [b, other] of middles.entries()) {
      result[a * topics.length + b] = Math.max(LEAST_DISTANCE, 1 - dot(middle, other));
    }
  }
  return result;
}

/** Positions of the topics with distances as given, near ones first, large ones first (stress majorization by Gansner,
 *  Koren and North, 2004, in single steps). */
function arrange(topics: readonly Uint32Array[], wanted: Float64Array, plane: Float32Array): Float64Array {
  const count = topics.length;
  let places = beginnings(topics, wanted, plane);
  for (let round = 0; round < ROUNDS; round++) {
    const next = new Float64Array(2 * count);
    for (let i = 0; i < count; i++) {
      let [x, y, sum] = [0, 0, 0];
      for (let j = 0; j < count; j++) {
        if (j === i) continue;
        const distance = wanted[i * count + j]!;
        const weight = Math.sqrt(topics[j]!.length) / distance;
        const [dx, dy] = [places[2 * i]! - places[2 * j]!, places[2 * i + 1]! - places[2 * j + 1]!];
        const now = Math.hypot(dx, dy) || 1e-9;
        x += weight * (places[2 * j]! + (distance * dx) / now);
        y += weight * (places[2 * j + 1]! + (distance * dy) / now);
        sum += weight;
      }
      next[2 * i] = x / sum;
      next[2 * i + 1] = y / sum;
    }
    places = next;
  }
  return places;
}

/** The topics' middles on the plane, so large that their distances sum to what is wanted. */
function beginnings(topics: readonly Uint32Array[], wanted: Float64Array, plane: Float32Array): Float64Array {
  const count = topics.length;
  const places = new Float64Array(2 * count);
  for (const [topic, members] of topics.entries()) {
    for (const i of members) {
      places[2 * topic]! += plane[2 * i]! / members.length;
      places[2 * topic + 1]! += plane[2 * i + 1]! / members.length;
    }
    // Topics that are one on the plane must part: the golden angle gives each a direction of its own.
    places[2 * topic]! += 1e-6 * Math.cos(2.399963 * topic);
    places[2 * topic + 1]! += 1e-6 * Math.sin(2.399963 * topic);
  }
  let [is, should] = [0, 0];
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < i; j++) {
      is += Math.hypot(places[2 * i]! - places[2 * j]!, places[2 * i + 1]! - places[2 * j + 1]!);
      should += wanted[i * count + j]!;
    }
  }
  return places.map((coordinate) => (coordinate * should) / is);
}

/** A paper in no topic begins in the middle of those of its neighbors that have a place, or of all. */
function beginAmongNeighbors({ starts, targets, weights }: FuzzyGraph, positions: Float32Array, i: number): void {
  let [x, y, sum] = [0, 0, 0];
  for (let edge = starts[i]!; edge < starts[i + 1]!; edge++) {
    const j = targets[edge]!;
    if (Number.isNaN(positions[2 * j]!)) continue;
    x += weights[edge]! * positions[2 * j]!;
    y += weights[edge]! * positions[2 * j + 1]!;
    sum += weights[edge]!;
  }
  positions[2 * i] = sum === 0 ? 0 : x / sum;
  positions[2 * i + 1] = sum === 0 ? 0 : y / sum;
}
