import { type Camera, toStage } from "./camera.ts";
import type { Corner, Points } from "./stage-types.ts";

const UNIT = 65_535;
/** How far the lines bow out, as a share of their length. */
const BOW = 0.12;

/** Where a point is, in CSS pixels from the stage's upper left corner. */
export function placeOfPoint({ x, y }: Points, camera: Camera, point: number): [x: number, y: number] {
  return toStage(camera, (x[point] ?? 0) / UNIT, (y[point] ?? 0) / UNIT);
}

/** The control point of the quadratic curve from the open point to a joined one. */
export function joinCurve([ax, ay]: Corner, [bx, by]: Corner): [x: number, y: number] {
  return [(ax + bx) / 2 - BOW * (by - ay), (ay + by) / 2 + BOW * (bx - ax)];
}
