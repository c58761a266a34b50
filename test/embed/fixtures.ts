import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
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

/** Worker threads run compiled files: compiles the sources, unless this test run has compiled them already. */
export function compileWorkers(): void {
  const compiler = join(ROOT, "node_modules/.bin/tsc");
  try {
    execFileSync(compiler, ["-p", join(ROOT, "tsconfig.build.json")], { stdio: "pipe" });
  } catch (error) {
    // The compiler emits in spite of type errors elsewhere, and those are not this test's matter.
    if (!existsSync(join(ROOT, "dist/embed/worker.js"))) throw error;
  }
}
