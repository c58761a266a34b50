import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseQuery, spansOf, termSet, wordsAmong } from "../../src/search/index.ts";
import { expectLinear } from "../helpers/growth.ts";

describe("a query", () => {
  it.each([
    ["graph neural networks", "graph neural networks", [], []],
    ["  graph \n\t neural\u00a0networks ", "graph neural networks", [], []],
    ['"graph neural" networks', "graph neural networks", ["graph neural"], []],
    ["“graph neural” networks", "graph neural networks", ["graph neural"], []],
    ['attention "graph neural networks', "attention graph neural networks", ["graph neural networks"], []],
    ["attention “graph neural", "attention graph neural", ["graph neural"], []],
    ['" graph  neural "', "graph neural", ["graph neural"], []],
    ['"deep learning","graph"', "deep learning graph", ["deep learning", "graph"], []],
    ['"deep learning"for graphs', "deep learning for graphs", ["deep learning"], []],
    ['("deep learning")', "deep learning", ["deep learning"], []],
    ['-("deep learning") graph', "graph", [], ["deep learning"]],
    ['foo"bar baz', 'foo"bar baz', [], []],
    ["graph -survey", "graph", [], ["survey"]],
    ['graph -"systematic review"', "graph", [], ["systematic review"]],
    ["graph -“systematic review”", "graph", [], ["systematic review"]],
    ["-survey -review", "", [], ["survey", "review"]],
    ["state-of-the-art", "state-of-the-art", [], []],
    ["IL-6 -IL-2", "IL-6", [], ["IL-2"]],
    ['"art"-based', "art -based", ["art"], []],
    ["graph - survey", "graph survey", [], []],
    ["graph --survey", "graph", [], ["-survey"]],
    ['""', "", [], []],
    ['"" graph', "graph", [], []],
    ['-"" graph', "graph", [], []],
    ['"?!" graph', "graph", [], []],
    ["?! … —", "", [], []],
    ["C++ & C#", "C++ C#", [], []],
    ['5" disk', '5" disk', [], []],
    ["深度学习 -图", "深度学习", [], ["图"]],
    ["", "", [], []],
  ])("%j ranks by %j, with phrases %j and without %j", (text, positive, phrases, excluded) => {
    expect(parseQuery(text)).toEqual({ text: text.replace(/\s+/g, " ").trim(), positive, phrases, excluded });
  });

  const piece = fc.constantFrom('"', "“", "”", "-", " ", "a", "graph", "é", "深", "🚀", "\n", ",", "\u0000", "\ud800");
  const anyQuery = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.array(piece).map((pieces) => pieces.join("")),
  );

  it("of any text can be read, and its phrases and exclusions stand in the text", () => {
    fc.assert(
      fc.property(anyQuery, (text) => {
        const query = parseQuery(text);
        for (const part of [...query.phrases, ...query.excluded]) {
          expect(query.text).toContain(part);
          expect(part).toMatch(/[\p{L}\p{N}]/u);
          expect(part).toBe(part.trim());
        }
        for (const phrase of query.phrases) expect(query.positive).toContain(phrase);
        expect(query.positive === "" || /[\p{L}\p{N}]/u.test(query.positive)).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  it("loses no word: each letter is kept or excluded", () => {
    const letters = (text: string) => text.replace(/[^\p{L}\p{N}]+/gu, "").length;
    fc.assert(
      fc.property(anyQuery, (text) => {
        const { positive, excluded } = parseQuery(text);
        expect(letters(positive) + letters(excluded.join(" "))).toBe(letters(text));
      }),
      { numRuns: 3000 },
    );
  });

  it("without quotes or minus is the text itself", () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[\p{L}\p{N}]+$/u)), (words) => {
        const text = words.join(" ");
        expect(parseQuery(text)).toEqual({ text, positive: text, phrases: [], excluded: [] });
      }),
    );
  });

  it.each(['"a', '-"', " ", "“"])("of nothing but %j is read in linear time", (unit) => {
    expectLinear((size) => parseQuery(`${unit.repeat(size)}a`), 100_000);
  });
});

describe("highlights", () => {
  it("stand where words share a term with the query, in whatever form", () => {
    const text = "Naïve Bayes and (neural) networks: network-based p53";
    const marked = spansOf(text, termSet("NETWORK naive", "p 53")).map(([start, end]) => text.slice(start, end));
    expect(marked).toEqual(["Naïve", "networks", "network", "p53"]);
  });

  it("mark whole words only, and nothing for stop words", () => {
    expect(spansOf("The graphical model of the graph", termSet("the graph"))).toEqual([[27, 32]]);
    expect(spansOf("the of and", termSet("the of and"))).toEqual([]);
    expect(spansOf("anything", new Set())).toEqual([]);
  });

  it("count in UTF-16 units", () => {
    const text = "🚀🚀 深度 graph";
    expect(spansOf(text, termSet("度 graph")).map(([start, end]) => text.slice(start, end))).toEqual(["度", "graph"]);
  });

  it("lie within any text, ascending, and each holds a term", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }), (text, query) => {
        const terms = termSet(query, text.slice(3));
        let before = 0;
        for (const [start, end] of spansOf(text, terms)) {
          expect(start).toBeGreaterThanOrEqual(before);
          expect(end).toBeGreaterThan(start);
          expect([...termSet(text.slice(start, end))].some((term) => terms.has(term))).toBe(true);
          before = end;
        }
        expect(before).toBeLessThanOrEqual(text.length);
      }),
    );
  });

  it("name the words of the query as they stand there, of several forms the first", () => {
    const words = wordsAmong("Deep networks for NETWORK p53 p 53", termSet("network p53"));
    expect(words.map(({ text }) => text)).toEqual(["networks", "p53"]);
    expect(wordsAmong("graph", termSet("tree"))).toEqual([]);
  });
});
