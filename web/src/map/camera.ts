import type { Points, View } from "./stage-types.ts";

/** CSS pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The part of the map that has points, 0 to 1 from the left and from below. */
export interface Bounds {
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
  readonly top: number;
}

/** How the map lies on the stage. */
export interface Camera {
  readonly view: View;
  readonly size: Size;
  /** CSS pixels that one unit of the map takes at zoom 1. */
  readonly scale: number;
}

export const MIN_ZOOM = 0.5;
const UNIT = 65_535;
const LEAST_BOUNDS = 0.1;
const MARGIN = 0.07;
const LARGEST_MARGIN = 56;

/** The box around all points; never narrower than a tenth of the map. */
export function boundsOf({ count, x, y }: Points): Bounds {
  let [left, right, bottom, top] = count === 0 ? [0, UNIT, 0, UNIT] : [UNIT, 0, UNIT, 0];
  for (let i = 0; i < count; i++) {
    const px = x[i] ?? 0;
    const py = y[i] ?? 0;
    if (px < left) left = px;
    if (px > right) right = px;
    if (py < bottom) bottom = py;
    if (py > top) top = py;
  }
  const spareX = Math.max(0, LEAST_BOUNDS - (right - left) / UNIT) / 2;
  const spareY = Math.max(0, LEAST_BOUNDS - (top - bottom) / UNIT) / 2;
  return {
    left: left / UNIT - spareX,
    right: right / UNIT + spareX,
    bottom: bottom / UNIT - spareY,
    top: top / UNIT + spareY,
  };
}

/** The box around the map without the few points that lie far outside: on each side a thousandth of them may be beyond
 *  it. Of a small map, the box around all points. */
export function coreBounds(points: Points): Bounds {
  const all = boundsOf(points);
  const spared = Math.floor(points.count / 1_000);
  if (spared === 0) return all;
  const [left, right] = innerRange(points.x, spared);
  const [bottom, top] = innerRange(points.y, spared);
  const isWide = right - left > LEAST_BOUNDS && top - bottom > LEAST_BOUNDS;
  return isWide ? { left, right, bottom, top } : all;
}

/** CSS pixels per unit of the map at zoom 1, where the bounds fill the stage but for a margin. */
export function fitScale({ width, height }: Size, { left, right, bottom, top }: Bounds): number {
  const margin = 2 * Math.min(LARGEST_MARGIN, MARGIN * Math.min(width, height));
  return Math.max(1, Math.min((width - margin) / (right - left), (height - margin) / (top - bottom)));
}

/** The view of the whole map. */
export function homeView({ left, right, bottom, top }: Bounds): View {
  return { x: (left + right) / 2, y: (bottom + top) / 2, zoom: 1 };
}

/** The zoom at which the points of a map of this many are well apart; u16 positions still tell them apart there. */
export function maxZoomFor(count: number): number {
  return Math.min(128, Math.max(16, Math.sqrt(count) / 2.5));
}

/** The same view with its middle inside the bounds and its zoom inside the limits, so that the map is never lost. */
export function limitView(view: View, bounds: Bounds, maxZoom: number): View {
  if (!Number.isFinite(view.x + view.y + view.zoom)) return homeView(bounds);
  return {
    x: clamp(view.x, bounds.left, bounds.right),
    y: clamp(view.y, bounds.bottom, bounds.top),
    zoom: clamp(view.zoom, MIN_ZOOM, maxZoom),
  };
}

/** CSS pixels from the stage's upper left corner of a place on the map. */
export function toStage({ view, size, scale }: Camera, x: number, y: number): [x: number, y: number] {
  const pixels = scale * view.zoom;
  return [size.width / 2 + (x - view.x) * pixels, size.height / 2 - (y - view.y) * pixels];
}

/** The place on the map under a pixel of the stage. */
export function toMap({ view, size, scale }: Camera, left: number, top: number): [x: number, y: number] {
  const pixels = scale * view.zoom;
  return [view.x + (left - size.width / 2) / pixels, view.y - (top - size.height / 2) / pixels];
}

/** The view after zooming by `factor` with the place under a pixel staying there. */
export function zoomAt(camera: Camera, factor: number, left: number, top: number, maxZoom: number): View {
  const [x, y] = toMap(camera, left, top);
  const zoom = clamp(camera.view.zoom * factor, MIN_ZOOM, maxZoom);
  const kept = camera.view.zoom / zoom;
  return { x: x + (camera.view.x - x) * kept, y: y + (camera.view.y - y) * kept, zoom };
}

/** Between which 256ths of the map all but `spared` values on each side lie. */
function innerRange(values: Uint16Array, spared: number): [least: number, most: number] {
  const counts = new Uint32Array(256);
  for (const value of values) counts[value >> 8] = (counts[value >> 8] ?? 0) + 1;
  let [least, most] = [0, 255];
  for (let beyond = counts[0] ?? 0; beyond <= spared && least < 255; beyond += counts[least] ?? 0) least++;
  for (let beyond = counts[255] ?? 0; beyond <= spared && most > 0; beyond += counts[most] ?? 0) most--;
  return [least / 256, (most + 1) / 256];
}

export function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
