import { describe, expect, it } from "vitest";
import { papers, readBytes, rejects, titles } from "./reading.ts";

const RECORD = `TY  - JOUR
TI  - Strong coupling
  in thin films
AU  - Müller, Anna
AU  - van Dam, Jan, Jr.
AB  - First line
second line.
DO  - https://doi.org/10.1000/XYZ
UR  - https://example.org/1
PY  - 2021/03/05/
T2  - Journal of Films
KW  - films
ER  - 
`;

describe("RIS", () => {
  it("gives title, abstract, authors, year, venue, DOI and link; lines without a tag go on with the one before", async () => {
    const [paper] = papers(await readBytes(RECORD));
    expect(paper?.record).toEqual({
      title: "Strong coupling in thin films",
      abstract: "First line second line.",
      authors: ["Anna Müller", "Jan van Dam Jr."],
      year: 2021,
      published: "2021-03-05",
      kind: "article",
      keywords: ["films"],
      venue: "Journal of Films",
      categories: [],
      doi: "10.1000/xyz",
      url: "https://example.org/1",
    });
  });

  it("may have lines about its origin first, other spellings of tags, and carriage returns", async () => {
    const text = `Provider: Someone\nDatabase: X\n\nTY  - RPRT\nT1  - One\nA1  - Lee, K.\nN2  - Said.\nY1  - 2019\nM1  - arXiv:1706.03762 [cs]\nPB  - arXiv\nER  -\n`;
    const [paper] = papers(await readBytes(text.replaceAll("\n", "\r\n")));
    expect(paper?.record).toMatchObject({
      title: "One",
      abstract: "Said.",
      authors: ["K. Lee"],
      year: 2019,
      arxivId: "1706.03762",
    });
    expect(paper?.line).toBe(4);
  });

  it("rejects a record without title or end, and reads on where ER is missing between two", async () => {
    const events = await readBytes(
      `TY  - JOUR\nPY  - 2020\nER  - \nTY  - JOUR\nTI  - Two\n\n${RECORD}TY  - JOUR\nTI  - Cut`,
    );
    expect(titles(events)).toEqual(["Two", "Strong coupling in thin films"]);
    expect(rejects(events).map(({ line, reason }) => [line, reason])).toEqual([
      [1, "Expected a title, found none."],
      [20, "The record is cut off: expected a line ER  - at its end."],
    ]);
  });

  it("keeps every whole record wherever it is cut", async () => {
    const text = RECORD.repeat(3);
    for (let cut = 3; cut < text.length; cut += 7) {
      const whole = text.slice(0, cut).split(/\nER {2}-/).length - 1;
      expect(titles(await readBytes(text.slice(0, cut)))).toHaveLength(whole);
    }
  });
});

describe("CSL-JSON", () => {
  it("gives names first name first, the year of its date parts, and text without markup", async () => {
    const events = await readBytes(
      JSON.stringify([
        {
          id: "smith2020",
          type: "article-journal",
          title: "The <i>Drosophila</i> H<sub>2</sub>O <p>",
          author: [{ family: "Smith", given: "Ann" }, { literal: "The Group" }],
          issued: { "date-parts": [["2020", 5, 1]] },
          "container-title": "Journal of Flies",
          DOI: "10.1000/ABC",
          URL: "https://example.org/x",
          abstract: "<jats:p>Flies drink.</jats:p>",
        },
        { id: "x", type: "article", title: "Two", number: "arXiv:1706.03762", issued: { raw: "2017-06" } },
      ]),
    );
    const [first, second] = papers(events).map(({ record }) => record);
    expect(first).toEqual({
      title: "The Drosophila H2O",
      abstract: "Flies drink.",
      authors: ["Ann Smith", "The Group"],
      year: 2020,
      published: "2020-05-01",
      kind: "article",
      venue: "Journal of Flies",
      categories: [],
      doi: "10.1000/abc",
      url: "https://example.org/x",
    });
    expect(second).toMatchObject({ title: "Two", arxivId: "1706.03762", year: 2017 });
    expect(second?.id).toBeUndefined();
  });

  it("rejects what is no text in a field with the reason", async () => {
    const events = await readBytes(
      '[{"title": 5, "container-title": []}, {"title": "Two", "container-title": ["A"], "author": 7}]',
    );
    expect(rejects(events).map(({ reason }) => reason)).toEqual(["Expected title to be text, got number."]);
    expect(papers(events)[0]?.record).toMatchObject({ title: "Two", venue: "A", authors: [] });
  });
});
