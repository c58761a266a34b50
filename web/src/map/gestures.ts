import type { Corner } from "./stage-types.ts";

export interface GestureEvents {
  onPan(dx: number, dy: number): void;
  onZoom(factor: number, left: number, top: number, smoothly: boolean): void;
  /** The pointer is over the stage without a button, or has left it. */
  onPoint(place: Corner | undefined): void;
  /** A click or tap; `isTouch` where there was no pointer to rest on it first. */
  onClick(left: number, top: number, isTouch: boolean): void;
  /** Two clicks or taps at one place. */
  onDoubleClick(left: number, top: number): void;
  /** Whether a drag that begins now draws. */
  draws(withShift: boolean): boolean;
  onDraw(left: number, top: number, phase: "start" | "move" | "end" | "cancel"): void;
}

interface Finger {
  left: number;
  top: number;
}

/** Drags shorter than this are clicks, in CSS pixels. */
const CLICK_REACH = 4;
const TAP_REACH = 10;
const DOUBLE_TAP_MS = 320;
const ZOOM_PER_PIXEL = 0.0022;
const ZOOM_PER_PINCHED_PIXEL = 0.012;
const PIXELS_PER_LINE = 20;

/** Turns pointers and wheel on `element` into what they mean. Places are CSS pixels from its upper left corner. */
export class Gestures {
  readonly #element: HTMLElement;
  readonly #events: GestureEvents;
  readonly #fingers = new Map<number, Finger>();
  readonly #listening = new AbortController();
  #start: (Finger & { readonly reach: number; readonly draws: boolean }) | undefined;
  #mode: "idle" | "pressed" | "pan" | "draw" | "pinch" = "idle";
  #tap = { left: 0, top: 0, at: Number.NEGATIVE_INFINITY };

  constructor(element: HTMLElement, events: GestureEvents) {
    this.#element = element;
    this.#events = events;
    const { signal } = this.#listening;
    const on = <K extends keyof HTMLElementEventMap>(type: K, listener: (event: HTMLElementEventMap[K]) => void) =>
      element.addEventListener(type, listener, { signal, passive: false });
    on("pointerdown", (event) => this.#onDown(event));
    on("pointermove", (event) => this.#onMove(event));
    on("pointerup", (event) => this.#onUp(event));
    on("pointercancel", (event) => this.#onCancel(event));
    on("pointerleave", (event) => {
      if (event.pointerType === "mouse" && this.#mode === "idle") this.#events.onPoint(undefined);
    });
    on("wheel", (event) => this.#onWheel(event));
  }

  /** Ends a drawing that is under way; false where there was none. */
  cancelDrawing(): boolean {
    if (this.#mode !== "draw") return false;
    this.#mode = "idle";
    this.#events.onDraw(0, 0, "cancel");
    return true;
  }

  destroy(): void {
    this.#listening.abort();
  }

  #onDown(event: PointerEvent): void {
    if (event.button !== 0) return;
    const place = this.#placeOf(event);
    this.#fingers.set(event.pointerId, place);
    if (this.#fingers.size === 2) {
      if (this.#mode === "draw") this.#events.onDraw(0, 0, "cancel");
      this.#mode = "pinch";
    } else if (this.#fingers.size === 1) {
      this.#mode = "pressed";
      const reach = event.pointerType === "mouse" ? CLICK_REACH : TAP_REACH;
      this.#start = { ...place, reach, draws: this.#events.draws(event.shiftKey) };
    }
  }

  #onMove(event: PointerEvent): void {
    const place = this.#placeOf(event);
    const before = this.#fingers.get(event.pointerId);
    if (before === undefined) {
      const rests = event.pointerType !== "touch" && !isName(event.target);
      this.#events.onPoint(rests ? [place.left, place.top] : undefined);
      return;
    }
    if (this.#mode === "pinch") this.#pinch(event.pointerId, place);
    if (this.#mode === "pressed" && this.#start !== undefined && distance(place, this.#start) > this.#start.reach) {
      this.#mode = this.#start.draws ? "draw" : "pan";
      this.#element.setPointerCapture(event.pointerId);
      this.#events.onPoint(undefined);
      if (this.#mode === "draw") this.#events.onDraw(this.#start.left, this.#start.top, "start");
    }
    if (this.#mode === "pan") this.#events.onPan(place.left - before.left, place.top - before.top);
    if (this.#mode === "draw") this.#events.onDraw(place.left, place.top, "move");
    this.#fingers.set(event.pointerId, place);
  }

  #onUp(event: PointerEvent): void {
    if (!this.#fingers.delete(event.pointerId)) return;
    const mode = this.#mode;
    const { left, top } = this.#placeOf(event);
    // The finger that stays after a pinch pans on.
    this.#mode = mode === "pinch" && this.#fingers.size > 0 ? "pan" : "idle";
    if (mode === "draw") this.#events.onDraw(left, top, "end");
    if (mode === "pressed" && !isName(event.target)) this.#click(event, left, top);
  }

  #onCancel(event: PointerEvent): void {
    this.#fingers.delete(event.pointerId);
    if (this.#mode === "draw") this.#events.onDraw(0, 0, "cancel");
    this.#mode = "idle";
  }

  #click(event: PointerEvent, left: number, top: number): void {
    const isSecond =
      event.timeStamp - this.#tap.at < DOUBLE_TAP_MS && distance(this.#tap, { left, top }) < 2 * TAP_REACH;
    this.#tap = { left, top, at: isSecond ? Number.NEGATIVE_INFINITY : event.timeStamp };
    if (isSecond) this.#events.onDoubleClick(left, top);
    else this.#events.onClick(left, top, event.pointerType === "touch");
  }

  #pinch(moved: number, place: Finger): void {
    const [other] = [...this.#fingers].flatMap(([id, finger]) => (id === moved ? [] : [finger]));
    const before = this.#fingers.get(moved);
    if (other === undefined || before === undefined) return;
    const [was, is] = [distance(before, other), distance(place, other)];
    this.#events.onPan((place.left - before.left) / 2, (place.top - before.top) / 2);
    if (was > 0 && is > 0)
      this.#events.onZoom(is / was, (place.left + other.left) / 2, (place.top + other.top) / 2, false);
  }

  #onWheel(event: WheelEvent): void {
    event.preventDefault();
    const { left, top } = this.#placeOf(event);
    const pixels = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * PIXELS_PER_LINE : event.deltaY;
    // Browsers report a pinch on a touchpad as a wheel with the Control key.
    const perPixel = event.ctrlKey ? ZOOM_PER_PINCHED_PIXEL : ZOOM_PER_PIXEL;
    const limited = Math.max(-400, Math.min(400, pixels));
    this.#events.onZoom(Math.exp(-limited * perPixel), left, top, true);
  }

  #placeOf({ clientX, clientY }: MouseEvent): Finger {
    const box = this.#element.getBoundingClientRect();
    return { left: clientX - box.left, top: clientY - box.top };
  }
}

const distance = (a: Finger, b: Finger) => Math.hypot(a.left - b.left, a.top - b.top);
const isName = (target: EventTarget | null) => target instanceof Element && target.closest(".stage-name") !== null;
