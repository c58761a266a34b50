import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { AppError } from "../core/index.ts";
import type { ModelHabits, PoolingKind } from "./known-models.ts";
import { isRecord, parseJson } from "./static/index.ts";

/** Modules that a pooled and normalised output already stands for. */
const PLAIN_MODULES = /\.(Transformer|Pooling|Normalize)$/;
const POOLINGS: readonly (readonly [string, PoolingKind])[] = [
  ["pooling_mode_cls_token", "cls"],
  ["pooling_mode_mean_tokens", "mean"],
  ["pooling_mode_lasttoken", "last_token"],
];

/** What a folder in the layout of sentence-transformers says of its model: pooling from modules.json and the folder
 *  that it names (`1_Pooling/config.json`), prefixes from the prompts of config_sentence_transformers.json. Empty when
 *  the files are not there. Throws AppError("bad-request") for modules and poolings that cannot be run here, and
 *  AppError("damaged-file") for files that are not JSON. */
export function habitsInFolder(folder: string): Partial<ModelHabits> {
  return { ...poolingInFolder(folder), ...promptsInFolder(folder) };
}

function poolingInFolder(folder: string): Partial<ModelHabits> {
  const modules = readJson(join(folder, "modules.json"));
  if (!Array.isArray(modules)) return {};
  for (const each of modules) {
    const type = isRecord(each) ? String(each["type"]) : "";
    if (PLAIN_MODULES.test(type)) continue;
    throw new AppError(
      "bad-request",
      `Expected the modules of ${folder} to be Transformer, Pooling and Normalize, got ${type}.`,
    );
  }
  const pooling = modules.find((each) => isRecord(each) && String(each["type"]).endsWith(".Pooling"));
  if (!isRecord(pooling)) return {};
  const config = readJson(join(folder, String(pooling["path"]), "config.json"));
  if (!isRecord(config)) return {};
  const kind = POOLINGS.find(([key]) => config[key] === true)?.[1];
  if (kind !== undefined) return { pooling: kind };
  throw new AppError("bad-request", `Expected ${folder} to pool by the mean, the first or the last token.`);
}

function promptsInFolder(folder: string): Partial<ModelHabits> {
  const config = readJson(join(folder, "config_sentence_transformers.json"));
  const prompts = isRecord(config) && isRecord(config["prompts"]) ? config["prompts"] : {};
  const query = prompts["query"];
  const passage = prompts["document"] ?? prompts["passage"];
  return {
    ...(typeof query === "string" ? { queryPrefix: query } : {}),
    ...(typeof passage === "string" ? { passagePrefix: passage } : {}),
  };
}

function readJson(path: string): unknown {
  return existsSync(path) ? parseJson(path, readFileSync(path, "utf8")) : undefined;
}
