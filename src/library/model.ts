import { existsSync } from "node:fs";
import { AppError } from "../core/index.ts";
import { type EmbeddingModel, type LoadModelOptions, loadModel } from "../embed/index.ts";
import type { Expected } from "../knn/index.ts";
import { openStore, type Store } from "../store/index.ts";
import type { Report } from "./indexes.ts";
import { libraryPaths } from "./paths.ts";

/** Which model a user asks for; a library remembers it. */
export type ModelChoice = Pick<LoadModelOptions, "model" | "dimension" | "pooling" | "queryPrefix" | "passagePrefix">;

const CHOICE = "modelChoice";
const MODEL = "model";
const DIMENSION = "dimension";
const PREFIX_DIMENSION = "prefixDimension";

/** The model that a library was built with, as vectors and indexes are marked with it; undefined for a new library. */
export function recordedModel(store: Store): Expected | undefined {
  const model = store.setting(MODEL);
  return model === undefined ? undefined : { model, dimension: Number(store.setting(DIMENSION)) };
}

/** So many first numbers of the library's vectors are vectors as well; undefined where the model was not made so. */
export function recordedPrefix(store: Store): number | undefined {
  return Number(store.setting(PREFIX_DIMENSION) ?? 0) || undefined;
}

/** Loads the model that the user asks for, else the one that the library was built with, else the bundled one. */
export async function modelFor(
  store: Store,
  asked: ModelChoice,
  options: Pick<LoadModelOptions, "modelsFolder" | "allowDownload" | "workers">,
): Promise<EmbeddingModel> {
  const recorded = recordedChoice(store);
  const namesOther = asked.model !== undefined && asked.model !== recorded.model;
  const choice = namesOther ? asked : { ...recorded, ...asked };
  const { workers = 0, ...rest } = options;
  try {
    return await loadModel({ ...choice, ...rest, workers });
  } catch (error) {
    const needsNoWorkers = workers > 0 && error instanceof AppError && error.code === "bad-request";
    if (!needsNoWorkers) throw error;
    return loadModel({ ...choice, ...rest }); // only static models embed in threads
  }
}

/** Loads a model without opening a library for search: the one asked for, else that of the library in `folder`, else
 *  the bundled one. Throws AppError "not-found" where a folder is named that holds no library. */
export async function openModelOf(
  folder: string | undefined,
  asked: ModelChoice,
  options: Pick<LoadModelOptions, "modelsFolder" | "allowDownload">,
): Promise<EmbeddingModel> {
  if (folder === undefined) return loadModel({ ...asked, ...options });
  const path = libraryPaths(folder).store;
  if (!existsSync(path)) throw new AppError("not-found", `Expected a library in ${folder}, found none.`);
  const store = openStore(path);
  try {
    return await modelFor(store, asked, options);
  } finally {
    store.close();
  }
}

/** Throws AppError("model-mismatch") unless the library's vectors are of this model. A new library fits every model. */
export function requireModel(store: Store, model: EmbeddingModel): void {
  const recorded = recordedModel(store);
  if (recorded === undefined || recorded.model === model.id) return;
  throw new AppError(
    "model-mismatch",
    `The library was built with the model ${recorded.model}; asked was ${model.id}. Vectors of two models cannot be compared: leave out --model and --dimension, name another folder with --library, or embed everything anew with ingest --re-embed.`,
  );
}

/** Makes the library one of this model. Where it was one of another, all its vectors go and are made anew. */
export function adoptModel(store: Store, model: EmbeddingModel, asked: ModelChoice, report: Report): void {
  const recorded = recordedModel(store);
  if (recorded?.model === model.id) return;
  store.write(() => {
    if (recorded !== undefined) {
      report(`The library was built with the model ${recorded.model}; embedding everything anew with ${model.id}.`);
      store.vectors.clear();
    }
    store.setSetting(MODEL, model.id);
    store.setSetting(DIMENSION, String(model.dimension));
    store.setSetting(PREFIX_DIMENSION, String(model.prefixDimension ?? 0));
    store.setSetting(CHOICE, JSON.stringify({ ...asked, model: asked.model ?? model.name }));
  });
}

/** True when the user asks for nothing that the library was not built with, so that a difference comes from new weights
 *  under the same name. */
export function asksForTheSame(store: Store, asked: ModelChoice): boolean {
  const recorded: Readonly<Record<string, unknown>> = recordedChoice(store);
  return Object.entries(asked).every(([key, value]) => value === undefined || recorded[key] === value);
}

function recordedChoice(store: Store): ModelChoice {
  return JSON.parse(store.setting(CHOICE) ?? "{}") as ModelChoice; // written by adoptModel
}
