import type { RejectTable } from "../../store/index.ts";
import type { CheckAnswer, RejectsAnswer } from "../../wire/index.ts";
import { startCheck } from "./start-check.ts";

export interface UpkeepParts {
  readonly folder: string;
  readonly modelsFolder: string;
  readonly clock: () => Date;
  readonly rejects: RejectTable;
}

/** What tells whether a library is well: what could not be read into it, and an examination of its files. */
export class UpkeepDesk {
  readonly #parts: UpkeepParts;
  #check: { readonly answer: Promise<CheckAnswer>; readonly cancel: () => Promise<void> } | undefined;

  constructor(parts: UpkeepParts) {
    this.#parts = parts;
  }

  /** Records that could not be used, the input read last first, in the order of their lines. */
  rejects(k: number, offset: number): RejectsAnswer {
    const { rejects } = this.#parts;
    return { total: rejects.count(), offset, rejects: rejects.page(k, offset) };
  }

  /** Examines the library in a thread of its own. Who asks while that goes on gets the same answer. */
  async check(): Promise<CheckAnswer> {
    this.#check ??= this.#start();
    try {
      return await this.#check.answer;
    } finally {
      this.#check = undefined;
    }
  }

  async close(): Promise<void> {
    await this.#check?.cancel();
  }

  #start() {
    const { folder, modelsFolder, clock } = this.#parts;
    const begun = clock().getTime();
    const { finished, cancel } = startCheck({ folder, modelsFolder });
    const answer = finished.then((checks) => ({
      ok: checks.every((check) => check.ok),
      checks: [...checks],
      seconds: (clock().getTime() - begun) / 1000,
    }));
    return { answer, cancel };
  }
}
