import type { Corner } from "./stage-types.ts";

const MOST_CORNERS = 100;
const DECIMALS = 1e4;

/** A drawn line as the corners of an area: simplified (Douglas & Peucker 1973) until it has at most a hundred, with
 *  four decimals, inside the map. Undefined where no area is left. `tolerance` is in units of the map. */
export function areaOf(line: readonly Corner[], tolerance: number): readonly Corner[] | undefined {
  let allowed = tolerance;
  let corners = simplify(line, allowed);
  while (corners.length > MOST_CORNERS) {
    allowed *= 1.5;
    corners = simplify(line, allowed);
  }
  const rounded = corners.map(([x, y]): Corner => [round(x), round(y)]);
  const distinct = rounded.filter(([x, y], i) => {
    const [beforeX, beforeY] = rounded[(i + rounded.length - 1) % rounded.length] ?? [x, y];
    return rounded.length === 1 || x !== beforeX || y !== beforeY;
  });
  return distinct.length < 3 ? undefined : distinct;
}

/** The corners of the upright rectangle between two places. */
export function rectangleOf([ax, ay]: Corner, [bx, by]: Corner): readonly Corner[] {
  return [
    [ax, ay],
    [bx, ay],
    [bx, by],
    [ax, by],
  ];
}

/** Whether a place is inside the area by the even-odd rule. */
export function isInside(area: readonly Corner[], x: number, y: number): boolean {
  let inside = false;
  let [bx, by] = area.at(-1) ?? [0, 0];
  for (const [ax, ay] of area) {
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
    bx = ax;
    by = ay;
  }
  return inside;
}

function simplify(line: readonly Corner[], tolerance: number): Corner[] {
  if (line.length < 3) return [...line];
  const kept = new Uint8Array(line.length);
  const last = line.length - 1;
  kept[0] = 1;
  kept[last] = 1;
  const open: [number, number][] = [[0, last]];
  for (let span = open.pop(); span !== undefined; span = open.pop()) {
    const [from, to] = span;
    const { place, distance } = farthest(line, from, to);
    if (distance <= tolerance) continue;
    kept[place] = 1;
    open.push([from, place], [place, to]);
  }
  return line.filter((_, i) => kept[i] === 1);
}

function farthest(line: readonly Corner[], from: number, to: number): { place: number; distance: number } {
  const [ax, ay] = line[from] ?? [0, 0];
  const [bx, by] = line[to] ?? [0, 0];
  const length = Math.hypot(bx - ax, by - ay);
  let place = from;
  let distance = -1;
  for (let i = from + 1; i < to; i++) {
    const [x, y] = line[i] ?? [0, 0];
    const off =
      length === 0 ? Math.hypot(x - ax, y - ay) : Math.abs((bx - ax) * (ay - y) - (ax - x) * (by - ay)) / length;
    if (off > distance) {
      distance = off;
      place = i;
    }
  }
  return { place, distance };
}

const round = (value: number) => Math.round(Math.min(1, Math.max(0, value)) * DECIMALS) / DECIMALS;
