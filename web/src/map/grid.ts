import { isInside } from "./area.ts";
import type { Corner, Points } from "./stage-types.ts";
import type { Accepts } from "./visibility.ts";

export type Direction = "left" | "right" | "up" | "down";

const UNIT = 65_535;
const SIDE_OF_U16 = 65_536;
const POINTS_PER_CELL = 3;
const MOST_CELLS_A_SIDE = 512;
/** What a step to the side costs beside one ahead. */
const SIDE_COST = 2;

/** The points of a map sorted into the cells of a uniform grid. Built in O(n); holds 4 bytes a point. */
export class PointGrid {
  readonly #points: Points;
  /** Cells a side. */
  readonly #side: number;
  /** The points of cell c are #members[#starts[c]] … #members[#starts[c + 1] - 1]. */
  readonly #starts: Uint32Array;
  readonly #members: Uint32Array;

  constructor(points: Points) {
    const { count } = points;
    this.#points = points;
    this.#side = Math.min(MOST_CELLS_A_SIDE, Math.max(1, Math.round(Math.sqrt(count / POINTS_PER_CELL))));
    this.#starts = new Uint32Array(this.#side ** 2 + 1);
    this.#members = new Uint32Array(count);
    const cells = new Uint32Array(count);
    for (let i = 0; i < count; i++) {
      const cell = this.#cellAt(points.x[i] ?? 0) + this.#side * this.#cellAt(points.y[i] ?? 0);
      cells[i] = cell;
      this.#starts[cell + 1] = (this.#starts[cell + 1] ?? 0) + 1;
    }
    for (let c = 0; c < this.#side ** 2; c++) this.#starts[c + 1] = (this.#starts[c + 1] ?? 0) + (this.#starts[c] ?? 0);
    const next = this.#starts.slice();
    for (let i = 0; i < count; i++) {
      const at = next[cells[i] ?? 0] ?? 0;
      this.#members[at] = i;
      next[cells[i] ?? 0] = at + 1;
    }
  }

  /** The accepted point nearest to a place of the map, if one is within `radius` of it. */
  nearest(x: number, y: number, radius: number, accepts: Accepts): number | undefined {
    const [px, py, reach] = [x * UNIT, y * UNIT, radius * UNIT];
    let best = reach ** 2;
    let found: number | undefined;
    this.#eachIn(px - reach, py - reach, px + reach, py + reach, (point) => {
      const distance = ((this.#points.x[point] ?? 0) - px) ** 2 + ((this.#points.y[point] ?? 0) - py) ** 2;
      if (distance > best || (distance === best && found !== undefined) || !accepts(point)) return;
      best = distance;
      found = point;
    });
    return found;
  }

  /** The accepted points inside an area by the even-odd rule, ascending. */
  inside(area: readonly Corner[], accepts: Accepts): Uint32Array {
    if (area.length < 3) return new Uint32Array();
    const { x, y } = this.#points;
    const crossed = this.#cellsCrossedBy(area);
    const found: number[] = [];
    const [left, right] = rangeOf(area.map(([cornerX]) => this.#cellAt(cornerX * UNIT)));
    const [bottom, top] = rangeOf(area.map(([, cornerY]) => this.#cellAt(cornerY * UNIT)));
    for (let row = bottom; row <= top; row++) {
      for (let column = left; column <= right; column++) {
        const cell = column + this.#side * row;
        const isMixed = crossed[cell] === 1;
        const [start, end] = [this.#starts[cell] ?? 0, this.#starts[cell + 1] ?? 0];
        // No edge runs through the cell: what is true of one of its points is true of all.
        let isIn = false;
        for (let k = start; k < end; k++) {
          const point = this.#members[k] ?? 0;
          if (isMixed || k === start) isIn = isInside(area, (x[point] ?? 0) / UNIT, (y[point] ?? 0) / UNIT);
          if (isIn && accepts(point)) found.push(point);
        }
      }
    }
    return Uint32Array.from(found).sort();
  }

  /** The accepted point that one reaches from `from` by a step in a direction: the nearest in the quarter that lies
   *  that way, with ways to the side counted double; else the nearest in the half that lies that way. Points at the
   *  very same place follow one another by number. At least `leap` away, in units of the map. */
  step(from: number, direction: Direction, accepts: Accepts, leap = 0): number | undefined {
    return (
      this.#search(from, direction, accepts, leap * UNIT, 1) ?? this.#search(from, direction, accepts, leap * UNIT, 0)
    );
  }

  #search(from: number, direction: Direction, accepts: Accepts, leap: number, cone: 0 | 1): number | undefined {
    const { x, y } = this.#points;
    const [px, py] = [x[from] ?? 0, y[from] ?? 0];
    const isLevel = direction === "left" || direction === "right";
    const sign = direction === "right" || direction === "up" ? 1 : -1;
    const cellSize = SIDE_OF_U16 / this.#side;
    let best = Number.POSITIVE_INFINITY;
    let found: number | undefined;
    const weigh = (point: number) => {
      if (point === from) return;
      const [dx, dy] = [(x[point] ?? 0) - px, (y[point] ?? 0) - py];
      const ahead = sign * (isLevel ? dx : dy);
      const aside = Math.abs(isLevel ? dy : dx);
      const order = sign * (point - from);
      const isSamePlace = dx === 0 && dy === 0;
      if (isSamePlace ? order < 0 : ahead <= 0 || ahead < cone * aside) return;
      if (leap > 0 && Math.hypot(dx, dy) < leap) return;
      // A place has less than 2^32 points, so this stays below any distance.
      const cost = isSamePlace ? order / 2 ** 33 : ahead + SIDE_COST * aside;
      if (cost >= best || !accepts(point)) return;
      best = cost;
      found = point;
    };
    const [column, row] = [this.#cellAt(px), this.#cellAt(py)];
    for (let ring = 0; ring < this.#side && best > (ring - 1) * cellSize; ring++)
      this.#eachInRing(column, row, ring, weigh);
    return found;
  }

  #cellAt(unit: number): number {
    return Math.min(this.#side - 1, Math.max(0, Math.floor((unit * this.#side) / SIDE_OF_U16)));
  }

  #eachInCell(cell: number, visit: (point: number) => void): void {
    const end = this.#starts[cell + 1] ?? 0;
    for (let k = this.#starts[cell] ?? 0; k < end; k++) visit(this.#members[k] ?? 0);
  }

  #eachIn(left: number, bottom: number, right: number, top: number, visit: (point: number) => void): void {
    const [fromColumn, toColumn] = [this.#cellAt(left), this.#cellAt(right)];
    const [fromRow, toRow] = [this.#cellAt(bottom), this.#cellAt(top)];
    for (let row = fromRow; row <= toRow; row++) {
      for (let column = fromColumn; column <= toColumn; column++) this.#eachInCell(column + this.#side * row, visit);
    }
  }

  /** The cells at Chebyshev distance `ring` from one. */
  #eachInRing(column: number, row: number, ring: number, visit: (point: number) => void): void {
    const last = this.#side - 1;
    for (let r = Math.max(0, row - ring); r <= Math.min(last, row + ring); r++) {
      const isEdge = Math.abs(r - row) === ring;
      const stride = isEdge ? 1 : Math.max(1, 2 * ring);
      for (let c = column - ring; c <= column + ring; c += stride) {
        if (c >= 0 && c <= last) this.#eachInCell(c + this.#side * r, visit);
      }
    }
  }

  /** 1 for cells that an edge of the area may run through. */
  #cellsCrossedBy(area: readonly Corner[]): Uint8Array {
    const crossed = new Uint8Array(this.#side ** 2);
    const cellSize = SIDE_OF_U16 / this.#side;
    let [bx, by] = area.at(-1) ?? [0, 0];
    for (const [ax, ay] of area) {
      const [fromRow, toRow] = rangeOf([this.#cellAt(ay * UNIT), this.#cellAt(by * UNIT)]);
      for (let row = fromRow; row <= toRow; row++) {
        // Where the edge enters and leaves this row of cells, with a unit to spare for rounding.
        const ends = [row * cellSize - 1, (row + 1) * cellSize + 1].map((edge) => {
          const share = ay === by ? 0 : (edge / UNIT - ay) / (by - ay);
          return ax + Math.min(1, Math.max(0, share)) * (bx - ax);
        });
        const span = ay === by ? [ax, bx] : ends;
        const [least, most] = rangeOf(span);
        const to = this.#cellAt(most * UNIT + 1);
        for (let column = this.#cellAt(least * UNIT - 1); column <= to; column++)
          crossed[column + this.#side * row] = 1;
      }
      bx = ax;
      by = ay;
    }
    return crossed;
  }
}

function rangeOf(values: readonly number[]): [least: number, most: number] {
  return [Math.min(...values), Math.max(...values)];
}
