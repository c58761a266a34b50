import { setTimeout as delay } from "node:timers/promises";
import { type Browser, chromium } from "playwright-core";
import type { MapStatus } from "../../src/wire/index.ts";
import { BROWSER } from "../../test/helpers/browser.ts";
import type { Bench } from "../bench.ts";
import { serve } from "../child.ts";
import { median } from "../measure.ts";
import { FIRST_DRAW_MS } from "../targets.ts";

const VISITS = 5;
const PATIENCE_MS = 60_000;
/** Software rendering: a browser with a GPU is sooner. */
const SOFTWARE_GL = ["--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"];

/** From the address of the map to the first picture with points, in a headless browser with an empty cache that draws
 *  WebGL in software, from a server that has answered before. */
export const mapPage: Bench = async ({ library }) => {
  const server = await serve(library);
  const browser = await chromium.launch({
    ...(BROWSER === undefined ? {} : { executablePath: BROWSER }),
    args: ["--headless", "--no-sandbox", ...SOFTWARE_GL],
  });
  try {
    const papers = await warm(server.url);
    await visit(browser, server.url); // the browser, too, starts its processes but once
    const visits: Visit[] = [];
    while (visits.length < VISITS) visits.push(await visit(browser, server.url));
    const times = Float64Array.from(visits, ({ drawnMs }) => drawnMs);
    const { drawnBy, payloads } = visits[0]!;
    return [
      {
        name: "map-page",
        what: `first picture of ${papers.toLocaleString("en-US")} papers`,
        value: median(times),
        unit: "ms",
        median: median(times),
        p95: Math.max(...times),
        target: FIRST_DRAW_MS,
        params: { visits: VISITS, drawnBy, loadedMs: visits[0]!.loadedMs, ...stepsOf(visits[0]!) },
      },
      ...payloads.map(({ path, sent, unpacked }) => ({
        name: "map-page",
        what: `bytes of ${path}`,
        value: sent / 1e6,
        unit: "MB",
        params: { unpackedMB: unpacked / 1e6, bytesPerPaper: sent / papers },
      })),
    ];
  } finally {
    await browser.close();
    await server.stop();
  }
};

interface Payload {
  readonly path: string;
  /** As they came over the wire. */
  readonly sent: number;
  readonly unpacked: number;
  readonly beganMs: number;
  readonly endedMs: number;
}

interface Visit {
  readonly drawnMs: number;
  /** When the page had the answers that it draws. */
  readonly loadedMs: number;
  readonly drawnBy: string;
  readonly payloads: readonly Payload[];
}

/** Runs in the page before its own scripts: notes when the stage has drawn, the GPU has ended that, and the browser has
 *  shown it. */
const WATCH = `(() => {
  const shown = () => requestAnimationFrame(() => requestAnimationFrame(() => {
    document.documentElement.dataset.mapDrawnMs = performance.now();
  }));
  const watch = new MutationObserver(() => {
    if (document.querySelector(".map-stage[data-drawn-by]") === null) return;
    watch.disconnect();
    const gl = document.querySelector(".map-stage canvas.stage-points")?.getContext("webgl2");
    gl?.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
    shown();
  });
  watch.observe(document, { subtree: true, childList: true, attributes: true });
})();`;

const ANSWERS = `performance.getEntriesByType("resource").map((entry) => ({
  path: new URL(entry.name).pathname,
  sent: entry.encodedBodySize,
  unpacked: entry.decodedBodySize,
  beganMs: entry.startTime,
  endedMs: entry.responseEnd,
}))`;

/** In a context of its own, with nothing in its cache. */
async function visit(browser: Browser, url: string): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  try {
    await context.addInitScript({ content: WATCH });
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    await page.goto(`${url}map`);
    const drawn = page.locator("html[data-map-drawn-ms]");
    await drawn.waitFor({ state: "attached" });
    const drawnMs = Number(await drawn.getAttribute("data-map-drawn-ms"));
    const payloads = (await page.evaluate(ANSWERS)) as Payload[]; // made by that script
    const drawnBy = await page.locator(".map-stage").getAttribute("data-drawn-by");
    const answers = payloads.filter(({ path }) => path.startsWith("/api/"));
    return {
      drawnMs,
      loadedMs: Math.max(...answers.map(({ endedMs }) => endedMs)),
      drawnBy: drawnBy ?? "nothing",
      payloads: answers,
    };
  } finally {
    await context.close();
  }
}

function stepsOf({ payloads }: Visit): Record<string, string> {
  return Object.fromEntries(
    payloads.map(({ path, beganMs, endedMs }) => [path, `${beganMs.toFixed(0)} to ${endedMs.toFixed(0)} ms`]),
  );
}

/** Waits until the map is there and has been asked for once. Returns how many papers it has. */
async function warm(url: string): Promise<number> {
  const status = async () => (await (await fetch(`${url}api/map/status`)).json()) as MapStatus;
  let now = await status();
  while (now.state === "building") {
    await delay(200);
    now = await status();
  }
  for (const path of ["api/map", "api/topics"]) await (await fetch(url + path)).arrayBuffer();
  return now.papers;
}
