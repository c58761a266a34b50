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

/** "stop" ends the reading that is under way. */
export type ReaderQuestion = { readonly kind: "read"; readonly work: ReaderWork } | { readonly kind: "stop" };

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

type Finished = Extract<ReaderAnswer, { kind: "finished" }>;

export interface Reading {
  /** Rejects with an AppError; "cancelled" when the thread was ended. */
  readonly finished: Promise<Finished>;
  /** Ends the reading; what was read is finished first. */
  stop(): void;
  /** Ends the thread at once; what was read is embedded by the next run. */
  abandon(): void;
}

/** So long the thread waits for another file: to load all that it needs takes longer than to read a small one. */
const IDLE_MS = 20_000;

/** Reads files into a library in a thread of its own, one at a time. The thread begins with the first file. */
export class Reader {
  #worker: Worker | undefined;
  #listener: Listener | undefined;
  #idle: NodeJS.Timeout | undefined;

  /** Begins to read; nothing else may be under way. */
  read(
    work: ReaderWork,
    onProgress: (progress: ReaderProgress) => void,
    onMessage: (message: string | undefined) => void,
  ): Reading {
    clearTimeout(this.#idle);
    const worker = this.#worker ?? this.#begin();
    const heard = new Promise<Finished>((resolve, reject) => {
      const hear = (answer: ReaderAnswer) => {
        if (answer.kind === "progress") onProgress(answer.progress);
        else if (answer.kind === "message") onMessage(answer.message);
        else if (answer.kind === "finished") resolve(answer);
        else reject(new AppError(answer.code, answer.message));
      };
      this.#listener = { hear, reject };
    });
    ask(worker, { kind: "read", work });
    const finished = heard.finally(() => {
      this.#listener = undefined;
      this.#idle = setTimeout(() => void this.close(), IDLE_MS).unref();
    });
    finished.catch(() => undefined); // whoever waits is told
    return {
      finished,
      stop: () => ask(worker, { kind: "stop" }),
      abandon: () => void worker.terminate(),
    };
  }

  /** Ends the thread, when nothing is under way; the next file begins another. */
  async close(): Promise<void> {
    clearTimeout(this.#idle);
    const worker = this.#worker;
    this.#worker = undefined; // at once: one that is ending hears no more questions
    await worker?.terminate();
  }

  #begin(): Worker {
    const worker = new Worker(workerUrl("./reader-worker.js", import.meta.url), { execArgv: [] });
    const end = (error: Error) => {
      if (this.#worker !== worker) return;
      this.#worker = undefined;
      this.#listener?.reject(error);
    };
    worker.on("message", (answer: ReaderAnswer) => this.#listener?.hear(answer));
    worker.on("error", end);
    worker.on("exit", () => end(new AppError("cancelled", "The reading was ended.")));
    this.#worker = worker;
    return worker;
  }
}

interface Listener {
  readonly hear: (answer: ReaderAnswer) => void;
  readonly reject: (error: Error) => void;
}

function ask(worker: Worker, question: ReaderQuestion): void {
  worker.postMessage(question);
}
