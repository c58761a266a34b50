import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CitedPaper } from "../../src/cite/index.ts";
import { ATTENTION, hostilePaper, paper, written } from "./papers.ts";

/** Those of the CSL 1.0.2 schema that we write. */
const TYPES = "article article-journal paper-conference book chapter thesis report dataset software document".split(
  " ",
);
const DATE_PARTS = /^\{"date-parts":\[\[\d{4}(?:,\d{1,2}){0,2}\]\]\}$/;

interface Item extends Record<string, unknown> {
  readonly id: string;
  readonly type: string;
  readonly author?: readonly Record<string, string>[];
}

const ris = (fields: Partial<CitedPaper>) => written("ris", paper(fields)).split("\r\n");
const csl = (...papers: CitedPaper[]) => JSON.parse(written("csl-json", ...papers)) as Item[];
const authorsOf = (...authors: string[]) => csl(paper({ authors }))[0]?.author;

describe("a RIS file", () => {
  it("has a field a line from TY to ER, with CR LF at their ends", () => {
    expect(written("ris", ATTENTION)).toBe(
      [
        "TY  - UNPB",
        "TI  - Attention Is All You Need",
        "AU  - Vaswani, Ashish",
        "AU  - Kaiser, Łukasz",
        "PY  - 2017",
        "PB  - arXiv",
        "AN  - arXiv:1706.03762",
        "UR  - https://arxiv.org/abs/1706.03762",
        "KW  - cs.CL",
        "KW  - cs.LG",
        "AB  - It takes $O(n^2)$ & 50% of {them}.",
        "ER  - ",
        "",
      ].join("\r\n"),
    );
  });

  it("tells journals, conferences, preprints and all else apart", () => {
    expect(ris({ venue: "Nature" }).slice(0, 3)).toEqual(["TY  - JOUR", "TI  - A title", "T2  - Nature"]);
    expect(ris({ venue: "ICML", arxivId: "2401.00001" })[0]).toBe("TY  - CONF");
    expect(ris({})[0]).toBe("TY  - GEN");
  });

  it("keeps formulas, and makes text of all other TeX", () => {
    const title =
      "Haj{\\l}asz, Schr{ö}dinger, {\\it Herschel}: $\\alpha$ and {\\beta}-decay at \\geq 7 \\& more\\,than \\R^{3}";
    expect(ris({ title })[1]).toBe(
      "TI  - Hajłasz, Schrödinger, Herschel: $\\alpha$ and β-decay at ≥ 7 & more than \\R^{3}",
    );
  });

  it("names the publisher's link before that of arXiv, and no other than web addresses", () => {
    const links = ris({ doi: "10.1145/3292500.3330701", arxivId: "math/0611800" });
    expect(links.filter((line) => /^(?:UR|DO)/.test(line))).toEqual([
      "DO  - 10.1145/3292500.3330701",
      "UR  - https://doi.org/10.1145/3292500.3330701",
      "UR  - https://arxiv.org/abs/math/0611800",
    ]);
    expect(ris({ url: "file:///etc/passwd" }).join()).not.toContain("UR  - ");
  });

  it("writes suffixes last, groups without commas, and no asterisks where they are reserved", () => {
    const lines = ris({ authors: ["Sammy Davis Jr.", "OpenAI, Inc.", "Ann* Lee"], categories: ["a*"], venue: "V*" });
    expect(lines).toEqual(
      expect.arrayContaining(["AU  - Davis, Sammy, Jr.", "AU  - OpenAI Inc.", "AU  - Lee, Ann", "KW  - a", "T2  - V"]),
    );
  });

  it("of hostile papers has nothing but fields, one TY and one ER for each", () => {
    fc.assert(
      fc.property(fc.array(hostilePaper, { maxLength: 4 }), (papers) => {
        const lines = written("ris", ...papers).split("\r\n");
        expect(lines.pop()).toBe("");
        for (const line of lines) expect(line).toMatch(/^[A-Z][A-Z0-9] {2}- [^\r\n\u2028\u202e]*$/);
        expect(lines.filter((line) => line.startsWith("TY"))).toHaveLength(papers.length);
        expect(lines.filter((line) => line.startsWith("ER"))).toHaveLength(papers.length);
        expect(lines.at(-1) ?? "ER  - ").toBe("ER  - ");
      }),
    );
  });
});

describe("a CSL-JSON file", () => {
  it("is a list of items under the keys of the BibTeX file", () => {
    expect(csl(ATTENTION, { ...ATTENTION, venue: "NeurIPS", doi: "10.1/x" })).toEqual([
      {
        id: "vaswani2017attention",
        type: "article",
        title: "Attention Is All You Need",
        author: [
          { family: "Vaswani", given: "Ashish" },
          { family: "Kaiser", given: "Łukasz" },
        ],
        issued: { "date-parts": [[2017]] },
        number: "arXiv:1706.03762",
        publisher: "arXiv",
        URL: "https://arxiv.org/abs/1706.03762",
        keyword: "cs.CL, cs.LG",
        abstract: "It takes $O(n^2)$ & 50% of {them}.",
      },
      expect.objectContaining({
        id: "vaswani2017attentiona",
        type: "paper-conference",
        "container-title": "NeurIPS",
        DOI: "10.1/x",
        URL: "https://doi.org/10.1/x",
      }),
    ]);
    expect(csl()).toEqual([]);
  });

  it("takes names apart, but not those of groups", () => {
    expect(
      authorsOf("Ludwig van Beethoven", "King, Jr., Martin", "ATLAS Collaboration", "Plato", "bell hooks"),
    ).toEqual([
      { family: "Beethoven", given: "Ludwig", "non-dropping-particle": "van" },
      { family: "King", given: "Martin", suffix: "Jr." },
      { literal: "ATLAS Collaboration" },
      { family: "Plato" },
      { family: "hooks", given: "bell" },
    ]);
  });

  it("of hostile papers has the fields and types of the schema and no others", () => {
    const texts = "id title container-title volume issue page number publisher DOI URL keyword note abstract".split(
      " ",
    );
    fc.assert(
      fc.property(fc.array(hostilePaper, { maxLength: 4 }), (papers) => {
        const items = csl(...papers);
        expect(items).toHaveLength(papers.length);
        expect(new Set(items.map(({ id }) => id)).size).toBe(papers.length);
        for (const { type, author = [], issued, ...rest } of items) {
          expect(TYPES).toContain(type);
          if (issued !== undefined) expect(JSON.stringify(issued)).toMatch(DATE_PARTS);
          for (const [name, value] of Object.entries(rest)) {
            expect(texts).toContain(name);
            expect(typeof value === "string" && value !== "").toBe(true);
          }
          for (const [name, value] of author.flatMap((each) => Object.entries(each))) {
            expect(["family", "given", "non-dropping-particle", "suffix", "literal"]).toContain(name);
            expect(value).not.toBe("");
          }
        }
      }),
    );
  });
});
