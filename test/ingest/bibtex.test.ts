import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { papers, readBytes, rejects, titles } from "./reading.ts";

const records = async (text: string) => papers(await readBytes(text)).map(({ record }) => record);

describe("BibTeX", () => {
  it("gives title, abstract, authors, year, venue, DOI, link and arXiv id, and leaves out what is for files", async () => {
    const text = `
% Exported from somewhere
@comment{jabref-meta: databaseType:bibtex;}
@preamble{ "\\newcommand{\\noop}[1]{}" }
@string(jmlr = "Journal of Machine Learning Research")
@Article{key2020,
  author = {Erd{\\H o}s, Paul and von Neumann, Jr., John and {The {ATLAS} and CMS Groups} and others},
  title = "On {B}ayesian " # "nets",
  journal = jmlr # { (Suppl.)},
  year = 2020, month = jan,
  abstract = {First line
     and the second.},
  doi = {https://doi.org/10.1000/AB\\_C},
  url = {https://example.org/\\~{}me/a\\_b},
  file = {:home/me/x.pdf:PDF}
}
@inproceedings{x, title={Two}, booktitle={Proc. of X}, date={2019-05-02}, eprint={1706.03762v3}, archivePrefix={arXiv}, primaryClass={cs.CL}}`;
    const [first, second] = await records(text);
    expect(first).toEqual({
      title: "On Bayesian nets",
      abstract: "First line and the second.",
      authors: ["Paul Erdős", "John von Neumann Jr.", "The ATLAS and CMS Groups"],
      year: 2020,
      published: "2020-01",
      kind: "article",
      venue: "Journal of Machine Learning Research (Suppl.)",
      categories: [],
      doi: "10.1000/ab_c",
      url: "https://example.org/~me/a_b",
    });
    expect(second).toMatchObject({ arxivId: "1706.03762", year: 2019, venue: "Proc. of X", categories: ["cs.CL"] });
    expect(rejects(await readBytes(text))).toEqual([]);
  });

  it.each([
    ["journal={arXiv preprint arXiv:1706.03762}", "1706.03762"],
    ["journal={CoRR}, volume={abs/1706.03762}", "1706.03762"],
    ["note={arXiv:1706.03762 [cs]}", "1706.03762"],
    ["number={arXiv:1706.03762}", "1706.03762"],
    ["eprint={math/0611800}, eprinttype={arxiv}", "math/0611800"],
    ["url={https://arxiv.org/abs/1706.03762}", "1706.03762"],
    ["doi={10.48550/arXiv.1706.03762}", "1706.03762"],
    ["eprint={hal-01234567}, eprinttype={hal}", undefined],
    ["volume={2401}, number={10000}", undefined],
  ])("knows the arXiv id in %s", async (fields, arxivId) => {
    const [record] = await records(`@misc{k, title={T}, ${fields}}`);
    expect(record?.arxivId).toBe(arxivId);
  });

  it.each([
    ["Schr{\\\"o}dinger's na\\\"{\\i}ve caf\\'e", "Schrödinger's naïve café"],
    ["\\c{C}e\\c s{\\i}{\\l}{\\O}\\ss\\v{s}\\k{a}\\r{A}", "ÇeşıłØßšąÅ"],
    ["Trade \\& craft at 5\\% -- a {\\em bold} \\textbf{claim}---``yes''", "Trade & craft at 5% – a bold claim—“yes”"],
    [
      "The $\\alpha_{i}$ of {$\\mathcal{O}(n^{2})$} and \\(x\\'\\)",
      "The $\\alpha_{i}$ of $\\mathcal{O}(n^{2})$ and \\(x\\'\\)",
    ],
    ["\\$5 and H\\textsubscript{2}O, \\ensuremath{x^2}", "$5 and H$_{2}$O, $".concat("{x^2}$")],
    ["\\LaTeX{} and \\TeX nique by~hand", "LaTeX and TeXnique by hand"],
    ["\\unknown{\\'e} \\foo bar", "\\unknown{é} \\foo bar"],
    ["Nested {{{braces}}}", "Nested braces"],
  ])("turns %s into %s", async (tex, text) => {
    const [record] = await records(`@misc(k, title = {Kept}, abstract = {${tex}})`);
    expect(record?.abstract).toBe(text);
  });

  it("rejects an entry that is never closed by its line, and reads on with the next one", async () => {
    const text = "@misc{a, title={One}}\n\n@misc{b,\n  title = {Two {never closed},\n}\n@misc{c,\n title={Three}\n}\n";
    const events = await readBytes(text);
    expect(papers(events).map(({ record, line }) => [record.title, line])).toEqual([
      ["One", 1],
      ["Three", 6],
    ]);
    expect(rejects(events)).toMatchObject([
      { line: 3, reason: "Expected a closing brace before the next entry, found none." },
    ]);
  });

  it.each([
    ["a text without its quote", '@misc{b, title = "Two, year = 2020}', /^Expected a text for title/],
    ["no equals sign", "@misc{b, title {Two}}", /^Expected name = \{text\}, got "title\{Two\}"/],
    ["no title", "@misc{b, year = 2020}", /^Expected a title/],
    ["no end", "@misc{b, title = {Two}, abstract = {We", /cut off/],
    ["fields after a brace too many", "@misc{b, title = {Two}},\n year = {2020}\n}", /brace too many/],
  ])("rejects %s with the reason and keeps what comes before and after", async (_, bad, reason) => {
    const events = await readBytes(`@misc{a, title={One}}\n${bad}\n@misc{c, title={Three}}\n`);
    expect(titles(events).filter((title) => title !== "Two")).toEqual(["One", "Three"]);
    expect(rejects(events)[0]?.reason).toMatch(/cut off/.test(String(reason)) ? /closing brace/ : reason);
    expect(rejects(await readBytes(`@misc{a, title={One}}\n${bad}`))[0]?.line).toBeGreaterThan(1);
  });

  it("finds the entries that a comment without an end has hidden, and not those in one with an end", async () => {
    const hidden = "@misc{a, title={One}}\n@misc{b, title={Two}}\n";
    expect(titles(await readBytes(`@misc{z, title={Zero}}\n@comment{\n${hidden}}`))).toEqual(["Zero"]);
    expect(titles(await readBytes(`@misc{z, title={Zero}}\n@comment{\n${hidden}`))).toEqual(["Zero", "One", "Two"]);
  });

  it("may have an escaped brace alone, a brace on the next line, several entries on a line, and old bytes", async () => {
    expect(titles(await readBytes("@misc\n{a, title = {One}} @misc{b, title={Two}}"))).toEqual(["One", "Two"]);
    expect(titles(await readBytes(Buffer.from("@misc{a, title={Gödel}}", "latin1")))).toEqual(["Gödel"]);
    expect(titles(await readBytes('@misc{a, title = "A {"}quoted{"} word"}\r\n'))).toEqual(['A "quoted" word']);
  });

  it("is not a page of text that has an @ in it", async () => {
    const events = await readBytes("Dear all,\nwrite to me @home (or not) and see @article for more.\n");
    expect(rejects(events)[0]?.reason).toMatch(/none of them/);
  });

  it("gives the same papers whatever the pieces, and after a cut all that were whole before it", async () => {
    const entry = (i: number) => `@misc{k${i},\n  title = {Title {N}o ${i}},\n  abstract = "Text {"}${i}",\n}\n\n`;
    const text = Array.from({ length: 4 }, (_, i) => entry(i)).join("");
    const whole = titles(await readBytes(text));
    expect(whole).toHaveLength(4);
    for (let cut = 1; cut <= text.length; cut++) {
      const events = await readBytes(text.slice(0, cut));
      const closed = text.slice(0, cut).split("\n}").length - 1;
      expect(titles(events)).toEqual(whole.slice(0, closed));
    }
    expect(titles(await readBytes(text, { step: 1 }))).toEqual(whole);
  });

  it("brings back every record that a writer wrote, however it spells letters and delimits texts", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(written, { minLength: 1, maxLength: 5 }), async (entries) => {
        const found = await records(entries.map(({ text }) => text).join("\n"));
        expect(found.map(({ title, abstract, authors }) => ({ title, abstract, authors }))).toEqual(
          entries.map(({ record }) => record),
        );
      }),
      { numRuns: 80 },
    );
  });

  it("of any damage never throws, hangs or loses what stands after the next entry", async () => {
    const noise = fc.string({ unit: fc.constantFrom(...'@{}()",=#\\%$~\n art'.split("")), maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(noise, async (text) => {
        const events = await readBytes(
          `@misc{a, title={One}}\n${text}\n@misc{b, title={Two}}\n\n@misc{c, title={Three}}`,
        );
        expect(titles(events)[0]).toBe("One");
        const isHidden = /@\s*comment/i.test(text);
        if (!isHidden) expect(titles(events)).toContain("Three");
      }),
      { numRuns: 150 },
    );
  });

  it("that opens a hundred thousand groups, accents and formulas is read in linear time", async () => {
    for (const hostile of [
      "{".repeat(1e5),
      "\\'".repeat(1e5),
      "\\(".repeat(1e5),
      "$ ".repeat(1e5),
      "\\foo{".repeat(1e5),
    ]) {
      const balanced = hostile + "}".repeat(hostile.split("{").length - 1);
      expect(await readBytes(`@misc{a, title={One}, abstract={${balanced}}}`)).toHaveLength(2);
      expect(await readBytes(`@misc{a, title={One}, author={${balanced}}}`)).toHaveLength(2);
    }
  });
});

const LETTERS: Readonly<Record<string, readonly string[]>> = {
  é: ["{\\'e}", "\\'{e}", "\\'e", "é"],
  ö: ['{\\"o}', '{\\"{o}}', "ö"],
  ç: ["\\c{c}", "{\\c c}", "ç"],
  ß: ["{\\ss}", "\\ss{}", "ß"],
  Ł: ["{\\L}", "Ł"],
  "&": ["\\&"],
  "%": ["\\%"],
  $: ["\\$"],
  a: ["a", "{a}", "{{a}}"],
  b: ["b"],
  T: ["T", "{T}"],
};
const FORMULAS = ["$x_1$", "$\\frac{a}{b}$", "$\\{y\\}$"];

/** A word as it is meant and as TeX has it. */
const word = fc.oneof(
  { weight: 4, arbitrary: fc.array(letter(), { minLength: 1, maxLength: 6 }).map(joined) },
  { weight: 1, arbitrary: fc.constantFrom(...FORMULAS).map((formula) => ({ meant: formula, tex: formula })) },
);
const words = fc.array(word, { minLength: 1, maxLength: 6 }).map((list) => ({
  meant: list.map(({ meant }) => meant).join(" "),
  tex: list.map(({ tex }) => tex).join("\n  "),
}));
const name = fc
  .tuple(fc.array(letter(), { minLength: 1, maxLength: 4 }), fc.array(letter(), { minLength: 1, maxLength: 4 }))
  .map(([first, last]) => ({
    meant: `${joined(first).meant} ${joined(last).meant}`,
    tex: `${joined(last).tex}, ${joined(first).tex}`,
  }));
const delimiters = fc.constantFrom<readonly [string, string]>(["{", "}"], ["{{", "}}"], ['"', '"']);

/** A record and the entry that a program might write for it. */
const written = fc
  .record({ title: words, abstract: words, authors: fc.array(name, { minLength: 1, maxLength: 3 }), delimiters })
  .map(({ title, abstract, authors, delimiters: [open, close] }) => {
    // In quotes a quote may stand only in braces, as in {\"o}.
    const field = (tex: string) => (open === '"' && /(?<!\{)\\"/.test(tex) ? `{${tex}}` : `${open}${tex}${close}`);
    return {
      record: { title: title.meant, abstract: abstract.meant, authors: authors.map(({ meant }) => meant) },
      text: `@article{key,\n  Title = ${field(title.tex)},\n  ABSTRACT=${field(abstract.tex)},\n  author = {${authors.map(({ tex }) => tex).join(" and ")}}\n}\n`,
    };
  });

function letter() {
  return fc
    .constantFrom(...Object.keys(LETTERS))
    .chain((meant) => fc.constantFrom(...(LETTERS[meant] ?? [])).map((tex) => ({ meant, tex })));
}

/** A command that ends in a letter ends before the next one only by a brace. */
function joined(letters: readonly { meant: string; tex: string }[]) {
  return { meant: letters.map(({ meant }) => meant).join(""), tex: letters.map(({ tex }) => tex).join("") };
}
