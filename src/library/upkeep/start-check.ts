import { Worker } from "node:worker_threads";
import { AppError, type ErrorCode } from "../../core/index.ts";
import { workerUrl } from "../../core/worker.ts";
import type { GradeAnswer } from "../../wire/index.ts";
import type { Check } from "../examine.ts";

/** What each kind of work finds. */
export interface CheckFindings {
  readonly check: readonly Check[];
  readonly grade: GradeAnswer;
}

export interface CheckWork {
  readonly kind: keyof CheckFindings;
  readonly folder: string;
  readonly modelsFolder: string;
}

export type CheckMessage =
  | { readonly kind: "finished"; readonly found: CheckFindings[keyof CheckFindings] }
  | { readonly kind: "failed"; readonly code: ErrorCode; readonly message: string };

/** Work that goes on in a thread of its own. */
export interface StartedCheck<Kind extends keyof CheckFindings> {
  /** Rejects with AppError("cancelled") when it is cancelled, and with what the work throws. */
  readonly finished: Promise<CheckFindings[Kind]>;
  readonly cancel: () => Promise<void>;
}

/** Runs `examine` ("check") or `gradeLibrary` ("grade") in a thread of its own. */
export function startCheck<Kind extends keyof CheckFindings>(work: CheckWork & { kind: Kind }): StartedCheck<Kind> {
  const worker = new Worker(workerUrl("./check-worker.js", import.meta.url), { workerData: work, execArgv: [] });
  const finished = new Promise<CheckFindings[Kind]>((resolve, reject) => {
    worker.on("message", (message: CheckMessage) => {
      if (message.kind === "finished")
        resolve(message.found as CheckFindings[Kind]); // what the worker did is its kind
      else reject(new AppError(message.code, message.message));
    });
    worker.on("error", reject);
    worker.on("exit", () => reject(new AppError("cancelled", "The check was cancelled.")));
  });
  finished.catch(() => undefined); // whoever waits is told
  const cancel = async () => void (await worker.terminate());
  return { finished: finished.finally(cancel), cancel };
}
