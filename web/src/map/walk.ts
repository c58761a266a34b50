import type { Direction, PointGrid } from "./grid.ts";
import type { Accepts } from "./visibility.ts";

const BACK: Readonly<Record<Direction, Direction>> = { left: "right", right: "left", up: "down", down: "up" };
const LONGEST_TRAIL = 1_000;

/** The way of the keyboard's cursor from point to point. The opposite key goes back to where one came from, as long as
 *  one only steps to and fro; else it takes the nearest paper in its direction. */
export class Walk {
  #trail: { readonly from: number; readonly direction: Direction; readonly to: number }[] = [];

  /** The point that a step leads to; undefined when there is none that way. `leap` as in PointGrid.step. */
  step(grid: PointGrid, from: number, direction: Direction, accepts: Accepts, leap = 0): number | undefined {
    const last = this.#trail.at(-1);
    if (last !== undefined && last.to === from && direction === BACK[last.direction] && accepts(last.from)) {
      this.#trail.pop();
      return last.from;
    }
    if (last !== undefined && last.to !== from) this.#trail = [];
    const to = grid.step(from, direction, accepts, leap);
    if (to === undefined) return undefined;
    this.#trail.push({ from, direction, to });
    if (this.#trail.length > LONGEST_TRAIL) this.#trail.shift();
    return to;
  }
}
