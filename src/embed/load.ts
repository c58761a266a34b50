import { existsSync, readFileSync } from "node:fs";
import { basename, isAbsolute, join, resolve } from "node:path";
import { crc32 } from "node:zlib";
import { AppError } from "../core/index.ts";
import { habitsOf, type ModelHabits, PLAIN_HABITS } from "./known-models.ts";
import type { EmbeddingModel, LoadModelOptions, TextEncoder } from "./model.ts";
import { habitsInFolder } from "./sentence-transformers.ts";
import { type Lexicon, parseJson, parseStaticSettings, type StaticSettings } from "./static/index.ts";
import { openStaticModel } from "./static-model.ts";
import { neededFiles, openTransformersModel } from "./transformers.ts";

const BUNDLED_MODEL = "orrery-static";
const MAX_WORKERS = 64;
const HUB_ID = /^[\w.-]+(?:\/[\w.-]+)?$/;

/** Loads a sentence model. Static models (config.json has the key `orrery`) run on our own fast path, any other
 *  through transformers.js. Throws AppError: "model-missing" with the files that are needed and where, "bad-request"
 *  for settings that the model cannot meet, "damaged-file" for files that cannot be used. */
export async function loadModel(options: LoadModelOptions): Promise<EmbeddingModel> {
  const source = locate(options);
  const config = join(source.folder, "config.json");
  const settings = existsSync(config)
    ? parseStaticSettings(parseJson(config, readFileSync(config, "utf8")))
    : undefined;
  if (settings === undefined) return loadWithTransformers(options);
  const { dimension, pooling = "mean" } = options;
  if (pooling !== "mean") {
    throw new AppError("bad-request", `Expected mean pooling for the static model ${source.name}, got ${pooling}.`);
  }
  const habits = { ...PLAIN_HABITS, ...overrides(options) };
  const opened = await openStaticModel(source.folder, checkedWorkers(options.workers), dimension);
  return modelOf(source.name, habits, opened, settings);
}

/** The same through transformers.js, for static models too: slower, and the same vectors. */
export async function loadWithTransformers(options: LoadModelOptions): Promise<EmbeddingModel> {
  const source = locate(options);
  if (options.workers !== undefined && options.workers !== 0) {
    throw new AppError("bad-request", `Expected no workers for ${source.name}: only static models use them.`);
  }
  const habits = { ...habitsOf(source.name), ...habitsInFolder(source.folder), ...overrides(options) };
  const { modelsFolder, allowDownload = false } = options;
  const opened = await openTransformersModel(
    { ...source, modelsFolder, allowDownload },
    habits.pooling,
    checkedDimension(options.dimension),
  );
  return modelOf(source.name, habits, opened);
}

interface Location {
  readonly name: string;
  readonly folder: string;
  readonly hubId?: string;
}

/** A name in the models folder goes before a folder, and a folder before a hub id. */
function locate({ model = BUNDLED_MODEL, modelsFolder }: LoadModelOptions): Location {
  const isId = HUB_ID.test(model) && !model.split("/").some((part) => /^\.+$/.test(part));
  const named = join(resolve(modelsFolder), model);
  if (isId && existsSync(join(named, "config.json"))) return { name: model, folder: named, hubId: model };
  const folder = resolve(model);
  if (existsSync(join(folder, "config.json"))) return { name: basename(folder), folder };
  if (isId) return { name: model, folder: named, hubId: model };
  const where = isAbsolute(model) ? folder : `${folder} (from ${JSON.stringify(model)})`;
  throw new AppError("model-missing", `Expected the model's files: ${neededFiles(where)}.`);
}

function overrides({ pooling, queryPrefix, passagePrefix }: LoadModelOptions): Partial<ModelHabits> {
  return {
    ...(pooling === undefined ? {} : { pooling }),
    ...(queryPrefix === undefined ? {} : { queryPrefix }),
    ...(passagePrefix === undefined ? {} : { passagePrefix }),
  };
}

function checkedWorkers(workers = 0): number {
  if (Number.isInteger(workers) && workers >= 0 && workers <= MAX_WORKERS) return workers;
  throw new AppError("bad-request", `Expected 0 to ${MAX_WORKERS} workers, got ${workers}.`);
}

function checkedDimension(dimension: number | undefined): number | undefined {
  if (dimension === undefined || (Number.isInteger(dimension) && dimension >= 1)) return dimension;
  throw new AppError("bad-request", `Expected the dimension to be a whole number from 1 on, got ${dimension}.`);
}

interface OpenedModel {
  readonly encoder: TextEncoder;
  readonly checksum: number;
  readonly lexicon?: () => Lexicon;
}

function modelOf(
  name: string,
  habits: ModelHabits,
  { encoder, checksum, lexicon }: OpenedModel,
  settings?: StaticSettings,
): EmbeddingModel {
  const { dimension } = encoder;
  const fingerprint = crc32(JSON.stringify([checksum, habits.pooling, habits.queryPrefix, habits.passagePrefix]));
  const prefixes = { query: habits.queryPrefix, passage: habits.passagePrefix };
  let closed = false;
  return {
    id: `${name}@${dimension}#${fingerprint.toString(16).padStart(8, "0")}`,
    name,
    dimension,
    titleShare: settings?.titleShare ?? 0,
    prefixDimension: settings?.dimensions.filter((each) => each * 2 <= dimension).sort((a, b) => b - a)[0],
    prefixes,
    lexicon,
    async embed(texts, role, signal) {
      if (closed) throw new AppError("bad-request", `Expected an open model, got ${name}, which has been closed.`);
      const prefix = prefixes[role];
      return encoder.encode(prefix === "" ? texts : texts.map((text) => prefix + text), signal);
    },
    async close() {
      if (closed) return;
      closed = true;
      await encoder.close();
    },
  };
}
