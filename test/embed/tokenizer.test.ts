import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Tokenizer } from "@huggingface/tokenizers";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { createStaticEncoder, readStaticModel, type StaticEncoder } from "../../src/embed/static/index.ts";
import { expectLinear } from "../helpers/growth.ts";
import { BUNDLED, readBundled, samplePapers } from "./fixtures.ts";

const MAX_TOKENS = 512;

let encoder: StaticEncoder;
let reference: Tokenizer;

beforeAll(async () => {
  encoder = createStaticEncoder(await readStaticModel(readBundled));
  const json = (name: string): object => JSON.parse(readFileSync(join(BUNDLED, name), "utf8"));
  reference = new Tokenizer(json("tokenizer.json"), json("tokenizer_config.json"));
});

function ours(text: string): number[] {
  return [...encoder.tokenize(text)];
}

function theirs(text: string): number[] {
  return reference.encode(text).ids.slice(0, MAX_TOKENS);
}

/** What tokenizers get wrong: case, marks, blanks, invisible characters, halves of pairs, other scripts, long words. */
const NASTY = [
  ..." \t\n\r\v\f\0\x07\x7f\x85\xa0\xad",
  ..."\u1680\u180e\u2002\u200a\u200b\u200c\u200d\u200e\u2028\u2029\u202e\u202f\u205f\u2060\u3000\ufeff\ufffd\ufffe",
  ..."\ud800\udbff\udc00\udfff\ue000",
  ..."ΣσςİıIiſßẞŒÅøŁđÞéüñçĐ",
  ..."\u0301\u0307\u0338\u0345\u05b0\u0903\u20dd\u3099\u{1d165}",
  ..."ΩKÅﬁ½²≠≮;`·",
  ..."中文日本語한국어ไทยअआ々〇가힣\uf900\ufa0e\u{20000}\u{2f800}\u{1f600}👩‍🔬🇩🇪",
  ..."!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~¡¿§«»‐–—‘’“”…·†‰€£©®™×÷±",
  "ΟΔΥΣΣΕΥΣ",
  "ΑΣ.Α",
  "Α.Σ",
  "a.Σ",
  "α'Σ'",
  "Σ",
  "[UNK]",
  "[PAD][MASK]",
  "##ing",
  "naïve",
  "Erdős–Rényi",
  "SCHRÖDINGER",
  "x̄",
  "I\u0307STANBUL",
  "e\u0301",
  "\u1100\u1161",
  "$\\alpha^2$",
  "graph-based",
  "GPT-4o",
  "3.14",
  "a".repeat(99),
  "a".repeat(100),
  "a".repeat(101),
  "é".repeat(100),
  "é".repeat(101),
  "\u{1d400}".repeat(100),
  "\u{1d400}".repeat(101),
];

const fragment = fc.oneof(
  fc.constantFrom(...NASTY),
  fc.string({ unit: "binary", maxLength: 4 }),
  fc.string({ maxLength: 8 }),
  fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
  fc.constantFrom("the", "Attention", "learning", "x", "A", "2017", "electroencephalography", " "),
);

describe("The tokenizer gives the ids of @huggingface/tokenizers", () => {
  it("for mixtures of words, marks, scripts, invisible characters and halves of surrogate pairs", () => {
    fc.assert(
      fc.property(fc.array(fragment, { maxLength: 24 }), (fragments) => {
        const text = fragments.join("");
        expect(ours(text)).toEqual(theirs(text));
      }),
      { numRuns: 4_000 },
    );
  });

  it("for any string, also one with lone surrogates", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 40 }), (units) => {
        const text = String.fromCharCode(...units);
        expect(ours(text)).toEqual(theirs(text));
      }),
      { numRuns: 1_000 },
    );
  });

  it("for every character of the first plane and many of the second, inside a word, alone, and after punctuation", () => {
    const perText = 32; // whose tokens all fit into what is read
    for (let start = 0; start < 0x20000; start += start < 0x10000 ? perText : 8 * perText) {
      const characters = Array.from({ length: perText }, (_, i) => String.fromCodePoint(start + i));
      const text = characters.map((character) => `A${character}b ${character} .${character}Σ`).join(" ");
      expect(ours(text), `characters from ${start.toString(16)}`).toEqual(theirs(text));
    }
  });

  it("for the titles and abstracts of the shipped papers", () => {
    for (const text of samplePapers()) expect(ours(text)).toEqual(theirs(text));
  });

  it("when a word comes a second time, from the cache", () => {
    for (const text of NASTY) {
      const padded = `the ${text} models`;
      expect(ours(padded)).toEqual(theirs(padded));
      expect(ours(padded)).toEqual(theirs(padded));
    }
  });

  it("when more different words come than the cache holds", () => {
    const word = (i: number) => `w${i.toString(36)}`;
    for (let start = 0; start < 200_000; start += 100) {
      ours(Array.from({ length: 100 }, (_, i) => word(start + i)).join(" "));
    }
    for (const start of [0, 100_000, 199_900]) {
      const text = Array.from({ length: 100 }, (_, i) => word(start + i)).join(" ");
      expect(ours(text)).toEqual(theirs(text));
    }
  });

  it("for words and texts of 100 kB", () => {
    for (const unit of ["a", "é", "中", "Σ", "a\u0301", "a-", "🦀", "\u200b", "word ", "naïve ", "\u3000x", "é."]) {
      const text = unit.repeat(Math.ceil(100_000 / unit.length));
      expect(ours(text), unit).toEqual(theirs(text));
      expect(ours(`graph ${text} theory`), unit).toEqual(theirs(`graph ${text} theory`));
    }
  });
});

describe("The tokenizer", () => {
  it("reads the first 512 tokens of a text, wherever that cuts", () => {
    for (const count of [511, 512, 513]) {
      const text = `${"the ".repeat(count - 3)}electroencephalography naïvetés`;
      expect(ours(text)).toEqual(theirs(text));
      expect(ours(text).length).toBe(Math.min(MAX_TOKENS, reference.encode(text).ids.length));
    }
  });

  it("finds no token in texts without a visible character", () => {
    for (const text of ["", " \t\n", "\0\x07", "\u200b\u200d\ufeff", "\ud800"]) expect(ours(text)).toEqual([]);
  });

  it.each(["x", "é", "中"])("takes a million characters %s without a blank in linear time", (unit) => {
    expectLinear((size) => ours(unit.repeat(size)), 125_000);
  });
});
