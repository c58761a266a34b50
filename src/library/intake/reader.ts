import { Worker } from "node:worker_threads";
import { AppError, type ErrorCode } from "../../core/index.ts";
import { workerUrl } from "../../core/worker.ts";
import type { IngestCounts, IngestReport, PaperOutcome } from "../ingest.ts";
import type { LibraryOptions } from "../options.ts";

/** What the thread is to read, and into which library. */
export interface ReaderWork {
  readonly library: Pick<LibraryOptions, "folder" | "modelsFolder" | "model" | "allowDownload">;
  readonly path: string;
  /** What the file is called. */
  readonly name: string;
  readonly source?: string;
  /** ISO 8601, UTC: the clock of the thread goes on from here. */
  readonly now: string;
  /** Time before another attempt, while another process is writing. */
  readonly retryMs: number;
}

export interface Met {
  readonly row: number;
  readonly outcome: PaperOutcome;
}

export type ReaderProgress = IngestCounts & { readonly doneBytes: number };

export type ReaderAnswer =
  | { readonly kind: "progress"; readonly progress: ReaderProgress }
  | { readonly kind: "message"; readonly message: string | undefined }
  | {
      readonly kind: "finished";
      readonly report: IngestReport;
      readonly doneBytes: number;
      readonly met: readonly Met[];
    }
  | { readonly kind: "failed"; readonly code: ErrorCode; readonly message: string };

export interface Reading {
  /** Rejects with an AppError; "cancelled" when the thread was ended. */
  readonly finished: Promise<Extract<ReaderAnswer, { kind: "finished" }>>;
  /** Ends the reading; what was read is finished first. */
  stop(): void;
  /** Ends the thread at once; what was read is embedded by the next run. */
  abandon(): Promise<void>;
}

/** Reads a file into a library in a thread of its own, which opens the library itself. */
export function startReader(
  work: ReaderWork,
  onProgress: (progress: ReaderProgress) => void,
  onMessage: (message: string | undefined) => void,
): Reading {
  const worker = new Worker(workerUrl("./reader-worker.js", import.meta.url), { workerData: work, execArgv: [] });
  const finished = new Promise<Extract<ReaderAnswer, { kind: "finished" }>>((resolve, reject) => {
    worker.on("message", (answer: ReaderAnswer) => {
      if (answer.kind === "progress") onProgress(answer.progress);
      else if (answer.kind === "message") onMessage(answer.message);
      else if (answer.kind === "finished") resolve(answer);
      else reject(new AppError(answer.code, answer.message));
    });
    worker.on("error", reject);
    worker.on("exit", () => reject(new AppError("cancelled", "The reading was ended.")));
  });
  finished.catch(() => undefined); // whoever waits is told
  return {
    finished: finished.finally(() => worker.terminate()),
    stop: () => worker.postMessage("stop"),
    async abandon() {
      await worker.terminate();
    },
  };
}
