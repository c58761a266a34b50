import { describe, expect, it } from "vitest";
import type { TopicEntry } from "../../../src/wire/index.ts";
import { contrast, parseHex } from "../../../web/src/map/color.ts";
import { categoryColors, scaleColors, topicColors } from "../../../web/src/map/palette.ts";

const PAPER = { light: "#fcfcfa", dark: "#131619" } as const;

function topic(id: string, level: number, parent: string | null): TopicEntry {
  return { id, name: id, level, parent, size: 1, x: 0, y: 0, extent: 0, papers: [], phrases: [] };
}

function distance(a: string, b: string): number {
  const [first, second] = [parseHex(a), parseHex(b)];
  return Math.hypot(...first.map((value, i) => value - (second[i] ?? 0)));
}

describe.each(["light", "dark"] as const)("colours on %s paper", (theme) => {
  const tops = Array.from({ length: 10 }, (_, i) => topic(`t${i}`, 0, null));
  const children = tops.flatMap(({ id }) => Array.from({ length: 4 }, (_, i) => topic(`${id}-${i}`, 1, id)));

  it("stand out from the paper, topics and categories by 3 to 1", () => {
    const colors = [...topicColors([...tops, ...children], theme), ...categoryColors(12, theme)];
    for (const color of colors) expect(contrast(color, PAPER[theme])).toBeGreaterThanOrEqual(2.75);
    for (const color of topicColors(tops, theme)) expect(contrast(color, PAPER[theme])).toBeGreaterThanOrEqual(3);
    for (const color of scaleColors(9, theme)) expect(contrast(color, PAPER[theme])).toBeGreaterThan(1.5);
  });

  it("tell the top topics and the first categories apart", () => {
    for (const colors of [topicColors(tops, theme), categoryColors(12, theme)]) {
      for (const [i, a] of colors.entries()) {
        for (const b of colors.slice(i + 1)) expect(distance(a, b)).toBeGreaterThan(20);
      }
    }
  });

  it("keep children nearer to their parent than to other top topics", () => {
    const colors = topicColors([...tops, ...children], theme);
    const off = (child: number, top: number) => distance(colors[10 + child] ?? "", colors[top] ?? "");
    const own = children.map((_, i) => off(i, Math.floor(i / 4)));
    const others = children.map((_, i) =>
      Math.min(...tops.map((_top, t) => (t === Math.floor(i / 4) ? 999 : off(i, t)))),
    );
    expect(own.filter((value, i) => value < (others[i] ?? 0)).length).toBeGreaterThan(0.85 * children.length);
  });

  it("stay as they are when further topics come after", () => {
    expect(topicColors(tops, theme).slice(0, 5)).toEqual(topicColors(tops.slice(0, 5), theme));
  });

  it("go steadily from faint to strong on a scale", () => {
    const strengths = scaleColors(12, theme).map((color) => contrast(color, PAPER[theme]));
    expect(strengths).toEqual(strengths.toSorted((a, b) => a - b));
    expect(scaleColors(1, theme)).toHaveLength(1);
  });
});
