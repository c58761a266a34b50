import { Worker } from "node:worker_threads";
import { AppError, type ErrorCode, type OnProgress, type Progress } from "../core/index.ts";
import { workerUrl } from "../core/worker.ts";
import type { Expected } from "../knn/index.ts";
import type { Report } from "./indexes.ts";

export interface BuilderJob {
  readonly storePath: string;
  readonly indexPath: string;
  readonly expected: Expected;
}

export type BuilderRequest = "catch-up" | "finish";
export type BuilderAnswer =
  | { readonly kind: "report"; readonly line: string }
  | { readonly kind: "progress"; readonly progress: Progress }
  | { readonly kind: "finished"; readonly count: number }
  | { readonly kind: "failed"; readonly code: ErrorCode; readonly message: string };

/** Keeps the saved HNSW index in step with the store from a thread of its own, which reads the store itself. */
export interface HnswBuilder {
  /** Says that vectors have been written. */
  catchUp(): void;
  /** Adds what is left and saves the index. Resolves to the number of vectors in it. */
  finish(): Promise<number>;
  /** Ends the thread; nothing is saved. */
  abandon(): Promise<void>;
}

/** A builder whose thread starts with the first thing to do. */
export function startHnswBuilder(job: BuilderJob, report: Report, onProgress?: OnProgress): HnswBuilder {
  let builder: HnswBuilder | undefined;
  const started = () => {
    builder ??= startThread(job, report, onProgress);
    return builder;
  };
  return {
    catchUp: () => started().catchUp(),
    finish: () => started().finish(),
    abandon: async () => builder?.abandon(),
  };
}

function startThread(job: BuilderJob, report: Report, onProgress: OnProgress | undefined): HnswBuilder {
  const worker = new Worker(workerUrl("./hnsw-worker.js", import.meta.url), { workerData: job });
  const finished = new Promise<number>((resolve, reject) => {
    worker.on("message", (answer: BuilderAnswer) => {
      if (answer.kind === "report") report(answer.line);
      else if (answer.kind === "progress") onProgress?.(answer.progress);
      else if (answer.kind === "finished") resolve(answer.count);
      else reject(new AppError(answer.code, answer.message));
    });
    worker.on("error", reject);
    worker.on("exit", () => reject(new AppError("storage-failed", "The thread that builds the HNSW index has ended.")));
  });
  finished.catch(() => undefined); // reported by finish(); until then nobody waits for it
  const ask = (request: BuilderRequest) => worker.postMessage(request);
  return {
    catchUp: () => ask("catch-up"),
    async finish() {
      ask("finish");
      const count = await finished;
      await worker.terminate();
      return count;
    },
    async abandon() {
      await worker.terminate();
    },
  };
}
