import { Worker } from "node:worker_threads";
import { AppError } from "../../core/index.ts";
import { workerUrl } from "../../core/worker.ts";
import type { Check } from "../examine.ts";

export interface CheckWork {
  readonly folder: string;
  readonly modelsFolder: string;
}

/** Runs `examine` in a thread of its own. `finished` rejects with AppError("cancelled") when it is cancelled. */
export function startCheck(work: CheckWork): { finished: Promise<readonly Check[]>; cancel: () => Promise<void> } {
  const worker = new Worker(workerUrl("./check-worker.js", import.meta.url), { workerData: work, execArgv: [] });
  const finished = new Promise<readonly Check[]>((resolve, reject) => {
    worker.on("message", resolve);
    worker.on("error", reject);
    worker.on("exit", () => reject(new AppError("cancelled", "The check was cancelled.")));
  });
  finished.catch(() => undefined); // whoever waits is told
  const cancel = async () => void (await worker.terminate());
  return { finished: finished.finally(cancel), cancel };
}
