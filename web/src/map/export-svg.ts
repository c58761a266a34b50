import { type Camera, toStage } from "./camera.ts";
import { hexOf, mixColors, parseHex, type ThemeColors } from "./color.ts";
import type { Ring } from "./contours.ts";
import type { Look } from "./look.ts";
import { joinCurve, placeOfPoint } from "./places.ts";
import type { SetName } from "./set-name.ts";
import type { StageState } from "./stage-types.ts";
import type { Accepts } from "./visibility.ts";

export interface SvgParts {
  readonly state: StageState;
  readonly camera: Camera;
  readonly accepts: Accepts;
  readonly tiers: Uint8Array;
  readonly look: Look;
  readonly colors: ThemeColors;
  readonly contours: readonly (readonly Ring[])[];
  readonly names: readonly SetName[];
}

const MOST_POINTS = 50_000;

/** What is seen as an SVG picture: contours, points, lines and names, from below. Of more than 50,000 points in sight
 *  every n-th is in it, and a comment says so. */
export function exportSvg(parts: SvgParts): string {
  const { width, height } = parts.camera.size;
  const [w, h] = [Math.round(width), Math.round(height)];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${w}" height="${h}" viewBox="0 0 ${w} ${h}">`,
    `<rect width="${w}" height="${h}" fill="${hexOf(parts.colors.paper)}"/>`,
    ...contourPaths(parts),
    ...pointPaths(parts),
    ...linePaths(parts),
    ...parts.names.map((name) => nameText(name, parts.colors)),
    "</svg>",
    "",
  ].join("\n");
}

function contourPaths({ contours, camera, colors }: SvgParts): string[] {
  const stroke = hexOf(colors.edge);
  return contours.map((rings) => {
    const path = rings.map((ring) => {
      const corners = Array.from({ length: ring.length / 2 }, (_, i) =>
        pair(toStage(camera, ring[2 * i] ?? 0, ring[2 * i + 1] ?? 0)),
      );
      return `M${corners.join("L")}Z`;
    });
    return `<path d="${path.join("")}" fill="${stroke}" fill-opacity="0.05" fill-rule="evenodd" stroke="${stroke}" stroke-opacity="0.2"/>`;
  });
}

/** One path per tier and colour: a dot is a line without length and with round ends. */
function pointPaths({ state, camera, accepts, tiers, look, colors }: SvgParts): string[] {
  const { points, coloring } = state;
  const { width, height } = camera.size;
  const seen: number[] = [];
  for (let i = 0; i < points.count; i++) {
    if (!accepts(i)) continue;
    const [left, top] = placeOfPoint(points, camera, i);
    if (left > -10 && top > -10 && left < width + 10 && top < height + 10) seen.push(i);
  }
  const every = Math.ceil(seen.length / MOST_POINTS);
  const dots = new Map<number, string[]>();
  const rest = coloring.swatches.length;
  for (const [nth, point] of seen.entries()) {
    const tier = tiers[point] ?? 1;
    if (every > 1 && nth % every !== 0 && tier < 2) continue;
    const key = tier * (rest + 1) + Math.min(coloring.codes[point] ?? rest, rest);
    const dot = `M${pair(placeOfPoint(points, camera, point))}h0`;
    const others = dots.get(key);
    if (others === undefined) dots.set(key, [dot]);
    else others.push(dot);
  }
  const note = every > 1 ? [`<!-- Every ${ordinal(every)} of the ${seen.length} points in sight is drawn. -->`] : [];
  const groups = [...dots].sort(([a], [b]) => a - b);
  return note.concat(
    groups.map(([key, drawn]) => {
      const tier = Math.floor(key / (rest + 1)) as 0 | 1 | 2;
      const swatch = coloring.swatches[key % (rest + 1)];
      const color = swatch === undefined ? colors.edge : parseHex(swatch.color);
      const stroke = hexOf(tier === 0 ? mixColors(color, colors.edge, look.fade) : color);
      return `<path d="${drawn.join("")}" fill="none" stroke="${stroke}" stroke-opacity="${look.alphas[tier].toFixed(2)}" stroke-width="${look.sizes[tier].toFixed(2)}" stroke-linecap="round"/>`;
    }),
  );
}

function linePaths({ state: { points, open, joined }, camera, colors }: SvgParts): string[] {
  if (open === undefined || joined === undefined || joined.length === 0) return [];
  const from = placeOfPoint(points, camera, open);
  const curves = Array.from(joined, (point) => {
    const to = placeOfPoint(points, camera, point);
    return `M${pair(from)}Q${pair(joinCurve(from, to))} ${pair(to)}`;
  });
  return [`<path d="${curves.join("")}" fill="none" stroke="${hexOf(colors.accent)}" stroke-width="1.25"/>`];
}

function nameText(
  { lines, fontSize, lineHeight, weight, isSerif, left, top }: SetName,
  { ink, paper }: ThemeColors,
): string {
  const first = top - ((lines.length - 1) / 2) * lineHeight + 0.35 * fontSize;
  const spans = lines.map(
    (line, i) => `<tspan x="${left.toFixed(1)}" y="${(first + i * lineHeight).toFixed(1)}">${escapeXml(line)}</tspan>`,
  );
  const font = `font-family="${isSerif ? "Charter, Georgia, serif" : "Helvetica, Arial, sans-serif"}" font-size="${fontSize}" font-weight="${weight}"`;
  return `<text ${font} text-anchor="middle" fill="${hexOf(ink)}" stroke="${hexOf(paper)}" stroke-width="4" stroke-linejoin="round" paint-order="stroke">${spans.join("")}</text>`;
}

/** Text for XML: markup is inert, and characters that XML does not know are left out. */
export function escapeXml(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&#39;",
  };
  return text
    .replace(/[^\t\n\r\u0020-\uFFFD\u{10000}-\u{10FFFF}]/gu, "")
    .replace(/\p{Surrogate}/gu, "\uFFFD")
    .replace(/[&<>"']/g, (character) => entities[character] ?? "");
}

const ordinal = (n: number) => (n === 2 ? "2nd" : n === 3 ? "3rd" : `${n}th`);
const pair = ([x, y]: readonly [number, number]) => `${x.toFixed(1)} ${y.toFixed(1)}`;
