import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Check, examine } from "../../library/index.ts";
import { MODELS_FOLDER, PAGE_FOLDER } from "../environment.ts";
import type { CommonOptions } from "../options.ts";
import type { Output } from "../output.ts";

const OLDEST_NODE = 20;

/** Examines program and library. Exit code 1 when anything is wrong. */
export async function doctor(options: CommonOptions, output: Output): Promise<number> {
  const checks = [checkNode(), checkPage(), ...(await examine(options.library, MODELS_FOLDER))];
  const ok = checks.every((check) => check.ok);
  if (options.json) output.json({ ok, checks });
  else
    for (const check of checks) output.line(`${check.ok ? "ok   " : "WRONG"} ${check.name.padEnd(14)} ${check.detail}`);
  return ok ? 0 : 1;
}

function checkNode(): Check {
  const { node } = process.versions;
  return {
    name: "Node",
    ok: Number(node.split(".")[0]) >= OLDEST_NODE,
    detail: `${node}, needed: ${OLDEST_NODE} or later`,
  };
}

function checkPage(): Check {
  const ok = existsSync(join(PAGE_FOLDER, "index.html"));
  return { name: "page", ok: true, detail: ok ? "built" : "not built yet: npm start builds it" };
}
