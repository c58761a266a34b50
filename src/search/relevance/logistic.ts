/** One observation: its features (the first is 1) and whether the event happened. */
export interface Observation {
  readonly features: readonly number[];
  readonly happened: boolean;
}

/** Keeps weights finite where a feature separates the classes; of no weight otherwise. */
const RIDGE = 0.01;
const MOST_STEPS = 50;
const CLOSE = 1e-9;

/** Weights of the logistic regression: the maximum of the likelihood less RIDGE / 2 times the squared weights (but the
 *  first). Newton's method with halved steps (iteratively reweighted least squares). Observations are finite numbers and
 *  have equally many features. O(steps · observations · features²). */
export function fitLogistic(observations: readonly Observation[]): number[] {
  const size = observations[0]?.features.length ?? 0;
  let weights = new Array<number>(size).fill(0);
  let loss = lossOf(observations, weights);
  for (let step = 0; step < MOST_STEPS; step++) {
    const direction = newtonStep(observations, weights);
    const before = loss;
    for (let scale = 1; scale > CLOSE; scale /= 2) {
      const tried = weights.map((weight, i) => weight + scale * (direction[i] ?? 0));
      const lossThere = lossOf(observations, tried);
      if (!(lossThere < loss)) continue;
      weights = tried;
      loss = lossThere;
      break;
    }
    if (before - loss <= CLOSE * Math.abs(before)) break;
  }
  return weights;
}

/** The probability that the weights give to the event. */
export function probabilityOf(weights: readonly number[], features: readonly number[]): number {
  let sum = 0;
  for (const [i, weight] of weights.entries()) sum += weight * (features[i] ?? 0);
  return 1 / (1 + Math.exp(-sum));
}

function lossOf(observations: readonly Observation[], weights: readonly number[]): number {
  let loss = 0;
  for (let i = 1; i < weights.length; i++) loss += (RIDGE / 2) * (weights[i] ?? 0) ** 2;
  for (const { features, happened } of observations) {
    let sum = 0;
    for (const [i, weight] of weights.entries()) sum += weight * (features[i] ?? 0);
    const margin = happened ? sum : -sum;
    loss += margin > 0 ? Math.log1p(Math.exp(-margin)) : Math.log1p(Math.exp(margin)) - margin;
  }
  return loss;
}

/** Solves (Hessian) · step = gradient of the likelihood. */
function newtonStep(observations: readonly Observation[], weights: readonly number[]): number[] {
  const size = weights.length;
  const rows = weights.map((weight, i) => {
    const row = new Float64Array(size + 1);
    row[i] = i === 0 ? CLOSE : RIDGE;
    row[size] = i === 0 ? 0 : -RIDGE * weight;
    return row;
  });
  for (const { features, happened } of observations) {
    const probability = probabilityOf(weights, features);
    const spread = probability * (1 - probability);
    for (const [i, row] of rows.entries()) {
      const feature = features[i] ?? 0;
      for (let j = 0; j < size; j++) row[j] = (row[j] ?? 0) + spread * feature * (features[j] ?? 0);
      row[size] = (row[size] ?? 0) + ((happened ? 1 : 0) - probability) * feature;
    }
  }
  return solved(rows);
}

/** Gauss-Jordan elimination of [A | b] with A symmetric and positive definite, so that no rows need to change places. */
function solved(rows: readonly Float64Array[]): number[] {
  const size = rows.length;
  for (const [i, pivot] of rows.entries()) {
    for (const [k, row] of rows.entries()) {
      if (k === i) continue;
      const factor = (row[i] ?? 0) / (pivot[i] ?? 1);
      for (let j = i; j <= size; j++) row[j] = (row[j] ?? 0) - factor * (pivot[j] ?? 0);
    }
  }
  return rows.map((row, i) => (row[size] ?? 0) / (row[i] ?? 1));
}
