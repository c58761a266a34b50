import { AppError } from "../../core/index.ts";
import { gradeLibrary } from "../../library/index.ts";
import type { GradeLine } from "../../wire/index.ts";
import { MODELS_FOLDER } from "../environment.ts";
import { modelChoice } from "../options.ts";
import { duration, number, type Output } from "../output.ts";
import type { EvalCommandOptions } from "./eval.ts";

const MARKS: Readonly<Record<GradeLine["verdict"], string>> = { ok: "ok     ", warning: "WARNING", failed: "FAILED " };

/** Grades the user's own library on its own papers. Exit code 1 when anything failed. */
export async function grade(options: EvalCommandOptions, output: Output): Promise<number> {
  if (Object.keys(modelChoice(options)).length > 0) {
    throw new AppError("bad-request", "Expected a folder of judgements beside options of the model, got none.");
  }
  const folder = options.library ?? "index";
  const answer = await gradeLibrary({
    folder,
    modelsFolder: MODELS_FOLDER,
    now: () => performance.now(),
    residentBytes: () => process.memoryUsage.rss(),
    ...(output.progress === undefined ? {} : { onProgress: output.progress }),
  });
  output.endProgress();
  if (options.json) output.json(answer);
  else {
    output.line(`${folder}: ${number(answer.papers)} papers, ${answer.model}, ${duration(answer.seconds)}`);
    for (const { name, verdict, detail, advice } of answer.lines) {
      output.line(`${MARKS[verdict]} ${name.padEnd(10)} ${detail}`);
      if (advice !== undefined) output.line(`${" ".repeat(19)}${advice}`);
    }
  }
  return answer.ok ? 0 : 1;
}
