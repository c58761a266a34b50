import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareTerms, Dictionary } from "../../src/search/lexical/dictionary.ts";

/** Well-formed texts of many scripts, with shared beginnings, and characters on both sides of the surrogates. */
const term = fc.oneof(
  fc.string({ unit: "binary", maxLength: 6 }),
  fc
    .array(fc.constantFrom("a", "b", "é", "\uffff", "\ue000", "\ufeff", "\ud7ff", "😀", "𐀀", "\u{10ffff}"), {
      maxLength: 5,
    })
    .map((parts) => parts.join("")),
);
const terms = fc.uniqueArray(term, { maxLength: 60 });

describe("the order of terms", () => {
  it("is that of their UTF-8 bytes", () => {
    fc.assert(
      fc.property(term, term, (a, b) => {
        expect(Math.sign(compareTerms(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
      }),
      { numRuns: 3000 },
    );
  });
});

describe("a dictionary", () => {
  it("is a sorted list: numbers, terms and unknown terms agree", () => {
    fc.assert(
      fc.property(terms, term, (some, other) => {
        const sorted = some.toSorted(compareTerms);
        const dictionary = Dictionary.of(sorted);
        expect(dictionary.size).toBe(sorted.length);
        for (const [i, each] of sorted.entries()) {
          expect(dictionary.term(i)).toBe(each);
          expect(dictionary.find(each)).toBe(i);
        }
        expect(dictionary.find(other)).toBe(sorted.indexOf(other));
      }),
      { numRuns: 500 },
    );
  });

  it("gives the range of terms that begin with a prefix", () => {
    fc.assert(
      fc.property(terms, term, fc.nat(), (some, other, choice) => {
        const sorted = some.toSorted(compareTerms);
        const chosen = Array.from(sorted[choice % Math.max(1, sorted.length)] ?? "");
        const prefixes = [other, "", chosen.slice(0, choice % (chosen.length + 1)).join("")];
        for (const prefix of prefixes) {
          const [from, to] = Dictionary.of(sorted).withPrefix(prefix);
          expect(sorted.slice(from, to)).toEqual(sorted.filter((each) => each.startsWith(prefix)));
        }
      }),
      { numRuns: 500 },
    );
  });

  it("can be put together again from its two arrays", () => {
    const { bytes, starts } = Dictionary.of(["", "a", "é", "😀"]);
    const again = new Dictionary(bytes.slice(), starts.slice());
    expect(Array.from({ length: again.size }, (_, i) => again.term(i))).toEqual(["", "a", "é", "😀"]);
  });

  it("may be empty", () => {
    const empty = Dictionary.of([]);
    expect([empty.size, empty.find("a"), empty.withPrefix("")]).toEqual([0, -1, [0, 0]]);
  });
});
