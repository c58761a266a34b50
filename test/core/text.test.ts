import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clip, collapseWhitespace, counted, titleKey } from "../../src/core/index.ts";

const anyText = fc.oneof(fc.string({ unit: "binary" }), fc.string({ unit: "grapheme" }), fc.string());

describe("collapseWhitespace", () => {
  it("leaves one line without blanks at its ends or two in a row", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(collapseWhitespace(text)).not.toMatch(/^\s|\s$|\s\s|[\n\t]/u);
        expect(collapseWhitespace(text).split(" ").join("")).toBe(text.replace(/\s/gu, ""));
      }),
    );
  });
});

describe("titleKey", () => {
  it.each([
    ["Attention Is All You Need", "attention is all you need"],
    ["  Attention is\n all you need. ", "attention is all you need"],
    ["Light Schrödinger Bridge", "Light Schro\u0308dinger bridge"],
    ["BERT: Pre-training", "BERT — pre training"],
    ["ﬁne-tuning", "Fine Tuning"],
    ["µ-Transfer", "μ transfer"],
    ["soft\u00adware", "software"],
    ["zero\u200bwidth", "zerowidth"],
  ])("is the same for %j and %j", (one, other) => {
    expect(titleKey(one)).toBe(titleKey(other));
  });

  it.each([
    ["GPT-3", "GPT-4"],
    ["कि", "का"], // vowel signs are marks, too, and tell words apart
    ["か", "が"],
    ["C", "C#".replace("#", " sharp")],
  ])("is different for %j and %j", (one, other) => {
    expect(titleKey(one)).not.toBe(titleKey(other));
  });

  it("is empty for a title without letters or digits", () => {
    expect(titleKey(" ?!… — ")).toBe("");
  });

  it("of a key is the key itself, whatever the title", () => {
    fc.assert(
      fc.property(anyText, (title) => {
        const key = titleKey(title);
        expect(titleKey(key)).toBe(key);
        expect(titleKey(`\t${title.toLowerCase()} `)).toBe(titleKey(title.toLowerCase()));
      }),
      { numRuns: 1000 },
    );
  });
});

describe("clip", () => {
  it("never gives more than was asked for, and all of a text that fits", () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 0, max: 30 }), (text, length) => {
        const clipped = clip(text, length);
        expect(clipped.length).toBeLessThanOrEqual(length);
        if (text.length <= length) expect(clipped).toBe(text);
        else if (length > 0) expect(text.startsWith(clipped.slice(0, -1))).toBe(true);
      }),
    );
  });

  it("does not cut an emoji in half", () => {
    expect(clip("ab😀cd", 4)).toBe("ab…");
    expect(clip("ab😀cd", 5)).toBe("ab😀…");
  });
});

describe("counted", () => {
  it("writes singular, plural and thousands", () => {
    expect([counted(1, "paper"), counted(0, "paper"), counted(12345, "paper"), counted(2, "entry", "entries")]).toEqual(
      ["1 paper", "0 papers", "12,345 papers", "2 entries"],
    );
  });
});
