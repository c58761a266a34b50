import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clipText, normalizeSpans, piecesOf, type Span } from "../../web/src/tex/pieces.ts";
import { segmentTex } from "../../web/src/tex/segments.ts";
import { expectLinear } from "../helpers/growth.ts";

/** Texts that are thick with delimiters, braces, money and prose. */
const text = fc
  .array(
    fc.oneof(
      fc.constantFrom("$", "$$", "\\(", "\\)", "\\[", "\\]", "\\$", "\\\\", "{", "}", " ", "5", "x_1", "and $6 with "),
      fc.constantFrom("kernel", "$\\alpha$", "\\(a+b\\)", "<b>", "\u202E", "\u200B", "😀", "\ud800"),
      fc.string({ maxLength: 6 }),
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(""));
const spans = fc.array(fc.tuple(fc.integer({ min: -5, max: 120 }), fc.integer({ min: -5, max: 120 })), {
  maxLength: 8,
});

const formulasOf = (source: string) =>
  segmentTex(source).flatMap((segment) => (segment.kind === "tex" ? [segment.tex] : []));

describe("finding TeX in a text", () => {
  it("cuts any text into segments that join to the text without gaps or overlaps", () => {
    fc.assert(
      fc.property(text, (source) => {
        let at = 0;
        for (const segment of segmentTex(source)) {
          expect(segment.start).toBe(at);
          expect(segment.end).toBeGreaterThan(at);
          at = segment.end;
        }
        expect(at).toBe(source.length);
      }),
      { numRuns: 500 },
    );
  });

  it("finds a formula between each pair of delimiters", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(["$", "$", false], ["$$", "$$", true], ["\\(", "\\)", false], ["\\[", "\\]", true] as const),
        fc.constantFrom("x", "x_i", "\\frac{a}{b}", "O(n \\log n)", "p < 0.05", "\\text{cost in \\$}", "10^{-3}", "k"),
        ([open, close, display], tex) => {
          const [before, formula, after] = segmentTex(`where ${open}${tex}${close} holds`);
          expect(before).toMatchObject({ kind: "text", start: 0, end: 6 });
          expect(formula).toMatchObject({ kind: "tex", tex, display });
          expect(after).toMatchObject({ kind: "text" });
        },
      ),
    );
  });

  it.each([
    ["It costs $5 and $6.", []],
    ["between $100K-$200K a year", []],
    ["under $2 per page of text, with $x$ pages", ["x"]],
    ["US$ 30 and $20,000 more", []],
    ["a price of \\$5 or \\$6", []],
    ["labels ($>$10,000) below $\\sim$100 kpc", [">", "\\sim"]],
    ["PSR J0740$+$6620 at $1.5$ and $ k $-means", ["+", "1.5", " k "]],
    ["paid in $ and EUR$ alike", []],
    ["of order $ \\epsilon $ here", [" \\epsilon "]],
    ["an unclosed $x_1 stays", []],
    ["an unclosed \\(x_1 and \\[y_2 stay", []],
    ["cited as \\[12\\] and \\[3, 4\\]", []],
    ["$\\text{if $x$ holds}$ nests", ["\\text{if $x$ holds}"]],
    ["both $a$ is large and $b$ is small", ["a", "b"]],
    ["nothing in $$ or $ $", []],
  ])("reads %j as a reader would", (source, formulas) => {
    expect(formulasOf(source)).toEqual(formulas);
  });

  it.each(["$", "\\(", "\\[", "${", "$$ ", "$1 ", "\\\\("])("reads nothing but %s in linear time", (delimiter) => {
    expectLinear((size) => {
      const source = delimiter.repeat(size);
      expect(segmentTex(source).at(-1)?.end).toBe(source.length);
    }, 2_500);
  });
});

describe("marking words in a text with TeX", () => {
  it("gives pieces whose sources join to the text", () => {
    fc.assert(
      fc.property(text, spans, (source, marked) => {
        const joined = piecesOf(source, marked).map((piece) =>
          piece.kind === "text" ? piece.text : source.slice(piece.start, piece.end),
        );
        expect(joined.join("")).toBe(source);
        expect(joined).not.toContain("");
      }),
      { numRuns: 500 },
    );
  });

  it("marks exactly the characters that lie in a span and in no formula", () => {
    fc.assert(
      fc.property(text, spans, (source, marked) => {
        const expected = [...source].length === 0 ? [] : markedOffsets(source, marked);
        const actual: number[] = [];
        let at = 0;
        for (const piece of piecesOf(source, marked)) {
          const length = piece.kind === "text" ? piece.text.length : piece.end - piece.start;
          if (piece.kind === "text" && piece.marked) for (let i = 0; i < length; i++) actual.push(at + i);
          at += length;
        }
        expect(actual).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });

  it("orders and joins spans without covering other characters", () => {
    fc.assert(
      fc.property(spans, fc.nat(100), (given, length) => {
        const normal = normalizeSpans(given, length);
        for (const [i, [start, end]] of normal.entries()) {
          expect(start).toBeLessThan(end);
          expect(start).toBeGreaterThan(normal[i - 1]?.[1] ?? -1);
        }
        expect(offsetsIn(normal, length)).toEqual(offsetsIn(given, length));
      }),
    );
  });

  it("clips a long text at a blank and never inside a formula", () => {
    const clipped = clipText("one two three $a + b + c$ four five six", 20);
    expect(clipped).toBe("one two three…");
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 60 }), (source, length) => {
        expect(clipText(source, length).length).toBeLessThanOrEqual(Math.max(length, 0) + 1);
      }),
    );
  });
});

function markedOffsets(source: string, marked: readonly Span[]): number[] {
  const formulas = segmentTex(source).filter((segment) => segment.kind === "tex");
  return offsetsIn(marked, source.length).filter((at) => !formulas.some(({ start, end }) => start <= at && at < end));
}

/** The oracle: which offsets lie in any of the spans, asked one by one. */
function offsetsIn(given: readonly Span[], length: number): number[] {
  return Array.from({ length }, (_, at) => at).filter((at) => given.some(([start, end]) => start <= at && at < end));
}
