import type { ReadingAnswer } from "../../../src/wire/index.ts";
import type { SendError } from "./outbox.ts";

export interface LoaderDoors {
  load(): Promise<ReadingAnswer>;
  later(run: () => void, delayMs: number): () => void;
  take(answer: ReadingAnswer): void;
}

const RETRY_DELAYS_MS = [1_000, 2_000, 4_000, 8_000, 15_000];

/** An answer that is older than what is known is asked for again so often; then the file was put back to an older one. */
const MAX_OLDER = 3;

/** Asks the server for everything, one question at a time, and again while it is away. */
export class Loader {
  readonly #doors: LoaderDoors;
  /** The newest revision that is known to be there. */
  #wanted = 0;
  #loading = false;
  #failures = 0;
  #older = 0;
  #callOff: (() => void) | undefined;

  constructor(doors: LoaderDoors) {
    this.#doors = doors;
  }

  /** Somebody has seen this revision: answers from before it are not taken. */
  expect(revision: number): void {
    this.#wanted = Math.max(this.#wanted, revision);
  }

  reload(): void {
    if (this.#loading) return;
    this.#loading = true;
    this.#callOff?.();
    this.#doors.load().then(
      (answer) => this.#came(answer),
      (error: SendError) => this.#failed(error),
    );
  }

  #came(answer: ReadingAnswer): void {
    this.#loading = false;
    this.#failures = 0;
    if (answer.revision < this.#wanted && this.#older++ < MAX_OLDER) {
      this.reload();
      return;
    }
    this.#older = 0;
    this.#wanted = answer.revision;
    this.#doors.take(answer);
  }

  #failed(error: SendError): void {
    this.#loading = false;
    if (!error.away) return;
    const delayMs = RETRY_DELAYS_MS[Math.min(this.#failures++, RETRY_DELAYS_MS.length - 1)] ?? 0;
    this.#callOff = this.#doors.later(() => this.reload(), delayMs);
  }
}
