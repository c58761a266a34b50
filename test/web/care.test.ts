import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BROWSER, openBrowser } from "../helpers/browser.ts";
import { HOSTILE, type Served, servePage } from "./serve.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const HOSTILE_PATH = `/paper/${encodeURIComponent(HOSTILE.id)}`;
/** Addresses, and what is there once they have been drawn. */
const VIEWS = [
  ["/", ".overview"],
  ["/search?q=neural+networks&yearTo=2023", ".results[aria-busy=false] .hit"],
  ["/paper/sample-001", ".related .hit"],
  ["/paper/unknown", "h1"],
  ["/search?q=zzzz&mode=lexical", ".nothing"],
] as const;
const MAX_SCRIPT_BYTES = 60_000;
const MAX_DRAWING_MS = 20_000; // frozen would be minutes; how fast it is, is not for a test on a shared machine

describe.skipIf(BROWSER === undefined)("the page's care for readers in Chromium", () => {
  let served: Served;
  let browser: Browser;

  beforeAll(async () => {
    [served, browser] = await Promise.all([servePage(), openBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await served?.close();
  });

  it.each(VIEWS)(
    "shows %s without accessibility violations, wide and light or narrow and dark",
    async (view, ready) => {
      for (const [colorScheme, width] of [["light", 1280] as const, ["dark", 360] as const]) {
        const page = await open(view, ready, { colorScheme, viewport: { width, height: 800 } });
        const tags = "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']";
        const found = await page.evaluate(`${AXE}; axe.run(document, { runOnly: ${tags} })`);
        const { violations, passes } = found as { violations: { id: string }[]; passes: unknown[] };
        expect(violations.map(({ id }) => id)).toEqual([]);
        expect(passes.length).toBeGreaterThan(10);
        expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
        await page.context().close();
      }
    },
  );

  it("shows HTML, control characters and bad TeX in a paper as inert text", async () => {
    const page = await open(HOSTILE_PATH, ".related");
    expect(await page.title()).toMatch(/Orrery$/);
    expect(await page.locator("h1").textContent()).toBe(HOSTILE.title);
    expect(await page.locator("#app img, #app script").count()).toBe(0);
    expect(await page.locator(".out-links").count()).toBe(0);
    expect(await page.locator(".paper-abstract").textContent()).toContain("$\\nosuchmacro{$");
    await page.context().close();
  });

  it("typesets TeX between its delimiters and leaves money alone, also beside marked words", async () => {
    const page = await open("/search?q=zeppelin+kernels", ".hit .katex");
    const hit = page.locator(".hit").first();
    expect(await hit.locator(".abstract-text").textContent()).toMatch(/^A price of \$5 and \$6 beside /);
    expect(await hit.locator("mark", { hasText: "kernels" }).count()).toBeGreaterThan(0);
    expect(await hit.locator(".katex mark, mark .katex").count()).toBe(0);
    await hit.locator(".unfold").click();
    await hit.locator(".katex-display").first().waitFor();
    await page.context().close();
  });

  it("draws a text of 20,000 characters full of formulas without freezing", async () => {
    const page = await open("/", ".home");
    const startedAt = performance.now();
    await page.goto(served.url + HOSTILE_PATH);
    await page.locator(".paper-abstract .katex").nth(100).waitFor();
    expect(performance.now() - startedAt).toBeLessThan(MAX_DRAWING_MS);
    await page.context().close();
  });

  it("loads nothing from other hosts, and KaTeX only where there is TeX", async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    const requested: string[] = [];
    page.on("request", (request) => requested.push(request.url()));
    await page.goto(served.url);
    await page.locator(".examples a").first().waitFor();
    expect(requested.filter((url) => /katex/i.test(url))).toEqual([]);
    await page.goto(served.url + HOSTILE_PATH);
    await page.locator(".katex").first().waitFor();
    expect(requested.some((url) => /katex.*\.js$/i.test(url))).toBe(true);
    expect(requested.filter((url) => !url.startsWith(served.url))).toEqual([]);
    await context.close();
  });

  it("needs at most 60 kB of compressed script before KaTeX and the map", () => {
    const assets = join(served.pageFolder, "assets");
    const scripts = readdirSync(assets).filter((name) => name.endsWith(".js") && !/^(katex|map)-/i.test(name));
    const bytes = scripts.map((name) => gzipSync(readFileSync(join(assets, name))).byteLength);
    expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(MAX_SCRIPT_BYTES);
    expect(readFileSync(join(served.pageFolder, "index.html"), "utf8")).not.toMatch(/<script(?![^>]* src=)|style=/);
  });

  it("keeps the chosen theme, and has it before the first paint after reload", async () => {
    const page = await open("/", ".home", { colorScheme: "light" });
    const background = () => page.evaluate("getComputedStyle(document.body).backgroundColor");
    const light = await background();
    await page.locator("[aria-label^=Theme]").click();
    expect(await background()).toBe(light);
    await page.locator("[aria-label^=Theme]").click();
    const dark = await background();
    expect(dark).not.toBe(light);
    await page.reload({ waitUntil: "commit" });
    await page.locator("body").waitFor({ state: "attached" });
    expect(await page.evaluate("document.documentElement.dataset.theme")).toBe("dark");
    await page.locator("[aria-label^=Theme]").click();
    expect(await background()).toBe(light);
    await page.context().close();
  });

  /** Opens an address and waits until its content is there. */
  async function open(path: string, ready: string, options: Parameters<Browser["newContext"]>[0] = {}): Promise<Page> {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    await page.goto(served.url + path);
    await page.locator(ready).first().waitFor();
    return page;
  }
});
