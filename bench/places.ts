import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const PROGRAM_FOLDER = fileURLToPath(new URL("..", import.meta.url));
export const MODELS_FOLDER = join(PROGRAM_FOLDER, "models");
export const RESULTS_FOLDER = fileURLToPath(new URL("./results", import.meta.url));
/** The command line as users start it. */
export const COMMAND = join(PROGRAM_FOLDER, "scripts", "orrery.js");

/** The sets of papers that can be measured, smallest first. */
export const SETS = {
  sample: join(PROGRAM_FOLDER, "corpus", "sample-papers.jsonl"),
  "20k": join(PROGRAM_FOLDER, "..", "shared", "corpora", "arxiv-20k.jsonl.gz"),
  "260k": join(PROGRAM_FOLDER, "..", "shared", "corpora", "arxiv-260k.jsonl.gz"),
} as const;
export type SetName = keyof typeof SETS;

export function isSetName(name: string): name is SetName {
  return Object.hasOwn(SETS, name);
}

/** The set to measure when none is named: the small corpus where it lies beside the project, else the shipped sample. */
export function defaultSet(): SetName {
  return existsSync(SETS["20k"]) ? "20k" : "sample";
}

/** Where the library of a set is kept between runs. */
export function defaultLibrary(set: SetName): string {
  return join(tmpdir(), `orrery-bench-${set}`);
}

/** The files of a library by what they hold; other files of a part begin with its name. */
export const LIBRARY_FILES = {
  store: "library.sqlite",
  catalog: "catalog.bin",
  lexical: "lexical.bin",
  exact: "exact.bin",
  hnsw: "hnsw.bin",
  map: "map.bin",
} as const;
