import { mulberry32, type OnProgress, throwIfCancelled } from "../../core/index.ts";
import { openLanes } from "../../core/lanes.ts";
import { workerUrl } from "../../core/worker.ts";
import { type LayoutJob, type LayoutSetup, moveVertices } from "./forces.ts";
import type { FuzzyGraph } from "./fuzzy.ts";

export interface LayoutOptions {
  readonly seed: number;
  readonly threads: number;
  readonly onProgress?: OnProgress | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Vertices of a job see each other move; more jobs than any machine has cores, so that the result is the same on all. */
const JOBS = 16;
/** Below so many vertices an epoch takes less time than telling threads of it. */
const ALONE = 4000;
/** The curve 1 / (1 + a·d²): UMAP's for min_dist 0.1, with the exponent rounded from 0.895 to 1, which spares the power. */
export const CURVE = 1.58;
export const NEGATIVES = 5;
/** Ten times UMAP's. On the way from UMAP (1) to t-SNE: more of a paper's true neighbors stay near it, see README. */
export const REPULSION = 10;
/** Standard deviation of the initial positions, and of the noise that parts those that are equal. */
const SPREAD = 10;
const NOISE = 0.005;

/** Lays out a graph in the plane from the given positions (x and y, one after another; left as they are). Returns new
 *  positions. The same input and seed give the same bytes, whatever the number of threads. Throws
 *  AppError("cancelled"). */
export async function layOut(graph: FuzzyGraph, initial: Float32Array, options: LayoutOptions): Promise<Float32Array> {
  const setup = setUp(graph, initial, options.seed);
  const epochs = epochsFor(graph.count);
  const lanes =
    graph.count < ALONE
      ? undefined
      : openLanes<LayoutJob, void>(
          workerUrl("./layout-worker.js", import.meta.url),
          setup,
          options.threads,
          options.signal,
        );
  try {
    for (let epoch = 0; epoch < epochs; epoch++) {
      throwIfCancelled(options.signal);
      setup.before.set(setup.after);
      const jobs = jobsOf(graph.count, epoch, 1 - epoch / epochs);
      if (lanes === undefined) for (const job of jobs) moveVertices(setup, job);
      else await lanes.run(jobs);
      options.onProgress?.({ stage: "Laying out the map", done: epoch + 1, total: epochs, unit: "rounds" });
    }
  } finally {
    await lanes?.close();
  }
  return Float32Array.from(setup.after);
}

/** Small maps need more rounds to settle, and have time for them. */
function epochsFor(count: number): number {
  return count <= 30_000 ? 300 : 200;
}

function setUp(graph: FuzzyGraph, initial: Float32Array, seed: number): LayoutSetup {
  const heaviest = heaviestOf(graph);
  const after = shared(Float32Array, initial.length);
  const scale = SPREAD / (deviationOf(initial) || 1);
  const rng = mulberry32(seed);
  for (let at = 0; at < initial.length; at++) {
    const place = Math.max(-4 * SPREAD, Math.min(4 * SPREAD, scale * initial[at]!));
    after[at] = place + NOISE * SPREAD * (rng() - 0.5);
  }
  const due = shared(Float32Array, graph.weights.length);
  for (const [edge, weight] of graph.weights.entries()) due[edge] = heaviest / weight;
  return {
    graph: {
      count: graph.count,
      starts: copied(Uint32Array, graph.starts),
      targets: copied(Uint32Array, graph.targets),
      weights: copied(Float32Array, graph.weights),
    },
    before: shared(Float32Array, initial.length),
    after,
    due,
    a: CURVE,
    heaviest,
    negatives: NEGATIVES,
    repulsion: REPULSION,
    seed,
  };
}

export function heaviestOf({ weights }: FuzzyGraph): number {
  return weights.reduce((most, weight) => Math.max(most, weight), 0);
}

function jobsOf(count: number, epoch: number, alpha: number): LayoutJob[] {
  const size = Math.max(1, Math.ceil(count / JOBS));
  const jobs: LayoutJob[] = [];
  for (let from = 0; from < count; from += size) jobs.push({ from, to: Math.min(count, from + size), epoch, alpha });
  return jobs;
}

/** Standard deviation of all coordinates, which have mean 0. */
export function deviationOf(positions: Float32Array): number {
  let squares = 0;
  for (const coordinate of positions) squares += coordinate * coordinate;
  return Math.sqrt(squares / Math.max(1, positions.length));
}

type Numbers = Float32Array | Uint32Array;
type NumbersOf<Kind extends Numbers> = new (buffer: SharedArrayBuffer) => Kind;

function shared<Kind extends Numbers>(kind: NumbersOf<Kind>, length: number): Kind {
  return new kind(new SharedArrayBuffer(4 * length));
}

function copied<Kind extends Numbers>(kind: NumbersOf<Kind>, values: Kind): Kind {
  const copy = shared(kind, values.length);
  copy.set(values);
  return copy;
}
