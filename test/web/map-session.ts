/** The real server on the shipped sample, a browser that draws WebGL in software, and questions to the map in it. */
import { readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import type { Browser, Page } from "playwright-core";
import { expect } from "vitest";
import type { MapPaper, MapPapersAnswer, MapStatus, TopicsAnswer } from "../../src/wire/index.ts";
import { decodePoints } from "../../web/src/map/decode.ts";
import type { Points } from "../../web/src/map/stage-types.ts";
import { openBrowser } from "../helpers/browser.ts";
import { type Story, type VisitOptions, visit } from "./harness.ts";
import { type Served, servePage } from "./serve.ts";

const WIDE = { reducedMotion: "reduce" } as const; // room enough
const AT_MAP = { ready: ".map-stage[data-drawn-by], .topic-table" };

const UNIT = 65_535;

export interface MapSession {
  readonly served: Served;
  readonly browser: Browser;
  readonly topics: TopicsAnswer;
  readonly points: Points;
  /** Opens an address as `Site.visit` does, and waits for the map where it leads there. */
  visit(path: string, story: Story, options?: VisitOptions): Promise<void>;
  api<Answer>(path: string): Promise<Answer>;
  paperOf(point: number): Promise<MapPaper>;
  /** The address of the map with a point in the middle. */
  at(point: number): string;
  /** The point that is farthest from its nearest other. */
  lonelyPoint(): number;
  close(): Promise<void>;
}

export async function openMap(): Promise<MapSession> {
  const [served, browser] = await Promise.all([servePage(), openBrowser({ webGl: true })]);
  const api = async <Answer>(path: string) => (await (await fetch(served.url + path)).json()) as Answer;
  while ((await api<MapStatus>("/api/map/status")).state === "building") await delay(200);
  const points = decodePoints(await (await fetch(`${served.url}/api/map`)).arrayBuffer());
  return {
    served,
    browser,
    topics: await api<TopicsAnswer>("/api/topics"),
    points,
    api,
    visit: (path, story, options) =>
      visit(browser, served.url + path, story, { ...WIDE, ...(path.startsWith("/map") ? AT_MAP : {}), ...options }),
    async paperOf(point) {
      const { papers } = await api<MapPapersAnswer>(`/api/map/papers?row=${points.rows[point]}`);
      if (papers[0] === undefined) throw new Error("Expected a paper for each point of the map.");
      return papers[0];
    },
    at: (point) => {
      const [x, y] = [points.x, points.y].map((axis) => ((axis[point] ?? 0) / UNIT).toFixed(6));
      return `/map?x=${x}&y=${y}&zoom=6`;
    },
    lonelyPoint() {
      const all = Array.from({ length: points.count }, (_, point) => point);
      const distance = (a: number, b: number) =>
        Math.hypot((points.x[a] ?? 0) - (points.x[b] ?? 0), (points.y[a] ?? 0) - (points.y[b] ?? 0));
      const room = all.map((a) => Math.min(...all.filter((b) => b !== a).map((b) => distance(a, b))));
      return room.indexOf(Math.max(...room));
    },
    async close() {
      await browser.close();
      await served.close();
    },
  };
}

export interface Seen {
  readonly dots: number;
  /** Dots of the largest size, when there are smaller ones. */
  readonly lit: number;
  readonly lines: number;
}

/** What the stage shows, as its SVG says. */
export async function picture(page: Page, keepsPointer = false): Promise<Seen> {
  const button = page.getByRole("button", { name: /as SVG/ });
  const [saved] = await Promise.all([
    page.waitForEvent("download"),
    keepsPointer ? button.dispatchEvent("click") : button.click(),
  ]);
  const svg = readFileSync(await saved.path(), "utf8");
  const paths = [...svg.matchAll(/<path d="([^"]*)" [^>]*stroke-width="([\d.]+)" stroke-linecap/g)].map(
    ([, d, width]) => ({
      dots: d?.match(/h0/g)?.length ?? 0,
      size: Number(width),
    }),
  );
  const largest = Math.max(...paths.map(({ size }) => size));
  const sum = (of: typeof paths) => of.reduce((total, { dots }) => total + dots, 0);
  const lit = paths.filter(({ size }) => size === largest);
  return { dots: sum(paths), lit: lit.length < paths.length ? sum(lit) : 0, lines: svg.match(/Q/g)?.length ?? 0 };
}

export async function drawn(page: Page): Promise<void> {
  await page.locator(".map-stage[data-drawn-by]").waitFor();
}

/** Until the address has kept still for longer than a rest of the map takes to be written. */
export async function settled(page: Page): Promise<void> {
  for (let url = ""; url !== page.url(); ) {
    url = page.url();
    await page.waitForTimeout(450);
  }
}

/** Expects something that may take its time on a busy machine. */
export function soon<Answer>(ask: () => Answer) {
  return expect.poll(ask, { timeout: 10_000 });
}

export function address(page: Page): URLSearchParams {
  return new URL(page.url()).searchParams;
}

export async function boxOf(page: Page, selector: string) {
  const box = await page.locator(selector).boundingBox();
  if (box === null) throw new Error(`Expected to see ${selector}.`);
  return box;
}

export async function middle(page: Page): Promise<[number, number]> {
  const { x, y, width, height } = await boxOf(page, ".map-stage");
  return [x + width / 2, y + height / 2];
}

export async function insideStage(page: Page, selector: string): Promise<void> {
  const [stage, box] = [await boxOf(page, ".map-stage"), await boxOf(page, selector)];
  expect(box.x).toBeGreaterThanOrEqual(stage.x);
  expect(box.y).toBeGreaterThanOrEqual(stage.y);
  expect(box.x + box.width).toBeLessThanOrEqual(stage.x + stage.width);
  expect(box.y + box.height).toBeLessThanOrEqual(stage.y + stage.height);
}

/** A script after which the page gets no drawing context of these kinds. */
export function refuseContexts(kinds: string): string {
  return `const getContext = HTMLCanvasElement.prototype.getContext;
    HTMLCanvasElement.prototype.getContext = function (kind, ...more) {
      return (${kinds}) ? null : getContext.call(this, kind, ...more);
    };`;
}
