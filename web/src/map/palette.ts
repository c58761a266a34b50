import type { TopicEntry } from "../../../src/wire/index.ts";
import { oklch } from "./color.ts";

type Theme = "light" | "dark";

interface Tone {
  readonly lightness: number;
  readonly chroma: number;
  readonly hue: number;
}

/** Colours of equal lightness and chroma that stand out from --paper by at least 3 to 1. */
const BASE: Readonly<Record<Theme, { readonly lightness: number; readonly chroma: number }>> = {
  light: { lightness: 0.6, chroma: 0.145 },
  dark: { lightness: 0.7, chroma: 0.14 },
};

const FIRST_HUE = 195;
/** Steps of the golden ratio around the circle: any number of first hues are well apart, and those of the first
 *  topics stay when topics are added. */
const GOLDEN_TURN = 360 * 0.618034;

/** How far children may be from their parent's tone, by the parent's level; deeper levels take the last. */
const SPREADS = [
  { hue: 15, lightness: 0.045 },
  { hue: 6, lightness: 0.02 },
] as const;

/** One colour per topic: hues far apart on the top level, each child near its parent's. */
export function topicColors(topics: readonly TopicEntry[], theme: Theme): string[] {
  const placeOf = new Map(topics.map(({ id }, place) => [id, place]));
  const tones: Tone[] = [];
  const children = new Map<number, number>();
  let roots = 0;
  for (const [place, { parent }] of topics.entries()) {
    const above = parent === null ? undefined : placeOf.get(parent);
    const tone = above === undefined ? undefined : tones[above];
    if (above === undefined || tone === undefined) {
      tones[place] = { ...BASE[theme], hue: FIRST_HUE + GOLDEN_TURN * roots++ };
    } else {
      const nth = children.get(above) ?? 0;
      children.set(above, nth + 1);
      tones[place] = shade(tone, nth, topics[above]?.level ?? 0);
    }
  }
  return tones.map(({ lightness, chroma, hue }) => oklch(lightness, chroma, hue));
}

/** `count` colours that go from faint to strong, for what has an order: years, trust. */
export function scaleColors(count: number, theme: Theme): string[] {
  const [from, to]: [Tone, Tone] =
    theme === "light"
      ? [
          { lightness: 0.84, chroma: 0.11, hue: 95 },
          { lightness: 0.36, chroma: 0.12, hue: 285 },
        ]
      : [
          { lightness: 0.4, chroma: 0.11, hue: 290 },
          { lightness: 0.92, chroma: 0.13, hue: 100 },
        ];
  return Array.from({ length: count }, (_, i) => {
    const at = count === 1 ? 1 : i / (count - 1);
    const between = (key: keyof Tone) => from[key] + at * (to[key] - from[key]);
    return oklch(between("lightness"), between("chroma"), between("hue"));
  });
}

/** Twelve hues in an order in which neighbours are far apart; every other one is darker. */
const CATEGORY_HUES = [235, 50, 150, 345, 85, 290, 195, 20, 120, 262, 320, 175];

/** `count` colours as distinct as possible, for what has no order. After twelve they begin again. */
export function categoryColors(count: number, theme: Theme): string[] {
  const { lightness, chroma } = BASE[theme];
  return Array.from({ length: count }, (_, i) => {
    const nth = i % CATEGORY_HUES.length;
    const darker = nth < 6 ? 0.02 : -0.09;
    return oklch(lightness + darker, chroma + 0.01, CATEGORY_HUES[nth] ?? 0);
  });
}

/** The tone of the nth child: hues swing to both sides, lightness to the other in turn. */
function shade({ lightness, chroma, hue }: Tone, nth: number, level: number): Tone {
  const spread = SPREADS[Math.min(level, SPREADS.length - 1)] ?? SPREADS[1];
  const swing = 2 * ((nth * 0.618034) % 1) - 1;
  const lift = 2 * ((nth * 0.381966 + 0.5) % 1) - 1;
  return { lightness: lightness + lift * spread.lightness, chroma, hue: hue + swing * spread.hue };
}
