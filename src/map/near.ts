/** Who is near whom on the map: the k nearest points of each point in the plane, found exactly with a grid. */

/** Points that a cell of the grid holds on average. */
const POINTS_A_CELL = 2;
const MOST_CELLS = 1 << 22;

/** The `k` points nearest to each point, the nearest first, equal ones by smaller number; row-major. `k` must be less
 *  than the number of points. */
export function nearestOnMap(x: Float32Array, y: Float32Array, k: number): Uint32Array {
  const near = new Uint32Array(x.length * k);
  if (k === 0) return near;
  const grid = new Grid(x, y);
  const best = new Nearest(k);
  for (let i = 0; i < x.length; i++) {
    grid.nearest(i, best);
    best.write(near, i * k);
  }
  return near;
}

class Grid {
  readonly #x: Float32Array;
  readonly #y: Float32Array;
  readonly #left: number;
  readonly #low: number;
  readonly #size: number;
  readonly #columns: number;
  readonly #lines: number;
  readonly #starts: Uint32Array;
  readonly #points: Uint32Array;

  constructor(x: Float32Array, y: Float32Array) {
    const [left, right] = rangeOf(x);
    const [low, high] = rangeOf(y);
    const cells = Math.min(MOST_CELLS, Math.max(1, x.length / POINTS_A_CELL));
    const [width, height] = [right - left, high - low];
    this.#x = x;
    this.#y = y;
    this.#left = left;
    this.#low = low;
    this.#size = Math.max(Math.sqrt((width * height) / cells), Math.max(width, height) / 4096) || 1;
    this.#columns = Math.floor(width / this.#size) + 1;
    this.#lines = Math.floor(height / this.#size) + 1;
    const cellOf = Uint32Array.from(x, (_, i) => this.#column(x[i]!) + this.#columns * this.#line(y[i]!));
    this.#starts = new Uint32Array(this.#columns * this.#lines + 1);
    for (const cell of cellOf) this.#starts[cell + 1]!++;
    for (let cell = 1; cell < this.#starts.length; cell++) this.#starts[cell]! += this.#starts[cell - 1]!;
    const next = this.#starts.slice();
    this.#points = new Uint32Array(x.length);
    for (let i = 0; i < x.length; i++) this.#points[next[cellOf[i]!]!++] = i;
  }

  /** Looks at the cells around point i, ring by ring, until none further out can hold a nearer point. */
  nearest(i: number, best: Nearest): void {
    best.clear();
    const [x, y] = [this.#x[i]!, this.#y[i]!];
    const [column, line] = [this.#column(x), this.#line(y)];
    const rings = Math.max(this.#columns, this.#lines);
    for (let ring = 0; ring < rings; ring++) {
      for (let l = Math.max(0, line - ring); l <= Math.min(this.#lines - 1, line + ring); l++) {
        const step = l === line - ring || l === line + ring || ring === 0 ? 1 : 2 * ring;
        for (let c = column - ring; c <= column + ring; c += step) {
          if (c >= 0 && c < this.#columns) this.#offer(c + this.#columns * l, i, x, y, best);
        }
      }
      const reach = ring * this.#size; // every point nearer than this has been seen
      if (best.isFull && best.farthest <= reach * reach) return;
    }
  }

  #offer(cell: number, i: number, x: number, y: number, best: Nearest): void {
    for (let at = this.#starts[cell]!; at < this.#starts[cell + 1]!; at++) {
      const other = this.#points[at]!;
      if (other === i) continue;
      const dx = this.#x[other]! - x;
      const dy = this.#y[other]! - y;
      best.offer(other, dx * dx + dy * dy);
    }
  }

  #column(x: number): number {
    return Math.floor((x - this.#left) / this.#size);
  }

  #line(y: number): number {
    return Math.floor((y - this.#low) / this.#size);
  }
}

/** The few nearest so far, in order: for so few, moving them beats a heap. */
class Nearest {
  readonly #points: Uint32Array;
  readonly #squares: Float64Array;
  #count = 0;

  constructor(k: number) {
    this.#points = new Uint32Array(k);
    this.#squares = new Float64Array(k);
  }

  get isFull(): boolean {
    return this.#count === this.#points.length;
  }

  /** Squared distance of the last of them. */
  get farthest(): number {
    return this.#squares[this.#count - 1] ?? Number.POSITIVE_INFINITY;
  }

  clear(): void {
    this.#count = 0;
  }

  offer(point: number, square: number): void {
    if (this.isFull) {
      const last = this.#count - 1;
      if (square > this.#squares[last]! || (square === this.#squares[last]! && point > this.#points[last]!)) return;
    } else this.#count++;
    let at = this.#count - 1;
    while (at > 0) {
      const before = this.#squares[at - 1]!;
      if (before < square || (before === square && this.#points[at - 1]! < point)) break;
      this.#squares[at] = before;
      this.#points[at] = this.#points[at - 1]!;
      at--;
    }
    this.#squares[at] = square;
    this.#points[at] = point;
  }

  write(target: Uint32Array, from: number): void {
    target.set(this.#points.subarray(0, this.#count), from);
  }
}

function rangeOf(values: Float32Array): readonly [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return low > high ? [0, 0] : [low, high];
}
