/** Threads that share a piece of work. Needs Node. */
import { parentPort, Worker, workerData } from "node:worker_threads";
import { AppError, type ErrorCode, messageOf } from "./errors.ts";

type LaneAnswer =
  | { readonly kind: "done"; readonly result: unknown }
  | { readonly kind: "failed"; readonly code: ErrorCode | undefined; readonly message: string };

/** Threads of one kind that take jobs until they are closed. */
export interface Lanes<Job, Result> {
  /** Does the jobs, each on a thread that is free, and gives the results in the order of the jobs. Which thread does
   *  which job is left to chance: jobs must not depend on it. */
  run(jobs: readonly Job[], onDone?: (done: number) => void): Promise<Result[]>;
  /** Ends the threads; work under way fails with AppError("cancelled"). */
  close(): Promise<void>;
}

/** Starts `threads` threads on the file at `url`, which calls `answerJobs`. They share `setup`, in which shared buffers
 *  stay shared. When the signal fires, work under way fails with AppError("cancelled"). */
export function openLanes<Job, Result>(
  url: URL,
  setup: unknown,
  threads: number,
  signal?: AbortSignal,
): Lanes<Job, Result> {
  const lanes = Array.from({ length: threads }, () => new Lane(url, setup));
  const close = async () => {
    signal?.removeEventListener("abort", close);
    await Promise.all(lanes.map((lane) => lane.close()));
  };
  if (signal?.aborted) void close();
  signal?.addEventListener("abort", close);
  return {
    async run(jobs, onDone) {
      const results: Result[] = new Array(jobs.length);
      let next = 0;
      let done = 0;
      const work = async (lane: Lane) => {
        while (next < jobs.length) {
          const job = next++;
          results[job] = (await lane.ask(jobs[job])) as Result; // the file at `url` answers jobs of this kind
          onDone?.(++done);
        }
      };
      await Promise.all(lanes.map(work));
      return results;
    },
    close,
  };
}

/** In a thread that openLanes started: prepares with the shared setup, then answers each job. */
export function answerJobs<Setup, Job, Result>(prepare: (setup: Setup) => (job: Job) => Result): void {
  const say = (answer: LaneAnswer) => parentPort?.postMessage(answer);
  const attempt = <T>(work: () => T): T | undefined => {
    try {
      return work();
    } catch (error) {
      const code = error instanceof AppError ? error.code : undefined;
      say({ kind: "failed", code, message: messageOf(error) });
      return undefined;
    }
  };
  let handler: ((job: Job) => Result) | undefined;
  parentPort?.on("message", (job: Job) => {
    attempt(() => {
      handler ??= prepare(workerData as Setup); // given by openLanes
      say({ kind: "done", result: handler(job) });
    });
  });
}

class Lane {
  readonly #worker: Worker;
  #waiting: { resolve: (result: unknown) => void; reject: (error: unknown) => void } | undefined;
  #failure: unknown;

  constructor(url: URL, setup: unknown) {
    this.#worker = new Worker(url, { workerData: setup, execArgv: [] });
    this.#worker.on("message", (answer: LaneAnswer) => {
      const waiting = this.#waiting;
      this.#waiting = undefined;
      if (answer.kind === "done") waiting?.resolve(answer.result);
      else
        waiting?.reject(
          answer.code === undefined ? new Error(answer.message) : new AppError(answer.code, answer.message),
        );
    });
    this.#worker.on("error", (error) => this.#fail(error));
    this.#worker.on("exit", () => this.#fail(new AppError("cancelled", "The work was cancelled.")));
  }

  ask(job: unknown): Promise<unknown> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure);
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.#worker.postMessage(job);
    });
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  #fail(error: unknown): void {
    this.#failure ??= error;
    this.#waiting?.reject(this.#failure);
    this.#waiting = undefined;
  }
}
