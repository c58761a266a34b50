/** Fits a layout into the unit square: the middle of it keeps its shape; what strays far outside is drawn in, so that a
 *  few lonely papers do not make everything else small. */

/** This share of the points on each side of each axis counts as straying. */
const STRAY = 0.001;
const MARGIN = 0.04;

/** x' = (x - x0) · scale + MARGIN and so on, with one scale for both axes. */
export interface Frame {
  readonly x0: number;
  readonly y0: number;
  readonly scale: number;
}

export function frameOf(positions: Float32Array): Frame {
  const xs = positions.filter((_, at) => at % 2 === 0).sort();
  const ys = positions.filter((_, at) => at % 2 === 1).sort();
  const [left, right] = rangeOf(xs);
  const [low, high] = rangeOf(ys);
  const size = Math.max(right - left, high - low) || 1;
  return {
    x0: (left + right - size) / 2,
    y0: (low + high - size) / 2,
    scale: (1 - 2 * MARGIN) / size,
  };
}

/** Positions in the unit square, 0 < x, y < 1. */
export function framed(positions: Float32Array, { x0, y0, scale }: Frame): Float32Array {
  return positions.map((place, at) => drawnIn((place - (at % 2 === 0 ? x0 : y0)) * scale + MARGIN));
}

function rangeOf(sorted: Float32Array): readonly [number, number] {
  const last = sorted.length - 1;
  if (last < 0) return [0, 0];
  const stray = Math.floor(STRAY * last);
  return [sorted[stray]!, sorted[last - stray]!];
}

/** The identity between the margins; beyond, smoothly bounded by 0 and 1. */
function drawnIn(place: number): number {
  if (place < MARGIN) return MARGIN - MARGIN * Math.tanh((MARGIN - place) / MARGIN) * 0.99;
  if (place > 1 - MARGIN) return 1 - MARGIN + MARGIN * Math.tanh((place - 1 + MARGIN) / MARGIN) * 0.99;
  return place;
}

/** The positions that `framed` made these of, x and y one after another. */
export function unframed(x: Float32Array, y: Float32Array, { x0, y0, scale }: Frame): Float32Array {
  const positions = new Float32Array(2 * x.length);
  for (let i = 0; i < x.length; i++) {
    positions[2 * i] = x0 + (drawnOut(x[i]!) - MARGIN) / scale;
    positions[2 * i + 1] = y0 + (drawnOut(y[i]!) - MARGIN) / scale;
  }
  return positions;
}

/** Undoes drawnIn; a place at the very edge is taken to be one margin further out or so. */
function drawnOut(place: number): number {
  if (place < MARGIN) return MARGIN - MARGIN * Math.atanh(Math.min(0.995, (MARGIN - place) / (MARGIN * 0.99)));
  if (place > 1 - MARGIN)
    return 1 - MARGIN + MARGIN * Math.atanh(Math.min(0.995, (place - 1 + MARGIN) / (MARGIN * 0.99)));
  return place;
}
