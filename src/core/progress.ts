/** How far a long piece of work has come. */
export interface Progress {
  /** What is being done, for example "Embedding". */
  readonly stage: string;
  readonly done: number;
  /** Absent while the size of the work is not known. */
  readonly total?: number;
  /** What is counted, plural, for example "papers". */
  readonly unit: string;
}

export type OnProgress = (progress: Progress) => void;
