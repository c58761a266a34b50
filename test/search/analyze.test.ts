import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { termsOf, wordsOf } from "../../src/search/lexical/index.ts";
import { expectLinear } from "../helpers/growth.ts";

const anyText = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string({ unit: "grapheme" }),
  fc.string(),
  fc
    .array(
      fc.constantFrom(
        "p53",
        "β",
        "\ud800",
        "\udc00",
        "🚀",
        "が",
        "か\u3099",
        "é",
        "e\u0301",
        "ſ",
        "İ",
        "-",
        " ",
        "深",
        "𠀀",
        "한",
        "x".repeat(70),
      ),
    )
    .map((parts) => parts.join("")),
);

describe("words", () => {
  it("lie within the text, one after another, and each gives its terms also by itself", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        let before = 0;
        for (const { start, end, terms } of wordsOf(text)) {
          expect(start).toBeGreaterThanOrEqual(before);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
          expect(terms.length).toBeGreaterThan(0);
          expect(termsOf(text.slice(start, end))).toEqual(terms);
          before = end;
        }
        expect(termsOf(text)).toEqual(wordsOf(text).flatMap(({ terms }) => terms));
      }),
      { numRuns: 2000 },
    );
  });

  it("give terms that are well-formed letters and digits without capitals", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const term of termsOf(text)) {
          expect(term).toMatch(/^[\p{L}\p{N}]+$/u);
          expect(term).toBe(term.toLowerCase());
        }
      }),
      { numRuns: 2000 },
    );
  });

  it("are the same in capitals and in either spelling of accents", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(..."Éclair naïve GARCÍA Ångström Œuvre β-CELL résumés".split(" "))),
        (words) => {
          const text = words.join(" ");
          expect(termsOf(text.toUpperCase())).toEqual(termsOf(text));
          expect(termsOf(text.normalize("NFD"))).toEqual(termsOf(text));
        },
      ),
    );
  });
});

describe("terms", () => {
  it.each([
    ["networks", "network"],
    ["Networking", "network"],
    ["generalizations", "generalization"],
    ["classifications", "classification"],
    ["studies", "study"],
    ["hopping", "hop"],
    ["filing", "file"],
    ["relational", "relate"],
    ["controlled", "control"],
    ["happy", "happiness"],
    ["naïve", "naive"],
    ["Schrödinger", "SCHRODINGER"],
    ["β-cell", "beta cells"],
    ["TGFβ", "TGFbeta"],
    ["ﬁne-tuning", "fine tuning"],
    ["H₂O", "h2o"],
    ["ΣΑΣ", "σας"],
  ])("bring %j and %j together", (one, other) => {
    expect(termsOf(one)).toEqual(termsOf(other));
  });

  it.each([
    ["universe", "policy"],
    ["p53", "p63"],
    ["new", "news paper"],
    ["C", "B"],
  ])("keep %j and %j apart", (one, other) => {
    expect(termsOf(one)).not.toEqual(termsOf(other));
  });

  it.each([
    ["p53", ["p53", "p", "53"]],
    ["IL-6", ["il", "6"]],
    ["il6", ["il6", "il", "6"]],
    ["a1b2c3d4", ["a1b2c3d4"]],
    ["深度学习", ["深", "度", "学", "习"]],
    ["学Learning习", ["学", "learn", "习"]],
    ["rocket🚀science", ["rocket", "scienc"]],
    ["🚀🚀", []],
    ["1️⃣", ["1"]],
    ["", []],
    ["the of and", []],
    ["The THE", []],
    ["don't", ["don", "t"]],
    ["λ", ["lambda"]],
    ["3.14", ["3", "14"]],
    ["foo_bar", ["foo", "bar"]],
  ])("of %j are %j", (text, terms) => {
    expect(termsOf(text)).toEqual(terms);
  });

  it("are stems as Porter's paper gives them", () => {
    const examples =
      "caresses caress, ponies poni, ties ti, cats cat, feed feed, agreed agre, plastered plaster, motoring motor, " +
      "sing sing, conflated conflat, troubled troubl, sized size, hopping hop, tanned tan, falling fall, hissing hiss, " +
      "fizzed fizz, failing fail, filing file, happy happi, sky sky, relational relat, conditional condit, " +
      "rational ration, digitizer digit, radicalli radic, vileli vile, vietnamization vietnam, predication predic, " +
      "operator oper, feudalism feudal, decisiveness decis, hopefulness hope, callousness callous, formaliti formal, " +
      "sensitiviti sensit, sensibiliti sensibl, triplicate triplic, formative form, formalize formal, " +
      "electriciti electr, electrical electr, goodness good, revival reviv, allowance allow, inference infer, " +
      "airliner airlin, gyroscopic gyroscop, adjustable adjust, defensible defens, irritant irrit, " +
      "replacement replac, adjustment adjust, dependent depend, adoption adopt, communism commun, activate activ, " +
      "homologous homolog, effective effect, bowdlerize bowdler, probate probat, rate rate, cease ceas, roll roll";
    for (const [word, stem] of examples.split(", ").map((pair) => pair.split(" ")))
      expect(termsOf(word!)).toEqual([stem]);
  });

  it("join the two spellings p53 and p 53", () => {
    for (const term of termsOf("p 53")) expect(termsOf("p53")).toContain(term);
  });

  it("of a run of 64 letters or more are those of its beginning", () => {
    const long = "z".repeat(1_000_000);
    expect(termsOf(long)).toEqual(["z".repeat(64)]);
    expect(wordsOf(long)).toEqual([{ start: 0, end: 1_000_000, terms: ["z".repeat(64)] }]);
    expect(termsOf("𝔘".repeat(100))).toEqual(["u".repeat(32)]);
    expect(termsOf(`a${"𠀀".repeat(100)}`)).toEqual([`a${"𠀀".repeat(31)}`]); // no half of a character at the cut
  });

  it("of a text of many million characters come in linear time", () => {
    expect(termsOf("graph ".repeat(300_000))).toHaveLength(300_000);
    expect(termsOf("\ud83d".repeat(1_000_000))).toEqual([]);
    expectLinear((size) => termsOf("graph ".repeat(size)), 10_000);
    expectLinear((size) => termsOf("\ud83d".repeat(size)), 50_000);
  });
});
