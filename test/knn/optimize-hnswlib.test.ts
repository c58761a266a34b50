import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";

const SCRIPT = join(import.meta.dirname, "../../scripts/optimize-hnswlib.js");
const PACKAGE = join(dirname(createRequire(import.meta.url).resolve("hnswlib-node")), "..");

describe("the script that compiles hnswlib for AVX2", () => {
  it("finds that the installed binary measures and finds neighbors as plain arithmetic does", () => {
    expect(run(["--check", join(PACKAGE, "build/Release/addon.node")])).toMatchObject({ status: 0, stdout: "" });
  });

  it("finds that another binary does not", () => {
    expect(run(["--check", createRequire(import.meta.url).resolve("better-sqlite3")]).status).not.toBe(0);
  });

  it("does and says nothing when it is told to skip", () => {
    expect(run([], { ORRERY_SKIP_NATIVE_BUILD: "1" })).toMatchObject({ status: 0, stdout: "", stderr: "" });
  });
});

function run(parameters: readonly string[], environment: Record<string, string> = {}) {
  return spawnSync(process.execPath, [SCRIPT, ...parameters], {
    encoding: "utf8",
    env: { ...process.env, ...environment },
  });
}
