import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";

/** Worker threads, the command line and the browser tests run from dist/: builds it once, before any test file. Gives
 *  all files a folder in common, and returns what takes it away. */
export function setup(project: TestProject): () => void {
  const script = join(import.meta.dirname, "../scripts/build.js");
  const { status, stderr } = spawnSync(process.execPath, [script], { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  const scratch = mkdtempSync(join(tmpdir(), "orrery-scratch-"));
  project.provide("scratch", scratch);
  return () => rmSync(scratch, { recursive: true, force: true });
}
