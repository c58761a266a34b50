import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { BROWSER } from "../helpers/browser.ts";
import { expectAccessible, useSite, WINDOWS } from "./harness.ts";

describe.skipIf(BROWSER === undefined)("What a reader may like, in Chromium", () => {
  const site = useSite();

  it("begins with the latest papers, learns from likes, leaves out what is not interesting, and counts words as told", async () => {
    await site.visit("/for-you", async (page) => {
      await page.getByText("Nothing is liked yet").waitFor();
      await press(page, "j", "a");
      await page.locator(".toast", { hasText: "Liked." }).waitFor();
      await page.getByRole("button", { name: "Learn from what you judged" }).click();
      await page.getByText("Learned from papers: 1 liked.").waitFor();
      expect(await page.locator(".pick-why", { hasText: "because of" }).count()).toBeGreaterThan(10);
      expect(await page.locator(".pick-explores").count()).toBe(2);
      const [first, second] = await page.locator(".hit-title").allTextContents();
      await page.locator(".hit-title a").first().focus();
      await press(page, "n");
      await page.locator(".toast", { hasText: "Not interesting" }).waitFor();
      expect(await page.locator(".hit-title").first().textContent()).toBe(second);
      expect(await page.evaluate("document.activeElement.textContent")).toBe(second);
      await press(page, "u");
      await expect.poll(() => page.locator(".hit-title").first().textContent()).toBe(first);
      await page.getByText("What was learned, in words").click();
      const strike = page.getByRole("button", { name: "Strike out" }).first();
      const word = (await strike.getAttribute("aria-label"))?.replace("Strike out ", "") ?? "";
      const asked = page.waitForResponse((response) => response.url().includes("strike="));
      await strike.click();
      await asked;
      await page.locator(".is-struck", { hasText: word }).waitFor();
      expect(new URL(page.url()).searchParams.get("strike")).toBe(word);
    });
  });

  it.each(WINDOWS)("has no barriers with likes and dislikes ($colorScheme)", async (window) => {
    const tell = async (page: Page) => {
      await page.locator(".taste-seeds li", { hasText: "graphs" }).waitFor();
      await page.locator(".taste-seeds li").nth(2).waitFor();
      await page.locator(".picks-words summary").click();
      await expectAccessible(page);
    };
    await site.visit("/for-you?like=sample-001&dislike=sample-002&q=graphs", tell, window);
  });

  async function press(page: Page, ...keys: string[]): Promise<void> {
    for (const key of keys) await page.keyboard.press(key);
  }
});
