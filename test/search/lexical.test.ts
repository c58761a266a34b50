import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeSavedFile } from "../../src/core/files.ts";
import { type LexicalDocument, LexicalIndex, type TermWeights, termsOf } from "../../src/search/index.ts";
import { BM25_B, BM25_K1, BM25_K3, TITLE_WEIGHT } from "../../src/search/lexical/parameters.ts";
import { expectLinear } from "../helpers/growth.ts";

/** Few words, so that documents share them; some with two forms, several terms or other scripts. */
const word = fc.constantFrom(
  ..."network networks graph graphs p53 β-cell naïve bayes attention the of IL-6 深度学习 🚀 transformer GPT-4 x".split(
    " ",
  ),
);
const text = (maxLength: number) => fc.array(word, { maxLength }).map((words) => words.join(" "));
const texts = fc.record({ title: text(6), abstract: text(30) });
const corpus = fc.array(texts, { maxLength: 25 }).map((all) => all.map((each, i) => ({ row: 1 + 2 * i, ...each })));

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "orrery-lexical-"));
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe("a lexical index", () => {
  it("scores as the formula of BM25 says", () => {
    fc.assert(
      fc.property(corpus, text(8), (documents, query) => {
        const index = indexOf(documents);
        expectScores(index, documents, index.termWeights(query));
      }),
      { numRuns: 300 },
    );
  });

  it("counts terms and documents", () => {
    fc.assert(
      fc.property(corpus, (documents) => {
        const index = indexOf(documents);
        expect(index.count).toBe(documents.length);
        expect(index.terms).toBe(new Set(documents.flatMap(allTerms)).size);
      }),
    );
  });

  it("knows the rows of each term", () => {
    fc.assert(
      fc.property(corpus, (documents) => {
        const index = indexOf(documents);
        for (const term of [...new Set(documents.flatMap(allTerms)), "unheard"]) {
          const rows = documents.filter((document) => allTerms(document).includes(term)).map(({ row }) => row);
          expect([...index.rowsOf(term)]).toEqual(rows);
        }
      }),
    );
  });

  it("is after any changes what a fresh build gives", () => {
    const step = fc.record({
      changed: fc.uniqueArray(fc.record({ row: fc.integer({ min: 1, max: 12 }), title: text(3), abstract: text(8) }), {
        selector: ({ row }) => row,
        maxLength: 6,
      }),
      removed: fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 6 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 6 }), text(6), (steps, query) => {
        const index = new LexicalIndex();
        const present = new Map<number, LexicalDocument>();
        for (const { changed, removed } of steps) {
          const ascending = changed.toSorted((a, b) => a.row - b.row);
          index.apply(ascending, removed);
          for (const row of removed) present.delete(row);
          for (const document of ascending) present.set(document.row, document);
        }
        const documents = [...present.values()].toSorted((a, b) => a.row - b.row);
        const fresh = indexOf(documents);
        expect([index.count, index.terms]).toEqual([fresh.count, fresh.terms]);
        const weights = index.termWeights(query, true);
        expect([...weights]).toEqual([...fresh.termWeights(query, true)]);
        expect(scoresOf(index, weights)).toEqual(scoresOf(fresh, weights));
        expectScores(index, documents, weights);
      }),
      { numRuns: 300 },
    );
  });

  it("is the same after it was saved and loaded, and can be changed then", () => {
    const path = join(folder, "lexical.bin");
    fc.assert(
      fc.property(corpus, texts, text(6), fc.nat(), (documents, more, query, revision) => {
        const index = indexOf(documents);
        index.save(path, revision);
        const loaded = LexicalIndex.load(path);
        expect(loaded.revision).toBe(revision);
        expect([loaded.index.count, loaded.index.terms]).toEqual([index.count, index.terms]);
        for (const each of [index, loaded.index]) each.apply([{ row: 99, ...more }], [1]);
        const weights = index.termWeights(query, true);
        expect([...loaded.index.termWeights(query, true)]).toEqual([...weights]);
        expect(scoresOf(loaded.index, weights)).toEqual(scoresOf(index, weights));
      }),
      { numRuns: 60 },
    );
  });

  it("of another analyzer, or no index at all, is refused", () => {
    const path = join(folder, "other.bin");
    writeSavedFile(path, "lexical", { analyzer: 0, revision: 1, count: 0, totalLength: 0 }, {});
    expect(() => LexicalIndex.load(path)).toThrow(expect.objectContaining({ code: "wrong-version" }));
    writeFileSync(path, "nothing of ours");
    expect(() => LexicalIndex.load(path)).toThrow(expect.objectContaining({ code: "damaged-file" }));
    expect(() => LexicalIndex.load(join(folder, "none"))).toThrow(expect.objectContaining({ code: "not-found" }));
  });

  it("that is empty scores nothing and answers everything", () => {
    const index = new LexicalIndex();
    index.apply([], [3]);
    expect([index.count, index.terms]).toEqual([0, 0]);
    expect([...scoresOf(index, index.termWeights("graph", true))]).toEqual(new Array(100).fill(0));
    index.save(join(folder, "empty.bin"), 0);
    expect(LexicalIndex.load(join(folder, "empty.bin")).index.count).toBe(0);
  });

  it("takes a word of the title for several of the abstract", () => {
    const index = indexOf([
      { row: 1, title: "Coffee", abstract: "tea tea milk" },
      { row: 2, title: "Milk", abstract: "coffee tea tea" },
    ]);
    const [, inTitle = 0, inAbstract = 0] = scoresOf(index, index.termWeights("coffee"));
    expect(inTitle).toBeGreaterThan(inAbstract);
    expect(inAbstract).toBeGreaterThan(0);
  });

  it("holds back long texts and rewards rare words", () => {
    const index = indexOf([
      { row: 1, title: "t", abstract: "quark" },
      { row: 2, title: "t", abstract: `quark ${"filler ".repeat(200)}` },
      { row: 3, title: "t", abstract: "boson filler" },
      { row: 4, title: "t", abstract: "quark filler" },
    ]);
    const quark = scoresOf(index, index.termWeights("quark"));
    const boson = scoresOf(index, index.termWeights("boson"));
    expect(quark[1]).toBeGreaterThan(quark[2]!);
    expect(boson[3]).toBeGreaterThan(quark[4]!);
  });

  it("bears a text of a million words and counts a word 255 times at most", () => {
    const documents = [
      { row: 1, title: "", abstract: "word ".repeat(1_000_000) },
      { row: 2, title: "", abstract: "other" },
    ];
    expectScores(indexOf(documents), documents, new Map([["word", 1]]));
  });

  it("bears rows far apart", () => {
    const index = indexOf([
      { row: 2_000_000, title: "graph", abstract: "" },
      { row: 2_000_007, title: "", abstract: "graphs" },
    ]);
    expect([...index.rowsOf("graph")]).toEqual([2_000_000, 2_000_007]);
    index.apply([{ row: 5, title: "graph", abstract: "" }], [2_000_000]);
    expect([...index.rowsOf("graph")]).toEqual([5, 2_000_007]);
  });
});

describe("the terms of a query", () => {
  const index = indexOf([
    { row: 1, title: "Transformers for translation", abstract: "attention" },
    { row: 2, title: "Transfer learning", abstract: "attention transformer" },
    { row: 3, title: "The transistor", abstract: "p53 IL-6 β-cell" },
    { row: 4, title: "Café culture", abstract: "cafeteria" },
  ]);

  it("weigh (k3 + 1) · n / (k3 + n) for a word that comes n times", () => {
    expect([...index.termWeights("graph graphs attention Graph!")]).toEqual([
      ["graph", ((BM25_K3 + 1) * 3) / (BM25_K3 + 3)],
      [termsOf("attention")[0], 1],
    ]);
  });

  it("while typing also hold the longer words that begin with the last one, the most frequent first", () => {
    expect([...index.termWeights("attention trans", true).keys()]).toEqual(
      ["attention", "trans", "transformer", "transfer", "transistor", "translation"].map((each) => termsOf(each)[0]),
    );
    expect([...index.termWeights("attention trans").keys()]).toHaveLength(2);
  });

  it.each([
    ["TRANSF", "transform"],
    ["caf", "cafeteria"],
    ["café", "cafeteria"],
    ["cafe\u0301", "cafeteria"], // the accent as a character of its own, as macOS writes it
    ["βce", "betace"],
    ["attention p5", "p53"],
    ["attention il", "il"],
  ])("complete %j to %j", (typed, completed) => {
    expect([...index.termWeights(typed, true).keys()]).toContain(termsOf(completed)[0]);
  });

  it.each(["trans ", "trans.", "t", "", " ", "trans🚀", "深", "\u0301"])("complete nothing after %j", (typed) => {
    expect([...index.termWeights(typed, true)]).toEqual([...index.termWeights(typed)]);
  });

  it("complete the beginning of a stop word, too", () => {
    expect([...index.termWeights("attention th", true).keys()]).not.toContain("the");
    expect([...index.termWeights("attention an", true).keys()]).toEqual(termsOf("attention"));
  });

  it("come from a query of 10,000 words in linear time", () => {
    const query = (words: number) => Array.from({ length: words }, (_, i) => `word${i}`).join(" ");
    expect(index.termWeights(query(10_000), true).size).toBeGreaterThan(10_000);
    expectLinear((words) => index.termWeights(query(words), true), 1_250);
  });
});

describe("the rarest terms", () => {
  const index = indexOf([
    { row: 1, title: "alpha beta", abstract: "gamma" },
    { row: 2, title: "alpha beta", abstract: "delta" },
    { row: 3, title: "alpha", abstract: "" },
  ]);

  it("are those that the fewest papers have, yet at least two", () => {
    expect(index.rarest(["alpha", "beta", "gamma", "unheard"], 1)).toEqual(new Set(["beta"]));
    expect(index.rarest(["alpha", "beta", "gamma"], 9)).toEqual(new Set(["beta", "alpha"]));
    expect(index.rarest([], 9)).toEqual(new Set());
  });
});

function indexOf(documents: readonly LexicalDocument[]): LexicalIndex {
  const index = new LexicalIndex();
  index.apply(documents, []);
  return index;
}

function scoresOf(index: LexicalIndex, weights: TermWeights): Float32Array {
  const scores = new Float32Array(100);
  index.score(weights, scores);
  return scores;
}

function allTerms({ title, abstract }: LexicalDocument): string[] {
  return [...termsOf(title), ...termsOf(abstract)];
}

/** Compares with BM25 as it stands in the docstrings, in 64 bits and without an index. */
function expectScores(index: LexicalIndex, documents: readonly LexicalDocument[], weights: TermWeights): void {
  const scores = scoresOf(index, weights);
  const counted = documents.map((document) => ({ ...document, terms: allTerms(document) }));
  const lengths = counted.map(({ terms }) => Math.min(terms.length, 0xffff));
  const average = lengths.reduce((sum, length) => sum + length, 0) / documents.length;
  for (const [i, { row, title, abstract }] of counted.entries()) {
    let expected = 0;
    for (const [term, weight] of weights) {
      const found = counted.filter(({ terms }) => terms.includes(term)).length;
      const frequency = Math.min(255, TITLE_WEIGHT * times(term, title) + times(term, abstract));
      if (frequency === 0) continue;
      const rarity = Math.log(1 + (documents.length - found + 0.5) / (found + 0.5));
      const damping = BM25_K1 * (1 - BM25_B + (BM25_B * lengths[i]!) / average);
      expected += (weight * rarity * (BM25_K1 + 1) * frequency) / (frequency + damping);
    }
    expect(Math.abs(scores[row]! - expected)).toBeLessThanOrEqual(1e-5 * Math.max(1, expected));
    if (expected === 0) expect(scores[row]).toBe(0);
  }
}

function times(term: string, from: string): number {
  return termsOf(from).filter((each) => each === term).length;
}
