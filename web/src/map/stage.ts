import { toMap } from "./camera.ts";
import type { CreateStage } from "./create-stage.ts";
import { Cursor, viewToSee } from "./cursor.ts";
import { Draft } from "./draft.ts";
import { Gestures } from "./gestures.ts";
import { type Direction, PointGrid } from "./grid.ts";
import { commandOf } from "./keys.ts";
import { Motion } from "./motion.ts";
import { Picture } from "./picture.ts";
import { placeOfPoint } from "./places.ts";
import type { Corner, Points, Stage, StageEvents, StageState, View } from "./stage-types.ts";
import { type Accepts, shownPoints } from "./visibility.ts";

/** How near the pointer must be to a point, in CSS pixels. */
const PICK_REACH = 12;
const TOUCH_REACH = 22;
const DOUBLE_CLICK_ZOOM = 2.5;

export const createStage: CreateStage = (element, view, state, events) => {
  const picture = Picture.create(element, state, (topic) => events.onTopic(topic));
  return picture === undefined ? undefined : new MapStage(element, view, state, events, picture);
};

class MapStage implements Stage {
  readonly #element: HTMLElement;
  readonly #events: StageEvents;
  readonly #picture: Picture;
  readonly #motion: Motion;
  readonly #gestures: Gestures;
  readonly #resizes: ResizeObserver;
  readonly #listening = new AbortController();
  readonly #cursor = new Cursor();
  #state: StageState;
  #grid: { readonly of: Points; readonly grid: PointGrid } | undefined;
  #accepts: Accepts;
  #draft: Draft | undefined;
  #hover: number | undefined;
  #pointer: Corner | undefined;
  #seen: View | undefined;
  /** Browsers may not count a focused element as :focus-visible when the first key comes after a click. */
  #usesKeys = false;
  #request = 0;

  constructor(element: HTMLElement, view: View | undefined, state: StageState, events: StageEvents, picture: Picture) {
    this.#element = element;
    this.#events = events;
    this.#state = state;
    this.#picture = picture;
    picture.onWants = () => this.#want();
    this.#accepts = shownPoints(state.points, state.coloring, state.years);
    this.#motion = new Motion(state.points, view, () => this.#want());
    this.#motion.resize({ width: element.clientWidth, height: element.clientHeight });
    this.#cursor.at = state.open;
    element.classList.add("stage");
    element.dataset["tool"] = state.tool;
    if (element.tabIndex < 0) element.tabIndex = 0;
    if (!element.hasAttribute("role")) element.setAttribute("role", "application");
    this.#gestures = this.#listenToPointers();
    this.#resizes = new ResizeObserver(() => this.#onResize());
    this.#resizes.observe(element);
    const { signal } = this.#listening;
    element.addEventListener("keydown", (event) => this.#onKey(event), { signal });
    for (const type of ["focus", "blur"]) element.addEventListener(type, () => this.#want(), { signal });
    this.#frame(performance.now());
  }

  get kind(): Stage["kind"] {
    return this.#picture.kind;
  }

  get view(): View {
    return this.#motion.camera.view;
  }

  get home(): View {
    return this.#motion.home;
  }

  get scale(): number {
    return this.#motion.camera.scale;
  }

  update(state: StageState): void {
    const before = this.#state;
    this.#state = state;
    if (state.points !== before.points) {
      this.#motion.setPoints(state.points);
      this.#hover = undefined;
      this.#cursor.at = undefined;
    }
    this.#accepts = shownPoints(state.points, state.coloring, state.years);
    if (state.open !== before.open && state.open !== undefined) this.#cursor.at = state.open;
    if (this.#hover !== undefined && !this.#accepts(this.#hover)) this.#setHover(undefined, 0, 0);
    if (state.tool !== before.tool) this.#gestures.cancelDrawing();
    this.#element.dataset["tool"] = state.tool;
    this.#want();
  }

  show(view: View, smoothly: boolean): void {
    this.#motion.show(view, smoothly);
  }

  pointsIn(area: readonly Corner[]): Uint32Array {
    return this.#pointGrid.inside(area, this.#accepts);
  }

  placeOf(point: number): readonly [x: number, y: number] {
    return placeOfPoint(this.#state.points, this.#motion.camera, point);
  }

  toPng(): Promise<Blob> {
    return this.#picture.toPng(this.#state, this.#motion.camera);
  }

  toSvg(): string {
    return this.#picture.toSvg(this.#state, this.#motion.camera, this.#accepts);
  }

  destroy(): void {
    cancelAnimationFrame(this.#request);
    this.#request = -1;
    this.#listening.abort();
    this.#gestures.destroy();
    this.#resizes.disconnect();
    this.#picture.destroy();
  }

  get #pointGrid(): PointGrid {
    const { points } = this.#state;
    if (this.#grid?.of !== points) this.#grid = { of: points, grid: new PointGrid(points) };
    return this.#grid.grid;
  }

  #want(): void {
    if (this.#request === 0) this.#request = requestAnimationFrame((now) => this.#frame(now));
  }

  #frame(now: number): void {
    this.#request = 0;
    this.#motion.tick(now);
    const { camera, maxZoom } = this.#motion;
    const isMoving = this.#motion.isMoving(now);
    const hasKeyboard = this.#element.matches(this.#usesKeys ? ":focus" : ":focus-visible");
    this.#picture.draw(this.#state, {
      camera,
      maxZoom,
      now,
      isMoving,
      grid: () => this.#pointGrid,
      hover: this.#hover,
      cursor: hasKeyboard ? this.#cursor.at : undefined,
      draft: this.#draft?.outline,
    });
    if (isMoving || this.#draft !== undefined) this.#want();
    if (camera.view === this.#seen) return;
    const isFirst = this.#seen === undefined;
    this.#seen = camera.view;
    if (!isFirst) this.#events.onView(camera.view);
    if (!isFirst && !this.#motion.isFlying) this.#rest(this.#pointer);
  }

  #listenToPointers(): Gestures {
    return new Gestures(this.#element, {
      onPan: (dx, dy) => this.#motion.panBy(dx, dy),
      onZoom: (factor, left, top, smoothly) => this.#motion.zoom(factor, left, top, smoothly),
      onPoint: (place) => {
        this.#pointer = place;
        this.#rest(place);
      },
      onClick: (left, top, isTouch) => this.#onClick(left, top, isTouch),
      onDoubleClick: (left, top) => {
        if (this.#pick(left, top, PICK_REACH) === undefined) this.#motion.zoom(DOUBLE_CLICK_ZOOM, left, top, true);
      },
      draws: (withShift) => this.#state.tool !== "pan" || withShift,
      onDraw: (left, top, phase) => this.#onDraw(left, top, phase),
    });
  }

  #onClick(left: number, top: number, isTouch: boolean): void {
    this.#usesKeys = false;
    this.#want();
    const point = this.#pick(left, top, isTouch ? TOUCH_REACH : PICK_REACH);
    if (isTouch && point !== this.#hover) this.#setHover(point, left, top);
    else if (point !== undefined) this.#open(point);
  }

  #open(point: number): void {
    this.#cursor.at = point;
    this.#events.onOpen(point);
  }

  #onDraw(left: number, top: number, phase: "start" | "move" | "end" | "cancel"): void {
    if (phase === "start") this.#draft = new Draft(this.#state.tool === "rectangle");
    const draft = this.#draft;
    if (phase === "cancel" || draft === undefined) this.#draft = undefined;
    else draft.add(this.#motion.camera, left, top);
    if (phase === "end" && draft !== undefined) {
      this.#draft = undefined;
      this.#events.onArea(draft.finish(this.#motion.camera));
    }
    this.#want();
  }

  /** The pointer rests on what is under it. */
  #rest(place: Corner | undefined): void {
    const point = place === undefined ? undefined : this.#pick(...place, PICK_REACH);
    this.#setHover(point, ...(place ?? [0, 0]));
  }

  #setHover(point: number | undefined, left: number, top: number): void {
    if (point === this.#hover) return;
    this.#hover = point;
    this.#element.classList.toggle("on-point", point !== undefined);
    this.#events.onHover(point, left, top);
    this.#want();
  }

  #pick(left: number, top: number, reach: number): number | undefined {
    const { camera } = this.#motion;
    const radius = reach / (camera.scale * camera.view.zoom);
    return this.#pointGrid.nearest(...toMap(camera, left, top), radius, this.#accepts);
  }

  #onKey(event: KeyboardEvent): void {
    if (event.target !== this.#element || event.defaultPrevented) return;
    const command = commandOf(event);
    if (command === undefined) return;
    event.preventDefault();
    this.#usesKeys = true;
    const { width, height } = this.#motion.camera.size;
    if (command.do === "step") this.#onStep(command.direction, command.leaps);
    else if (command.do === "zoom") this.#motion.zoom(command.factor, width / 2, height / 2, true);
    else if (command.do === "home") this.show(this.home, true);
    else if (command.do === "open") this.#openCursor();
    else this.#onEscape();
  }

  #onStep(direction: Direction, leaps: boolean): void {
    const { camera } = this.#motion;
    const next = this.#cursor.step(this.#pointGrid, camera, this.#accepts, direction, leaps);
    if (next === undefined) return;
    this.#events.onCursor(next);
    const view = viewToSee(camera, ...placeOfPoint(this.#state.points, camera, next));
    if (view !== undefined) this.#motion.show(view, true);
    this.#want();
  }

  #openCursor(): void {
    if (this.#cursor.at !== undefined && this.#accepts(this.#cursor.at)) this.#events.onOpen(this.#cursor.at);
  }

  #onEscape(): void {
    if (this.#gestures.cancelDrawing()) return;
    if (this.#state.area !== undefined) this.#events.onArea(undefined);
    else this.#events.onEscape();
  }

  #onResize(): void {
    this.#motion.resize({ width: this.#element.clientWidth, height: this.#element.clientHeight });
    // In the same frame, lest the canvas is seen stretched.
    cancelAnimationFrame(this.#request);
    this.#frame(performance.now());
  }
}
