import type { Bench } from "../bench.ts";
import { queriesOf } from "../built-library.ts";
import { FRAMES_A_SECOND } from "../targets.ts";
import { withPage } from "../with-page.ts";

/** Pages of twenty hits. */
const PAGES = 50;
const QUERY = "learning";
const DISTANCE = 20_000;
const PIXELS_A_SECOND = 4_000;
/** Of a screen of sixty frames a second. */
const FRAME_MS = 1000 / 60;
/** A frame that comes this much later has been missed. */
const MISSED = 1.5;

/** Frames while the wheel scrolls through a thousand hits, or as many as the library has, in a browser that draws in
 *  software. */
export const scrolling: Bench = async (context) => {
  const searches = [QUERY, ...queriesOf(context).mixed.slice(0, 1)];
  return withPage(context.library, searches, async (page, url) => {
    await page.goto(`${url}search?q=${QUERY}&pages=${PAGES}`);
    await page.locator(".results[aria-busy=false] .hit").first().waitFor();
    await page.waitForLoadState("networkidle");
    const session = await page.context().newCDPSession(page);
    const wheel = { x: 640, y: 500, speed: PIXELS_A_SECOND, gestureSourceType: "mouse" } as const;
    await page.evaluate(WATCH);
    await session.send("Input.synthesizeScrollGesture", { ...wheel, yDistance: -DISTANCE });
    const { frames, hits, scrolled } = (await page.evaluate("seen()")) as Seen;
    const intervals = frames.slice(1).map((at, i) => at - frames[i]!);
    const seconds = (frames.at(-1)! - frames[0]!) / 1000;
    return [
      {
        name: "scrolling",
        what: `frames a second through ${hits.toLocaleString("en-US")} hits`,
        value: intervals.length / seconds,
        unit: "/s",
        target: FRAMES_A_SECOND,
        params: {
          scrolled: Math.round(scrolled),
          seconds: Number(seconds.toFixed(1)),
          longestMs: Math.round(Math.max(...intervals)),
          missed: intervals.filter((ms) => ms > MISSED * FRAME_MS).length / intervals.length,
        },
      },
    ];
  });
};

interface Seen {
  /** When frames began while the page was being scrolled, in ms. */
  readonly frames: readonly number[];
  readonly hits: number;
  /** Pixels. */
  readonly scrolled: number;
}

const WATCH = `(() => {
  const frames = [];
  let [first, last] = [-1, 0];
  const frame = (at) => {
    frames.push(at);
    requestAnimationFrame(frame);
  };
  addEventListener("scroll", () => {
    if (first < 0) first = frames.length;
    last = frames.length;
  });
  window.seen = () => ({
    frames: frames.slice(Math.max(0, first), last + 1),
    hits: document.querySelectorAll(".hits > li").length,
    scrolled: scrollY,
  });
  requestAnimationFrame(frame);
})();`;
