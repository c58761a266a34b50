import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { ReadModelFile } from "../../src/embed/static/index.ts";

export const ROOT = resolve(import.meta.dirname, "../..");
export const MODELS = join(ROOT, "models");
export const BUNDLED = join(MODELS, "orrery-static");

export const readBundled: ReadModelFile = (path) => readFile(join(BUNDLED, path));

/** The texts of the shipped papers: title and abstract. */
export function samplePapers(): string[] {
  return readFileSync(join(ROOT, "corpus/sample-papers.jsonl"), "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => {
      const { title, abstract } = JSON.parse(line) as { title: string; abstract: string };
      return `${title}. ${abstract}`;
    });
}
