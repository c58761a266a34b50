import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exampleQueries } from "../../web/src/examples.ts";
import { factsOf } from "../../web/src/facts.ts";
import { outLinks } from "../../web/src/links.ts";
import { binYears } from "../../web/src/years.ts";

describe("the year histogram", () => {
  it("counts every paper once, in at most 40 bins without gaps", () => {
    const years = fc.uniqueArray(
      fc.record({ year: fc.integer({ min: 1000, max: 2999 }), count: fc.integer({ min: 1, max: 1_000 }) }),
      { selector: ({ year }) => year, minLength: 1, maxLength: 60 },
    );
    fc.assert(
      fc.property(years, (given) => {
        const bins = binYears(given);
        expect(bins.length).toBeLessThanOrEqual(40);
        expect(sum(bins)).toBe(sum(given));
        expect(bins[0]?.from).toBe(Math.min(...given.map(({ year }) => year)));
        expect(bins.at(-1)?.to).toBe(Math.max(...given.map(({ year }) => year)));
        for (const [i, bin] of bins.entries()) {
          if (i > 0) expect(bin.from).toBe((bins[i - 1]?.to ?? 0) + 1);
          expect(bin.count).toBe(sum(given.filter(({ year }) => bin.from <= year && year <= bin.to)));
        }
      }),
    );
  });

  it("has nothing to show for a library without years", () => {
    expect(binYears([])).toEqual([]);
  });
});

describe("example searches", () => {
  it("are the titles' subjects in lower case, without names of systems and TeX", () => {
    const titles = [
      "FooNet: Learning to Rank Scientific Documents",
      "An LSTM for Very Long Sequences",
      "On $O(n^2)$ Attention Kernels and More",
      "Short one",
    ];
    expect(exampleQueries(titles, 5)).toEqual([
      "learning to rank scientific documents",
      "an LSTM for very long sequences",
    ]);
  });

  it("are as many as asked for at most, and different", () => {
    fc.assert(
      fc.property(
        fc.array(fc.lorem({ maxCount: 8 }), { maxLength: 40 }),
        fc.integer({ min: 1, max: 8 }),
        (titles, count) => {
          const examples = exampleQueries(titles, count);
          expect(examples.length).toBeLessThanOrEqual(count);
          expect(new Set(examples).size).toBe(examples.length);
        },
      ),
    );
  });
});

describe("the facts of a paper", () => {
  it("are its date as far as it is known, place, categories, version and citations", () => {
    const printed = { volume: "12", issue: "3", pages: "45-67", publisher: "Press" };
    const paper = { year: 2020, published: "2020-05-03", venue: "Nature", categories: ["cs.CL"], arxivVersion: 5 };
    expect(factsOf({ ...paper, printed, citations: 1234 })).toEqual([
      "3 May 2020",
      "Nature, 12(3), 45–67",
      "cs.CL",
      "arXiv v5",
      "1,234 citations",
    ]);
    expect(factsOf({ categories: [], published: "2020-05", kind: "thesis", printed: { publisher: "ETH" } })).toEqual([
      ...["May 2020", "Thesis", "ETH"],
    ]);
    expect(factsOf({ categories: ["a", "a"], year: 2020, arxivVersion: 1, citations: 0 })).toEqual(["2020", "a"]);
    expect(factsOf({ categories: [], citations: 1 })).toEqual(["1 citation"]);
  });
});

describe("links out of a paper's page", () => {
  it("name what they lead to, and their host where two are of one kind", () => {
    const links = [
      { kind: "code", url: "https://github.com/a/b" },
      { kind: "code", url: "https://www.example.org/b" },
      { kind: "discussion", url: "https://huggingface.co/papers/2401.00001" },
      { kind: "data", url: "javascript:alert(1)" },
    ] as const;
    expect(outLinks({ arxivId: "2401.00001", links: [...links] }).map(({ name }) => name)).toEqual([
      ...["arXiv", "PDF", "Hugging Face", "Code", "Code (example.org)"],
    ]);
  });

  it("lead to arXiv, its PDF and Hugging Face for a new arXiv id, and not to Hugging Face for an old one", () => {
    expect(outLinks({ arxivId: "2401.00001" }).map(({ href }) => href)).toEqual([
      "https://arxiv.org/abs/2401.00001",
      "https://arxiv.org/pdf/2401.00001",
      "https://huggingface.co/papers/2401.00001",
    ]);
    expect(outLinks({ arxivId: "math/0611800" }).map(({ href }) => href)).toEqual([
      "https://arxiv.org/abs/math/0611800",
      "https://arxiv.org/pdf/math/0611800",
    ]);
  });

  it("are web addresses on the expected hosts, whatever the fields hold", () => {
    fc.assert(
      fc.property(fc.string(), fc.oneof(fc.webUrl(), fc.string(), fc.constant("javascript:alert(1)")), (id, url) => {
        for (const { name, href } of outLinks({ arxivId: id, doi: id, url })) {
          const { protocol, host } = new URL(href);
          expect(["http:", "https:"]).toContain(protocol);
          if (name === "arXiv") expect(host).toBe("arxiv.org");
          if (name === "DOI") expect(host).toBe("doi.org");
        }
      }),
    );
  });
});

function sum(counted: readonly { readonly count: number }[]): number {
  return counted.reduce((total, { count }) => total + count, 0);
}
