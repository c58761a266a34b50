import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SearchAnswer, SelectionAnswer } from "../../src/wire/index.ts";
import { BROWSER } from "../helpers/browser.ts";
import {
  address,
  boxOf,
  drawn,
  insideStage,
  type MapSession,
  middle,
  openMap,
  picture,
  settled,
  soon,
} from "./map-session.ts";

const QUERY = "learning polynomials with neural networks";

describe.skipIf(BROWSER === undefined)("the map in Chromium", () => {
  let map: MapSession;

  beforeAll(async () => {
    map = await openMap();
  });
  afterAll(() => map?.close());

  it("draws every paper with the names of topics, and goes to the topic that is clicked in the tree", async () => {
    await map.visit("/map", async (page) => {
      expect(await page.locator(".map-stage").getAttribute("data-drawn-by")).toBe("webgl");
      expectNearly((await picture(page)).dots, map.points.count);
      expect(await page.locator(".stage-name:not(.leaving)").count()).toBeGreaterThan(1);
      const [topic] = map.topics.topics.filter(({ level }) => level === 0).sort((a, b) => a.extent - b.extent);
      const name = topic?.name ?? "";
      await page
        .locator(".topic-row", { has: page.getByText(name, { exact: true }) })
        .first()
        .click();
      await page.locator(".map-panel h2", { hasText: name }).waitFor();
      await page.locator(".map-panel .phrases li").first().waitFor();
      expect(await page.locator(".map-panel .map-papers li").count()).toBeGreaterThan(0);
      expect(address(page).get("topic")).toBe(topic?.id);
      await soon(() => Number(address(page).get("zoom"))).toBeGreaterThan(1);
      await page.goBack();
      await page.locator(".map-panel").waitFor({ state: "detached" });
    });
  });

  it("says what lies under the pointer, and opens it with lines to the papers nearest to it", async () => {
    const point = map.lonelyPoint();
    const paper = await map.paperOf(point);
    await map.visit(map.at(point), async (page) => {
      const [left, top] = await middle(page);
      await page.mouse.move(left + 40, top + 60);
      await page.mouse.move(left, top, { steps: 3 });
      await page.locator(".hover-card").waitFor();
      await insideStage(page, ".hover-card");
      expect(await page.locator(".hover-title").textContent()).toBe(paper.title);
      await page.mouse.click(left, top);
      await page.locator(".map-panel h2", { hasText: paper.title }).waitFor();
      await page.locator(".map-panel .map-papers li").nth(3).waitFor();
      expect((await picture(page)).lines).toBeGreaterThan(3);
      await page.locator(".map-panel .map-papers a").first().hover();
      await soon(async () => (await picture(page, true)).lines).toBe(1);
      const related = await page.locator(".map-panel .map-papers a").first().textContent();
      await page.locator(".map-panel .map-papers a").first().click();
      await page.locator(".map-panel h2", { hasText: related ?? "?" }).waitFor();
      await page.goBack();
      await page.locator(".map-panel h2", { hasText: paper.title }).waitFor();
    });
  });

  it("lights the hits of what is typed, goes to them on Enter, and shows the same as a list", async () => {
    await map.visit("/map", async (page) => {
      await page.keyboard.press("/");
      await page.keyboard.type(QUERY);
      const answer = await map.api<SearchAnswer>(`/api/search?k=100&q=${encodeURIComponent(QUERY)}`);
      await page.locator(".hits-note", { hasText: `${answer.hits.length} hits are lit` }).waitFor();
      await page.keyboard.press("Enter");
      await soon(() => address(page).get("q")).toBe(QUERY);
      await page.locator(".hits-note .unfold", { hasText: "Zoom" }).click();
      await soon(() => address(page).has("zoom")).toBe(true);
      expect((await picture(page)).lit).toBeGreaterThan(answer.hits.length * 0.8);
      await page.locator(".hits-note a").click();
      await page.locator(".hit").first().waitFor();
      await page.locator(".to-map").click();
      await page.locator(".hits-note").waitFor();
      await page.locator(".hits-note .unfold", { hasText: "Clear" }).click();
      await page.locator(".hits-note").waitFor({ state: "detached" });
      expect(await page.locator(".search-input").inputValue()).toBe("");
    });
  });

  it("selects with a lasso what the API finds in it, saves it, and searches inside", async () => {
    await map.visit("/map", async (page) => {
      await page.getByRole("button", { name: /lasso/ }).click();
      const box = await boxOf(page, ".map-stage");
      const corner = (x: number, y: number) => [box.x + x * box.width, box.y + y * box.height] as const;
      await page.mouse.move(...corner(0.3, 0.3));
      await page.mouse.down();
      for (const [x, y] of [
        [0.7, 0.25],
        [0.75, 0.7],
        [0.5, 0.8],
        [0.28, 0.65],
      ] as const) {
        await page.mouse.move(...corner(x, y), { steps: 5 });
      }
      await page.mouse.up();
      await page.locator(".map-panel .map-papers li").first().waitFor();
      const area = address(page).get("area") ?? "";
      const selection = await map.api<SelectionAnswer>(`/api/map/selection?area=${area}`);
      expect(selection.total).toBeGreaterThan(20);
      const total = selection.total.toLocaleString("en");
      expect(await page.locator(".map-panel h2").textContent()).toBe(`${total} papers`);
      const phrases = await page.locator(".phrases li").allTextContents();
      expect(phrases.length).toBeGreaterThan(0);
      expect(selection.phrases.map(({ phrase }) => phrase)).toEqual(expect.arrayContaining(phrases));
      await page.locator(".map-actions .export-button").click();
      const [saved] = await Promise.all([
        page.waitForEvent("download"),
        page.locator(".menu-format", { hasText: "CSL-JSON" }).click(),
      ]);
      expect(JSON.parse(readFileSync(await saved.path(), "utf8"))).toHaveLength(selection.total);
      await page.locator(".map-actions a", { hasText: "Search inside" }).click();
      await page.locator(".inside h1", { hasText: total }).waitFor();
      await page.locator(".search-input").fill(QUERY);
      await page.locator(".hit").first().waitFor();
      await page.locator(".chip", { hasText: "area of the map" }).click();
      await page.locator(".chip").waitFor({ state: "detached" });
      expect(address(page).has("area")).toBe(false);
    });
  });

  it("hides what the legend is told to, and keeps that in the address", async () => {
    await map.visit("/map?color=category", async (page) => {
      const line = page.locator(".legend-line").first();
      await line.waitFor();
      const count = Number(await line.locator(".map-count").textContent());
      await line.locator(".legend-toggle").click();
      expect(await line.locator(".legend-toggle").getAttribute("aria-pressed")).toBe("false");
      expectNearly((await picture(page)).dots, map.points.count - count);
      await page.reload();
      await page.locator(".legend-line.off").waitFor();
      await page.locator(".legend-line").first().hover();
      await page.locator(".legend-only").first().click();
      expectNearly((await picture(page)).dots, count);
      await page.locator(".legend-all").click();
      expectNearly((await picture(page)).dots, map.points.count);
      await page.locator(".legend-by select").selectOption("trust");
      await page.locator(".legend-line", { hasText: "%" }).nth(4).waitFor();
    });
  });

  it("narrows the years by its slider, and plays them", async () => {
    await map.visit("/map", async (page) => {
      const years = [...map.points.year].filter((year) => year > 0).map((year) => map.points.baseYear + year - 1);
      const last = Math.max(...years);
      await page.getByLabel("First year").focus();
      await page.getByLabel("First year").press("End");
      await soon(() => address(page).get("yearFrom")).toBe(String(last));
      expectNearly((await picture(page)).dots, years.filter((year) => year === last).length);
      await page.getByRole("button", { name: "All years" }).click();
      await soon(() => address(page).has("yearFrom")).toBe(false);
      await page.getByRole("button", { name: "Play the years" }).click();
      const shown = page.locator(".year-range-name");
      const before = await shown.textContent();
      await soon(() => shown.textContent()).not.toBe(before);
      await page.getByRole("button", { name: "Pause" }).click();
      await soon(() => address(page).has("yearTo")).toBe(true);
    });
  });

  it("shows the same after reload, and what was before after Back", async () => {
    await map.visit("/map", async (page) => {
      const box = await boxOf(page, ".map-stage");
      await page.mouse.move(box.x + box.width / 3, box.y + box.height / 2);
      await page.mouse.wheel(0, -600);
      await soon(() => Number(address(page).get("zoom"))).toBeGreaterThan(1.5);
      await settled(page);
      const url = page.url();
      const before = await picture(page);
      await page.reload();
      await drawn(page);
      expect(await picture(page)).toEqual(before);
      expect(page.url()).toBe(url);
      await page.locator(".topic-row").first().click();
      await soon(() => address(page).has("topic") && address(page).has("zoom")).toBe(true);
      await settled(page);
      await page.goBack();
      await soon(() => page.url()).toBe(url);
      await settled(page);
      expect((await picture(page)).dots).toBe(before.dots);
    });
  });

  it("is worked by the keyboard alone, and says where it is", async () => {
    await map.visit("/", async (page) => {
      await page.keyboard.press("m");
      await drawn(page);
      await page.locator(".map-stage:focus").waitFor();
      await page.keyboard.press("ArrowRight");
      const spoken = page.locator(".map-spoken");
      await soon(() => spoken.textContent()).not.toBe("");
      const first = await spoken.textContent();
      await page.keyboard.press("ArrowRight");
      await soon(() => spoken.textContent()).not.toBe(first);
      const title = await page.locator(".hover-title").textContent();
      await page.keyboard.press("Enter");
      await page.locator(".map-panel h2", { hasText: title ?? "?" }).waitFor();
      await page.keyboard.press("Escape");
      await page.locator(".map-panel").waitFor({ state: "detached" });
      await page.locator(".topic-row").first().focus();
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("ArrowRight");
      await page.keyboard.press("ArrowRight");
      await page.keyboard.press("Enter");
      await page.locator(".map-panel .topic-path").waitFor();
      const child = address(page).get("topic");
      await page.keyboard.press("Escape");
      const { parent } = map.topics.topics.find(({ id }) => id === child) ?? {};
      await soon(() => address(page).get("topic")).toBe(parent);
      await page.keyboard.press("Escape");
      await page.locator(".map-panel").waitFor({ state: "detached" });
      await settled(page);
      await page.keyboard.press("Escape");
      await settled(page);
      if (page.url().includes("/map")) await page.keyboard.press("Escape");
      await page.locator(".home").waitFor();
    });
  });

  it("leads from a paper to its place on the map", async () => {
    await map.visit("/paper/sample-001", async (page) => {
      const title = await page.locator(".paper-title").textContent();
      await page.locator(".paper .on-map a:last-child").click();
      await page.locator(".map-panel h2", { hasText: title ?? "?" }).waitFor();
      await page.locator(".map-panel .map-papers li").first().waitFor();
      await soon(() => Number(address(page).get("zoom"))).toBeGreaterThan(1.5);
    });
  });
});

/** A few papers that lie far out may be out of sight, more are never there. */
function expectNearly(dots: number, expected: number): void {
  expect(dots).toBeLessThanOrEqual(expected);
  expect(dots).toBeGreaterThanOrEqual(Math.floor(expected * 0.93));
}
