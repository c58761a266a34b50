const MEGABYTE = 1_000_000;
const SECOND = 1000;

/** How much an answer may cost. */
export interface Limits {
  /** What is longer, unpacked, is cut there. */
  readonly maxBytes: number;
  readonly connectMs: number;
  /** Longest silence. */
  readonly idleMs: number;
  /** Longest time for one answer. */
  readonly totalMs: number;
  /** How often a request that failed in passing is made again. */
  readonly retries: number;
  /** The first pause before that; each further one is twice as long. */
  readonly firstPauseMs: number;
  /** Who asks for a longer pause is not asked again in this run. */
  readonly maxPauseMs: number;
  readonly redirects: number;
}

export const LIMITS: Limits = {
  maxBytes: 64 * MEGABYTE,
  connectMs: 15 * SECOND,
  idleMs: 30 * SECOND,
  totalMs: 300 * SECOND,
  retries: 3,
  firstPauseMs: 2 * SECOND,
  maxPauseMs: 60 * SECOND,
  redirects: 5,
};
