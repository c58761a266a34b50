import type { IntakeJob } from "../../wire/index.ts";

export type JobState = Omit<IntakeJob, "job" | "kind" | "name" | "createdAt">;
type Listener = (job: IntakeJob) => void;

/** One piece of work of the intake: what is known of it, and who wants to know. */
export class Job {
  readonly #fixed: Pick<IntakeJob, "job" | "kind" | "name" | "createdAt">;
  readonly #listeners = new Set<Listener>();
  readonly #cancel = new AbortController();
  #state: JobState;

  constructor(fixed: Pick<IntakeJob, "job" | "kind" | "name" | "createdAt">, totalBytes: number) {
    this.#fixed = fixed;
    this.#state = {
      state: "queued",
      totalBytes,
      doneBytes: 0,
      read: 0,
      added: 0,
      updated: 0,
      unchanged: 0,
      rejected: 0,
      embedded: 0,
      papers: [],
    };
  }

  get id(): string {
    return this.#fixed.job;
  }

  get kind(): IntakeJob["kind"] {
    return this.#fixed.kind;
  }

  get name(): string {
    return this.#fixed.name;
  }

  get hasEnded(): boolean {
    return this.#state.endedAt !== undefined;
  }

  get isQueued(): boolean {
    return this.#state.state === "queued";
  }

  /** Fires when the reader wants it to end. */
  get cancelled(): AbortSignal {
    return this.#cancel.signal;
  }

  cancel(): void {
    this.#cancel.abort();
  }

  describe(): IntakeJob {
    return { ...this.#fixed, ...this.#state };
  }

  /** Changes what is known; a job that has ended stays as it is. */
  update(change: Partial<JobState>): void {
    if (this.hasEnded) return;
    this.#state = { ...this.#state, ...change };
    const description = this.describe();
    for (const listener of this.#listeners) listener(description);
  }

  /** Calls the listener now and with every change until the returned function is called. */
  watch(listener: Listener): () => void {
    this.#listeners.add(listener);
    listener(this.describe());
    return () => void this.#listeners.delete(listener);
  }
}
