import { readSavedFile, writeSavedFile } from "../../core/files.ts";
import { AppError } from "../../core/index.ts";
import type { Calibration } from "../../search/index.ts";

/** What a calibration was learned from. */
export interface Learned {
  readonly calibration: Calibration;
  /** The model of the vectors. */
  readonly model: string;
  /** How many papers there were. */
  readonly papers: number;
}

const KIND = "relevance";
/** Raise it when the same evidence gives other features: what was learned is then learned anew. */
const METHOD = 1;

/** Throws AppError "storage-failed". */
export function saveLearned(path: string, learned: Learned): void {
  writeSavedFile(path, KIND, { method: METHOD, ...learned }, {});
}

/** Undefined where there is none that can be used: it can always be learned again. */
export function readLearned(path: string): Learned | undefined {
  try {
    const { method, ...learned } = readSavedFile(path, KIND).meta as Learned & { method: number }; // checksum holds
    return method === METHOD ? learned : undefined;
  } catch (error) {
    if (error instanceof AppError) return undefined;
    throw error;
  }
}
