import type { Camera } from "./camera.ts";
import type { Rgb } from "./color.ts";
import type { Look } from "./look.ts";
import type { Points } from "./stage-types.ts";
import type { Tiers } from "./visibility.ts";

/** What a renderer needs to draw one frame, beside what it was given before. */
export interface Frame {
  readonly camera: Camera;
  /** Device pixels per CSS pixel. */
  readonly ratio: number;
  readonly look: Look;
  /** First and last year code that is drawn. */
  readonly years: readonly [number, number];
  readonly paper: Rgb;
  readonly neutral: Rgb;
  /** Whether frames follow one another at this moment, so that speed counts more than finesse. */
  readonly isMoving: boolean;
  /** Only every n-th point that is not lit has to be drawn. */
  readonly every: number;
}

/** Draws the points, and nothing else, on its canvas. */
export interface Renderer {
  readonly kind: "webgl" | "canvas";
  readonly canvas: HTMLCanvasElement;
  setPoints(points: Points): void;
  /** Per point the place of its colour in `swatches`; larger ones mean the last. */
  setCodes(codes: Uint16Array): void;
  /** Four bytes a colour: red, green, blue, and 0 where it is hidden; the neutral colour is the last. */
  setSwatches(swatches: Uint8Array): void;
  setTiers(tiers: Tiers): void;
  draw(frame: Frame): void;
  destroy(): void;
}
