import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { papers, readBytes, rejects, titles } from "./reading.ts";

const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;
const row = (...cells: readonly string[]) => `${cells.map(cell).join(",")}\r\n`;
const recordsOf = async (text: string) => papers(await readBytes(text)).map(({ record }) => record);

describe("tables", () => {
  it("of Zotero give authors first name first, the journal, and the arXiv id from Extra", async () => {
    const header = row(
      ...["Key", "Item Type", "Publication Year", "Author", "Title", "Publication Title", "DOI", "Url"],
      ...["Abstract Note", "Date", "Manual Tags", "Automatic Tags", "Extra"],
    );
    const text = `\ufeff${header}${row(
      ...[
        "AB12",
        "preprint",
        "2017",
        "Vaswani, Ashish",
        'Attention "Is" All',
        "",
        "",
        "http://arxiv.org/abs/1706.03762",
      ],
      ...["We propose\na model, the <i>Transformer</i>.", "2017-06-12", "x; y", "", "arXiv:1706.03762 [cs.CL]"],
    )}${row(...["CD34", "journalArticle", "2020", "Li, Bo; van Dam, Jan", "Two", "Journal", "10.1000/X", "", "", "", "", "", ""])}`;
    expect(await recordsOf(text)).toEqual([
      {
        title: 'Attention "Is" All',
        abstract: "We propose a model, the Transformer.",
        authors: ["Ashish Vaswani"],
        year: 2017,
        published: "2017-06-12",
        kind: "preprint",
        keywords: ["x", "y"],
        categories: ["cs.CL"],
        arxivId: "1706.03762",
        url: "http://arxiv.org/abs/1706.03762",
      },
      {
        title: "Two",
        abstract: "",
        authors: ["Bo Li", "Jan van Dam"],
        year: 2020,
        kind: "article",
        venue: "Journal",
        categories: [],
        doi: "10.1000/x",
      },
    ]);
  });

  it.each([
    ["semicolons", "Primary_Title;Notes_Abstract;First_Authors;DOI\nA;B;C D;10.1000/x\n"],
    ["tabs", "TI\tAB\tAU\tDI\nA\tB\tC D\t10.1000/x\n"],
    ["bars", "\n\nArticle Title|Abstract Text|Author Names|DOI Link\nA|B|C D|https://doi.org/10.1000/x\n"],
    ["a line for spreadsheets", "sep=;\r\nTITLE;SUMMARY;AUTHOR;doi\r\nA;B;C D;10.1000/x\r\n"],
    ["blanks around names", ' "Document Title" , abstract, "Author(s)" ,DOI\nA,B,C D,10.1000/x\n'],
  ])("with %s and other names of columns are understood", async (_, text) => {
    expect(await recordsOf(text)).toMatchObject([{ title: "A", abstract: "B", authors: ["C D"], doi: "10.1000/x" }]);
  });

  it("take the first column of a field that says something, and what PubMed calls its number", async () => {
    const text = "PMID,Title,Publication Year,Date,Journal/Book\n17,A,,2019-05-01,Flies\n18,B,2020,1999,\n";
    expect(await recordsOf(text)).toMatchObject([
      { id: "PMID:17", year: 2019, venue: "Flies" },
      { id: "PMID:18", year: 2020 },
    ]);
  });

  it("and JSON are read by the columns that the user names, in any case", async () => {
    const columns = { title: "NAME", abstract: "title" };
    const expected = [{ title: "A", abstract: "B" }];
    for (const text of ["Name,Title\nA,B\n", '{"Name":"A","Title":"B"}\n', '[{"name":"A","title":"B"}]']) {
      expect(papers(await readBytes(text, { columns })).map(({ record }) => record)).toMatchObject(expected);
    }
    const elsewhere = { title: "Titel", venue: "Name" };
    expect(papers(await readBytes("Name,Title\nA,B\n", { columns: elsewhere }))[0]?.record).toMatchObject({
      title: "B",
      venue: "A",
    });
    const work = { id: "https://openalex.org/W1", display_name: "B", authorships: [], name: "A" };
    expect(papers(await readBytes(JSON.stringify(work), { columns: elsewhere }))[0]?.record).toMatchObject({
      id: "openalex:W1",
      title: "B",
      venue: "A",
    });
  });

  it("with JSON keys named otherwise are understood without being told", async () => {
    expect(
      await recordsOf('{"Article Title":"A","Abstract":"B","Publication Year":2020,"Authors":["C D"]}'),
    ).toMatchObject([{ title: "A", abstract: "B", year: 2020, authors: ["C D"] }]);
  });

  it("reject rows with other columns than the header; empty ones at the end do no harm", async () => {
    const events = await readBytes("title,abstract,year\nA,B,2020\nC,D\nE,F,2020,G\nH,I,2020,, \n\nJ,K,2021");
    expect(titles(events)).toEqual(["A", "H", "J"]);
    expect(rejects(events).map(({ line, reason }) => [line, reason])).toEqual([
      [3, "Expected 3 columns as in the header, got 2."],
      [4, "Expected 3 columns as in the header, got 4."],
    ]);
  });

  it.each([
    ["a quote that is never closed", 'title,abstract\nA,B\nC,"D\nE,F\nG,H\n', ["A", "C", "E", "G"], []],
    [
      "a quote that is never closed, and columns missing",
      'title,abstract\nA,B\n"C D\nE,F\nG,H\n',
      ["A", "E", "G"],
      [3],
    ],
    ["a quote that the next row closes", 'title,abstract\nA,"B\nC,"D"\nE,F\n', ["A", "C", "E"], []],
    ["a bare quote in a quoted text", 'title,abstract\nA,"say "hi, you" now"\nE,F\n', ["E"], [2]],
    ["inches", 'title,abstract\n5" pipes,F\nE,"F"\n', ['5" pipes', "E"], []],
  ])("with %s lose no other row", async (_, text, expected, lines) => {
    for (const step of [1, 1000]) {
      const events = await readBytes(text, { step });
      expect(titles(events)).toEqual(expected);
      expect(rejects(events).map(({ line }) => line)).toEqual(lines);
    }
  });

  it("give back what was written, whatever it is, and after a cut all that was whole before it", async () => {
    const text = fc.string({ unit: fc.constantFrom(..."ab ,;\"'\n\r\té{$") }).map((some) => `x${some}`);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(text, text), { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 40 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        async (rows, step, share) => {
          const written = rows.map(([title, abstract]) => row(title, abstract, "2020"));
          const whole = `title,abstract,year\r\n${written.join("")}`;
          const clean = (some: string) => some.replace(/\s+/g, " ").trim();
          const events = await readBytes(whole, { step });
          expect(rejects(events)).toEqual([]);
          expect(papers(events).map(({ record }) => [record.title, record.abstract])).toEqual(
            rows.map((cells) => cells.map(clean)),
          );
          const cut = whole.slice(0, 21 + Math.floor(share * (whole.length - 21)));
          const ends = written.map((_, i) => 21 + written.slice(0, i + 1).join("").length);
          const kept = ends.filter((end) => end <= cut.length).length;
          expect(titles(await readBytes(cut)).slice(0, kept)).toEqual(
            rows.slice(0, kept).map(([title]) => clean(title)),
          );
        },
      ),
      { numRuns: 200 },
    );
  });

  it("whose every row opens a quote are read in linear time", async () => {
    const events = await readBytes(`title,abstract\n${'"a\n'.repeat(50_000)}`);
    expect(titles(events)).toEqual([]);
    expect(rejects(events).length).toBeGreaterThan(10_000);
  });
});
