import { existsSync } from "node:fs";
import { AppError, counted, messageOf, mulberry32, sampleWithout } from "../core/index.ts";
import { loadModel } from "../embed/index.ts";
import { type KnnIndex, loadExact, loadHnsw } from "../knn/index.ts";
import { loadMap } from "../map/index.ts";
import { Reading } from "../reading/index.ts";
import { openStore, type Store } from "../store/index.ts";
import { recordedModel } from "./model.ts";
import { libraryPaths } from "./paths.ts";

/** One thing that was looked at. */
export interface Check {
  readonly name: string;
  readonly ok: boolean;
  /** What was found, and where it is not ok what to do. */
  readonly detail: string;
}

const RECALL_QUERIES = 100;
const RECALL_K = 10;
const LEAST_RECALL = 0.98;
const SEED = 7;

/** Examines a library from the outside, changing nothing: model, store, indexes and how well they find. Every check is
 *  made, whatever the others say. */
export async function examine(folder: string, modelsFolder: string): Promise<Check[]> {
  const checks = [await checked("bundled model", () => checkModel(modelsFolder))];
  const paths = libraryPaths(folder);
  if (!existsSync(paths.store)) {
    return [
      ...checks,
      { name: "library", ok: false, detail: `There is none in ${folder}. Make one with orrery ingest <files>.` },
    ];
  }
  let store: Store;
  try {
    store = openStore(paths.store);
  } catch (error) {
    return [...checks, { name: "library", ok: false, detail: messageOf(error) }];
  }
  try {
    checks.push(await checked("store", () => checkStore(store)));
    const expected = recordedModel(store);
    if (expected === undefined) return checks;
    const readVector = (row: number) => store.vectors.get(row);
    const exact = () => loadExact(paths.exact, expected, { readVector }).index;
    checks.push(await checked("exact index", () => checkIndex(exact(), store)));
    checks.push(await checked("HNSW index", () => checkIndex(loadHnsw(paths.hnsw, expected).index, store)));
    checks.push(await checked("recall", () => checkRecall(store, loadHnsw(paths.hnsw, expected).index, exact())));
    if (existsSync(paths.map)) checks.push(await checked("map", () => checkMap(paths.map, store)));
    if (existsSync(paths.reading)) checks.push(await checked("lists, notes", () => checkReading(paths.reading)));
    return checks;
  } finally {
    store.close();
  }
}

async function checked(name: string, check: () => string | Promise<string>): Promise<Check> {
  try {
    return { name, ok: true, detail: await check() };
  } catch (error) {
    return { name, ok: false, detail: messageOf(error) };
  }
}

async function checkModel(modelsFolder: string): Promise<string> {
  const model = await loadModel({ modelsFolder });
  const { values } = await model.embed(["A sentence to try the model with."], "passage");
  await model.close();
  const length = Math.hypot(...values);
  if (Math.abs(length - 1) > 1e-3) throw new AppError("damaged-file", `Expected a vector of length 1, got ${length}.`);
  return `${model.id} embeds`;
}

function checkStore(store: Store): string {
  const found = store.integrity();
  if (found !== "ok")
    throw new AppError("damaged-file", `SQLite says: ${found}. Restore a copy, or ingest anew into another folder.`);
  const papers = store.papers.count();
  const missing = papers - store.vectors.count();
  if (missing > 0)
    throw new AppError(
      "damaged-file",
      `${counted(missing, "paper")} without a vector. Run orrery ingest on any file to embed them.`,
    );
  return `${counted(papers, "paper")}, all with vectors; SQLite finds no fault`;
}

function checkIndex(index: KnnIndex, store: Store): string {
  const vectors = store.vectors.count();
  if (index.count !== vectors) {
    throw new AppError(
      "damaged-file",
      `It holds ${index.count} of ${vectors} vectors. The next orrery ingest or serve brings it in step.`,
    );
  }
  return `${counted(index.count, "vector")}, checksum holds`;
}

function checkMap(path: string, store: Store): string {
  const { map } = loadMap(path);
  const rows = new Set(store.vectors.rows());
  const missing = rows.size - map.rows.filter((row) => rows.has(row)).length;
  const waiting = missing === 0 ? "" : `, ${counted(missing, "paper")} not on it yet`;
  return `${counted(map.rows.length, "paper")} and ${counted(map.topics.length, "topic")}, checksum holds${waiting}`;
}

function checkReading(path: string): string {
  const reading = new Reading(path, () => new Date(0)); // nothing is written
  try {
    const found = reading.integrity();
    if (found !== "ok") throw new AppError("damaged-file", `SQLite says: ${found}. Restore a copy of ${path}.`);
    const marks = reading.marks();
    const read = marks.filter((mark) => mark.read).length;
    const notes = marks.filter((mark) => mark.hasNote).length;
    const lists = counted(reading.lists().length, "list");
    return `${lists}, ${counted(read, "paper")} read, ${counted(notes, "note")}; SQLite finds no fault`;
  } finally {
    reading.close();
  }
}

/** Compares the graph with the truth for papers drawn at random. */
function checkRecall(store: Store, hnsw: KnnIndex, exact: KnnIndex): string {
  const rows = store.latest(Number.MAX_SAFE_INTEGER, 0);
  const sample = sampleWithout(mulberry32(SEED), rows.length, RECALL_QUERIES).map((i) => rows[i] ?? 0);
  let found = 0;
  let wanted = 0;
  for (const row of sample) {
    const vector = store.vectors.get(row);
    if (vector === undefined) continue;
    const truth = exact.search(vector, RECALL_K);
    const least = truth.similarities.at(-1) ?? 1;
    const { similarities } = hnsw.search(vector, RECALL_K);
    found += similarities.filter((similarity) => similarity >= least - 1e-5).length; // ties count as found
    wanted += truth.labels.length;
  }
  const recall = wanted === 0 ? 1 : found / wanted;
  if (recall < LEAST_RECALL) {
    throw new AppError(
      "damaged-file",
      `recall@${RECALL_K} is ${recall.toFixed(3)}, expected ${LEAST_RECALL} or more. Delete hnsw.bin in the library to have it rebuilt.`,
    );
  }
  return `recall@${RECALL_K} ${recall.toFixed(3)} against exact search, over ${counted(sample.length, "paper")}`;
}
