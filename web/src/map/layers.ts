import type { Size } from "./camera.ts";

/** Above this many device pixels per CSS pixel one sees no difference, but waits for it. */
const LARGEST_RATIO = 2.5;

export function pixelRatio(): number {
  return Math.min(LARGEST_RATIO, Math.max(1, devicePixelRatio));
}

/** A canvas over the whole stage on which one unit is one CSS pixel. */
export class Sheet {
  readonly canvas = document.createElement("canvas");
  readonly #context = this.canvas.getContext("2d");
  #isEmpty = true;

  constructor(name: string) {
    this.canvas.className = name;
  }

  /** Clears the sheet and draws on it; `draw` undefined leaves it empty. */
  draw({ width, height }: Size, ratio: number, draw: ((context: CanvasRenderingContext2D) => void) | undefined): void {
    const context = this.#context;
    if (context === null || (draw === undefined && this.#isEmpty)) return;
    const [deviceWidth, deviceHeight] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (this.canvas.width !== deviceWidth || this.canvas.height !== deviceHeight) {
      this.canvas.width = deviceWidth;
      this.canvas.height = deviceHeight;
    }
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, deviceWidth, deviceHeight);
    this.#isEmpty = draw === undefined;
    if (draw === undefined) return;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    draw(context);
  }
}
