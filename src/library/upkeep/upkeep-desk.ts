import type { RejectTable } from "../../store/index.ts";
import type { CheckAnswer, GradeAnswer, RejectsAnswer } from "../../wire/index.ts";
import { startCheck } from "./start-check.ts";

/** Work that is under way, for all who ask for it meanwhile. */
interface Asked<Answer> {
  readonly answer: Promise<Answer>;
  readonly cancel: () => Promise<void>;
}

export interface UpkeepParts {
  readonly folder: string;
  readonly modelsFolder: string;
  readonly clock: () => Date;
  readonly rejects: RejectTable;
}

/** What tells whether a library is well: what could not be read into it, and an examination of its files. */
export class UpkeepDesk {
  readonly #parts: UpkeepParts;
  #check: Asked<CheckAnswer> | undefined;
  #grade: Asked<GradeAnswer> | undefined;

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

  /** Grades the library on its own papers in a thread of its own, for all who ask meanwhile. Throws AppError "not-found"
   *  where there are too few papers to say anything. */
  async grade(): Promise<GradeAnswer> {
    const { folder, modelsFolder } = this.#parts;
    if (this.#grade === undefined) {
      const { finished, cancel } = startCheck({ kind: "grade", folder, modelsFolder });
      this.#grade = { answer: finished, cancel };
    }
    try {
      return await this.#grade.answer;
    } finally {
      this.#grade = undefined;
    }
  }

  async close(): Promise<void> {
    await Promise.all([this.#check?.cancel(), this.#grade?.cancel()]);
  }

  #start(): Asked<CheckAnswer> {
    const { folder, modelsFolder, clock } = this.#parts;
    const begun = clock().getTime();
    const { finished, cancel } = startCheck({ kind: "check", folder, modelsFolder });
    const answer = finished.then((checks) => ({
      ok: checks.every((check) => check.ok),
      checks: [...checks],
      seconds: (clock().getTime() - begun) / 1000,
    }));
    return { answer, cancel };
  }
}
