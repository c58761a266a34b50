import { AppError, clip } from "../../core/index.ts";

/** Corners of an area, x and y one after another. */
export type Area = Float64Array;

/** The area that a text names: x,y;x,y;x,y with three corners or more. Throws AppError("bad-request"). */
export function parseArea(text: string): Area {
  const corners = text.split(";").map((corner) => corner.split(",").map(toNumber));
  if (corners.length < 3 || corners.some((corner) => corner.length !== 2 || !corner.every(Number.isFinite))) {
    throw new AppError(
      "bad-request",
      `Expected the corners of an area, x,y;x,y;x,y, got ${JSON.stringify(clip(text, 60))}.`,
    );
  }
  return Float64Array.from(corners.flat());
}

/** NaN where nothing stands, which Number takes for 0. */
function toNumber(text: string): number {
  return text.trim() === "" ? Number.NaN : Number(text);
}

/** By the even-odd rule. */
export function isInside(area: Area, x: number, y: number): boolean {
  let inside = false;
  for (let at = 0, before = area.length - 2; at < area.length; before = at, at += 2) {
    const [ax, ay] = [area[at] ?? 0, area[at + 1] ?? 0];
    const [bx, by] = [area[before] ?? 0, area[before + 1] ?? 0];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}
