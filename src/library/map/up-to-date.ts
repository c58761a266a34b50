import { AppError, type Embeddings, type OnProgress } from "../../core/index.ts";
import {
  fitMap,
  growMap,
  loadMap,
  type MapInput,
  type MapOrigin,
  type NamedText,
  saveMap,
  type TopicMap,
} from "../../map/index.ts";
import { openStore, type Store } from "../../store/index.ts";
import type { Report } from "../indexes.ts";
import type { MapJob } from "./map-builder.ts";

interface Watching {
  readonly report: Report;
  readonly onProgress: OnProgress;
  /** Milliseconds, of any zero. */
  readonly clock: () => number;
}

interface Saved {
  readonly map: TopicMap;
  readonly origin: MapOrigin;
}

const REBUILDABLE = new Set(["not-found", "damaged-file", "wrong-version"]);
const PROGRESS_EVERY = 4096;
const NO_TEXT: NamedText = { title: "", abstract: "" };

/** Makes the saved map one of the papers that the store has now. */
export async function bringUpToDate(job: MapJob, watching: Watching): Promise<void> {
  const store = openStore(job.storePath);
  try {
    const saved = job.work === "build" ? undefined : savedMap(job, store.revision(), watching.report);
    const revision = store.revision();
    const rows = Uint32Array.from(store.vectors.rows());
    const changed = new Set(saved === undefined ? [] : store.vectors.rowsSince(saved.origin.revision));
    const isInStep = saved !== undefined && holds(saved.map, rows) && changed.size === 0;
    if (job.work === "update" && isInStep) {
      saveMap(job.mapPath, saved.map, { ...saved.origin, revision });
      return;
    }
    const input = inputOf(store, rows, job.expected.dimension, watching.onProgress);
    const settings = { threads: job.threads, onProgress: watching.onProgress };
    // A new layout sets out from one that knows of what came since: which papers are new, and where they belong.
    const grown =
      saved !== undefined && !isInStep && isWorthKeeping(saved.map, rows, changed)
        ? await growMap(saved.map, input, { ...settings, changed })
        : undefined;
    const { seed, now } = job;
    const map =
      job.work === "update" && grown !== undefined
        ? grown
        : await fitMap(input, { ...settings, seed, now, clock: watching.clock, previous: grown ?? saved?.map });
    saveMap(job.mapPath, map, { ...job.expected, revision });
  } finally {
    store.close();
  }
}

/** The saved map; undefined where there is none that can be used, which is said. */
function savedMap({ mapPath, expected }: MapJob, revision: number, report: Report): Saved | undefined {
  try {
    const saved = loadMap(mapPath);
    const { origin } = saved;
    if (origin.model !== expected.model || origin.dimension !== expected.dimension) {
      report(
        `The map is of vectors of ${origin.model}, the library has those of ${expected.model}: laying it out anew.`,
      );
    } else if (origin.revision > revision) {
      report(`The map is of revision ${origin.revision}, the library of ${revision}: laying it out anew.`);
    } else return saved;
  } catch (error) {
    if (!(error instanceof AppError && REBUILDABLE.has(error.code))) throw error;
    if (error.code !== "not-found") report(`${error.message} Laying out the map anew.`);
  }
  return undefined;
}

export function holds(map: TopicMap, rows: Uint32Array): boolean {
  return map.rows.length === rows.length && map.rows.every((row, i) => row === rows[i]);
}

/** A map on which most papers would be placed, not laid out, is not worth growing. */
function isWorthKeeping(map: TopicMap, rows: Uint32Array, changed: ReadonlySet<number>): boolean {
  const known = new Set(map.rows);
  const stays = rows.reduce((count, row) => count + (known.has(row) && !changed.has(row) ? 1 : 0), 0);
  return 2 * stays >= rows.length && 2 * map.facts.fitted >= rows.length;
}

function inputOf(store: Store, rows: Uint32Array, dimension: number, onProgress: OnProgress): MapInput {
  const places = new Map<number, number>();
  for (const [place, row] of rows.entries()) places.set(row, place);
  const values = new Float32Array(new SharedArrayBuffer(4 * rows.length * dimension));
  let read = 0;
  for (const { row, vector } of store.vectors.since(0)) {
    const place = places.get(row);
    if (place !== undefined) values.set(vector, place * dimension);
    if (++read % PROGRESS_EVERY === 0)
      onProgress({ stage: "Reading vectors", done: read, total: rows.length, unit: "papers" });
  }
  const vectors: Embeddings = { count: rows.length, dimension, values };
  return { rows, vectors, texts: () => textsOf(store, rows) };
}

/** The texts of the rows, in their order; empty for a paper that has been removed meanwhile. */
function* textsOf(store: Store, rows: Uint32Array): Generator<NamedText> {
  let next = 0;
  for (const { row, title, abstract } of store.papers.changedSince(0)) {
    while (next < rows.length && (rows[next] ?? 0) < row) {
      next++;
      yield NO_TEXT;
    }
    if (rows[next] !== row) continue;
    next++;
    yield { title, abstract };
  }
}
