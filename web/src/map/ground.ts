import { type Camera, type Size, toStage } from "./camera.ts";
import { cssColor, mixColors, type ThemeColors } from "./color.ts";
import { contourRings, type Ring } from "./contours.ts";
import { densityOf, levelsOf } from "./density.ts";
import type { Points, StageState } from "./stage-types.ts";

/** The k-th line encloses this share of all points. */
const SHARES = [0.985, 0.9, 0.75, 0.55, 0.35, 0.15];
/** The sheet is this much larger than the stage, so that it still covers it after a pan. */
const OVERSIZE = 1.5;
/** While the map moves, the sheet is only stretched and shifted, up to this factor. */
const MOST_STRETCH = 2.2;
/** Lines of a coarse grid say little when one is this near; they fade out until then. */
const LAST_ZOOM = 24;
/** By how much each level is darker than the one around it, and its line than itself. */
const FILL = 0.05;
const LINE = 0.17;

/** The contours under the points: where papers are dense. Computed once per map, after its first frame. */
export class Ground {
  readonly canvas = document.createElement("canvas");
  readonly #wants: () => void;
  #contours:
    | { readonly of: Points; readonly paths: readonly Path2D[]; readonly rings: readonly (readonly Ring[])[] }
    | undefined;
  #drawn: { readonly camera: Camera; readonly colors: ThemeColors; readonly of: Points } | undefined;
  #pending: Points | undefined;
  #timer = 0;

  constructor(wants: () => void) {
    this.#wants = wants;
    this.canvas.className = "stage-ground";
  }

  /** The rings of each level, from thin to dense; none before they are computed. */
  contoursOf(points: Points): readonly (readonly Ring[])[] {
    return this.#contours?.of === points ? this.#contours.rings : [];
  }

  draw({ points, contours }: StageState, camera: Camera, colors: ThemeColors, isMoving: boolean): void {
    if (this.#contours?.of !== points) this.#computeLater(points);
    const isShown = contours && this.#contours?.of === points && camera.view.zoom < LAST_ZOOM && camera.size.width > 0;
    this.canvas.style.visibility = isShown ? "visible" : "hidden";
    if (!isShown) return;
    if (!this.#isUsable(camera, colors, points, isMoving)) this.#redraw(camera, colors, points);
    this.#shift(camera);
  }

  /** Draws the contours on a context whose unit is one CSS pixel of the stage. */
  paint(
    context: CanvasRenderingContext2D,
    { points, contours }: StageState,
    camera: Camera,
    colors: ThemeColors,
  ): void {
    if (contours && this.#contours?.of === points) this.#paint(context, camera, colors);
  }

  destroy(): void {
    clearTimeout(this.#timer);
  }

  #computeLater(points: Points): void {
    if (this.#pending === points) return;
    this.#pending = points;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const density = densityOf(points);
      const rings = levelsOf(density, SHARES).map((level) => contourRings(density, level));
      this.#contours = { of: points, rings, paths: rings.map(pathOf) };
      this.#drawn = undefined;
      this.#wants();
    }, 50);
  }

  #isUsable({ view, size, scale }: Camera, colors: ThemeColors, points: Points, isMoving: boolean): boolean {
    const drawn = this.#drawn;
    if (drawn === undefined || drawn.colors !== colors || drawn.of !== points) return false;
    if (drawn.camera.view === view && drawn.camera.scale === scale && sameSize(drawn.camera.size, size)) return true;
    if (!isMoving || !sameSize(drawn.camera.size, size)) return false;
    const stretch = (view.zoom * scale) / (drawn.camera.view.zoom * drawn.camera.scale);
    const pixels = view.zoom * scale;
    const spare = (side: number) => (side / 2) * (OVERSIZE * stretch - 1);
    const dx = Math.abs(view.x - drawn.camera.view.x) * pixels;
    const dy = Math.abs(view.y - drawn.camera.view.y) * pixels;
    return stretch < MOST_STRETCH && dx <= spare(size.width) && dy <= spare(size.height);
  }

  #redraw(camera: Camera, colors: ThemeColors, of: Points): void {
    this.#drawn = { camera, colors, of };
    const { width, height } = camera.size;
    this.canvas.width = Math.round(width * OVERSIZE);
    this.canvas.height = Math.round(height * OVERSIZE);
    this.canvas.style.width = `${this.canvas.width}px`;
    this.canvas.style.height = `${this.canvas.height}px`;
    // Large even-odd paths: a CPU draws them sooner than a GPU, and the result is then only moved about.
    const context = this.canvas.getContext("2d", { willReadFrequently: true });
    if (context === null) return;
    context.translate((this.canvas.width - width) / 2, (this.canvas.height - height) / 2);
    this.#paint(context, camera, colors);
  }

  /** Lays the sheet, as it was drawn, where the camera is now. */
  #shift(camera: Camera): void {
    if (this.#drawn === undefined) return;
    const was = this.#drawn.camera;
    const stretch = (camera.view.zoom * camera.scale) / (was.view.zoom * was.scale);
    const [left, top] = toStage(camera, was.view.x, was.view.y);
    const [offX, offY] = [left - (stretch * this.canvas.width) / 2, top - (stretch * this.canvas.height) / 2];
    this.canvas.style.transform = `translate(${offX}px, ${offY}px) scale(${stretch})`;
  }

  #paint(context: CanvasRenderingContext2D, camera: Camera, colors: ThemeColors): void {
    const pixels = camera.scale * camera.view.zoom;
    const [left, top] = toStage(camera, 0, 0);
    const strength = Math.min(1, Math.max(0, Math.log(LAST_ZOOM / camera.view.zoom) / Math.log(3)));
    context.save();
    context.translate(left, top);
    context.scale(pixels, -pixels);
    context.lineWidth = 1 / pixels;
    for (const [i, path] of (this.#contours?.paths ?? []).entries()) {
      // Opaque colours, level upon level: faint transparent ones would be rounded to a tint.
      const tone = 1 - (1 - FILL) ** (i + 1);
      context.fillStyle = cssColor(mixColors(colors.paper, colors.edge, tone * strength));
      context.strokeStyle = cssColor(mixColors(colors.paper, colors.edge, (tone + LINE) * strength));
      context.fill(path, "evenodd");
      context.stroke(path);
    }
    context.restore();
  }
}

/** Rings as smooth curves: through the middles of their segments, bent towards their corners. */
function pathOf(rings: readonly Ring[]): Path2D {
  const path = new Path2D();
  for (const ring of rings) {
    const count = ring.length / 2;
    const at = (i: number): [number, number] => [ring[2 * (i % count)] ?? 0, ring[2 * (i % count) + 1] ?? 0];
    const middle = (i: number): [number, number] => {
      const [[ax, ay], [bx, by]] = [at(i), at(i + 1)];
      return [(ax + bx) / 2, (ay + by) / 2];
    };
    path.moveTo(...middle(0));
    for (let i = 1; i <= count; i++) path.quadraticCurveTo(...at(i), ...middle(i));
    path.closePath();
  }
  return path;
}

const sameSize = (a: Size, b: Size) => a.width === b.width && a.height === b.height;
