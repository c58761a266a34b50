import { spawnSync } from "node:child_process";
import { join } from "node:path";

/** Worker threads, the command line and the browser tests run from dist/: builds it once, before any test file. */
export function setup(): void {
  const script = join(import.meta.dirname, "../scripts/build.js");
  const { status, stderr } = spawnSync(process.execPath, [script], { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
}
