import type { Camera } from "./camera.ts";

/** How points are drawn at one zoom: by tier (dimmed, usual, lit), sizes are diameters in CSS pixels. */
export interface Look {
  readonly sizes: readonly [number, number, number];
  readonly alphas: readonly [number, number, number];
  /** How much of a dimmed point's colour gives way to the neutral one. */
  readonly fade: number;
  /** Width in CSS pixels of the rim in the colour of the paper that keeps large points apart. */
  readonly rim: number;
}

const SIZE_OF_SPACING = 1.5;
const SMALLEST = 1.5;
const LARGEST = 11;

/** The look of a frame in which only every n-th point is drawn: a little larger, so that the map stays as full. */
export function coarser({ sizes: [dimmed, usual, lit], ...look }: Look, every: number): Look {
  const growth = every ** 0.25;
  return { ...look, sizes: [dimmed * growth, usual * growth, lit] };
}

/** Sizes grow with the square root of the room that each point has, so that few points look full and many are no blob,
 *  far and near; where they are small, they let each other shine through. `strength` of dimming: 0 none, 1 full. */
export function lookOf({ view, scale }: Camera, count: number, dims: "not" | "little" | "much"): Look {
  const spacing = (scale * view.zoom) / Math.sqrt(Math.max(1, count));
  const size = Math.min(LARGEST, Math.max(SMALLEST, SIZE_OF_SPACING * Math.sqrt(spacing)));
  const alpha = Math.min(0.92, Math.max(0.5, 0.34 + 0.13 * size));
  return {
    sizes: [dims === "much" ? Math.max(SMALLEST, size * 0.85) : size, size, Math.max(8, size * 1.4)],
    alphas: [alpha * DIMMED_ALPHA[dims], alpha, 1],
    fade: FADES[dims],
    rim: Math.min(1, Math.max(0, (size - 3.5) / 3)),
  };
}

const DIMMED_ALPHA = { not: 1, little: 0.6, much: 0.28 } as const;
const FADES = { not: 0, little: 0.2, much: 0.65 } as const;
