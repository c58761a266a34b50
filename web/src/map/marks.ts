import { type Camera, toStage } from "./camera.ts";
import { cssColor, type ThemeColors } from "./color.ts";
import type { Look } from "./look.ts";
import { joinCurve, placeOfPoint } from "./places.ts";
import type { Corner, Points } from "./stage-types.ts";

/** What is drawn above the points. */
export interface Marks {
  readonly open: number | undefined;
  readonly joined: Uint32Array | undefined;
  readonly hover?: number | undefined;
  /** The keyboard's cursor, while the stage has the keyboard. */
  readonly cursor?: number | undefined;
  readonly area: readonly Corner[] | undefined;
  /** The line that is being drawn, on the map. */
  readonly draft?: readonly Corner[] | undefined;
}

export interface MarksFrame {
  readonly points: Points;
  readonly camera: Camera;
  readonly look: Look;
  readonly colors: ThemeColors;
  /** Milliseconds; moves the dashes of a line that is being drawn. */
  readonly now: number;
}

const DASH = [6, 4];
const DASH_MS = 45;

/** Draws lines, area and rings on a context whose unit is one CSS pixel. */
export function drawMarks(context: CanvasRenderingContext2D, marks: Marks, frame: MarksFrame): void {
  drawArea(context, marks, frame);
  drawLines(context, marks, frame);
  const { colors, look } = frame;
  const radius = look.sizes[2] / 2;
  if (marks.open !== undefined) {
    ring(context, frame, marks.open, radius + 3.5, cssColor(colors.accent), 2.25);
  }
  if (marks.cursor !== undefined) {
    ring(context, frame, marks.cursor, radius + 6, cssColor(colors.ink), 2);
  }
  if (marks.hover !== undefined) {
    ring(context, frame, marks.hover, Math.max(look.sizes[1] / 2, 3) + 2.5, cssColor(colors.ink), 1.5);
  }
}

function drawLines(
  context: CanvasRenderingContext2D,
  { open, joined }: Marks,
  { points, camera, colors }: MarksFrame,
): void {
  if (open === undefined || joined === undefined) return;
  const from = placeOfPoint(points, camera, open);
  context.beginPath();
  for (const point of joined) {
    const to = placeOfPoint(points, camera, point);
    context.moveTo(...from);
    context.quadraticCurveTo(...joinCurve(from, to), ...to);
  }
  context.lineCap = "round";
  strokeTwice(context, cssColor(colors.paper, 0.7), 3.5, cssColor(colors.accent, 0.85), 1.25);
}

function drawArea(
  context: CanvasRenderingContext2D,
  { area, draft }: Marks,
  { camera, colors, now }: MarksFrame,
): void {
  const corners = draft ?? area;
  if (corners === undefined || corners.length === 0) return;
  context.beginPath();
  for (const [x, y] of corners) context.lineTo(...toStage(camera, x, y));
  context.closePath();
  context.fillStyle = cssColor(colors.accent, 0.08);
  context.fill("evenodd");
  context.lineJoin = "round";
  context.strokeStyle = cssColor(colors.paper, 0.8);
  context.lineWidth = 3.5;
  context.stroke();
  context.setLineDash(DASH);
  context.lineDashOffset = draft === undefined ? 0 : -(now / DASH_MS);
  context.strokeStyle = cssColor(colors.accent);
  context.lineWidth = 1.75;
  context.stroke();
  context.setLineDash([]);
}

function ring(
  context: CanvasRenderingContext2D,
  { points, camera, colors }: MarksFrame,
  point: number,
  radius: number,
  color: string,
  width: number,
): void {
  context.beginPath();
  context.arc(...placeOfPoint(points, camera, point), radius, 0, 2 * Math.PI);
  strokeTwice(context, cssColor(colors.paper, 0.9), width + 2, color, width);
}

/** A casing in the colour of the paper keeps the line apart from what it crosses. */
function strokeTwice(
  context: CanvasRenderingContext2D,
  casing: string,
  wide: number,
  color: string,
  width: number,
): void {
  context.strokeStyle = casing;
  context.lineWidth = wide;
  context.stroke();
  context.strokeStyle = color;
  context.lineWidth = width;
  context.stroke();
}
