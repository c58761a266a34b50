import type { FuzzyGraph } from "./fuzzy.ts";

/** What all threads that lay out a graph share. Positions are x and y, one after another. */
export interface LayoutSetup {
  readonly graph: FuzzyGraph;
  /** Positions at the beginning of an epoch. */
  readonly before: Float32Array;
  /** Positions at its end. */
  readonly after: Float32Array;
  /** In which epoch each edge acts next. */
  readonly due: Float32Array;
  /** Shape of the curve 1 / (1 + a·d²) that turns a distance on the map into a weight. */
  readonly a: number;
  /** How often an edge of weight 1 acts in an epoch. */
  readonly heaviest: number;
  readonly negatives: number;
  readonly repulsion: number;
  readonly seed: number;
}

/** One epoch for the vertices `from` … `to - 1`. */
export interface LayoutJob {
  readonly from: number;
  readonly to: number;
  readonly epoch: number;
  /** Step size, 1 falling to 0. */
  readonly alpha: number;
}

const MAX_STEP = 4;
const NEAR = 0.001;

/** Moves the vertices of a job: towards their neighbors as often as the weights say, and for each such step away from
 *  a few vertices drawn at random (UMAP's objective by negative sampling). Only the vertices of the job move; those of
 *  other jobs stand where they stood before the epoch, so that the result does not depend on how jobs are shared out. */
export function moveVertices(setup: LayoutSetup, { from, to, epoch, alpha }: LayoutJob): void {
  const { graph, before, after, due, a, heaviest, negatives, repulsion } = setup;
  const { starts, targets, weights, count } = graph;
  let random = (setup.seed ^ Math.imul(epoch + 1, 0x9e3779b1) ^ Math.imul(from + 1, 0x85ebca6b)) | 1;
  for (let i = from; i < to; i++) {
    let x = after[2 * i]!;
    let y = after[2 * i + 1]!;
    for (let edge = starts[i]!; edge < starts[i + 1]!; edge++) {
      if (due[edge]! > epoch) continue;
      due[edge]! += heaviest / weights[edge]!;
      const j = targets[edge]!;
      const near = j >= from && j < to ? after : before;
      let dx = x - near[2 * j]!;
      let dy = y - near[2 * j + 1]!;
      let square = dx * dx + dy * dy;
      if (square > 0) {
        // Twice: as in UMAP, where either end of the edge pulls the other.
        const pull = (-4 * a * alpha) / (1 + a * square);
        x += pull * dx;
        y += pull * dy;
      }
      for (let n = 0; n < negatives; n++) {
        random ^= random << 13;
        random ^= random >>> 17;
        random ^= random << 5;
        const other = (random >>> 0) % count;
        if (other === i) continue;
        const far = other >= from && other < to ? after : before;
        dx = x - far[2 * other]!;
        dy = y - far[2 * other + 1]!;
        square = dx * dx + dy * dy;
        const push = (2 * repulsion) / ((NEAR + square) * (1 + a * square));
        x += alpha * clip(push * dx);
        y += alpha * clip(push * dy);
      }
    }
    after[2 * i] = x;
    after[2 * i + 1] = y;
  }
}

function clip(step: number): number {
  return step > MAX_STEP ? MAX_STEP : step < -MAX_STEP ? -MAX_STEP : step;
}
