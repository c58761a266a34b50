import { type Camera, clamp, toMap } from "./camera.ts";
import type { Direction, PointGrid } from "./grid.ts";
import type { View } from "./stage-types.ts";
import type { Accepts } from "./visibility.ts";
import { Walk } from "./walk.ts";

/** A leap, in CSS pixels. */
const LEAP = 90;
/** The cursor is kept this far inside the stage, as a share of its shorter side. */
const MARGIN = 0.12;

/** The point that the keyboard is at. */
export class Cursor {
  at: number | undefined;
  readonly #walk = new Walk();

  /** Steps in a direction and gives the point that it leads to; begins in the middle of the stage. Undefined where
   *  nothing lies that way. */
  step(
    grid: PointGrid,
    { view, size, scale }: Camera,
    accepts: Accepts,
    direction: Direction,
    leaps: boolean,
  ): number | undefined {
    const pixels = scale * view.zoom;
    const next =
      this.at === undefined || !accepts(this.at)
        ? grid.nearest(view.x, view.y, Math.hypot(size.width, size.height) / pixels, accepts)
        : this.#walk.step(grid, this.at, direction, accepts, leaps ? LEAP / pixels : 0);
    if (next !== undefined) this.at = next;
    return next;
  }
}

/** The view after the smallest pan that brings a pixel well inside the stage; undefined where it is there already. */
export function viewToSee(camera: Camera, left: number, top: number): View | undefined {
  const { width, height } = camera.size;
  const margin = MARGIN * Math.min(width, height);
  const dx = left - clamp(left, margin, width - margin);
  const dy = top - clamp(top, margin, height - margin);
  if (dx === 0 && dy === 0) return undefined;
  const [x, y] = toMap(camera, width / 2 + dx, height / 2 + dy);
  return { x, y, zoom: camera.view.zoom };
}
