import { setTimeout as delay } from "node:timers/promises";
import type { Page } from "playwright-core";
import type { Bench } from "../bench.ts";
import { queriesOf } from "../built-library.ts";
import { median, percentile } from "../measure.ts";
import { core } from "../program.ts";
import { KEYSTROKE_MS } from "../targets.ts";
import { withPage } from "../with-page.ts";

const QUERIES = 8;
/** Typed before, unmeasured. */
const WARM_UP = 3;
const LETTERS = 30;
/** From one key to the next: that of somebody who types fast, and of most. */
const PAUSE_MS = [90, 250] as const;
/** After the last letter of a query, for what is still on its way. */
const REST_MS = 600;

/** From each key that goes down to the frame that shows the hits of the text so far, in a browser that draws in
 *  software, on a server that has answered before. */
export const keystrokes: Bench = async (context) => {
  const queries = queriesOf(context).mixed.slice(0, WARM_UP + QUERIES);
  const rng = core.mulberry32(context.seed);
  const typed = await withPage(context.library, queries.slice(0, WARM_UP), async (page, url) => {
    const strokes: Stroke[] = [];
    await page.addInitScript({ content: WATCH });
    for (const [i, query] of queries.entries()) {
      const seen = await type(page, url, query.slice(0, LETTERS), rng);
      if (i >= WARM_UP) strokes.push(...seen);
    }
    return strokes;
  });
  const shown = typed.filter((stroke) => stroke.paintedAt !== undefined);
  const between = (from: keyof Times, to: keyof Times) =>
    Float64Array.from(shown, (stroke) => (stroke[to] ?? Number.NaN) - (stroke[from] ?? Number.NaN)).filter(
      (ms) => ms >= 0,
    );
  const whole = between("keyAt", "paintedAt");
  return [
    {
      name: "keystrokes",
      what: "key to its hits on the screen",
      value: percentile(whole, 0.95),
      unit: "ms",
      median: median(whole),
      p95: percentile(whole, 0.95),
      target: KEYSTROKE_MS,
      params: {
        queries: QUERIES,
        strokes: typed.length,
        overtaken: typed.length - shown.length,
        longest: Math.round(Math.max(...whole)),
        beforeAsking: steps(between("keyAt", "askedAt")),
        answer: steps(between("askedAt", "answeredAt")),
        drawing: steps(between("answeredAt", "paintedAt")),
      },
    },
  ];
};

/** Moments of the page, in ms. */
interface Times {
  readonly keyAt: number;
  /** When the search went out, when its answer was there, and when its hits had been painted; absent where the next key
   *  overtook it. */
  readonly askedAt?: number;
  readonly answeredAt?: number;
  readonly paintedAt?: number;
}

interface Stroke extends Times {
  readonly text: string;
}

/** Runs in the page before its own scripts. A text's hits are there when the address has the text and the list is no
 *  longer busy; they have been painted when a task runs after the next frame. */
const WATCH = `(() => {
  const strokes = (window.strokes = []);
  let keyAt = 0;
  addEventListener("keydown", (event) => { keyAt = event.timeStamp; }, true);
  addEventListener("input", (event) => { strokes.push({ text: event.target.value, keyAt }); }, true);
  const painted = new MessageChannel();
  painted.port1.onmessage = ({ data }) => { strokes[data].paintedAt = performance.now(); };
  let seen = -1;
  const look = () => {
    const last = strokes.length - 1;
    if (last <= seen || document.querySelector(".results[aria-busy=false]") === null) return;
    const { text } = strokes[last];
    if (new URLSearchParams(location.search).get("q") !== text) return;
    seen = last;
    const asked = performance.getEntriesByType("resource").findLast(({ name }) => {
      const { pathname, searchParams } = new URL(name);
      return pathname === "/api/search" && searchParams.get("q") === text;
    });
    strokes[last].askedAt = asked?.startTime;
    strokes[last].answeredAt = asked?.responseEnd;
    requestAnimationFrame(() => painted.port2.postMessage(last));
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true });
})();`;

/** Types a query letter by letter on the start page. Returns a stroke for each letter. */
async function type(page: Page, url: string, query: string, rng: () => number): Promise<Stroke[]> {
  await page.goto(url);
  await page.locator(".search-input").focus();
  await page.locator(".home").waitFor();
  const [least, most] = PAUSE_MS;
  for (const letter of query) {
    await page.keyboard.press(letter === " " ? "Space" : letter);
    await delay(least + rng() * (most - least));
  }
  await delay(REST_MS);
  return (await page.evaluate("strokes")) as Stroke[]; // made by that script
}

function steps(ms: Float64Array): string {
  return `${median(ms).toFixed(0)} / ${percentile(ms, 0.95).toFixed(0)} ms`;
}
