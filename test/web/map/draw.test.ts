import { describe, expect, it } from "vitest";
import type { TopicEntry } from "../../../src/wire/index.ts";
import { escapeXml, exportSvg } from "../../../web/src/map/export-svg.ts";
import { coarser, lookOf } from "../../../web/src/map/look.ts";
import { Pace } from "../../../web/src/map/pace.ts";
import { drawPoints } from "../../../web/src/map/raster.ts";
import type { StageState } from "../../../web/src/map/stage-types.ts";
import { hiddenTopics, shownPoints, tiersOf, yearCodes } from "../../../web/src/map/visibility.ts";
import { plain, pointsAt } from "./points.ts";

const camera = { view: { x: 0.5, y: 0.5, zoom: 1 }, size: { width: 800, height: 600 }, scale: 500 };

function topic(id: string, level: number, parent: string | null): TopicEntry {
  return { id, name: id, level, parent, size: 1, x: 0, y: 0, extent: 0, papers: [], phrases: [] };
}

describe("which points are shown", () => {
  const points = pointsAt(
    [
      [0, 0],
      [1, 1],
      [2, 2],
      [3, 3],
    ],
    [2000, 2005, 2010, 1999],
  );

  it("depends on the years; papers without one are shown only without a range", () => {
    const shown = (years: [number, number] | undefined) => [0, 1, 2, 3].filter(shownPoints(points, plain(4), years));
    expect(shown(undefined)).toEqual([0, 1, 2, 3]);
    expect(shown([2000, 2005])).toEqual([0, 1]);
    expect(shown([1900, 2100])).toEqual([0, 1, 2]);
    expect(shown([1900, 1950])).toEqual([]);
    expect(shown([2400, 2500])).toEqual([]);
    expect(yearCodes(points, undefined)).toEqual([0, 255]);
  });

  it("depends on the legend, of which the rest is an entry of its own", () => {
    const swatches = [
      { label: "a", color: "#000000", hidden: false },
      { label: "b", color: "#000000", hidden: true },
    ];
    const codes = Uint16Array.from([0, 1, 65_535, 0]);
    const shown = (hidesRest: boolean) =>
      [0, 1, 2, 3].filter(shownPoints(points, { codes, swatches, hidesRest }, undefined));
    expect(shown(false)).toEqual([0, 2, 3]);
    expect(shown(true)).toEqual([0, 3]);
  });
});

describe("what stands out", () => {
  const topics = [topic("a", 0, null), topic("b", 0, null), topic("a1", 1, "a"), topic("a1x", 2, "a1")];
  const points = {
    ...pointsAt([
      [0, 0],
      [0, 0],
      [0, 0],
      [0, 0],
      [0, 0],
    ]),
    topic: Uint16Array.from([0, 1, 2, 3, 65_535]),
  };
  const nothing = {
    points,
    topics,
    lit: undefined,
    open: undefined,
    joined: undefined,
    topic: undefined,
    inside: undefined,
  };

  it("is everything alike where nothing is selected", () => {
    expect([...tiersOf(nothing).tiers]).toEqual([1, 1, 1, 1, 1]);
    expect(tiersOf(nothing).counts).toEqual([0, 5, 0]);
  });

  it("is the selected topic with all topics below it", () => {
    expect([...tiersOf({ ...nothing, topic: 0 }).tiers]).toEqual([1, 0, 1, 1, 0]);
    expect([...tiersOf({ ...nothing, topic: 3 }).tiers]).toEqual([0, 0, 0, 1, 0]);
  });

  it("is what is in both the topic and the area, and the hits and the open paper above all", () => {
    const inside = Uint32Array.from([1, 2]);
    expect([...tiersOf({ ...nothing, topic: 0, inside }).tiers]).toEqual([0, 0, 1, 0, 0]);
    expect([...tiersOf({ ...nothing, lit: Uint32Array.from([1]) }).tiers]).toEqual([0, 2, 0, 0, 0]);
    expect(tiersOf({ ...nothing, lit: new Uint32Array() }).counts).toEqual([5, 0, 0]);
    expect([...tiersOf({ ...nothing, open: 4, joined: Uint32Array.from([0]) }).tiers]).toEqual([2, 1, 1, 1, 2]);
  });

  it("has a name, unless the legend hides a topic with every paper of it and of the topics below", () => {
    const hiddenWith = (hidden: readonly boolean[]) => {
      const swatches = hidden.map((isHidden) => ({ label: "", color: "#000000", hidden: isHidden }));
      const codes = Uint16Array.from([0, 1, 0, 2, 1]); // by point
      return [...hiddenTopics({ points, topics, coloring: { codes, swatches, hidesRest: false } })].sort();
    };
    expect(hiddenWith([false, false, false])).toEqual([]);
    expect(hiddenWith([false, true, false])).toEqual([1]);
    expect(hiddenWith([true, false, false])).toEqual([]); // a and a1 still have a1x
    expect(hiddenWith([true, false, true])).toEqual([0, 2, 3]);
  });
});

describe("the size of points", () => {
  it("is full for few papers and fine for many, and grows as one comes nearer", () => {
    const size = (count: number, zoom: number) =>
      lookOf({ ...camera, view: { ...camera.view, zoom } }, count, "not").sizes[1];
    expect(size(573, 1)).toBeGreaterThan(6);
    expect(size(260_000, 1)).toBeLessThan(2);
    expect(size(260_000, 16)).toBeGreaterThan(2 * size(260_000, 1));
    expect(coarser(lookOf(camera, 260_000, "not"), 16).sizes[1]).toBe(2 * size(260_000, 1));
  });
});

describe("the pace of drawing", () => {
  it("is full at rest and on a fast machine, and coarse where frames are slow", () => {
    const fast = new Pace();
    for (let i = 0; i < 60; i++) expect(fast.everyAt(i * 16, true, 260_000)).toBe(1);
    const slow = new Pace();
    const steps = Array.from({ length: 60 }, (_, i) => slow.everyAt(i * 90, true, 260_000));
    expect(steps.at(-1)).toBe(10);
    expect(slow.everyAt(9_999, false, 260_000)).toBe(1);
    expect(Array.from({ length: 60 }, (_, i) => slow.everyAt(i * 90, true, 20_000)).at(-1)).toBe(1);
  });
});

describe("the rasteriser of the canvas", () => {
  const job = {
    points: pointsAt([
      [32_768, 32_768],
      [0, 65_535],
      [65_535, 0],
    ]),
    codes: Uint16Array.from([0, 65_535, 1]),
    tiers: Uint8Array.from([1, 1, 1]),
    swatches: Uint8Array.from([200, 0, 0, 255, 0, 200, 0, 0, 0, 0, 200, 255]),
    years: [0, 255],
    tier: 1,
    left: 0,
    top: 40,
    scale: 40,
    diameter: 6,
    alpha: 1,
    every: 1,
    fade: 0,
    neutral: [9, 9, 9],
    paper: [255, 255, 255],
    rim: 0,
  } as const;
  const draw = (changes: Partial<Parameters<typeof drawPoints>[1]> = {}) => {
    const image = { data: new Uint8ClampedArray(40 * 40 * 4), width: 40, height: 40 };
    drawPoints(image, { ...job, ...changes });
    return { at: (x: number, y: number) => [...image.data.slice(4 * (x + 40 * y), 4 * (x + 40 * y) + 4)], image };
  };

  it("draws round points in their colours, cut at the edges, and hidden ones not", () => {
    const { at, image } = draw();
    expect(at(20, 20)).toEqual([200, 0, 0, 255]);
    expect(at(20, 26)).toEqual([0, 0, 0, 0]);
    expect(at(0, 0)).toEqual([0, 0, 200, 255]);
    expect(at(39, 39)).toEqual([0, 0, 0, 0]);
    let area = 0;
    for (let i = 3; i < image.data.length; i += 4) area += (image.data[i] ?? 0) / 255;
    expect(area).toBeGreaterThan(Math.PI * 9 * 1.15);
    expect(area).toBeLessThan(Math.PI * 9 * 1.4);
  });

  it("lets points shine through each other", () => {
    const { at } = draw({
      points: pointsAt([
        [32_768, 32_768],
        [32_768, 32_768],
      ]),
      codes: Uint16Array.from([0, 65_535]),
      alpha: 0.5,
    });
    const [red = 0, , blue = 0, alpha = 0] = at(20, 20);
    expect(alpha).toBeCloseTo(191, -1);
    expect(blue).toBeGreaterThan(red);
    expect(red).toBeGreaterThan(50);
  });

  it("leaves out other tiers and years", () => {
    expect(draw({ tier: 0 }).at(20, 20)[3]).toBe(0);
    expect(draw({ years: [30, 40] }).at(20, 20)[3]).toBe(0);
  });
});

describe("the SVG picture", () => {
  const state: StageState = {
    points: pointsAt([
      [32_768, 32_768],
      [10_000, 10_000],
    ]),
    topics: [],
    coloring: plain(2),
    years: undefined,
    lit: undefined,
    open: 0,
    joined: Uint32Array.from([1]),
    area: undefined,
    topic: undefined,
    tool: "pan",
    contours: true,
    theme: "light",
  };
  const parts = {
    state,
    camera,
    accepts: () => true,
    tiers: Uint8Array.from([1, 1]),
    look: lookOf(camera, 2, "not"),
    colors: { paper: [255, 255, 255], ink: [0, 0, 0], soft: [9, 9, 9], edge: [90, 90, 90], accent: [0, 99, 99] },
    contours: [[Float32Array.from([0.1, 0.1, 0.9, 0.1, 0.5, 0.9])]],
    names: [
      {
        topic: 0,
        lines: ["<script>alert(1)</script>", "a & b"],
        fontSize: 14,
        lineHeight: 16,
        weight: 600,
        isSerif: true,
        left: 5,
        top: 5,
      },
    ],
  } as const;

  it("has points, lines, contours and names, and markup in names is inert", () => {
    const svg = exportSvg(parts);
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" width="800" height="600"/);
    expect(svg).toContain("M400.0 300.0h0");
    expect(svg).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
    expect(svg).toContain("a &amp; b");
    expect(svg).not.toContain("<script");
    expect(svg.match(/<path/g)).toHaveLength(3);
    expect(svg.replace(/<[^<>]*>/g, "")).not.toMatch(/[<>]/);
  });

  it("leaves out what is hidden or out of sight", () => {
    const far = { ...camera, view: { x: 0.9, y: 0.9, zoom: 16 } };
    expect(exportSvg({ ...parts, camera: far })).not.toContain("h0");
    expect(exportSvg({ ...parts, accepts: (point) => point === 1 })).not.toContain("M400.0 300.0h0");
  });

  it("draws at most 50,000 points and says so", () => {
    const count = 60_000;
    const many = pointsAt(Array.from({ length: count }, (_, i): [number, number] => [i, i]));
    const svg = exportSvg({
      ...parts,
      tiers: new Uint8Array(count).fill(1),
      state: { ...state, points: many, coloring: plain(count) },
    });
    expect(svg.match(/h0/g)).toHaveLength(30_000);
    expect(svg).toContain("<!-- Every 2nd of the 60000 points in sight is drawn. -->");
  });

  it("has no characters that XML forbids", () => {
    expect(escapeXml("a\u0000b\u001fc\ufffed\ud800\"'")).toBe("abcd\ufffd&quot;&#39;");
  });
});
