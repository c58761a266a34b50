import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { BROWSER } from "../helpers/browser.ts";
import { expectAccessible, useSite, WINDOWS } from "./harness.ts";
import { HOSTILE } from "./serve.ts";

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
/** Scripts that come with formulas, with a view of their own, or with a click. */
const LAZY = /^(katex|map|lists|library|picks|digest|why-panel)-/i;

describe.skipIf(BROWSER === undefined)("the page's care for readers in Chromium", () => {
  const site = useSite();
  const { visit } = site;

  it.each(VIEWS)(
    "shows %s without accessibility violations, wide and light or narrow and dark",
    async (view, ready) => {
      for (const window of WINDOWS) await visit(view, expectAccessible, { ready, ...window });
    },
  );

  it("shows HTML, control characters and bad TeX in a paper as inert text", async () => {
    await visit(HOSTILE_PATH, async (page) => {
      await page.locator(".related").waitFor();
      expect(await page.title()).toMatch(/Orrery$/);
      expect(await page.locator("h1").textContent()).toBe(HOSTILE.title);
      expect(await page.locator("#app img, #app script").count()).toBe(0);
      expect(await page.locator(".out-links").count()).toBe(0);
      expect(await page.locator(".paper-abstract").textContent()).toContain("$\\nosuchmacro{$");
    });
  });

  it("typesets TeX between its delimiters and leaves money alone, also beside marked words", async () => {
    await visit("/search?q=zeppelin+kernels", async (page) => {
      await page.locator(".hit .katex").first().waitFor();
      const hit = page.locator(".hit").first();
      expect(await hit.locator(".abstract-text").textContent()).toMatch(/^A price of \$5 and \$6 beside /);
      expect(await hit.locator("mark", { hasText: "kernels" }).count()).toBeGreaterThan(0);
      expect(await hit.locator(".katex mark, mark .katex").count()).toBe(0);
      await hit.locator(".unfold[aria-controls]").click();
      await hit.locator(".katex-display").first().waitFor();
    });
  });

  it("folds the authors of a large collaboration, and what is too long for a title", async () => {
    await visit("/", async (page) => {
      await page.route("**/api/papers/sample-001", async (route) => {
        const paper = (await (await route.fetch()).json()) as object;
        const authors = Array.from({ length: 3_000 }, (_, number) => `Author ${number}`);
        await route.fulfill({ json: { ...paper, title: "not a title ".repeat(160), authors } });
      });
      await page.goto(`${new URL(page.url()).origin}/paper/sample-001`);
      const [title, authors] = [page.locator("h1"), page.locator(".paper-authors")];
      await authors.getByRole("button", { name: "and 2,980 more" }).click();
      expect(await authors.textContent()).toContain("Author 2999");
      expect((await title.textContent())?.length).toBeLessThan(900);
      await page.getByRole("button", { name: "The whole title" }).click();
      expect((await title.textContent())?.length).toBeGreaterThan(1_900);
    });
  });

  it("draws a text of 20,000 characters full of formulas without freezing", async () => {
    await visit(HOSTILE_PATH, async (page) => {
      await page.locator(".paper-abstract .katex").nth(100).waitFor(); // frozen would be minutes
    });
  });

  it("loads nothing from other hosts, and KaTeX only where there is TeX", async () => {
    const { url } = site.served;
    await visit("/", async (page) => {
      const requested: string[] = [];
      page.on("request", (request) => requested.push(request.url()));
      await page.reload();
      await page.locator(".examples a").first().waitFor();
      expect(requested.length).toBeGreaterThan(2);
      expect(requested.filter((asked) => /katex/i.test(asked))).toEqual([]);
      await page.goto(url + HOSTILE_PATH);
      await page.locator(".katex").first().waitFor();
      expect(requested.some((asked) => /katex.*\.js$/i.test(asked))).toBe(true);
      expect(requested.filter((asked) => !asked.startsWith(url))).toEqual([]);
    });
  });

  it("needs at most 60 kB of compressed script before what is loaded when it is wanted", () => {
    const assets = join(site.served.pageFolder, "assets");
    const scripts = readdirSync(assets).filter((name) => name.endsWith(".js") && !LAZY.test(name));
    const bytes = scripts.map((name) => gzipSync(readFileSync(join(assets, name))).byteLength);
    expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(MAX_SCRIPT_BYTES);
    expect(readFileSync(join(site.served.pageFolder, "index.html"), "utf8")).not.toMatch(
      /<script(?![^>]* src=)|style=/,
    );
  });

  it("keeps the chosen theme, and has it before the first paint after reload", async () => {
    await visit("/", async (page) => {
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
    });
  });
});
