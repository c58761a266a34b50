import { areaOf, rectangleOf } from "./area.ts";
import { type Camera, toMap } from "./camera.ts";
import type { Corner } from "./stage-types.ts";

/** A lasso smoother than this many CSS pixels cannot be drawn by hand. */
const TOLERANCE = 1.5;

/** An area while it is drawn. Kept in places of the map, so that the map may move under it. */
export class Draft {
  readonly #isRectangle: boolean;
  readonly #line: Corner[] = [];

  constructor(isRectangle: boolean) {
    this.#isRectangle = isRectangle;
  }

  add(camera: Camera, left: number, top: number): void {
    this.#line.push(toMap(camera, left, top));
  }

  /** The outline as it is now. */
  get outline(): readonly Corner[] {
    const [first, last] = [this.#line[0], this.#line.at(-1)];
    if (!this.#isRectangle || first === undefined || last === undefined) return this.#line;
    return rectangleOf(first, last);
  }

  /** The area that was drawn; undefined where it is next to nothing. */
  finish({ view, scale }: Camera): readonly Corner[] | undefined {
    return areaOf(this.outline, TOLERANCE / (scale * view.zoom));
  }
}
