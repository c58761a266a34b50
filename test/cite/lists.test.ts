import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CitedPaper, writePapers } from "../../src/cite/index.ts";
import { readBytes, papers as readPapers } from "../ingest/reading.ts";
import { ATTENTION, csvRows, FORMATS, hostilePaper, paper, written } from "./papers.ts";

const plain = (fields: Partial<CitedPaper>) => written("plain", paper(fields));
const markdown = (fields: Partial<CitedPaper>) => written("markdown", paper(fields));

async function ingested(text: string): Promise<object[]> {
  return readPapers(await readBytes(text)).map(({ record }) => record);
}

describe("a plain citation", () => {
  it("names authors, year, title, venue and where the paper is", () => {
    expect(written("plain", ATTENTION)).toBe(
      "Ashish Vaswani and Łukasz Kaiser (2017). Attention Is All You Need. arXiv:1706.03762. https://arxiv.org/abs/1706.03762\n",
    );
    expect(plain({ title: "Why?", authors: ["Lee, Ann", "Bo Ray", "Cy"], venue: "Nature", doi: "10.1/a(b)<c>" })).toBe(
      "Ann Lee, Bo Ray, and Cy. Why? Nature. https://doi.org/10.1/a%28b%29%3Cc%3E\n",
    );
    expect(plain({})).toBe("A title.\n");
    const printed = { volume: "12", issue: "3", pages: "45-67", publisher: "Press" };
    expect(plain({ venue: "Nature", printed, retracted: true })).toBe("A title. Retracted. Nature, 12(3), 45–67.\n");
  });

  it("names twenty authors, and of more the first nineteen and the last", () => {
    const authors = Array.from({ length: 10_000 }, (_, i) => `A${"abcdefghij"[i % 10]} Bee`);
    expect(plain({ authors: authors.slice(0, 20) }).match(/Bee/g)).toHaveLength(20);
    expect(plain({ authors })).toMatch(/^(?:\w+ Bee, ){19}… Aj Bee\. A title\.\n$/);
  });
});

describe("a reading list in Markdown", () => {
  it("links titles, arXiv and DOIs", () => {
    expect(written("markdown", { ...ATTENTION, doi: "10.1/x", venue: "NeurIPS" })).toBe(
      "- [Attention Is All You Need](https://doi.org/10.1/x). Ashish Vaswani and Łukasz Kaiser (2017). *NeurIPS*. [arXiv:1706.03762](https://arxiv.org/abs/1706.03762), [DOI](https://doi.org/10.1/x).\n",
    );
    expect(markdown({})).toBe("- **A title**.\n");
    const links = [{ kind: "code", url: "https://a.b/(c)" }] as const;
    expect(markdown({ venue: "Nature", printed: { volume: "12", pages: "e_1" }, links, retracted: true })).toBe(
      "- **A title**. **Retracted**. *Nature*, 12, e\\_1. [Code](https://a.b/%28c%29).\n",
    );
  });

  it("keeps formulas and disarms markup", () => {
    const title = "*On* [a](javascript:x) <script>`b` of $x_i$ and $[0,1)$";
    expect(markdown({ title })).toBe(
      "- **\\*On\\* \\[a\\](javascript:x) \\<script\\>\\`b\\` of $x_i$ and \\$\\[0,1)\\$**.\n",
    );
  });
});

describe("a CSV file", () => {
  it("has a header and a line of cells a paper", () => {
    const topics = ["language", "attention"];
    const rows = csvRows(
      written("csv", {
        ...{ ...ATTENTION, topics, url: "https://a.b/c", published: "2017-06-12", arxivVersion: 7, citations: 99 },
        ...{ printed: { volume: "30", pages: "1-11" }, keywords: ["attention", "sets, bags"], retracted: true },
        links: [
          { kind: "code", url: "https://a.b/code" },
          { kind: "page", url: "https://a.b/" },
        ],
      }),
    );
    expect(rows).toEqual([
      (
        "id title authors year published venue kind volume issue pages publisher categories keywords topics " +
        "arxivId arxivVersion doi url links citations retracted abstract"
      ).split(" "),
      [
        ...["1706.03762", "Attention Is All You Need", "Ashish Vaswani; Łukasz Kaiser", "2017", "2017-06-12"],
        ...["", "", "30", "", "1-11", "", "cs.CL; cs.LG", "attention; sets, bags", "language > attention"],
        ...["1706.03762", "7", "", "https://a.b/c", "code https://a.b/code; page https://a.b/", "99", "true"],
        "It takes $O(n^2)$ & 50% of {them}.",
      ],
    ]);
  });

  it("quotes what needs it, and begins as spreadsheets want it", () => {
    const text = written("csv", paper({ title: 'On "=1+1",\nand more' }));
    expect(text.startsWith("\ufeffid,title")).toBe(true);
    expect(text).toContain('p1,"On ""=1+1"", and more",');
  });

  it("runs nothing in a spreadsheet", () => {
    const cells = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "\u202e=1"].flatMap(
      (title) => csvRows(written("csv", paper({ title, authors: [title], venue: title, abstract: title })))[1] ?? [],
    );
    expect(cells.filter((cell) => /^[=+\-@＝\s]/.test(cell))).toEqual([]);
    expect(cells.filter((cell) => cell.startsWith("'"))).toHaveLength(32);
  });
});

describe("a JSON Lines file", () => {
  it("is read back by ingest with all that it said", async () => {
    const papers: CitedPaper[] = [
      {
        ...{ ...ATTENTION, doi: "10.1145/3292500.3330701", url: "https://a.b/c?d=1", venue: "NeurIPS" },
        published: "2017-06-12",
        kind: "conference",
        ...{ printed: { volume: "30", issue: "1", publisher: "P" } },
        ...{ keywords: ["attention"], arxivVersion: 7, citations: 0, retracted: true },
        links: [{ kind: "data", url: "https://a.b/d" }],
      },
      paper({
        id: "odd id, 1",
        title: "Naïve\u200d $x$ “quotes” 論文",
        authors: ["Lee, Ann", "B"],
        categories: ["a b"],
      }),
      paper({ id: "math/0611800", arxivId: "math/0611800", year: 2006, published: "2006-11" }),
    ];
    expect(await ingested(written("jsonl", ...papers))).toEqual(papers);
  });

  it("of what ingest made of hostile papers is read back the same", async () => {
    const samples = fc.sample(hostilePaper, 150);
    const once = await ingested(written("jsonl", ...samples));
    expect(once.length).toBeGreaterThan(100);
    const named = once.map((record, i) => ({ id: `p-${i}`, ...record }) as CitedPaper);
    expect(await ingested(written("jsonl", ...named))).toEqual(named);
  });
});

describe("files for reference managers", () => {
  it("say to ingest what the papers said", async () => {
    const said = {
      title: "50% of {sets} & $x_1^{2}$ in ^a_b~c #1: a < b | C:\\R",
      abstract: "It costs from $5 to $6 for a {brace and \\input{x}.",
      authors: ["Ludwig van Beethoven", "Martin King Jr.", "The ATLAS Collaboration", "Erdős Pál", "Plato"],
      year: 2017,
      arxivId: "1706.03762",
    };
    for (const format of ["bibtex", "ris", "csl-json"] as const) {
      const text = written(format, paper(said), paper({ ...said, venue: "Nature", doi: "10.1145/3292500.3330701" }));
      expect(await ingested(text)).toEqual([
        expect.objectContaining(said),
        expect.objectContaining({ ...said, venue: "Nature", doi: "10.1145/3292500.3330701" }),
      ]);
    }
  });
});

describe("every format", () => {
  it("reads its papers one at a time, as they are asked for", () => {
    for (const format of FORMATS) {
      let read = 0;
      const papers = (function* () {
        for (; ; read++) yield ATTENTION;
      })();
      let pieces = 0;
      for (const piece of writePapers(papers, format)) {
        expect(piece.length).toBeGreaterThan(0);
        if (++pieces === 5) break;
      }
      expect(read).toBeLessThanOrEqual(5);
    }
  });

  it("keeps every hostile paper on lines of its own, without marks that turn what follows", () => {
    fc.assert(
      fc.property(fc.array(hostilePaper, { maxLength: 4 }), (papers) => {
        for (const format of ["plain", "markdown", "csv"] as const) {
          const text = written(format, ...papers).replace(/^\ufeff.*\r\n/, "");
          expect(text.match(/\n/g) ?? []).toHaveLength(papers.length);
          expect(text).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u2028\0]|\p{Surrogate}/u);
        }
        expect(csvRows(written("csv", ...papers)).every((row) => row.length === 22)).toBe(true);
        for (const line of written("markdown", ...papers)
          .split("\n")
          .slice(0, -1)) {
          expect(line).toMatch(/^- (?:\[|\*\*)/);
          expect(line.replace(/\\./g, "")).not.toMatch(/<(?:script|b|img)|\]\((?!https?:)/);
        }
      }),
    );
  });
});
