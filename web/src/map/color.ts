/** Red, green and blue, 0 to 255. */
export type Rgb = readonly [red: number, green: number, blue: number];

/** The colours of the page that the stage draws with. */
export interface ThemeColors {
  readonly paper: Rgb;
  readonly ink: Rgb;
  readonly soft: Rgb;
  readonly edge: Rgb;
  readonly accent: Rgb;
}

/** The colour of an OKLCH triple (Ottosson 2020) as #rrggbb: lightness 0 to 1, chroma 0 to about 0.37, hue in degrees.
 *  Where the screen cannot show it, its chroma is lowered until it can; lightness and hue stay. */
export function oklch(lightness: number, chroma: number, hue: number): string {
  let most = chroma;
  let channels = linearOf(lightness, most, hue);
  while (most > 0.001 && channels.some((value) => value < -0.0005 || value > 1.0005)) {
    most *= 0.96;
    channels = linearOf(lightness, most, hue);
  }
  return hexOf(channels.map((value) => 255 * encode(Math.min(1, Math.max(0, value)))));
}

/** The channels of a #rrggbb colour; black for anything else. */
export function parseHex(color: string): Rgb {
  const bits = /^#[0-9a-f]{6}$/i.test(color) ? Number.parseInt(color.slice(1), 16) : 0;
  return [bits >> 16, (bits >> 8) & 255, bits & 255];
}

/** The contrast ratio of two #rrggbb colours after WCAG 2, 1 to 21. */
export function contrast(a: string, b: string): number {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

export function hexOf(channels: readonly number[]): string {
  return `#${channels.map((value) => Math.round(value).toString(16).padStart(2, "0")).join("")}`;
}

/** The colour at a share of the way from one to another, channel by channel. */
export function mixColors(from: Rgb, to: Rgb, share: number): Rgb {
  const channel = (i: 0 | 1 | 2) => from[i] + share * (to[i] - from[i]);
  return [channel(0), channel(1), channel(2)];
}

/** The colour for CSS. */
export function cssColor([red, green, blue]: Rgb, alpha = 1): string {
  return `rgb(${red} ${green} ${blue} / ${alpha})`;
}

function linearOf(lightness: number, chroma: number, hue: number): number[] {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
}

const encode = (value: number) => (value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055);
const decode = (value: number) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);

function luminance(color: string): number {
  const [red, green, blue] = parseHex(color).map((value) => decode(value / 255)) as unknown as Rgb;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
