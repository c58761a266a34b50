import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BROWSER } from "../helpers/browser.ts";
import { expectAccessible, visit, WINDOWS } from "./harness.ts";
import { drawn, type MapSession, openMap, picture, refuseContexts } from "./map-session.ts";
import { HOSTILE, serveEmpty } from "./serve.ts";

describe.skipIf(BROWSER === undefined)("the map's care for readers and browsers", () => {
  let map: MapSession;

  beforeAll(async () => {
    map = await openMap();
  });
  afterAll(() => map?.close());

  it("draws on a canvas where there is no WebGL", async () => {
    const withoutWebGl = refuseContexts("kind.startsWith('webgl')");
    await map.visit(
      "/map",
      async (page) => {
        expect(await page.locator(".map-stage").getAttribute("data-drawn-by")).toBe("canvas");
        await page.locator(".topic-row").first().click();
        await page.locator(".map-panel .map-papers a").first().click();
        await page.locator(".map-panel .out-links, .map-panel .map-abstract").first().waitFor();
        await page.locator(".map-panel .map-papers a").nth(3).waitFor();
        expect((await picture(page)).lines).toBeGreaterThan(0);
      },
      { script: withoutWebGl },
    );
  });

  it("shows the topics as a table where nothing can be drawn", async () => {
    await map.visit(
      "/map",
      async (page) => {
        await page.locator(".topic-table tbody tr").first().waitFor();
        const roots = map.topics.topics.filter(({ level }) => level === 0).sort((a, b) => b.size - a.size);
        expect(await page.locator("tbody th a").first().textContent()).toBe(roots[0]?.name);
        await page.locator("tbody td a").first().click();
        await page.locator(".paper-title").waitFor();
        await page.locator(".paper .on-map a:last-child").click();
        await page.locator(".topic-table").waitFor();
      },
      { script: refuseContexts("true") },
    );
  });

  it("shows markup in titles as text", async () => {
    await map.visit(`/map?paper=${encodeURIComponent(HOSTILE.id)}`, async (page) => {
      await page.locator(".map-panel h2").waitFor();
      expect(await page.locator(".map-panel h2").textContent()).toBe(HOSTILE.title);
      expect(await page.locator("#app img, #app script").count()).toBe(0);
      expect(await page.title()).toMatch(/Orrery$/);
    });
  });

  it.each([
    ["/map?color=year&q=graphs", ".hits-note"],
    ["/map?paper=sample-001", ".map-panel .map-papers li"],
    ["/map?area=0.2,0.2;0.8,0.2;0.8,0.8;0.2,0.8", ".map-panel .map-papers li"],
    ["/map?table=1", ".topic-table tbody td a"],
    ["/search?area=0.2,0.2;0.8,0.2;0.8,0.8", ".inside-papers li"],
  ])("shows %s without accessibility violations, wide and light or narrow and dark", async (path, ready) => {
    const story = async (page: Page) => {
      if (ready === ".hits-note" && (page.viewportSize()?.width ?? 0) < 960) {
        await page.getByRole("button", { name: "Topics, colours and years" }).click();
      }
      await page.locator(ready).first().waitFor();
      await page.waitForTimeout(400);
      await expectAccessible(page);
    };
    await Promise.all(WINDOWS.map((window) => map.visit(path, story, window)));
  });

  it("says how far a map is that is still being drawn, and draws it when it is there", async () => {
    let asked = 0;
    await map.visit("/", async (page) => {
      await page.route("**/api/map/status", async (route) => {
        if (asked++ > 2) return route.continue();
        const progress = { stage: "layout", done: asked * 100, total: 500, unit: "rounds" };
        await route.fulfill({ json: { state: "building", papers: 0, placed: 0, refitAdvised: false, progress } });
      });
      await page.goto(`${map.served.url}/map`);
      await page.locator(".map-progress", { hasText: /layout: \d00 of 500 rounds/ }).waitFor();
      await drawn(page);
    });
  });

  it("is calm where there is nothing to draw, and where drawing has failed", async () => {
    const empty = await serveEmpty();
    await visit(map.browser, `${empty.url}/map`, (page) =>
      page.locator(".map-waiting", { hasText: "orrery ingest" }).waitFor(),
    );
    await empty.close();
    await map.visit("/", async (other) => {
      await other.route("**/api/map/status", (route) => {
        return route.fulfill({
          json: { state: "failed", message: "Out of memory.", papers: 0, placed: 0, refitAdvised: false },
        });
      });
      await other.goto(`${map.served.url}/map`);
      await other.locator(".map-waiting", { hasText: "Out of memory." }).waitFor();
    });
  });

  it("loads its script only when it is opened", async () => {
    await map.visit("/", async (page) => {
      const scripts = () => page.evaluate("performance.getEntriesByType('resource').map((entry) => entry.name)");
      const isMap = (name: string) => /\/assets\/map-.*\.js$/.test(name);
      expect(((await scripts()) as string[]).some(isMap)).toBe(false);
      await page.locator(".map-link").click();
      await drawn(page);
      expect(((await scripts()) as string[]).some(isMap)).toBe(true);
    });
  });
});
