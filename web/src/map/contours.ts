import type { Density } from "./density.ts";

/** A closed line on the map: x and y in turn, 0 to 1; its last place joins its first. */
export type Ring = Float32Array;

/** The lines along which a grid has a level, as closed rings: marching squares with linear interpolation. The middle
 *  of a saddle decides how its corners are joined. Needs a grid whose outermost cells are below the level. */
export function contourRings({ values, side, origin, step }: Density, level: number): Ring[] {
  const next = linksOf(values, side, level);
  const place = (edge: number): [x: number, y: number] => {
    const cell = edge >> 1;
    const [column, row] = [cell % side, Math.floor(cell / side)];
    const isUpright = (edge & 1) === 1;
    const a = values[cell] ?? 0;
    const b = values[isUpright ? cell + side : cell + 1] ?? 0;
    const share = (level - a) / (b - a);
    return [origin + step * (column + (isUpright ? 0 : share)), origin + step * (row + (isUpright ? share : 0))];
  };
  const rings: Ring[] = [];
  for (const start of next.keys()) {
    const ring: number[] = [];
    let edge: number | undefined = start;
    while (edge !== undefined) {
      ring.push(...place(edge));
      const following: number | undefined = next.get(edge);
      next.delete(edge);
      edge = following === start ? undefined : following;
    }
    if (ring.length >= 6) rings.push(Float32Array.from(ring));
  }
  return rings;
}

/** From each crossed edge of the grid the one where the line goes on, with the dense side always on the left. An edge
 *  is twice the cell at its lower left end, plus 1 when it is upright. */
function linksOf(values: Float32Array, side: number, level: number): Map<number, number> {
  const next = new Map<number, number>();
  for (let row = 0; row < side - 1; row++) {
    for (let column = 0; column < side - 1; column++) {
      const cell = column + side * row;
      const [a, b] = [values[cell] ?? 0, values[cell + 1] ?? 0];
      const [c, d] = [values[cell + side + 1] ?? 0, values[cell + side] ?? 0];
      const corners =
        Number(a >= level) | (Number(b >= level) << 1) | (Number(c >= level) << 2) | (Number(d >= level) << 3);
      if (corners === 0 || corners === 15) continue;
      const [bottom, left] = [2 * cell, 2 * cell + 1];
      const [top, right] = [2 * (cell + side), 2 * (cell + 1) + 1];
      const isJoined = (a + b + c + d) / 4 >= level;
      for (const [from, to] of segments(corners, isJoined)) {
        const edges = [bottom, right, top, left];
        next.set(edges[from] ?? 0, edges[to] ?? 0);
      }
    }
  }
  return next;
}

type Segment = readonly [from: number, to: number];

const [BOTTOM, RIGHT, TOP, LEFT] = [0, 1, 2, 3];

/** By dense corners, from the lower left counter-clockwise: the segments with the dense side on their left. */
const SEGMENTS: readonly (readonly Segment[])[] = [
  [],
  [[BOTTOM, LEFT]],
  [[RIGHT, BOTTOM]],
  [[RIGHT, LEFT]],
  [[TOP, RIGHT]],
  [
    [BOTTOM, LEFT],
    [TOP, RIGHT],
  ],
  [[TOP, BOTTOM]],
  [[TOP, LEFT]],
  [[LEFT, TOP]],
  [[BOTTOM, TOP]],
  [
    [RIGHT, BOTTOM],
    [LEFT, TOP],
  ],
  [[RIGHT, TOP]],
  [[LEFT, RIGHT]],
  [[BOTTOM, RIGHT]],
  [[LEFT, BOTTOM]],
  [],
];

function segments(corners: number, isJoined: boolean): readonly Segment[] {
  if (isJoined && corners === 5) {
    return [
      [BOTTOM, RIGHT],
      [TOP, LEFT],
    ];
  }
  if (isJoined && corners === 10) {
    return [
      [LEFT, BOTTOM],
      [RIGHT, TOP],
    ];
  }
  return SEGMENTS[corners] ?? [];
}
