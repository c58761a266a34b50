import type { Searchable } from "../engine.ts";
import type { Calibration, Curve } from "./calibration.ts";
import { fitLogistic, type Observation, probabilityOf } from "./logistic.ts";
import { drawTrials, type Features, type LearnOptions, type Trial } from "./trials.ts";

/** This share of the papers that telling questions ask for may be missed, where the bar is not at its highest. Raise it
 *  for fewer false answers. */
const MISSED = 0.03;
/** Lowest and highest bar: where known papers are far above it, questions in other words than theirs are not. */
const BARS = [0.3, 0.6] as const;

/** Learns from the library itself how likely a hit is to be about its query. Questions are made from a sample of papers;
 *  what is left of the paper is what an answer looks like, and the best hit once the paper and its neighbours are thought
 *  away is what the library gives to a question that it has no answer to. Both are taken to be equally frequent.
 *  Undefined for a library of fewer than LEAST_PAPERS papers, or with few abstracts. The same library and seed teach the
 *  same. */
export async function learnCalibration(parts: Searchable, options: LearnOptions): Promise<Calibration | undefined> {
  const trials = await drawTrials(parts, options);
  return trials === undefined ? undefined : calibrationOf(trials);
}

/** Fits the probabilities to the trials. */
export function calibrationOf(trials: readonly Trial[]): Calibration {
  return {
    meaning: curveOf(trials, ({ meaning }) => meaning),
    words: curveOf(trials, ({ words }) => words),
  };
}

function curveOf(trials: readonly Trial[], featuresIn: (features: Features) => readonly number[] | undefined): Curve {
  const observed = (features: Features, happened: boolean): Observation[] => {
    const found = featuresIn(features);
    return found === undefined ? [] : [{ features: found, happened }];
  };
  const weights = fitLogistic(
    trials.flatMap(({ own, absent }) => [...observed(own, true), ...observed(absent, false)]),
  );
  const known = trials
    .filter(({ isTelling }) => isTelling)
    .flatMap(({ indexed }) => observed(indexed, true))
    .map(({ features }) => probabilityOf(weights, features))
    .sort((a, b) => a - b);
  const [least, most] = BARS;
  return { weights, bar: Math.min(most, Math.max(least, known[Math.floor(MISSED * known.length)] ?? least)) };
}
