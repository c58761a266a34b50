import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foldText, LexicalIndex, TextFinder, titleFit } from "../../src/search/index.ts";

const word = fc.constantFrom("graph", "Graphs", "neural", "Gödel", "p53", "論文", "deep", "de", "α");
const text = fc.array(word, { maxLength: 5 }).map((words) => words.join(" "));
const typed = fc.tuple(text, fc.nat({ max: 12 })).map(([whole, cut]) => whole.slice(0, cut));

describe("a finder of short texts", () => {
  it("finds those that begin with what is typed first, then those with a word that does, as looking at each does", () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 20 }), typed, fc.nat({ max: 6 }), (texts, begun, limit) => {
        const folded = foldText(begun);
        const begins = [...texts.keys()].filter((i) => foldText(texts[i]!).startsWith(folded));
        const contains = [...texts.keys()].filter((i) => ` ${foldText(texts[i]!)}`.includes(` ${folded}`));
        const expected = folded === "" ? [] : [...new Set([...begins, ...contains])].slice(0, limit);
        expect(new TextFinder(texts).find(begun, limit)).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });

  it("folds plain and other letters alike: case, accents and punctuation are gone", () => {
    expect(foldText("Naïve (Bayes)-α: 論文!")).toBe("naive bayes alpha 論 文");
    expect(foldText("A/B-test, v2.0")).toBe("a b test v2 0");
    expect(foldText("\u202E<b>\u200B")).toBe(foldText("b"));
    expect(foldText("…")).toBe("");
  });
});

describe("titles", () => {
  it("fit by their beginning, by words within, and by all words in any order", () => {
    const title = "Attention Is All You Need, in Colour";
    const fits = ["attention is al", "you need", "need attenti", "tention", "all attention zeppelin", "  "];
    expect(fits.map((begun) => titleFit(title, begun))).toEqual([0, 1, 2, undefined, undefined, undefined]);
  });

  it("are likely where the title itself has every word, the last one perhaps begun", () => {
    const index = new LexicalIndex();
    const papers = [
      ["Graph networks", "About kernels."],
      ["Kernels", "A graph of networks."],
      ["Networks of graphs and kernels", "Nothing."],
      ["Oceans", "Nothing else."],
    ];
    index.apply(
      papers.map(([title = "", abstract = ""], row) => ({ row, title, abstract })),
      [],
    );
    expect(index.likelyTitles("graph netw", 9).sort()).toEqual([0, 2]);
    expect(index.likelyTitles("networks", 9).sort()).toEqual([0, 2]);
    expect(index.likelyTitles("kern", 9).sort()).toEqual([1, 2]);
    expect(index.likelyTitles("networki", 9).sort()).toEqual([0, 2]);
    expect(index.likelyTitles("kern", 1)).toEqual([1]);
    expect(index.likelyTitles("the", 9)).toEqual([]);
    expect(index.likelyTitles("zeppelin", 9)).toEqual([]);
    expect(index.likelyTitles("graph ".repeat(100), 9)).toEqual([]);
  });
});
