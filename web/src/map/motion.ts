import {
  type Bounds,
  boundsOf,
  type Camera,
  coreBounds,
  fitScale,
  homeView,
  limitView,
  maxZoomFor,
  type Size,
  zoomAt,
} from "./camera.ts";
import { flight } from "./flight.ts";
import type { Points, View } from "./stage-types.ts";

/** How fast a turn of the wheel is followed: the time in which 63 % of it are done. */
const WHEEL_MS = 55;
/** What is left of a turn, as a logarithm of zoom, when it counts as done. */
const WHEEL_END = 0.002;
/** The map counts as moving for so long after its last change. */
const REST_MS = 150;

/** The camera of a stage and what moves it. Times are those of requestAnimationFrame. */
export class Motion {
  #view: View;
  #size: Size = { width: 0, height: 0 };
  /** The middle of the view stays in here. */
  #bounds: Bounds;
  /** This fills the stage at zoom 1. */
  #core: Bounds;
  #maxZoom: number;
  #step: ((now: number) => boolean) | undefined;
  #restOfWheel = 0;
  #changed = false;
  #movedAt = Number.NEGATIVE_INFINITY;
  readonly #wants: () => void;
  readonly #reduced = matchMedia("(prefers-reduced-motion: reduce)");

  /** `wants` is called when there is something to draw. */
  constructor(points: Points, view: View | undefined, wants: () => void) {
    this.#bounds = boundsOf(points);
    this.#core = coreBounds(points);
    this.#maxZoom = maxZoomFor(points.count);
    this.#view = limitView(view ?? homeView(this.#core), this.#bounds, this.#maxZoom);
    this.#wants = wants;
  }

  get camera(): Camera {
    return { view: this.#view, size: this.#size, scale: fitScale(this.#size, this.#core) };
  }

  get maxZoom(): number {
    return this.#maxZoom;
  }

  /** The view of the whole map. */
  get home(): View {
    return homeView(this.#core);
  }

  get isFlying(): boolean {
    return this.#step !== undefined;
  }

  /** Whether the view has changed within the last moments. */
  isMoving(now: number): boolean {
    return this.isFlying || now - this.#movedAt < REST_MS;
  }

  resize(size: Size): void {
    this.#size = size;
    this.#wants();
  }

  setPoints(points: Points): void {
    this.#bounds = boundsOf(points);
    this.#core = coreBounds(points);
    this.#maxZoom = maxZoomFor(points.count);
    this.jump(this.#view);
  }

  jump(view: View): void {
    this.#stop();
    this.#set(view);
  }

  show(view: View, smoothly: boolean): void {
    const to = limitView(view, this.#bounds, this.#maxZoom);
    if (!smoothly || this.#reduced.matches || this.#size.width === 0) this.jump(to);
    else this.#fly(to);
  }

  /** Zooms about a pixel of the stage, following the wheel a little softly. */
  zoom(factor: number, left: number, top: number, smoothly: boolean): void {
    const limited = (by: number) => this.#set(zoomAt(this.camera, by, left, top, this.#maxZoom));
    if (!smoothly || this.#reduced.matches) {
      this.#stop();
      limited(factor);
      return;
    }
    let rest = Math.log(factor) + this.#restOfWheel;
    this.#restOfWheel = rest;
    let before: number | undefined;
    this.#start((now) => {
      const elapsed = Math.min(50, now - (before ?? now - 16));
      before = now;
      const part = rest * (1 - Math.exp(-elapsed / WHEEL_MS));
      const goesOn = Math.abs(rest - part) > WHEEL_END;
      limited(Math.exp(goesOn ? part : rest));
      rest -= part;
      this.#restOfWheel = goesOn ? rest : 0;
      return goesOn;
    });
  }

  panBy(dx: number, dy: number): void {
    const pixels = this.camera.scale * this.#view.zoom;
    this.jump({ ...this.#view, x: this.#view.x - dx / pixels, y: this.#view.y + dy / pixels });
  }

  /** Moves on; called once a frame. */
  tick(now: number): void {
    if (this.#step !== undefined && !this.#step(now)) this.#step = undefined;
    if (this.#changed) this.#movedAt = now;
    this.#changed = false;
    if (this.isFlying) this.#wants();
  }

  #fly(to: View): void {
    this.#stop();
    const { at, durationMs } = flight(this.#view, to);
    let began: number | undefined;
    this.#start((now) => {
      began ??= now;
      const share = (now - began) / durationMs;
      this.#set(at(share));
      return share < 1;
    });
  }

  #start(step: (now: number) => boolean): void {
    this.#step = step;
    this.#wants();
  }

  #stop(): void {
    this.#step = undefined;
    this.#restOfWheel = 0;
  }

  #set(view: View): void {
    const next = limitView(view, this.#bounds, this.#maxZoom);
    const { x, y, zoom } = this.#view;
    if (next.x === x && next.y === y && next.zoom === zoom) return;
    this.#view = next;
    this.#changed = true;
    this.#wants();
  }
}
