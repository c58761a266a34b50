import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stretchesOf, strongestOf } from "../../web/src/why.ts";
import { BROWSER } from "../helpers/browser.ts";
import { expectAccessible, useSite } from "./harness.ts";

type Text = Parameters<typeof stretchesOf>[0];

function textOf(abstract: string, marks: Text["marks"]["abstract"]): Text {
  return { title: "", abstract, marks: { title: [], abstract: marks }, sentences: [], prefix: 0 };
}

describe("Marked words", () => {
  it("are as strong as their part of the strongest, and those that add little are not marked", () => {
    const text = textOf("one two three four five", [
      [0, 3, 0.4],
      [4, 7, 0.2],
      [8, 13, 0.05],
      [14, 18, 0.01],
      [19, 23, -0.3],
    ]);
    const strongest = strongestOf({ a: text, b: text });
    expect(strongest).toBe(0.4);
    const stretches = stretchesOf(text, "abstract", [0, 23], strongest);
    expect(stretches.map((stretch) => [stretch.text, stretch.strength])).toEqual([
      ["one", 4],
      [" ", 0],
      ["two", 3],
      [" ", 0],
      ["three", 1],
      [" four five", 0],
    ]);
  });

  it("make up the text with what lies between them, and never cut a formula", () => {
    const mark = fc.tuple(fc.nat(60), fc.nat(12), fc.double({ min: -1, max: 1, noNaN: true }));
    const source = fc.array(fc.constantFrom("graph ", "$x^2$ ", "<b>", "kernel ", "$", "\\(a\\)"), { maxLength: 12 });
    fc.assert(
      fc.property(source, fc.array(mark), fc.nat(30), fc.nat(60), (parts, marks, from, length) => {
        const abstract = parts.join("");
        const text = textOf(
          abstract,
          marks.map(([start, size, share]) => [start, start + size, share]),
        );
        const span: [number, number] = [Math.min(from, abstract.length), Math.min(from + length, abstract.length)];
        const stretches = stretchesOf(text, "abstract", span, 1);
        expect(stretches.map((stretch) => stretch.text).join("")).toBe(abstract.slice(...span));
        for (const { text: word, strength } of stretches) if (strength > 0) expect(word).not.toMatch(/\$x\^2\$/);
      }),
    );
  });
});

describe.skipIf(BROWSER === undefined)("why a paper is there, in Chromium", () => {
  const { visit } = useSite();

  it("unfolds under a hit by key and by button, marks the words of both, and folds up again", async () => {
    await visit("/search?q=equivariant+graph+networks", async (page) => {
      const first = page.locator(".hits > li").first();
      await first.locator(".why-button").waitFor();
      expect(await page.locator(".why").count()).toBe(0);
      await page.keyboard.press("j");
      await page.keyboard.press("w");
      await first.locator(".why-summary").waitFor();
      expect(await first.locator(".why-button").getAttribute("aria-expanded")).toBe("true");
      const marked = (await first.locator(".why-pairs .why-word[data-strength='4']").allTextContents()).join(" ");
      expect(marked).toMatch(/equivariant|graph|network/i);
      const line = "getComputedStyle(document.querySelector('.why-word')).textDecorationLine";
      expect(await page.evaluate(line)).toBe("underline");
      await first.locator(".why-texts summary").click();
      expect(await first.locator(".why-texts .why-word").count()).toBeGreaterThan(3);
      await expectAccessible(page);
      await page.emulateMedia({ media: "print" });
      expect(await first.locator(".why").isVisible()).toBe(false);
      await page.emulateMedia({ media: "screen" });
      await first.locator(".why-button").click();
      expect(await page.locator(".why").count()).toBe(0);
      await first.locator(".hit-title a").click();
      const related = page.locator(".related .hits > li").first();
      await related.locator(".hit-facts", { hasText: /Both about: .*similarity 0\.\d\d/ }).waitFor();
      await related.locator(".why-button").click();
      await related.locator(".why-pairs").waitFor();
      await page.setViewportSize({ width: 360, height: 800 });
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(360);
    });
  });
});
