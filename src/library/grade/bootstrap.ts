import type { Rng } from "../../core/index.ts";
import { mean } from "./mean.ts";

/** A mean with the range that it would be in 95 times of 100 for other samples of the same kind. */
export interface Interval {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

const RESAMPLES = 1000;

/** The mean of the values with its 95 % bootstrap percentile interval (Efron, 1979); zeros for no values. */
export function bootstrapMean(values: readonly number[], rng: Rng): Interval {
  const means = Float64Array.from({ length: RESAMPLES }, () =>
    mean(values.map(() => values[Math.floor(rng() * values.length)] ?? 0)),
  ).sort();
  const at = (share: number) => means[Math.floor(share * (RESAMPLES - 1))] ?? 0;
  return { mean: mean(values), low: at(0.025), high: at(0.975) };
}
