import { describe, expect, it } from "vitest";
import { BROWSER } from "../helpers/browser.ts";
import { expectAccessible, holdBack, useSite, WINDOWS } from "./harness.ts";

const TITLE = "Learning Hierarchical Polynomials with Three-Layer Neural Networks";

describe.skipIf(BROWSER === undefined)("finding papers in Chromium", () => {
  const site = useSite();
  const { visit } = site;

  it("counts in the filters what the query matches, and a ticked value keeps its neighbours' counts", async () => {
    await visit("/search?q=neural+networks&mode=lexical", async (page) => {
      const venues = page.locator(".facet", { hasText: "Venue" });
      await venues.locator(".facet-value").first().waitFor();
      const counts = () => venues.locator(".facet-count").allTextContents();
      const before = await counts();
      const total = async () => Number.parseInt((await page.locator(".count").textContent()) ?? "", 10);
      const most = Number(before[0]);
      expect(most).toBeLessThan(await total());
      await venues.locator(".facet-value").first().click();
      await expect.poll(total).toBe(most);
      expect(await counts()).toEqual(before);
    });
  });

  it("draws filters at the same height whatever the query, and moves nothing when counts arrive", async () => {
    await visit("/search?q=neural+networks", async (page) => {
      await page.locator(".facet-value").first().waitFor();
      const height = () => page.locator("#filters").evaluate((element) => element.scrollHeight);
      const before = await height();
      const shifts = `new Promise((done) => {
        let sum = 0;
        new PerformanceObserver((list) => { for (const entry of list.getEntries()) sum += entry.value; })
          .observe({ type: "layout-shift", buffered: true });
        setTimeout(() => done(sum), 400);
      })`;
      expect(await page.evaluate(shifts)).toBeLessThan(0.01);
      const answered = page.waitForResponse(/api\/facets\?q=zzzz/);
      await page.locator(".search-input").fill("zzzz kernels");
      await answered;
      await page.locator(".results[aria-busy=false]").waitFor();
      expect(await height()).toBe(before);
    });
  });

  it("never shows late counts over newer ones", async () => {
    await visit("/search?q=kernels&mode=lexical", async (page) => {
      const late = await holdBack(page, "**/api/facets?q=neural&*");
      const first = page.locator(".facet", { hasText: "Venue" }).locator(".facet-count").first();
      await first.waitFor();
      const kernels = await first.textContent();
      const older = page.waitForRequest(/api\/facets\?q=neural/);
      await page.locator(".search-input").fill("neural");
      await older;
      const newer = page.waitForResponse(/api\/facets\?q=kernels/);
      await page.locator(".search-input").fill("kernels");
      await newer;
      await late.comes();
      expect(await first.textContent()).toBe(kernels);
    });
  });

  it("puts the newest first, keeps that in the address, and says how many were sorted", async () => {
    await visit("/search?q=neural+networks", async (page) => {
      await page.locator(".hit").first().waitFor();
      await page.locator(".sort select").selectOption("date");
      await page.locator(".count", { hasText: "newest first" }).waitFor();
      const years = async () =>
        (await page.locator(".hit-facts").allTextContents()).map((facts) =>
          Number(/^(?:\d{1,2} )?(?:[A-Z][a-z]+ )?(\d{4})/.exec(facts)?.[1] ?? 0),
        );
      const sorted = [...(await years())].sort((a, b) => b - a);
      expect(await years()).toEqual(sorted);
      expect(await page.locator(".note").textContent()).toMatch(
        /^Sorted by date: the \d+ most relevant papers of \d+\.$/,
      );
      expect(new URL(page.url()).searchParams.get("sort")).toBe("date");
      await page.reload();
      await page.locator(".hit").first().waitFor();
      expect(await years()).toEqual(sorted);
      expect(await page.locator(".sort select").inputValue()).toBe("date");
    });
  });

  it("suggests while typing, in a list for the keyboard that never takes a plain Enter", async () => {
    await visit("/", async (page) => {
      const field = page.locator(".search-input");
      await field.pressSequentially("learning hierar", { delay: 10 });
      const paper = page.locator(".suggestion", { hasText: TITLE });
      await paper.waitFor();
      expect(await field.getAttribute("aria-expanded")).toBe("true");
      await page.keyboard.press("ArrowDown");
      const active = await field.getAttribute("aria-activedescendant");
      expect(await page.locator(`#${active}`).getAttribute("aria-selected")).toBe("true");
      await page.keyboard.press("ArrowUp");
      expect(await field.getAttribute("aria-activedescendant")).toBeNull();
      await page.keyboard.press("Enter");
      await page.locator(".suggestions").waitFor({ state: "hidden" });
      expect(new URL(page.url()).searchParams.get("q")).toBe("learning hierar");
      await page.waitForTimeout(400);
      expect(await page.locator(".suggestions").isVisible()).toBe(false);
      await page.keyboard.press("ArrowDown"); // the list is closed: to the first hit
      const first = await page.locator(".hit-title a").first().textContent();
      expect(await page.evaluate("document.activeElement.textContent")).toBe(first);
    });
  });

  it("opens a suggested paper with Enter, a topic with the mouse, and searches for a phrase", async () => {
    await visit("/", async (page) => {
      const field = page.locator(".search-input");
      await field.pressSequentially("learning hierarchical pol", { delay: 5 });
      await page.locator(".suggestion", { hasText: TITLE }).waitFor();
      const place = (await page.locator(".suggestion").allTextContents()).findIndex((text) => text.startsWith(TITLE));
      for (let i = 0; i <= place; i++) await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Enter");
      await page.locator(".paper-title", { hasText: TITLE }).waitFor();
      await page.goto(`${site.served.url}/`);
      await field.pressSequentially("equivar", { delay: 5 });
      await page
        .locator(".suggestion", { hasText: /topic$/ })
        .first()
        .click();
      await expect.poll(() => new URL(page.url()).searchParams.getAll("topic").length).toBe(1);
      await page.goto(`${site.served.url}/`);
      const answered = page.waitForResponse(/api\/suggest\?q=neural&/);
      await field.pressSequentially("neural", { delay: 5 });
      await answered;
      await expect.poll(() => page.locator(".suggestion-text").first().textContent()).toContain("neural");
      const phrase = page.locator(".suggestion", { hasText: /search$/ }).first();
      const text = await phrase.locator(".suggestion-text").textContent();
      await phrase.click();
      await expect.poll(() => new URL(page.url()).searchParams.get("q")).toBe(text);
      expect(await field.inputValue()).toBe(text);
    });
  });

  it("closes the suggestions on Escape without clearing the query, and when the pointer goes to the hits", async () => {
    await visit("/", async (page) => {
      const field = page.locator(".search-input");
      const list = page.locator(".suggestions");
      await field.pressSequentially("kernel", { delay: 5 });
      await page.locator(".suggestion").first().waitFor();
      await page.keyboard.press("Escape");
      expect([await list.isVisible(), await field.inputValue()]).toEqual([false, "kernel"]);
      await field.pressSequentially("s", { delay: 5 });
      await page.locator(".suggestion").first().waitFor();
      await page.mouse.move(640, 700);
      await page.mouse.move(640, 690);
      await list.waitFor({ state: "hidden" });
      await page.keyboard.press("Escape");
      expect(await field.inputValue()).toBe("");
    });
  });

  it("finds more like ticked papers, by keyboard, from the address, and forgets one or all of them", async () => {
    await visit("/search?q=graph+neural+networks", async (page) => {
      await page.locator(".hit").nth(2).waitFor();
      const titles = await page.locator(".hit-title").allTextContents();
      for (const key of ["j", "x", "j", "j", "x"]) await page.keyboard.press(key);
      await page.locator(".seed-bar", { hasText: "2 papers ticked" }).waitFor();
      expect(await page.locator(".hit-tick input").nth(2).isChecked()).toBe(true);
      await page.keyboard.press("x");
      await page.locator(".seed-bar", { hasText: "1 paper ticked" }).waitFor();
      await page.locator(".hit-tick input").nth(2).check();
      await page.locator(".seed-bar a").click();
      await page.locator(".like .hit").nth(3).waitFor();
      const seeds = page.locator(".like-seeds li");
      expect(await seeds.allTextContents()).toEqual([titles[0], titles[2]]);
      for (const seed of [titles[0], titles[2]])
        expect(await page.locator(".hit-title").allTextContents()).not.toContain(seed);
      await page.reload();
      await page.locator(".like .hit").nth(3).waitFor();
      expect(await page.locator(".seed-bar").count()).toBe(0);
      await page.locator(".like .more .button").click();
      await page.locator(".like .hit").nth(20).waitFor();
      await page.locator(".like-without").first().click();
      await expect.poll(() => seeds.allTextContents()).toEqual([titles[2]]);
      await page.goBack();
      await expect.poll(() => seeds.count()).toBe(2);
      await page.locator(".hit-tick input").first().check();
      await page.locator(".seed-bar button", { hasText: "Clear" }).click();
      await page.locator(".seed-bar").waitFor({ state: "detached" });
      expect(await page.locator(".hit-tick input:checked").count()).toBe(0);
      await page.locator(".search-input").fill("kernels");
      await page.locator(".search-view .hit").first().waitFor();
      expect(new URL(page.url()).searchParams.has("like")).toBe(false);
    });
  });

  it("says when a paper to be like is unknown", async () => {
    await visit("/search?like=nobody&like=sample-001", async (page) => {
      await page.locator(".note").waitFor();
      expect(await page.locator(".note").textContent()).toContain("nobody");
    });
  });

  it("has no accessibility violations with suggestions open, papers ticked, and on papers like these", async () => {
    for (const window of WINDOWS) {
      await visit(
        "/search?like=sample-001&like=sample-002",
        async (page) => {
          await page.locator(".like .hit").nth(3).waitFor();
          await page.locator(".hit-tick input").first().check();
          await page.locator(".seed-bar").waitFor();
          await expectAccessible(page);
          await page.locator(".search-input").pressSequentially("neural");
          await page.locator(".suggestion").first().waitFor();
          await page.keyboard.press("ArrowDown");
          await page.locator(".search-view .hit").nth(3).waitFor();
          await expectAccessible(page);
        },
        window,
      );
    }
  });

  it("scrolls through hundreds of hits without laying anything out again", async () => {
    await visit("/search?q=neural+networks&pages=50", async (page) => {
      await page.locator(".hit").nth(500).waitFor({ state: "attached" });
      await page.locator(".results[aria-busy=false]").waitFor();
      await page.waitForTimeout(1_000); // formulas are typeset meanwhile
      const session = await page.context().newCDPSession(page);
      await session.send("Performance.enable");
      const layouts = async () => {
        const { metrics } = await session.send("Performance.getMetrics");
        return metrics.find(({ name }) => name === "LayoutCount")?.value ?? Number.NaN;
      };
      const before = await layouts();
      await session.send("Input.synthesizeScrollGesture", { x: 640, y: 500, yDistance: -8_000, speed: 8_000 });
      expect(await page.evaluate("scrollY")).toBeGreaterThan(6_000);
      expect((await layouts()) - before).toBeLessThanOrEqual(5); // a frame each would be dozens
    });
  });
});
