import type { View } from "./stage-types.ts";

export interface Flight {
  readonly durationMs: number;
  /** The view after a share of the flight, 0 to 1; exactly the ends at 0 and 1. */
  at(share: number): View;
}

/** How much a flight prefers zooming out over passing by; the value that most people liked in the paper. */
const RHO = Math.SQRT2;
const MS_PER_LENGTH = 260;
const SHORTEST_MS = 180;
const LONGEST_MS = 1_100;

/** The smooth way from one view to another that zooms out for as long as it helps: van Wijk & Nuij, InfoVis 2003.
 *  `from` and `to` need positive zooms. */
export function flight(from: View, to: View): Flight {
  const distance = Math.hypot(to.x - from.x, to.y - from.y);
  const [w0, w1] = [1 / from.zoom, 1 / to.zoom];
  const path = distance < 1e-9 * Math.min(w0, w1) + 1e-12 ? zoomPath(w0, w1) : arcPath(distance, w0, w1);
  const durationMs = Math.min(LONGEST_MS, Math.max(SHORTEST_MS, MS_PER_LENGTH * path.length));
  const at = (share: number): View => {
    if (share <= 0) return from;
    if (share >= 1) return to;
    const { gone, width } = path.at(ease(share) * path.length);
    const part = distance === 0 ? 0 : gone / distance;
    return { x: from.x + part * (to.x - from.x), y: from.y + part * (to.y - from.y), zoom: 1 / width };
  };
  return { durationMs, at };
}

interface Path {
  readonly length: number;
  at(s: number): { readonly gone: number; readonly width: number };
}

function arcPath(distance: number, w0: number, w1: number): Path {
  const square = RHO ** 4 * distance ** 2;
  const b0 = (w1 ** 2 - w0 ** 2 + square) / (2 * w0 * RHO ** 2 * distance);
  const b1 = (w1 ** 2 - w0 ** 2 - square) / (2 * w1 * RHO ** 2 * distance);
  // asinh where the paper has ln(√(b² + 1) − b): the same, without cancellation in large b.
  const [r0, r1] = [-Math.asinh(b0), -Math.asinh(b1)];
  const at = (s: number) => ({
    gone: (w0 / RHO ** 2) * (Math.cosh(r0) * Math.tanh(RHO * s + r0) - Math.sinh(r0)),
    width: (w0 * Math.cosh(r0)) / Math.cosh(RHO * s + r0),
  });
  return { length: (r1 - r0) / RHO, at };
}

function zoomPath(w0: number, w1: number): Path {
  const length = Math.abs(Math.log(w1 / w0)) / RHO;
  const sign = w1 < w0 ? -1 : 1;
  return { length, at: (s) => ({ gone: 0, width: w0 * Math.exp(sign * RHO * s) }) };
}

const ease = (share: number) => (share < 0.5 ? 4 * share ** 3 : 1 - (2 - 2 * share) ** 3 / 2);
