import { Worker } from "node:worker_threads";
import { AppError, type ErrorCode, throwIfCancelled } from "../core/index.ts";
import { workerUrl } from "../core/worker.ts";
import type { TextEncoder } from "./model.ts";
import type { StaticModel } from "./static/index.ts";

/** What a worker is started with. */
export interface WorkerStart {
  readonly model: StaticModel;
  readonly dimension: number | undefined;
  readonly thread: number;
}

export interface WorkerRequest {
  readonly job: number;
  readonly texts: readonly string[];
}

/** `ready` comes once, then one answer for each request, in order. */
export type WorkerAnswer =
  | { readonly kind: "ready"; readonly dimension: number }
  | { readonly kind: "vectors"; readonly job: number; readonly values: Float32Array }
  | { readonly kind: "failed"; readonly code: ErrorCode | undefined; readonly message: string };

/** Texts that a worker takes at a time: a few milliseconds, so that all finish together. */
const TEXTS_AT_ONCE = 64;

/** An encoder that shares texts out among `count` threads. Idle threads do not keep the process alive. */
export async function createEncoderPool(
  model: StaticModel,
  dimension: number | undefined,
  count: number,
): Promise<TextEncoder> {
  const workers = Array.from({ length: count }, (_, thread) => new EncoderWorker({ model, dimension, thread }));
  const close = async () => {
    await Promise.all(workers.map((worker) => worker.close()));
  };
  const columns = await Promise.all(workers.map((worker) => worker.ready)).catch(async (error: unknown) => {
    await close();
    throw error;
  });
  return encoderOf(workers, columns[0] ?? model.settings.dimension, close);
}

function encoderOf(workers: readonly EncoderWorker[], dimension: number, close: () => Promise<void>): TextEncoder {
  return {
    dimension,
    async encode(texts, signal) {
      const values = new Float32Array(texts.length * dimension);
      let next = 0;
      const work = async (worker: EncoderWorker) => {
        while (next < texts.length) {
          throwIfCancelled(signal);
          const start = next;
          next = start + TEXTS_AT_ONCE;
          values.set(await worker.encode(texts.slice(start, next)), start * dimension);
        }
      };
      try {
        await Promise.all(workers.map(work));
      } catch (error) {
        next = texts.length; // the others stop as well
        throw error;
      }
      return { count: texts.length, dimension, values };
    },
    close,
  };
}

interface Job {
  readonly resolve: (values: Float32Array) => void;
  readonly reject: (error: unknown) => void;
}

/** One thread, and the answers that are awaited from it. */
class EncoderWorker {
  /** The length of its vectors, once it runs. */
  readonly ready: Promise<number>;
  readonly #worker: Worker;
  readonly #jobs = new Map<number, Job>();
  #lastJob = 0;
  #failure: unknown;

  constructor(start: WorkerStart) {
    // No options of the process: the worker is plain JavaScript, and some (--input-type) are not for files.
    this.#worker = new Worker(workerUrl("./worker.js", import.meta.url), { workerData: start, execArgv: [] });
    this.ready = new Promise((resolve, reject) => {
      this.#worker.on("message", (answer: WorkerAnswer) => {
        if (answer.kind === "vectors") this.#finish(answer.job, answer.values);
        else if (answer.kind === "ready") {
          this.#worker.unref();
          resolve(answer.dimension);
        } else reject(errorOf(answer));
      });
      this.#worker.on("error", (error) => {
        this.#fail(error);
        reject(error);
      });
      this.#worker.on("exit", () => {
        const error = new AppError("cancelled", "The model was closed while it was embedding.");
        this.#fail(error);
        reject(error);
      });
    });
  }

  encode(texts: readonly string[]): Promise<Float32Array> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure);
    const job = ++this.#lastJob;
    return new Promise((resolve, reject) => {
      this.#jobs.set(job, { resolve, reject });
      this.#worker.ref();
      this.#worker.postMessage({ job, texts } satisfies WorkerRequest);
    });
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  #finish(job: number, values: Float32Array): void {
    this.#jobs.get(job)?.resolve(values);
    this.#jobs.delete(job);
    if (this.#jobs.size === 0) this.#worker.unref();
  }

  #fail(error: unknown): void {
    this.#failure ??= error;
    for (const job of this.#jobs.values()) job.reject(this.#failure);
    this.#jobs.clear();
  }
}

function errorOf({ code, message }: Extract<WorkerAnswer, { kind: "failed" }>): Error {
  return code === undefined ? new Error(message) : new AppError(code, message);
}
