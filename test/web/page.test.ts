import { describe, expect, it } from "vitest";
import { BROWSER } from "../helpers/browser.ts";
import { withLibrary } from "../helpers/library.ts";
import { expectAccessible, holdBack, useSite } from "./harness.ts";

const QUERY = "learning polynomials with neural networks";
const TITLE = "Learning Hierarchical Polynomials with Three-Layer Neural Networks";

describe.skipIf(BROWSER === undefined)("the page in Chromium", () => {
  const site = useSite();
  const { visit } = site;

  it("finds a paper by a question while it is typed, and marks the matched words", async () => {
    await visit("/", async (page) => {
      await page.keyboard.press("/");
      await page.keyboard.type(QUERY, { delay: 15 });
      await page.locator(".hit", { hasText: TITLE }).locator("mark", { hasText: "Polynomials" }).first().waitFor();
      expect(await page.locator(".count").textContent()).toMatch(/papers? ranked · \d+ ms$/);
      await expect.poll(() => page.locator(".hit").count()).toBe(20); // those below the screen come a frame later
      expect(await page.locator(".score").first().getAttribute("aria-label")).toMatch(
        /(of the best score|About your query).*Found by/,
      );
      await expect.poll(() => new URL(page.url()).searchParams.get("q")).toBe(QUERY); // typed letters settle a moment later
      await page.goBack();
      await page.locator(".home").waitFor();
      expect(await page.locator(".search-input").inputValue()).toBe("");
    });
  });

  it("offers searches on its start page that this library can answer", async () => {
    await visit("/", async (page) => {
      const examples = page.locator(".examples a");
      await examples.first().waitFor();
      expect(await examples.count()).toBeGreaterThan(2);
      await examples.first().click();
      await page.locator(".hit").first().waitFor();
    });
  });

  it("opens a paper with its related papers, and Back leads to the same place in the list", async () => {
    await visit(`/search?q=${encodeURIComponent(QUERY)}`, async (page) => {
      await page.locator(".more .button").click();
      await page.locator(".hit").nth(25).scrollIntoViewIfNeeded();
      const link = page.locator(".hit-title a").nth(25);
      const title = await link.textContent();
      const scrollY = await page.evaluate("scrollY");
      await link.click();
      await page.locator(".related .hit").nth(3).waitFor();
      expect(await page.evaluate("scrollY")).toBe(0);
      expect(await page.locator("h1").textContent()).toBe(title);
      await page.keyboard.press("Escape");
      await page.locator(".hit").nth(25).waitFor();
      expect(await page.evaluate("scrollY")).toBe(scrollY);
      expect(await page.evaluate("document.activeElement.textContent")).toBe(title);
    });
  });

  it("shows the same hits after Back when the last word was only half typed", async () => {
    await visit("/", async (page) => {
      await page.locator(".search-input").fill("hierarchical polyn");
      await page.locator("mark", { hasText: "Polynomials" }).first().waitFor();
      await page.locator(".suggestion").first().waitFor();
      await page.keyboard.press("Escape"); // closes the list over the hits, and leaves the query as it is
      const titles = await page.locator(".hit-title").allTextContents();
      await page.locator(".hit-title a").first().click();
      await page.locator(".paper").waitFor();
      await page.goBack();
      await page.locator(".hit").first().waitFor();
      expect(await page.locator(".hit-title").allTextContents()).toEqual(titles);
      await page.reload();
      await page.locator(".hit").first().waitFor();
      expect(await page.locator(".hit-title").allTextContents()).toEqual(titles);
    });
  });

  it("keeps query, mode, filters and depth in the address, so that reload shows the same", async () => {
    await visit("/search?q=neural+networks", async (page) => {
      await page.locator(".mode", { hasText: "Words" }).click();
      await page.locator(".facet", { hasText: "Venue" }).locator(".facet-value").first().click();
      await page.locator(".chip").waitFor();
      await page.locator(".more .button").click();
      await page.locator(".hit").nth(20).waitFor();
      const titles = await page.locator(".hit-title").allTextContents();
      await page.reload();
      await page.locator(".hit").nth(20).waitFor();
      expect(await page.locator(".hit-title").allTextContents()).toEqual(titles);
      expect(await page.locator(".mode input:checked").getAttribute("value")).toBe("lexical");
      await page.locator(".chip").click();
      await page.locator(".chip").waitFor({ state: "detached" });
      await page.goBack();
      await page.locator(".chip").waitFor();
    });
  });

  it("narrows the years with the pointer on the histogram", async () => {
    await visit("/search?q=neural+networks", async (page) => {
      const box = await page.locator(".year-bars").boundingBox();
      if (box === null) throw new Error("Expected a year histogram, found none.");
      await page.mouse.move(box.x + 1, box.y + 10);
      await page.mouse.down();
      await page.mouse.move(box.x + box.width / 2, box.y + 10, { steps: 3 });
      await page.mouse.up();
      await page.locator(".chip").waitFor();
      const to = Number(new URL(page.url()).searchParams.get("yearTo"));
      await page.locator(".results[aria-busy=false]").waitFor();
      for (const facts of await page.locator(".hit-facts").allTextContents()) {
        expect(Number(facts.slice(0, 4))).toBeLessThanOrEqual(to);
      }
    });
  });

  it("is worked by the keyboard alone", async () => {
    await visit("/", async (page) => {
      await page.keyboard.press("?");
      await page.locator("dialog[open]").waitFor();
      await page.keyboard.press("Escape");
      await page.locator("dialog[open]").waitFor({ state: "detached" });
      await page.keyboard.press("/");
      await page.keyboard.type("graph neural networks");
      const settled = page.waitForResponse(/api\/search\?q=graph\+neural\+networks&(?!.*prefix=1)/);
      await page.keyboard.press("Enter");
      await settled; // until then the hits are of what was typed on the way
      await page.locator(".results[aria-busy=false] .hit").nth(2).waitFor();
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("j");
      await page.keyboard.press("j");
      await page.keyboard.press("k");
      const second = await page.locator(".hit-title a").nth(1).textContent();
      expect(await page.evaluate("document.activeElement.textContent")).toBe(second);
      await page.keyboard.press("o");
      await page.locator(".paper-title").waitFor();
      expect(await page.locator(".paper-title").textContent()).toBe(second);
      await page.keyboard.press("Escape");
      await page.locator(".hit").first().waitFor();
      await page.keyboard.press("/");
      await page.keyboard.press("Escape");
      expect(await page.locator(".search-input").inputValue()).toBe("");
    });
  });

  it("never shows a late answer over a newer one", async () => {
    await visit("/", async (page) => {
      const late = await holdBack(page, "**/api/search?q=slow*");
      const asked = page.waitForRequest(/api\/search\?q=slow/);
      await page.locator(".search-input").fill("slow proteins");
      await asked;
      await page.locator(".search-input").fill(TITLE);
      await page.locator(".hit-title", { hasText: TITLE }).waitFor();
      await late.comes();
      expect(await page.locator(".hit-title").first().textContent()).toBe(TITLE);
    });
  });

  it("says that the server is away, keeps what was typed, and goes on when it is back", async () => {
    await visit("/search?q=kernels", async (page) => {
      await page.locator(".hit").first().waitFor();
      await site.served.stop();
      await page.locator(".search-input").fill(TITLE);
      await page.locator(".notice").waitFor();
      expect(await page.locator(".hit").count()).toBeGreaterThan(0);
      expect(await page.locator(".search-input").inputValue()).toBe(TITLE);
      await site.served.restart();
      await page.locator(".notice").waitFor({ state: "detached" });
      expect(await page.locator(".hit-title").first().textContent()).toBe(TITLE);
    });
  });

  it("says when nothing is about a query, and draws a line where relevance ends", async () => {
    await withLibrary(site.served.folder, ({ library }) => library.relevance.learn());
    await visit("/search?q=asdf+qwer+zxcv", async (page) => {
      await page.getByText("Nothing here is about this.").waitFor();
      expect(await page.locator(".hit").count()).toBeGreaterThan(3);
      expect(await page.locator(".relevance-end").count()).toBe(0);
      await expectAccessible(page);
    });
    await visit("/search?q=sharpness+aware+minimization", async (page) => {
      const beyond = page.locator("li", { has: page.locator(".relevance-end") });
      const label = await beyond.locator(".score").getAttribute("aria-label");
      expect(Number(label?.match(/probability of (\d+) %/)?.[1])).toBeLessThan(41);
      expect(await page.getByText("Nothing here is about this.").count()).toBe(0);
      await expectAccessible(page);
    });
  });

  it("takes nonsense in the address, unknown papers and searches without an answer calmly", async () => {
    await visit("/search?q=kernels&mode=psychic&yearFrom=x&pages=-2&listedFrom=today&category=", async (page) => {
      await page.locator(".hit").first().waitFor();
      expect(await page.locator(".chip").count()).toBe(0);
    });
    await visit("/paper/no%2Fsuch%25paper", async (page) => {
      await page.locator("h1", { hasText: "No such paper" }).waitFor();
    });
    await visit("/no/such/page", async (page) => {
      await page.locator("h1", { hasText: "Nothing here" }).waitFor();
    });
    await visit("/search?q=zzzzqqqq&mode=lexical", async (page) => {
      await page.locator(".nothing").waitFor();
    });
    await visit("/search?q=%22%22+-x", async (page) => {
      await page.locator(".note, .nothing, .hit").first().waitFor();
      expect(await page.locator(".notice").count()).toBe(0);
    });
  });

  it("cuts a pasted book down to what a search can be, and says so", async () => {
    await visit("/", async (page) => {
      await page.locator(".search-input").fill("kernel methods for graphs ".repeat(2_500));
      await page.locator(".search-clipped").waitFor();
      await page.locator(".hit").first().waitFor();
      expect(await page.locator(".notice").count()).toBe(0);
    });
  });
});
