import { Worker } from "node:worker_threads";
import { AppError, type ErrorCode, type OnProgress, type Progress } from "../../core/index.ts";
import { workerUrl } from "../../core/worker.ts";
import type { Expected } from "../../knn/index.ts";
import type { Report } from "../indexes.ts";

export interface MapJob {
  readonly storePath: string;
  readonly mapPath: string;
  /** Whose vectors the library has. */
  readonly expected: Expected;
  /** "update" lays out what has no map and places what came since; "refit" lays all out again, like the map that was;
   *  "build" forgets that one. */
  readonly work: "update" | "refit" | "build";
  readonly seed: number;
  readonly threads: number;
  /** ISO 8601, UTC. */
  readonly now: string;
}

export type MapAnswer =
  | { readonly kind: "report"; readonly line: string }
  | { readonly kind: "progress"; readonly progress: Progress }
  | { readonly kind: "finished" }
  | { readonly kind: "failed"; readonly code: ErrorCode; readonly message: string };

export interface MapBuilder {
  /** Resolves when the map is in its file. Rejects with an AppError, "cancelled" among them. */
  readonly finished: Promise<void>;
  /** Ends the work; the file stays as it was. */
  cancel(): Promise<void>;
}

/** Brings the saved map in step with the store in a thread of its own, which reads the store itself. */
export function startMapBuilder(job: MapJob, report: Report, onProgress?: OnProgress): MapBuilder {
  const worker = new Worker(workerUrl("./map-worker.js", import.meta.url), { workerData: job, execArgv: [] });
  const finished = new Promise<void>((resolve, reject) => {
    worker.on("message", (answer: MapAnswer) => {
      if (answer.kind === "report") report(answer.line);
      else if (answer.kind === "progress") onProgress?.(answer.progress);
      else if (answer.kind === "finished") resolve();
      else reject(new AppError(answer.code, answer.message));
    });
    worker.on("error", (error) => reject(error));
    worker.on("exit", () => reject(new AppError("cancelled", "The work on the map was cancelled.")));
  });
  finished.catch(() => undefined); // whoever waits is told; nobody has to
  return {
    finished: finished.finally(() => worker.terminate()),
    async cancel() {
      await worker.terminate();
    },
  };
}
