import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BROWSER, openBrowser } from "../../helpers/browser.ts";
import { type Story, visit as visitAny } from "../harness.ts";
import { type StagePage, serveStage } from "./stage-page.ts";

describe.skipIf(BROWSER === undefined)("the stage of the map in Chromium", () => {
  let served: StagePage;
  let browser: Browser;

  beforeAll(async () => {
    [served, browser] = await Promise.all([serveStage(), openBrowser({ webGl: true })]);
  });
  afterAll(async () => {
    await browser?.close();
    served?.close();
  });

  it.each(["webgl", "canvas"])("draws the points of each colour where they are, by %s", async (kind) => {
    await visit(kind === "canvas" ? "?canvas" : "", async (page) => {
      expect(await page.evaluate("stage.kind")).toBe(kind);
      await page.evaluate("set({ contours: false })");
      for (const point of [0, 4]) {
        await page.evaluate(
          `stage.show({ x: state.points.x[${point}] / 65535, y: state.points.y[${point}] / 65535, zoom: 16 }, false)`,
        );
        await settle(page);
        const [found, wanted] = (await page.evaluate(colorAt(point))) as [number[], number[]];
        for (const [i, value] of found.entries()) expect(Math.abs(value - (wanted[i] ?? 0))).toBeLessThan(25);
      }
      expect(await page.evaluate("violations")).toEqual([]);
    });
  });

  it("zooms about the pointer, pans by dragging, and comes home by 0", async () => {
    await visit("", async (page) => {
      const before = (await page.evaluate("stage.placeOf(5)")) as [number, number];
      await page.mouse.move(...before);
      await page.mouse.wheel(0, -400);
      await expect.poll(() => page.evaluate("stage.view.zoom")).toBeGreaterThan(2);
      await settle(page);
      const [x, y] = (await page.evaluate("stage.placeOf(5)")) as [number, number];
      expect(Math.hypot(x - before[0], y - before[1])).toBeLessThan(1.5);
      // Chromium rounds the place of a press, but not that of a move.
      await page.mouse.move(Math.round(x), Math.round(y));
      await page.mouse.down();
      await page.mouse.move(Math.round(x) + 60, Math.round(y) + 30, { steps: 4 });
      await page.mouse.up();
      const [movedX, movedY] = (await page.evaluate("stage.placeOf(5)")) as [number, number];
      expect(movedX - x).toBeCloseTo(60, 0);
      expect(movedY - y).toBeCloseTo(30, 0);
      expect(await page.evaluate("log.filter(([name]) => name === 'onOpen').length")).toBe(0);
      await page.locator("#stage").press("0");
      await expect.poll(() => page.evaluate("stage.view.zoom")).toBe(1);
      expect(await page.evaluate("log.some(([name, view]) => name === 'onView' && view.zoom > 2)")).toBe(true);
    });
  });

  it("says on which point the pointer rests, and opens it by a click", async () => {
    await visit("", async (page) => {
      await page.evaluate(
        "stage.show({ x: state.points.x[7] / 65535, y: state.points.y[7] / 65535, zoom: 16 }, false)",
      );
      await settle(page);
      const [x, y] = (await page.evaluate("stage.placeOf(7)")) as [number, number];
      await page.mouse.move(x + 2, y);
      expect(await page.evaluate("log.findLast(([name]) => name === 'onHover')[1]")).toBe(7);
      await page.mouse.click(x + 2, y);
      expect(await page.evaluate("log.findLast(([name]) => name === 'onOpen')[1]")).toBe(7);
      await page.evaluate("set({ years: [1990, 1995] })");
      await page.mouse.click(x + 2, y + 1);
      expect(await page.evaluate("log.filter(([name]) => name === 'onOpen').length")).toBe(1);
    });
  });

  it("is walked by arrow keys; Enter opens, Escape leaves", async () => {
    await visit("", async (page) => {
      await page.keyboard.press("Tab");
      for (const key of ["ArrowRight", "ArrowRight", "ArrowUp", "ArrowDown", "Enter", "Escape"])
        await page.keyboard.press(key);
      const log = (await page.evaluate("log.filter(([name]) => name !== 'onView')")) as [string, number][];
      expect(log.map(([name]) => name)).toEqual(["onCursor", "onCursor", "onCursor", "onCursor", "onOpen", "onEscape"]);
      expect(log[3]).toEqual(log[1]);
      expect(log[4]?.[1]).toBe(log[1]?.[1]);
    });
  });

  it("selects by a lasso with Shift and by a rectangle; Escape takes the area away", async () => {
    await visit("", async (page) => {
      await page.keyboard.down("Shift");
      await drag(page, 40);
      await page.keyboard.up("Shift");
      const lasso = (await page.evaluate("log.findLast(([name]) => name === 'onArea')[1]")) as number[][];
      expect(lasso.length).toBeGreaterThan(8);
      expect(lasso.length).toBeLessThanOrEqual(100);
      const inside = `Array.from(state.points.x, (_, i) => i).filter((i) => {
        const [x, y] = stage.placeOf(i); return Math.hypot(x - 280, y - 210) < 149; })`;
      expect(
        await page.evaluate(
          `${inside}.every((i) => stage.pointsIn(log.findLast(([name]) => name === 'onArea')[1]).includes(i))`,
        ),
      ).toBe(true);
      await page.evaluate("set({ tool: 'rectangle' })");
      await drag(page, 2);
      expect(await page.evaluate("log.findLast(([name]) => name === 'onArea')[1].length")).toBe(4);
      await page.evaluate("set({ area: log.findLast(([name]) => name === 'onArea')[1] })");
      await page.locator("#stage").press("Escape");
      expect(await page.evaluate("log.at(-1)[0] === 'onArea' && log.at(-1)[1] === undefined")).toBe(true);
    });
  });

  it("shows names that are inert, never overlap on the screen, and lead to their topic", async () => {
    await visit("", async (page) => {
      await page.evaluate("stage.show({ x: 0.7, y: 0.4, zoom: 1.3 }, false)");
      await page.locator(".stage-name", { hasText: "<b>Bold</b>" }).waitFor();
      expect(await page.locator("#stage b").count()).toBe(0);
      for (const zoom of [1, 1.3, 1.8, 2.5, 9, 4]) {
        await page.evaluate(`stage.show({ x: 0.45, y: 0.35, zoom: ${zoom} }, false)`);
        await settle(page);
        expect(await page.evaluate(OVERLAPS)).toBe(0);
      }
      expect(await page.locator(".stage-name", { hasText: "Part left of 1" }).count()).toBe(1);
      await page.evaluate("stage.show({ x: 0.5, y: 0.5, zoom: 1 }, false)");
      await settle(page);
      await page.locator(".stage-name", { hasText: "Topic number 4" }).click();
      expect(await page.evaluate("log.at(-1)")).toEqual(["onTopic", 4]);
    });
  });

  it("survives the loss of its WebGL context, and of WebGL for good", async () => {
    await visit("", async (page) => {
      await page.evaluate(
        "window.lose = document.querySelector('.stage-points').getContext('webgl2').getExtension('WEBGL_lose_context')",
      );
      await page.evaluate(
        "stage.show({ x: state.points.x[0] / 65535, y: state.points.y[0] / 65535, zoom: 16 }, false)",
      );
      await page.evaluate("lose.loseContext()");
      await settle(page);
      await page.evaluate("lose.restoreContext()");
      await settle(page);
      const [found, wanted] = (await page.evaluate(colorAt(0))) as [number[], number[]];
      for (const [i, value] of found.entries()) expect(Math.abs(value - (wanted[i] ?? 0))).toBeLessThan(25);
      await page.evaluate("lose.loseContext()");
      await expect.poll(() => page.evaluate("stage.kind"), { timeout: 8_000 }).toBe("canvas");
      await settle(page);
      expect(((await page.evaluate(colorAt(0))) as number[][])[0]?.[0]).toBeDefined();
    });
  });

  it("gives pictures in PNG and SVG", async () => {
    await visit("", async (page) => {
      const size = await page.evaluate(
        `stage.toPng().then((blob) => createImageBitmap(blob)).then(({ width, height }) => [width, height])`,
      );
      expect(size).toEqual([1440, 840]);
      const parsed = `new DOMParser().parseFromString(stage.toSvg(), "image/svg+xml")`;
      expect(await page.evaluate(`${parsed}.querySelector("parsererror, b, script")`)).toBeNull();
      expect(await page.evaluate(`${parsed}.querySelectorAll("text").length`)).toBeGreaterThan(3);
    });
  });

  it("draws 260,000 points, and leaves nothing behind", async () => {
    await visit("?n=260000", async (page) => {
      expect(await page.evaluate("stage.pointsIn([[0, 0], [1, 0], [1, 1], [0, 1]]).length")).toBeGreaterThan(250_000);
      await page.evaluate("stage.destroy()");
      expect(await page.locator("#stage > *").count()).toBe(0);
    });
  });

  function visit(query: string, story: Story): Promise<void> {
    return visitAny(browser, served.url + query, story, {
      viewport: { width: 720, height: 420 },
      ready: ".stage-points",
    });
  }
});

/** Waits until the view has been still for some frames. */
async function settle(page: Page): Promise<void> {
  await page.evaluate(`new Promise((done) => {
    let [still, seen] = [0, undefined];
    const look = () => {
      still = stage.view === seen ? still + 1 : 0;
      seen = stage.view;
      if (still > 14) done();
      else requestAnimationFrame(look);
    };
    look();
  })`);
}

/** Draws around (280, 210) in `steps` steps. */
async function drag(page: Page, steps: number): Promise<void> {
  const at = (i: number) =>
    [
      280 + 150 * Math.cos((2 * Math.PI * i) / (steps + 1)),
      210 + 150 * Math.sin((2 * Math.PI * i) / (steps + 1)),
    ] as const;
  await page.mouse.move(...at(0));
  await page.mouse.down();
  for (let i = 1; i <= steps; i++) await page.mouse.move(...at(i));
  await page.mouse.up();
}

/** The colour in the middle of a point as it is drawn, and as it should be. */
function colorAt(point: number): string {
  return `(async () => {
    const picture = await createImageBitmap(await stage.toPng());
    const canvas = new OffscreenCanvas(picture.width, picture.height).getContext("2d");
    canvas.drawImage(picture, 0, 0);
    const [x, y] = stage.placeOf(${point}).map((value) => Math.round(2 * value));
    const hex = state.coloring.swatches[state.coloring.codes[${point}]].color;
    const wanted = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
    return [[...canvas.getImageData(x, y, 1, 1).data].slice(0, 3), wanted];
  })()`;
}

const OVERLAPS = `(() => {
  const boxes = [...document.querySelectorAll(".stage-name:not(.leaving)")].map((name) => name.getBoundingClientRect());
  let overlaps = 0;
  boxes.forEach((a, i) => boxes.slice(i + 1).forEach((b) => {
    if (a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom) overlaps++;
  }));
  return overlaps;
})()`;
