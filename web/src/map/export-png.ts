import type { Camera } from "./camera.ts";
import { cssColor, type ThemeColors } from "./color.ts";
import { familyOf } from "./names-layer.ts";
import type { SetName } from "./set-name.ts";

export interface PngParts {
  readonly camera: Camera;
  readonly ratio: number;
  readonly colors: ThemeColors;
  /** The stage, for the fonts. */
  readonly element: Element;
  /** The points, drawn a moment ago at this ratio. */
  readonly points: HTMLCanvasElement;
  readonly names: readonly SetName[];
  readonly drawGround: (context: CanvasRenderingContext2D) => void;
  readonly drawMarks: (context: CanvasRenderingContext2D) => void;
}

/** What is seen as a PNG picture. Must be called in the same task in which the points were drawn. */
export function exportPng({
  camera: { size },
  ratio,
  colors,
  element,
  points,
  names,
  drawGround,
  drawMarks,
}: PngParts): Promise<Blob> {
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(size.width * ratio);
  canvas.height = Math.round(size.height * ratio);
  const context = canvas.getContext("2d");
  if (context === null)
    return Promise.reject(new Error("Expected a canvas to draw the picture on; this browser has none."));
  context.scale(ratio, ratio);
  context.fillStyle = cssColor(colors.paper);
  context.fillRect(0, 0, size.width, size.height);
  drawGround(context);
  context.drawImage(points, 0, 0, size.width, size.height);
  drawMarks(context);
  for (const name of names) drawName(context, name, colors, element);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob === null) reject(new Error("The browser could not make a PNG picture of the map."));
      else resolve(blob);
    }, "image/png");
  });
}

function drawName(context: CanvasRenderingContext2D, name: SetName, colors: ThemeColors, element: Element): void {
  context.font = `${name.weight} ${name.fontSize}px ${familyOf(element, name.isSerif)}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineJoin = "round";
  context.lineWidth = 4;
  context.strokeStyle = cssColor(colors.paper, 0.9);
  context.fillStyle = cssColor(colors.ink);
  for (const [i, line] of name.lines.entries()) {
    const top = name.top + (i - (name.lines.length - 1) / 2) * name.lineHeight;
    context.strokeText(line, name.left, top);
    context.fillText(line, name.left, top);
  }
}
