import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { BROWSER } from "../helpers/browser.ts";
import { expectAccessible, useSite, WINDOWS } from "./harness.ts";
import { HOSTILE } from "./serve.ts";

const PAPER = "/paper/sample-001";
const TITLE = "Learning Hierarchical Polynomials with Three-Layer Neural Networks";
const COPYING = { permissions: ["clipboard-read", "clipboard-write"] };
/** A browser that lets no page copy, in neither way. */
const NO_COPYING = `
  Object.defineProperty(navigator, "clipboard", { value: undefined });
  document.execCommand = () => false;
`;

describe.skipIf(BROWSER === undefined)("Citing and exporting in Chromium", () => {
  const site = useSite();

  it("copies a citation, says so, and gives the keyboard back to its button", async () => {
    await site.visit(
      PAPER,
      async (page) => {
        await page.locator(".cite-button").focus();
        await page.keyboard.press("c");
        expect(await focused(page, "Copy BibTeX")).toBe(true);
        await page.keyboard.press("ArrowDown");
        await page.keyboard.press("ArrowRight");
        expect(await focused(page, "Download RIS")).toBe(true);
        await page.keyboard.press("ArrowLeft");
        await page.keyboard.press("ArrowUp");
        await page.locator(".menu-act", { hasText: "Copy BibTeX" }).press("Enter");
        await page.locator(".menu [role=status]", { hasText: "Copied as BibTeX." }).waitFor({ state: "attached" });
        const copied = await page.evaluate<string>("navigator.clipboard.readText()");
        expect(copied).toContain(`title         = {${TITLE}}`);
        await page.keyboard.press("Escape");
        await page.locator(".menu").waitFor({ state: "detached" });
        expect(await page.evaluate("document.activeElement.matches('.cite-button')")).toBe(true);
        expect(page.url()).toContain(PAPER);
        await page.locator(".copy-link").click();
        await page.locator(".copy-link", { hasText: "Copied" }).waitFor();
        expect(await page.evaluate("navigator.clipboard.readText()")).toBe(site.served.url + PAPER);
      },
      COPYING,
    );
  });

  it("saves the citation of a paper with the oddest id, and shows it where nothing may be copied", async () => {
    await site.visit(
      `/paper/${encodeURIComponent(HOSTILE.id)}`,
      async (page) => {
        await page.locator(".cite-button").click();
        const [saved] = await Promise.all([
          page.waitForEvent("download"),
          page.locator(".menu-act", { hasText: "Download RIS" }).click(),
        ]);
        expect(saved.suggestedFilename()).toMatch(/^orrery-\w+\.ris$/);
        expect(readFileSync(await saved.path(), "utf8")).toMatch(/^TY {2}- GEN\r\nTI {2}- <img/);
        await page.locator(".menu-act", { hasText: "Copy Plain text" }).click();
        const field = page.locator(".menu-text textarea");
        expect(await field.inputValue()).toContain("<script>alert(1)</script>");
        expect(await field.evaluate((text: { selectionEnd: number }) => text.selectionEnd)).toBeGreaterThan(20);
      },
      { script: NO_COPYING },
    );
  });

  it("saves as many hits of a search as the reader wants, in their order", async () => {
    await site.visit("/search?q=tensor+networks", async (page) => {
      await page.locator(".hit").first().waitFor();
      await page.locator(".export-button").click();
      expect(await page.locator(".menu-count option").allTextContents()).toEqual([
        "the first 20",
        "the first 100",
        "all 574",
      ]);
      await page.locator(".menu-count select").selectOption("20");
      const [saved] = await Promise.all([
        page.waitForEvent("download"),
        page.locator(".menu-format", { hasText: "JSON Lines" }).click(),
      ]);
      const titles = readFileSync(await saved.path(), "utf8")
        .trim()
        .split("\n")
        .map((line) => (JSON.parse(line) as { title: string }).title);
      expect(titles).toHaveLength(20);
      expect(titles[0]).toBe(await page.locator(".hit-title").first().textContent());
      await page.locator(".menu").waitFor({ state: "detached" });
    });
  });

  it("has no accessibility violations while the menus are open", async () => {
    for (const options of WINDOWS) {
      await site.visit(
        "/search?q=tensor+networks",
        async (page) => {
          await page.locator(".hit").nth(3).waitFor();
          await page.locator(".export-button").click();
          await page.locator(".menu-format").first().waitFor();
          await expectAccessible(page);
          await page.keyboard.press("Escape");
          await page.locator(".hit-title a").first().click();
          await page.locator(".cite-button").click();
          await page.locator(".menu-act").first().waitFor();
          await expectAccessible(page);
        },
        options,
      );
    }
  });
});

function focused(page: Page, name: string): Promise<boolean> {
  return page.waitForFunction(`document.activeElement.textContent === ${JSON.stringify(name)}`).then(() => true);
}
