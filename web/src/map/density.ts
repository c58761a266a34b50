import type { Points } from "./stage-types.ts";

/** How dense the points are, on a square grid that reaches a little beyond the map; its outermost cells are 0. */
export interface Density {
  /** Row-major from below, side × side. */
  readonly values: Float32Array;
  readonly side: number;
  /** The place on the map, 0 to 1, of a place on the grid is origin + step · place. */
  readonly origin: number;
  readonly step: number;
}

const SIDE = 224;
const BEYOND = 0.08;
/** Standard deviation of the smoothing in cells: wider for few points. */
const SIGMA = { few: 6, many: 2.6, few_count: 500, many_count: 100_000 };

/** Counts points per cell and smooths by a Gaussian. O(n + side²). */
export function densityOf({ count, x, y }: Points): Density {
  const step = (1 + 2 * BEYOND) / (SIDE - 1);
  const values = new Float32Array(SIDE * SIDE);
  const perUnit = 1 / (65_535 * step);
  for (let i = 0; i < count; i++) {
    const column = Math.round((x[i] ?? 0) * perUnit + BEYOND / step);
    const row = Math.round((y[i] ?? 0) * perUnit + BEYOND / step);
    const cell = column + SIDE * row;
    values[cell] = (values[cell] ?? 0) + 1;
  }
  const kernel = kernelOf(sigmaFor(count));
  return { values: closeEdges(smooth(smooth(values, kernel), kernel)), side: SIDE, origin: -BEYOND, step };
}

/** Densities such that the places denser than the k-th hold the k-th share of all points, from thin to dense. */
export function levelsOf({ values }: Density, shares: readonly number[]): number[] {
  const sorted = values.filter((value) => value > 0).sort();
  const total = sorted.reduce((sum, value) => sum + value, 0);
  const levels: number[] = [];
  let held = 0;
  let at = sorted.length - 1;
  for (const share of shares.toSorted((a, b) => a - b)) {
    while (at > 0 && held < share * total) held += sorted[at--] ?? 0;
    const level = sorted[at] ?? 0;
    if (level > 0 && level !== levels[0]) levels.unshift(level);
  }
  return levels;
}

function sigmaFor(count: number): number {
  const share = Math.log(Math.max(1, count) / SIGMA.few_count) / Math.log(SIGMA.many_count / SIGMA.few_count);
  return SIGMA.few + Math.min(1, Math.max(0, share)) * (SIGMA.many - SIGMA.few);
}

function kernelOf(sigma: number): Float32Array {
  const radius = Math.ceil(3 * sigma);
  const kernel = Float32Array.from({ length: 2 * radius + 1 }, (_, i) =>
    Math.exp(-((i - radius) ** 2) / (2 * sigma ** 2)),
  );
  const sum = kernel.reduce((total, value) => total + value, 0);
  return kernel.map((value) => value / sum);
}

/** Smooths along the rows and transposes: twice is both axes, the right way round. */
function smooth(values: Float32Array, kernel: Float32Array): Float32Array {
  const out = new Float32Array(values.length);
  const radius = (kernel.length - 1) / 2;
  for (let row = 0; row < SIDE; row++) {
    for (let column = 0; column < SIDE; column++) {
      const value = values[column + SIDE * row] ?? 0;
      if (value === 0) continue;
      const to = Math.min(SIDE - 1, column + radius);
      for (let c = Math.max(0, column - radius); c <= to; c++) {
        const cell = row + SIDE * c;
        out[cell] = (out[cell] ?? 0) + value * (kernel[c - column + radius] ?? 0);
      }
    }
  }
  return out;
}

function closeEdges(values: Float32Array): Float32Array {
  for (let i = 0; i < SIDE; i++) {
    for (const cell of [i, i + SIDE * (SIDE - 1), SIDE * i, SIDE - 1 + SIDE * i]) values[cell] = 0;
  }
  return values;
}
