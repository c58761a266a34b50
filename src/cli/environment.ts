import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import type { EmbeddingModel } from "../embed/index.ts";
import { Library, type LibraryOptions, openModelOf } from "../library/index.ts";
import { type CommonOptions, type ModelOptions, modelChoice } from "./options.ts";
import type { Output } from "./output.ts";

export const MODELS_FOLDER = fileURLToPath(new URL("../../models", import.meta.url));
export const PAGE_FOLDER = fileURLToPath(new URL("../../dist/web", import.meta.url));
export const CORPUS_FOLDER = fileURLToPath(new URL("../../corpus", import.meta.url));

export const clock = (): Date => new Date();

export function version(): string {
  const parsed = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
    version: string;
  };
  return parsed.version;
}

/** Opens the library that the options name. */
export function openLibrary(
  options: CommonOptions & ModelOptions,
  output: Output,
  extra: {
    readonly create?: boolean;
    readonly graph?: boolean;
    readonly map?: boolean;
    readonly mapThreads?: number;
    readonly workers?: number;
    readonly arxiv?: NonNullable<LibraryOptions["arxiv"]>;
  } = {},
): Library {
  return new Library({
    folder: options.library,
    modelsFolder: MODELS_FOLDER,
    model: modelChoice(options),
    ...(options.allowDownload === undefined ? {} : { allowDownload: options.allowDownload }),
    ...extra,
    clock,
    report: (line) => output.note(line),
  });
}

/** Loads the model that the options name, else that of the library they name, else the bundled one. */
export function openModel(options: ModelOptions & { readonly library?: string }): Promise<EmbeddingModel> {
  const { library, allowDownload } = options;
  return openModelOf(library, modelChoice(options), {
    modelsFolder: MODELS_FOLDER,
    ...(allowDownload === undefined ? {} : { allowDownload }),
  });
}

/** Threads for long work: all cores but the one that reads, writes and answers. */
export function backgroundThreads(): number {
  return Math.max(1, Math.min(8, availableParallelism() - 1));
}
