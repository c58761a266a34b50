import type { Points } from "./stage-types.ts";

/** What the rasteriser draws: everything in device pixels. */
export interface RasterJob {
  readonly points: Points;
  readonly codes: Uint16Array;
  readonly tiers: Uint8Array;
  /** Four bytes a colour, the last for all codes beyond; hidden where the fourth is 0. */
  readonly swatches: Uint8Array;
  readonly years: readonly [number, number];
  readonly tier: number;
  /** Pixel of the map's place (0, 0), and pixels per unit of the map. */
  readonly left: number;
  readonly top: number;
  readonly scale: number;
  readonly diameter: number;
  readonly alpha: number;
  /** Only every n-th point is drawn. */
  readonly every: number;
  readonly fade: number;
  readonly neutral: readonly [number, number, number];
  readonly paper: readonly [number, number, number];
  readonly rim: number;
}

/** Positions between pixels for which discs are prepared, per axis. */
const PHASES = 4;

/** Draws round points onto an image of `width` pixels a row, blending each over what is there. */
export function drawPoints(
  image: { readonly data: Uint8ClampedArray; readonly width: number; readonly height: number },
  job: RasterJob,
): void {
  const { points, codes, tiers, years, tier, left, top, scale, every } = job;
  const { x, y, year, count } = points;
  const discs = discsOf(job.diameter, job.rim);
  const colors = fadedColors(job);
  const rest = colors.length / 4 - 1;
  const reach = discs.side / 2;
  const perUnit = scale / 65_535;
  for (let i = 0; i < count; i += every) {
    const at = year[i] ?? 0;
    if (tiers[i] !== tier || at < years[0] || at > years[1]) continue;
    const color = 4 * Math.min(codes[i] ?? rest, rest);
    if (colors[color + 3] === 0) continue;
    const px = left + (x[i] ?? 0) * perUnit - reach;
    const py = top - (y[i] ?? 0) * perUnit - reach;
    if (px < 0 || py < 0 || px + discs.side + 1 >= image.width || py + discs.side + 1 >= image.height) {
      if (px < -discs.side || py < -discs.side || px > image.width || py > image.height) continue;
    }
    stamp(image, discs, px, py, colors, color, job.alpha, job.paper);
  }
}

interface Discs {
  readonly side: number;
  /** Per phase, side × side: how much of a pixel the point covers, and how much of that is not rim. */
  readonly cover: readonly Float32Array[];
  readonly core: readonly Float32Array[];
}

function stamp(
  { data, width, height }: { readonly data: Uint8ClampedArray; readonly width: number; readonly height: number },
  { side, cover, core }: Discs,
  px: number,
  py: number,
  colors: Float32Array,
  color: number,
  alpha: number,
  paper: readonly [number, number, number],
): void {
  const [column, row] = [Math.floor(px), Math.floor(py)];
  const phase = Math.floor((px - column) * PHASES) + PHASES * Math.floor((py - row) * PHASES);
  const [covers, cores] = [cover[phase], core[phase]];
  if (covers === undefined || cores === undefined) return;
  const [red, green, blue] = [colors[color] ?? 0, colors[color + 1] ?? 0, colors[color + 2] ?? 0];
  for (let dy = Math.max(0, -row); dy < side && row + dy < height; dy++) {
    for (let dx = Math.max(0, -column); dx < side && column + dx < width; dx++) {
      const covered = covers[dx + side * dy] ?? 0;
      if (covered === 0) continue;
      const inner = cores[dx + side * dy] ?? 1;
      const at = 4 * (column + dx + width * (row + dy));
      const above = covered * alpha;
      const below = ((data[at + 3] ?? 0) / 255) * (1 - above);
      const whole = above + below;
      const mine = above / whole;
      data[at] = (data[at] ?? 0) * (1 - mine) + (paper[0] + (red - paper[0]) * inner) * mine;
      data[at + 1] = (data[at + 1] ?? 0) * (1 - mine) + (paper[1] + (green - paper[1]) * inner) * mine;
      data[at + 2] = (data[at + 2] ?? 0) * (1 - mine) + (paper[2] + (blue - paper[2]) * inner) * mine;
      data[at + 3] = whole * 255;
    }
  }
}

function discsOf(diameter: number, rim: number): Discs {
  const side = Math.ceil(diameter) + 2;
  const cover: Float32Array[] = [];
  const core: Float32Array[] = [];
  for (let phase = 0; phase < PHASES ** 2; phase++) {
    const [offX, offY] = [((phase % PHASES) + 0.5) / PHASES, (Math.floor(phase / PHASES) + 0.5) / PHASES];
    const distances = Float32Array.from({ length: side * side }, (_, i) =>
      Math.hypot((i % side) + 0.5 - side / 2 - offX, Math.floor(i / side) + 0.5 - side / 2 - offY),
    );
    const within = (radius: number) => distances.map((distance) => Math.min(1, Math.max(0, radius + 0.5 - distance)));
    cover.push(within(diameter / 2));
    core.push(rim > 0 ? within(diameter / 2 - rim) : new Float32Array(side * side).fill(1));
  }
  return { side, cover, core };
}

function fadedColors({ swatches, fade, neutral }: RasterJob): Float32Array {
  return Float32Array.from(swatches, (value, i) =>
    i % 4 === 3 ? value : value + fade * ((neutral[i % 4] ?? 0) - value),
  );
}
