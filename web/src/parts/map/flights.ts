/** Where the stage has to go so that something can be seen beside the panels that lie over it. */

import type { TopicEntry } from "../../../../src/wire/index.ts";
import { type Bounds, homeView } from "../../map/camera.ts";
import type { Corner, Points, Stage, View } from "../../map/stage-types.ts";

/** The stage and what of it is covered, in CSS pixels. */
export interface Frame {
  readonly stage: Stage;
  readonly points: Points;
  readonly width: number;
  readonly height: number;
  readonly coveredRight: number;
  readonly coveredBottom: number;
}

const UNIT = 65_535;
const NEAREST = 120;
/** How many of the radii within which half of a topic's papers lie are shown around its middle. */
const TOPIC_RADII = 2.6;
const LEAST_RADIUS = 0.004;
const PADDING = 48;
const EDGE = 16;
const FARTHEST = 0.75;
/** Hits that lie farther out than nearly all others do not keep the view from the many. */
const TRIMMED = 0.04;

export function viewOfTopic(frame: Frame, { x, y, extent }: TopicEntry): View {
  const radius = Math.max(LEAST_RADIUS, extent * TOPIC_RADII);
  return viewOfBox(frame, { left: x - radius, right: x + radius, bottom: y - radius, top: y + radius });
}

export function viewOfArea(frame: Frame, corners: readonly Corner[]): View {
  const xs = corners.map(([x]) => x);
  const ys = corners.map(([, y]) => y);
  return viewOfBox(frame, {
    left: Math.min(...xs),
    right: Math.max(...xs),
    bottom: Math.min(...ys),
    top: Math.max(...ys),
  });
}

/** Nearly all of some points. */
export function viewOfPoints(frame: Frame, points: Uint32Array): View {
  const xs = Float64Array.from(points, (point) => (frame.points.x[point] ?? 0) / UNIT).sort();
  const ys = Float64Array.from(points, (point) => (frame.points.y[point] ?? 0) / UNIT).sort();
  const first = Math.floor(points.length * TRIMMED);
  const at = (values: Float64Array, place: number) => values[place] ?? 0.5;
  const last = points.length - 1 - first;
  return viewOfBox(frame, { left: at(xs, first), right: at(xs, last), bottom: at(ys, first), top: at(ys, last) });
}

/** One paper among its neighbours. */
export function viewOfPaper(frame: Frame, point: number): View {
  const zoom = Math.max(frame.stage.view.zoom, Math.min(NEAREST, Math.max(2.5, Math.sqrt(frame.points.count) / 12)));
  const [x, y] = placeOf(frame.points, point);
  return beside(frame, { x, y, zoom });
}

/** Whether a point can be seen where the stage is. */
export function isInSight({ stage, width, height, coveredRight, coveredBottom }: Frame, point: number): boolean {
  const [left, top] = stage.placeOf(point);
  return left >= 0 && left <= width - coveredRight && top >= 0 && top <= height - coveredBottom;
}

/** The smallest step that brings places out from under a panel, all of them; undefined when they can be seen. */
export function viewToUncover(frame: Frame, places: readonly Corner[]): View | undefined {
  const { stage, width, height, coveredRight, coveredBottom } = frame;
  const { view } = stage;
  const pixels = frame.stage.scale * view.zoom;
  const lefts = places.map(([x]) => width / 2 + (x - view.x) * pixels);
  const tops = places.map(([, y]) => height / 2 - (y - view.y) * pixels);
  const right = stepInto(lefts, width - coveredRight);
  const down = stepInto(tops, height - coveredBottom);
  if (right === undefined || down === undefined) return viewOfArea(frame, places);
  if (right === 0 && down === 0) return undefined;
  return { ...view, x: view.x - right / pixels, y: view.y + down / pixels };
}

export function placeOf({ x, y }: Points, point: number): Corner {
  return [(x[point] ?? 0) / UNIT, (y[point] ?? 0) / UNIT];
}

/** How far values must move to lie within [EDGE, room - EDGE]; undefined when they do not fit. */
function stepInto(values: readonly number[], room: number): number | undefined {
  const first = Math.min(...values);
  const last = Math.max(...values);
  if (first >= EDGE && last <= room - EDGE) return 0;
  if (last - first > room - 2 * EDGE) return undefined;
  return first < EDGE ? EDGE - first : room - EDGE - last;
}

function viewOfBox(frame: Frame, box: Bounds): View {
  const { width, height, coveredRight, coveredBottom } = frame;
  const room = { x: width - coveredRight - 2 * PADDING, y: height - coveredBottom - 2 * PADDING };
  const wide = Math.max(LEAST_RADIUS, box.right - box.left);
  const high = Math.max(LEAST_RADIUS, box.top - box.bottom);
  const fitting = Math.min(Math.max(80, room.x) / wide, Math.max(80, room.y) / high) / frame.stage.scale;
  return beside(frame, { ...homeView(box), zoom: Math.min(NEAREST, Math.max(FARTHEST, fitting)) });
}

/** The view whose middle of what is not covered is the middle of the given one. */
function beside(frame: Frame, { x, y, zoom }: View): View {
  const pixels = frame.stage.scale * zoom;
  return { x: x + frame.coveredRight / 2 / pixels, y: y - frame.coveredBottom / 2 / pixels, zoom };
}
