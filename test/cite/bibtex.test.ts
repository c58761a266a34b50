import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ATTENTION, bibtexEntries, hostilePaper, paper, written } from "./papers.ts";

const bibtex = (...papers: Parameters<typeof paper>[0][]) =>
  bibtexEntries(written("bibtex", ...papers.map((fields) => paper(fields))));
const fieldsOf = (fields: Parameters<typeof paper>[0]) => bibtex(fields)[0]?.fields ?? {};
const titleOf = (title: string) => fieldsOf({ title })["title"];
const authorsOf = (...authors: string[]) => fieldsOf({ authors })["author"];
const keyOf = (fields: Parameters<typeof paper>[0]) => bibtex(fields)[0]?.key;

describe("an entry of a BibTeX file", () => {
  it("names a paper of arXiv as arXiv does", () => {
    expect(bibtexEntries(written("bibtex", ATTENTION))).toEqual([
      {
        type: "misc",
        key: "vaswani2017attention",
        fields: {
          author: "Vaswani, Ashish and Kaiser, Łukasz",
          title: "Attention Is All You Need",
          year: "2017",
          eprint: "1706.03762",
          archivePrefix: "arXiv",
          primaryClass: "cs.CL",
          url: "https://arxiv.org/abs/1706.03762",
          keywords: "cs.CL, cs.LG",
          abstract: "It takes $O(n^2)$ \\& 50\\% of \\textbraceleft{}them\\textbraceright{}.",
        },
      },
    ]);
  });

  it("is an article of a journal, a paper of a conference, or neither", () => {
    const types = (venue: string) => bibtex({ venue, arxivId: "2401.00001" }).map(({ type }) => type)[0];
    expect(types("Journal of Machine Learning Research")).toBe("article");
    expect(types("Phys.Rev.D76:013009,2007")).toBe("article");
    expect(types("Proceedings of the National Academy of Sciences")).toBe("article");
    expect(types("NeurIPS 2021")).toBe("inproceedings");
    expect(types("Proceedings of the 38th International Conference on Machine Learning")).toBe("inproceedings");
    expect(types("arXiv preprint")).toBe("misc");
    expect(types("bioRxiv")).toBe("misc");
    expect(fieldsOf({ venue: "NeurIPS" })).toHaveProperty("booktitle", "NeurIPS");
    expect(fieldsOf({ venue: "Nature & Co" })).toHaveProperty("journal", "Nature \\& Co");
    expect(fieldsOf({ venue: "arXiv.org", arxivId: "2401.00001" })).not.toHaveProperty("howpublished");
  });

  it("calls a category primary only where it is one of arXiv", () => {
    expect(fieldsOf({ arxivId: "2401.00001", categories: ["hep-th"] })).toHaveProperty("primaryClass", "hep-th");
    expect(fieldsOf({ arxivId: "2401.00001", categories: ["Deep learning"] })).not.toHaveProperty("primaryClass");
    expect(fieldsOf({ categories: ["cs.CL"] })).not.toHaveProperty("primaryClass");
  });

  it("passes on web addresses only", () => {
    expect(fieldsOf({ url: "javascript:alert(1)" })).not.toHaveProperty("url");
    expect(fieldsOf({ url: "https://a.org/b {c}?d=%20" })["url"]).toBe("https://a.org/b%20%7Bc%7D?d=%20");
  });
});

describe("a title in BibTeX", () => {
  it("has braces around acronyms, formulas and letters that stand alone", () => {
    expect(titleOf("Masked BERT, mRNA and GPT-4 in 3D")).toBe("Masked {BERT}, {mRNA} and {GPT}-4 in {3D}");
    expect(titleOf("Fast $K$-means, and C++ for A* Search")).toBe("Fast {$K$}-means, and {C}++ for {A}* Search");
  });

  it("has none around words that only begin with a capital, as in most titles", () => {
    expect(titleOf("Self-Supervised Learning: A Survey")).toBe("Self-Supervised Learning: A Survey");
    expect(titleOf("A THEORY OF EVERYTHING")).toBe("A THEORY OF EVERYTHING");
  });

  it("keeps names in a title of small words", () => {
    expect(titleOf("Deep learning for Bayesian inference: Theory of the mind in Paris")).toBe(
      "Deep learning for {Bayesian} inference: Theory of the mind in {Paris}",
    );
  });

  it("keeps formulas as they are, and makes text of everything else that TeX would act on", () => {
    expect(titleOf("On $x_1^{2}$ and \\(y\\)")).toBe("On {$x_1^{2}$} and {$y$}");
    expect(titleOf("from $5 and $6 to 7% of a_b")).toBe("from \\$5 and \\$6 to 7\\% of a\\_b");
    expect(titleOf("a \\input{/etc/passwd} and $\\input{x}$")).not.toMatch(/\\input/);
    expect(titleOf("the set $\\{x$")).toBe("the set {$\\lbrace x$}");
    expect(titleOf("unbalanced } and {")).toBe("unbalanced \\textbraceright{} and \\textbraceleft{}");
  });

  it("turns accents of TeX into letters, and signs outside of formulas into formulas", () => {
    expect(titleOf('Some very large spaces of Haj{\\l}asz and {\\it Erd\\H{o}s}, Schr\\"odinger')).toBe(
      "Some very large spaces of {Hajłasz} and {Erdős}, {Schrödinger}",
    );
    expect(titleOf("the $\\beta$ and \\infty-harmonic maps")).toBe("the {$\\beta$} and {$\\infty$}-harmonic maps");
  });
});

describe("authors in BibTeX", () => {
  it("have their family name first, whichever way they came", () => {
    expect(authorsOf("Grace Hopper", "Turing, Alan M.")).toBe("Hopper, Grace and Turing, Alan M.");
  });

  it("keep particles with the family name and suffixes apart", () => {
    expect(authorsOf("Ludwig van Beethoven", "Jan van der Berg", "Vincent Van Gogh")).toBe(
      "van Beethoven, Ludwig and van der Berg, Jan and Van Gogh, Vincent",
    );
    expect(authorsOf("Berg, Jan van der", "von Neumann", "de la Cruz, Ana")).toBe(
      "van der Berg, Jan and von Neumann and de la Cruz, Ana",
    );
    expect(authorsOf("King, Jr., Martin", "King, Martin, Jr.", "Martin Luther King Jr.", "Henry Ford II")).toBe(
      "King, Jr., Martin and King, Jr., Martin and King, Jr., Martin Luther and Ford, II, Henry",
    );
  });

  it("are not taken apart when they are groups or have one name", () => {
    expect(
      authorsOf("The LIGO Collaboration", "Center for AI Safety", "Procter and Gamble, Inc.", "Plato", "王伟"),
    ).toBe("{The LIGO Collaboration} and {Center for AI Safety} and {Procter and Gamble, Inc.} and Plato and 王伟");
  });

  it("lose the TeX in their names", () => {
    expect(authorsOf("Paul Erd\\H{o}s", 'Schr{\\"o}dinger, Erwin', "Garc\\'{\\i}a, Ana")).toBe(
      "Erdős, Paul and Schrödinger, Erwin and García, Ana",
    );
  });
});

describe("keys of BibTeX entries", () => {
  it("are author, year and first word that says something, in plain letters", () => {
    expect(keyOf({ authors: ["Łukasz Groß"], year: 2020, title: "On the Übersicht" })).toBe("gross2020ubersicht");
    expect(keyOf({ authors: ["Jan van der Berg"], title: "$x$-ray of the" })).toBe("bergray");
    expect(keyOf({ authors: ["The LIGO Collaboration"], year: 2016, title: "Waves" })).toBe("ligo2016waves");
    expect(keyOf({ authors: ["王伟"], year: 2021, title: "論文" })).toBe("anon2021");
    expect(keyOf({ title: "The" })).toBe("anonthe");
  });

  it("get letters where they would be the same, in the order of the file, and never twice", () => {
    const same = Array.from({ length: 30 }, () => ({ title: "Deep" }));
    const keys = bibtex({ title: "Deepa" }, ...same).map(({ key }) => key);
    expect(keys.slice(0, 4)).toEqual(["anondeepa", "anondeep", "anondeepb", "anondeepc"]);
    expect(keys.at(-1)).toBe("anondeepad");
    expect(new Set(keys).size).toBe(31);
  });
});

describe("a BibTeX file of hostile papers", () => {
  it("has as many entries as papers, with balanced braces and keys of their own", () => {
    fc.assert(
      fc.property(fc.array(hostilePaper, { maxLength: 5 }), (papers) => {
        const entries = bibtexEntries(written("bibtex", ...papers));
        expect(entries).toHaveLength(papers.length);
        expect(new Set(entries.map(({ key }) => key)).size).toBe(papers.length);
        for (const { fields } of entries) {
          expect(Object.values(fields).join("")).not.toMatch(/[\n\r\u202e]|\\input/);
          expect(fields["title"]).not.toBe("");
        }
      }),
    );
  });

  it("takes texts of 20,000 characters, also of delimiters that never close", () => {
    for (const text of ["{", "$", "\\(", "$x ", "\\'{", "\\textbf{", "\\", "A"]) {
      const title = text.repeat(20_000 / text.length);
      expect(bibtex({ title, abstract: title, authors: [title] })).toHaveLength(1);
    }
  });
});
