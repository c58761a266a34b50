import type { Camera } from "./camera.ts";
import { createCanvasRenderer } from "./canvas-renderer.ts";
import { parseHex, type ThemeColors } from "./color.ts";
import { exportPng } from "./export-png.ts";
import { exportSvg } from "./export-svg.ts";
import { createGlRenderer } from "./gl-renderer.ts";
import type { PointGrid } from "./grid.ts";
import { Ground } from "./ground.ts";
import { pixelRatio, Sheet } from "./layers.ts";
import { coarser, type Look, lookOf } from "./look.ts";
import { drawMarks, type Marks } from "./marks.ts";
import { NamesLayer } from "./names-layer.ts";
import { Pace } from "./pace.ts";
import type { Frame, Renderer } from "./renderer.ts";
import type { Stage, StageState } from "./stage-types.ts";
import { readColors } from "./theme.ts";
import { type Accepts, hiddenTopics, type Tiers, tiersOf, yearCodes } from "./visibility.ts";

/** What is drawn beside the state. */
export interface Scene extends Pick<Marks, "hover" | "cursor" | "draft"> {
  readonly camera: Camera;
  readonly maxZoom: number;
  readonly now: number;
  readonly isMoving: boolean;
  readonly grid: () => PointGrid;
}

/** How long a lost WebGL context may take to come back before the canvas takes over. */
const LOST_MS = 2_000;

/** The layers of the stage: contours, points, marks and names, from below. Draws only those that have changed. */
export class Picture {
  /** Called when something has to be drawn that nobody asked for. */
  onWants: () => void = () => {};
  readonly #element: HTMLElement;
  readonly #ground = new Ground(() => this.onWants());
  readonly #marks = new Sheet("stage-marks");
  readonly #names: NamesLayer;
  readonly #pace = new Pace();
  #renderer: Renderer;
  #colors: ThemeColors;
  #drawn:
    | { readonly state: StageState; readonly scene: Scene; readonly ratio: number; readonly every: number }
    | undefined;
  #lost = 0;
  #hiddenTopics: ReadonlySet<number> = new Set();
  #tiers: Tiers = { tiers: new Uint8Array(), counts: [0, 0, 0] };

  /** Undefined where the browser can draw neither with WebGL nor on a canvas. */
  static create(element: HTMLElement, state: StageState, onTopic: (topic: number) => void): Picture | undefined {
    const picture: { made?: Picture } = {};
    const renderer =
      createGlRenderer(
        () => picture.made?.onLost(),
        () => picture.made?.onRestored(),
      ) ?? createCanvasRenderer();
    if (renderer === undefined) return undefined;
    picture.made = new Picture(element, renderer, state, onTopic);
    return picture.made;
  }

  private constructor(element: HTMLElement, renderer: Renderer, state: StageState, onTopic: (topic: number) => void) {
    this.#element = element;
    this.#renderer = renderer;
    this.#names = new NamesLayer(onTopic);
    this.#colors = readColors(element, state.theme);
    renderer.canvas.classList.add("stage-points");
    element.append(this.#ground.canvas, renderer.canvas, this.#marks.canvas, this.#names.element);
  }

  get kind(): Stage["kind"] {
    return this.#renderer.kind;
  }

  /** Draws the layers on which something has changed since the last time. */
  draw(state: StageState, scene: Scene): void {
    const before = this.#drawn;
    const ratio = pixelRatio();
    const { camera } = scene;
    const isNewTheme = state.theme !== before?.state.theme;
    if (isNewTheme) this.#colors = readColors(this.#element, state.theme);
    const isNewPoints = this.#give(state, before?.state, scene.grid);
    const was = before?.scene.camera;
    const isNewSize = camera.size.width !== was?.size.width || camera.size.height !== was?.size.height;
    const isNewView = isNewSize || camera.view !== was?.view || camera.scale !== was?.scale || ratio !== before?.ratio;
    const every = this.#pace.everyAt(scene.now, scene.isMoving, state.points.count);
    const isFiner = before !== undefined && (before.every > every || (before.scene.isMoving && !scene.isMoving));
    const isAtRest = isFiner && (before.every > 1 || this.kind === "canvas");
    const redraws = isNewPoints || isNewView || isNewTheme || isAtRest || state.years !== before?.state.years;
    const frame = this.#frameOf(state, scene, ratio, every);
    this.#drawn = { state, scene, ratio, every };
    this.#ground.draw(state, camera, this.#colors, scene.isMoving);
    if (redraws) this.#renderer.draw(frame);
    if (redraws || hasNewMarks(state, scene, before)) this.#drawMarks(state, scene, frame.look, ratio);
    const isNewColoring = state.coloring !== before?.state.coloring;
    if (isNewView || isNewColoring || state.topics !== before?.state.topics || state.topic !== before?.state.topic) {
      if (isNewColoring || state.points !== before?.state.points || state.topics !== before?.state.topics) {
        this.#hiddenTopics = hiddenTopics(state);
      }
      this.#names.update(state.topics, camera, scene.maxZoom, state.topic, this.#hiddenTopics);
      this.#names.draw(camera);
    }
  }

  toPng(state: StageState, camera: Camera): Promise<Blob> {
    const ratio = Math.max(2, pixelRatio());
    const frame = this.#frameOf(state, { camera, isMoving: false }, ratio);
    this.#renderer.draw(frame);
    const blob = exportPng({
      camera,
      ratio,
      colors: this.#colors,
      element: this.#element,
      points: this.#renderer.canvas,
      names: this.#names.shown(camera),
      drawGround: (context) => this.#ground.paint(context, state, camera, this.#colors),
      drawMarks: (context) => this.#paintMarks(context, state, { camera, now: 0 }, frame.look),
    });
    // Back to the size of the screen.
    this.#drawn = undefined;
    this.onWants();
    return blob;
  }

  toSvg(state: StageState, camera: Camera, accepts: Accepts): string {
    return exportSvg({
      state,
      camera,
      accepts,
      tiers: this.#tiers.tiers,
      look: this.#lookOf(state, camera),
      colors: this.#colors,
      contours: state.contours ? this.#ground.contoursOf(state.points) : [],
      names: this.#names.shown(camera),
    });
  }

  destroy(): void {
    clearTimeout(this.#lost);
    this.#ground.destroy();
    this.#renderer.destroy();
    for (const layer of [this.#ground.canvas, this.#marks.canvas, this.#names.element]) layer.remove();
  }

  onLost(): void {
    this.#lost = setTimeout(() => this.#fallBack(), LOST_MS);
  }

  onRestored(): void {
    clearTimeout(this.#lost);
    this.#drawn = undefined;
    this.onWants();
  }

  /** The canvas takes over from a WebGL that does not come back. */
  #fallBack(): void {
    const next = createCanvasRenderer();
    if (next === undefined) return;
    next.canvas.classList.add("stage-points");
    this.#renderer.canvas.replaceWith(next.canvas);
    this.#renderer.destroy();
    this.#renderer = next;
    this.#drawn = undefined;
    this.onWants();
  }

  /** Hands to the renderer what it does not have yet; true when there was something. */
  #give(state: StageState, before: StageState | undefined, grid: Scene["grid"]): boolean {
    const has = (...keys: readonly (keyof StageState)[]) =>
      before !== undefined && keys.every((key) => state[key] === before[key]);
    const hasColors = has("coloring", "theme");
    const hasTiers = has("points", "topics", "lit", "open", "joined", "topic", "area");
    if (!has("points")) this.#renderer.setPoints(state.points);
    if (before?.coloring.codes !== state.coloring.codes) this.#renderer.setCodes(state.coloring.codes);
    if (!hasColors) this.#renderer.setSwatches(swatchesOf(state, this.#colors));
    if (!hasTiers) {
      const inside = state.area === undefined ? undefined : grid().inside(state.area, () => true);
      this.#tiers = tiersOf({ ...state, inside });
      this.#renderer.setTiers(this.#tiers);
    }
    return !(has("points") && hasColors && hasTiers);
  }

  #lookOf(state: StageState, camera: Camera): Look {
    const dims = state.lit !== undefined || state.area !== undefined || state.topic !== undefined;
    const joins = state.joined !== undefined && state.joined.length > 0;
    return lookOf(camera, state.points.count, dims ? "much" : joins ? "little" : "not");
  }

  #frameOf(
    state: StageState,
    { camera, isMoving }: Pick<Scene, "camera" | "isMoving">,
    ratio: number,
    every = 1,
  ): Frame {
    return {
      camera,
      ratio,
      every,
      look: coarser(this.#lookOf(state, camera), every),
      years: yearCodes(state.points, state.years),
      paper: this.#colors.paper,
      neutral: this.#colors.edge,
      isMoving,
    };
  }

  #drawMarks(state: StageState, scene: Scene, look: Look, ratio: number): void {
    const isEmpty =
      state.open === undefined &&
      state.area === undefined &&
      scene.hover === undefined &&
      scene.cursor === undefined &&
      scene.draft === undefined;
    const paint = (context: CanvasRenderingContext2D) => this.#paintMarks(context, state, scene, look);
    this.#marks.draw(scene.camera.size, ratio, isEmpty ? undefined : paint);
  }

  #paintMarks(
    context: CanvasRenderingContext2D,
    { open, joined, area, points }: StageState,
    { hover, cursor, draft, camera, now }: Partial<Scene> & Pick<Scene, "camera" | "now">,
    look: Look,
  ): void {
    drawMarks(
      context,
      { open, joined, area, hover, cursor, draft },
      { points, camera, look, colors: this.#colors, now },
    );
  }
}

function hasNewMarks(
  state: StageState,
  scene: Scene,
  before: { state: StageState; scene: Scene } | undefined,
): boolean {
  return (
    before === undefined ||
    scene.draft !== undefined ||
    before.scene.draft !== undefined ||
    scene.hover !== before.scene.hover ||
    scene.cursor !== before.scene.cursor ||
    state.open !== before.state.open ||
    state.joined !== before.state.joined ||
    state.area !== before.state.area
  );
}

/** The colours for the renderer, the neutral one last. */
function swatchesOf({ coloring: { swatches, hidesRest } }: StageState, { edge }: ThemeColors): Uint8Array {
  const colors = swatches.flatMap(({ color, hidden }) => [...parseHex(color), hidden ? 0 : 255]);
  return Uint8Array.from([...colors, ...edge, hidesRest ? 0 : 255]);
}
