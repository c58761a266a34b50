import { existsSync } from "node:fs";
import { AppError, messageOf, mulberry32, type OnProgress, sampleWithout } from "../../core/index.ts";
import type { EmbeddingModel } from "../../embed/index.ts";
import { type KnnIndex, loadHnsw } from "../../knn/index.ts";
import { SemanticSearch } from "../../search/index.ts";
import { openStore, type Store } from "../../store/index.ts";
import type { GradeAnswer, GradeLine } from "../../wire/index.ts";
import { openExact, openTextIndexes } from "../indexes.ts";
import { modelFor, recordedModel, recordedPrefix } from "../model.ts";
import { libraryPaths } from "../paths.ts";
import { gradeAbstracts, gradeMap, gradeSize } from "./contents.ts";
import type { Finding, Graded, SampledPaper } from "./graded.ts";
import { gradeKnownItems, type KnownItemFindings } from "./known-items.ts";
import { gradeRecall } from "./recall.ts";
import { gradeSpeed } from "./speed.ts";
import { gradeVectors } from "./vectors.ts";

export interface GradeOptions {
  readonly folder: string;
  readonly modelsFolder: string;
  /** Milliseconds, of any zero. */
  readonly now: () => number;
  /** Resident memory of the process, in bytes. */
  readonly residentBytes: () => number;
  /** Candidates that the HNSW graph keeps while searching, where they are to be others than in a search. */
  readonly efSearch?: number;
  /** How many papers are asked for. Raise it for narrower intervals. */
  readonly sample?: number;
  readonly onProgress?: OnProgress;
}

/** So many papers are asked for; with them the whole takes seconds. */
const SAMPLE = 200;
/** Fewer say nothing. */
const LEAST_SAMPLE = 20;
const SEED = 11;

/** Grades a library on its own papers, changing nothing. Every part is graded, whatever the others say. Throws AppError
 *  "not-found" where there is no library, or too few papers with abstracts and vectors to say anything. */
export async function gradeLibrary(options: GradeOptions): Promise<GradeAnswer> {
  const { folder, modelsFolder, now, residentBytes, onProgress } = options;
  const begun = now();
  const paths = libraryPaths(folder);
  if (!existsSync(paths.store)) throw new AppError("not-found", `Expected a library in ${folder}, found none.`);
  const store = openStore(paths.store);
  let model: EmbeddingModel | undefined;
  try {
    const expected = recordedModel(store);
    const sample = expected === undefined ? [] : drawSample(store, options.sample ?? SAMPLE);
    if (expected === undefined || sample.length < LEAST_SAMPLE) {
      const needed = `Expected a library of ${LEAST_SAMPLE} papers or more with vectors`;
      throw new AppError("not-found", `${needed} in ${folder}, found ${sample.length}.`);
    }
    model = await modelFor(store, {}, { modelsFolder });
    const silent = () => undefined;
    const { catalog, lexical } = openTextIndexes(store, paths, silent);
    const exact = openExact(store, paths.exact, expected, silent).index;
    const efSearch = options.efSearch === undefined ? {} : { efSearch: options.efSearch };
    const hnsw = attemptedHnsw(() => loadHnsw(paths.hnsw, expected, efSearch).index);
    const readVector = (row: number) => store.vectors.get(row);
    const semantic = new SemanticSearch(
      { exact, hnsw: hnsw.index, prefix: recordedPrefix(store), readVector },
      catalog.limit,
    );
    const parts = { catalog, lexical, semantic, rowsWithPhrase: (phrase: string) => store.rowsWithPhrase(phrase) };
    const graded: Graded = {
      store,
      paths,
      model,
      parts,
      exact,
      openHnsw: hnsw.open,
      sample,
      rng: mulberry32(SEED),
      now,
    };
    const lines: GradeLine[] = [];
    const add = async (name: string, grade: () => Finding | Promise<Finding>) => {
      onProgress?.({ stage: "Grading", done: lines.length, unit: "parts" });
      lines.push({ name, ...(await attempted(grade)) });
    };
    let known: Promise<KnownItemFindings> | undefined;
    const knownItems = () => {
      known ??= gradeKnownItems(graded);
      return known;
    };
    await add("abstracts", () => gradeAbstracts(graded));
    await add("vectors", () => gradeVectors(graded));
    await add("ranking", async () => (await knownItems()).ranking);
    await add("hybrid", async () => (await knownItems()).hybrid);
    await add("graph", () => gradeRecall(graded));
    await add("map", () => gradeMap(graded));
    await add("speed", () => gradeSpeed(graded));
    await add("size", () => gradeSize(graded, residentBytes()));
    const ok = lines.every(({ verdict }) => verdict !== "failed");
    return { ok, papers: catalog.count, model: model.id, lines, seconds: (now() - begun) / 1000 };
  } finally {
    await model?.close();
    store.close();
  }
}

/** The graph, and what gives it or throws why it cannot be used. */
function attemptedHnsw(load: () => KnnIndex): { index: KnnIndex | undefined; open: () => KnnIndex } {
  try {
    const index = load();
    return { index, open: () => index };
  } catch (error) {
    const open = () => {
      throw error;
    };
    return { index: undefined, open };
  }
}

async function attempted(grade: () => Finding | Promise<Finding>): Promise<Finding> {
  try {
    return await grade();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const advice = "The next orrery serve or ingest builds anew what is missing or damaged.";
    return { verdict: "failed", detail: messageOf(error), advice, numbers: {} };
  }
}

/** Papers with abstract and vector where there are enough of them, else with a vector. */
function drawSample(store: Store, count: number): SampledPaper[] {
  const rows = [...store.vectors.rows()];
  const drawn: SampledPaper[] = [];
  for (const at of sampleWithout(mulberry32(SEED), rows.length, 2 * count)) {
    const row = rows[at] ?? 0;
    const paper = store.papers.paper(row);
    const vector = store.vectors.get(row);
    if (paper !== undefined && vector !== undefined) {
      drawn.push({ row, title: paper.title, abstract: paper.abstract, vector });
    }
  }
  const whole = drawn.filter(({ abstract }) => abstract !== "");
  return (whole.length >= LEAST_SAMPLE ? whole : drawn).slice(0, count);
}
