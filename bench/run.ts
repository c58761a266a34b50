import { fork } from "node:child_process";
import type { Bench, Context } from "./bench.ts";
import type { Row } from "./row.ts";

/** What the process of one bench is told, and what it answers. */
interface Job {
  readonly name: string;
  readonly context: Context;
}
type Answer = { readonly rows: readonly Row[] };

/** The argument that tells such a process from the one that a user starts. */
const ALONE = "--alone";

export function isAlone(args: readonly string[]): boolean {
  return args[0] === ALONE;
}

/** Runs a bench in a fresh process, so that no other has filled its memory or taught its compiler. `script` is the file
 *  that calls `answerJob` when it is such a process. */
export function runAlone(script: string, job: Job): Promise<readonly Row[]> {
  const child = fork(script, [ALONE], { serialization: "advanced" });
  return new Promise((resolve, reject) => {
    let answer: Answer | undefined;
    child.once("message", (message) => {
      answer = message as Answer; // sent by answerJob
    });
    child.once("error", reject);
    child.once("exit", (code) => {
      if (answer !== undefined && code === 0) resolve(answer.rows);
      else reject(new Error(`The bench ${job.name} ended with code ${code}.`));
    });
    child.send(job);
  });
}

/** In the process that runAlone started: runs the bench it is told and answers with its rows. */
export function answerJob(benches: Readonly<Record<string, Bench>>): void {
  process.once("message", async (message) => {
    const { name, context } = message as Job; // sent by runAlone
    const rows = await benches[name]!(context);
    process.send?.({ rows } satisfies Answer, () => process.disconnect());
  });
}
