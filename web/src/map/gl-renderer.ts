import { PALETTE_WIDTH, pointProgram, type Uniforms } from "./gl-program.ts";
import type { Frame, Renderer } from "./renderer.ts";
import type { Points } from "./stage-types.ts";
import type { Tiers } from "./visibility.ts";

type Column = "x" | "y" | "codes" | "years" | "tiers";

/** Place, type and meaning of each column in the shader. */
const COLUMNS: readonly { readonly name: Column; readonly bytes: 1 | 2; readonly isShare: boolean }[] = [
  { name: "x", bytes: 2, isShare: true },
  { name: "y", bytes: 2, isShare: true },
  { name: "codes", bytes: 2, isShare: false },
  { name: "years", bytes: 1, isShare: false },
  { name: "tiers", bytes: 1, isShare: false },
];

/** Draws points with WebGL 2; undefined where there is none. Columns go to the GPU as they came: colours, years and
 *  tiers are looked up there, so that legend, theme and year slider upload next to nothing. */
export function createGlRenderer(onLost: () => void, onRestored: () => void): Renderer | undefined {
  const canvas = document.createElement("canvas");
  const gl = canvas.getContext("webgl2", { alpha: true, premultipliedAlpha: true, antialias: false, depth: false });
  if (gl === null) return undefined;
  const renderer = new GlRenderer(canvas, gl);
  if (!renderer.start()) return undefined;
  const { signal } = renderer.listening;
  const onGone = (event: Event) => {
    event.preventDefault();
    renderer.stop();
    onLost();
  };
  canvas.addEventListener("webglcontextlost", onGone, { signal });
  canvas.addEventListener("webglcontextrestored", () => renderer.start() && onRestored(), { signal });
  return renderer;
}

class GlRenderer implements Renderer {
  readonly kind = "webgl";
  readonly canvas: HTMLCanvasElement;
  readonly listening = new AbortController();
  readonly #gl: WebGL2RenderingContext;
  readonly #buffers = new Map<Column, WebGLBuffer>();
  /** Kept for when the context is lost. */
  readonly #columns = new Map<Column, Uint8Array | Uint16Array>();
  #uniforms: Uniforms | undefined;
  #swatches: Uint8Array = new Uint8Array(4);
  #counts: Tiers["counts"] = [0, 0, 0];
  #count = 0;
  #step = 0;

  constructor(canvas: HTMLCanvasElement, gl: WebGL2RenderingContext) {
    this.canvas = canvas;
    this.#gl = gl;
  }

  /** Makes everything that lives on the GPU; false where that fails. */
  start(): boolean {
    const gl = this.#gl;
    const made = pointProgram(gl);
    if (made === undefined) return false;
    this.#uniforms = made.uniforms;
    gl.useProgram(made.program);
    gl.disable(gl.DEPTH_TEST);
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
    gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
    for (const filter of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER])
      gl.texParameteri(gl.TEXTURE_2D, filter, gl.NEAREST);
    for (const [place, { name }] of COLUMNS.entries()) {
      this.#buffers.set(name, gl.createBuffer());
      gl.enableVertexAttribArray(place);
    }
    this.#step = 0;
    for (const [name, values] of this.#columns) this.#upload(name, values);
    this.setSwatches(this.#swatches);
    return true;
  }

  stop(): void {
    this.#uniforms = undefined;
    this.#buffers.clear();
  }

  setPoints({ count, x, y, year }: Points): void {
    this.#count = count;
    this.#upload("x", x);
    this.#upload("y", y);
    this.#upload("years", year);
  }

  setCodes(codes: Uint16Array): void {
    this.#upload("codes", codes);
  }

  setTiers({ tiers, counts }: Tiers): void {
    this.#counts = counts;
    this.#upload("tiers", tiers);
  }

  setSwatches(swatches: Uint8Array): void {
    this.#swatches = swatches.slice();
    if (this.#uniforms === undefined) return;
    const gl = this.#gl;
    const rows = Math.ceil(swatches.length / 4 / PALETTE_WIDTH);
    const texels = new Uint8Array(rows * PALETTE_WIDTH * 4);
    texels.set(swatches);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, PALETTE_WIDTH, rows, 0, gl.RGBA, gl.UNSIGNED_BYTE, texels);
    gl.uniform1ui(this.#uniforms.rest, swatches.length / 4 - 1);
  }

  draw({ camera: { view, size, scale }, ratio, look, years, paper, neutral, every }: Frame): void {
    const [gl, at] = [this.#gl, this.#uniforms];
    const [width, height] = [Math.round(size.width * ratio), Math.round(size.height * ratio)];
    if (this.canvas.width !== width) this.canvas.width = width;
    if (this.canvas.height !== height) this.canvas.height = height;
    if (at === undefined || width === 0 || height === 0) return;
    gl.viewport(0, 0, width, height);
    gl.clearColor(0, 0, 0, 0);
    gl.clear(gl.COLOR_BUFFER_BIT);
    const pixels = 2 * scale * view.zoom;
    gl.uniform2f(at.middle, view.x, view.y);
    gl.uniform2f(at.scale, pixels / size.width, pixels / size.height);
    gl.uniform2ui(at.years, years[0], Math.max(0, years[1]));
    gl.uniform3f(at.paper, ...shares(paper));
    gl.uniform3f(at.neutral, ...shares(neutral));
    for (const tier of [0, 1, 2] as const) {
      if (this.#counts[tier] === 0) continue;
      gl.uniform1ui(at.drawnTier, tier);
      gl.uniform1f(at.size, look.sizes[tier] * ratio);
      gl.uniform1f(at.alpha, look.alphas[tier]);
      gl.uniform1f(at.fade, tier === 0 ? look.fade : 0);
      gl.uniform1f(at.rim, (tier === 2 ? 1.25 : look.rim) * ratio);
      const step = tier < 2 ? every : 1;
      this.#point(step);
      gl.drawArrays(gl.POINTS, 0, Math.ceil(this.#count / step));
    }
  }

  destroy(): void {
    this.listening.abort();
    this.#gl.getExtension("WEBGL_lose_context")?.loseContext();
    this.canvas.remove();
  }

  /** Lets the shader see every n-th point. */
  #point(step: number): void {
    if (step === this.#step) return;
    this.#step = step;
    const gl = this.#gl;
    for (const [place, { name, bytes, isShare }] of COLUMNS.entries()) {
      const type = bytes === 2 ? gl.UNSIGNED_SHORT : gl.UNSIGNED_BYTE;
      gl.bindBuffer(gl.ARRAY_BUFFER, this.#buffers.get(name) ?? null);
      if (isShare) gl.vertexAttribPointer(place, 1, type, true, bytes * step, 0);
      else gl.vertexAttribIPointer(place, 1, type, bytes * step, 0);
    }
  }

  #upload(name: Column, values: Uint8Array | Uint16Array): void {
    this.#columns.set(name, values);
    const buffer = this.#buffers.get(name);
    if (buffer === undefined) return;
    this.#gl.bindBuffer(this.#gl.ARRAY_BUFFER, buffer);
    this.#gl.bufferData(this.#gl.ARRAY_BUFFER, values, this.#gl.STATIC_DRAW);
  }
}

const shares = ([red, green, blue]: Frame["paper"]): [number, number, number] => [red / 255, green / 255, blue / 255];
