import { describe, expect, it } from "vitest";
import { papers, readBytes, rejects } from "./reading.ts";

async function recordOf(value: unknown) {
  const events = await readBytes(JSON.stringify(value));
  return papers(events)[0]?.record;
}

async function reasonFor(value: unknown) {
  const events = await readBytes(`{"title":"first"}\n${JSON.stringify(value)}`);
  return rejects(events)[0]?.reason;
}

describe("a record", () => {
  it("in our own fields comes back as it is", async () => {
    const record = {
      id: "own-1",
      title: "Deep Sets",
      abstract: "We study sets.",
      authors: ["Manzil Zaheer", "Satwik Kottur"],
      year: 2017,
      venue: "NeurIPS",
      categories: ["cs.LG", "stat.ML"],
      arxivId: "1703.06114",
      doi: "10.1000/xyz",
      url: "https://example.org/paper",
      published: "2017-03-10",
      arxivVersion: 3,
      kind: "conference",
      printed: { volume: "30", issue: "2", pages: "3391-3401", publisher: "Curran" },
      keywords: ["sets", "permutation, invariance"],
      citations: 0,
      links: [
        { kind: "code", url: "https://example.org/code" },
        { kind: "pdf", url: "https://example.org/paper.pdf" },
      ],
      retracted: true,
    };
    expect(await recordOf(record)).toEqual(record);
  });

  it("of the arXiv snapshot is cleaned, dated by its first version, and named by authors_parsed", async () => {
    const record = await recordOf({
      id: "0704.0001",
      submitter: "Pavel Nadolsky",
      authors: "C. Bal\\'azs, E. L. Berger",
      title: "Calculation of prompt diphoton production cross sections at Tevatron and\n  LHC energies",
      comments: null,
      "journal-ref": "Phys.Rev.D76:013009,2007",
      doi: "10.1103/PhysRevD.76.013009",
      "report-no": null,
      categories: "hep-ph cs.LG",
      license: null,
      abstract: "  A fully differential\ncalculation.\n",
      versions: [
        { version: "v1", created: "Mon, 2 Apr 2007 19:18:42 GMT" },
        { version: "v2", created: "Tue, 24 Jul 2008 20:10:27 GMT" },
      ],
      update_date: "2019-11-26",
      authors_parsed: [
        ["Balázs", "C.", ""],
        ["Berger", "E. L.", "Jr."],
      ],
    });
    expect(record).toEqual({
      id: "0704.0001",
      arxivId: "0704.0001",
      doi: "10.1103/physrevd.76.013009",
      title: "Calculation of prompt diphoton production cross sections at Tevatron and LHC energies",
      abstract: "A fully differential calculation.",
      authors: ["C. Balázs", "E. L. Berger Jr."],
      published: "2007-04-02",
      arxivVersion: 2,
      categories: ["hep-ph", "cs.LG"],
      year: 2007,
      venue: "Phys.Rev.D76:013009,2007",
    });
  });

  it("needs nothing but a title", async () => {
    expect(await recordOf({ title: "Alone" })).toEqual({ title: "Alone", abstract: "", authors: [], categories: [] });
  });

  it.each([
    [{ abstract: "only this" }, "Expected a title, found none (only an abstract)."],
    [{ title: null }, "Expected a title, found none."],
    [{ title: " \u0000\n\ufeff " }, "Expected a title, found an empty one."],
    [{ title: 42 }, "Expected title to be text, got number."],
    [{ title: ["a"] }, "Expected title to be text, got list."],
    [{ title: "a", abstract: { en: "b" } }, "Expected abstract to be text, got object."],
    [null, "Expected each record to be an object, got null."],
    [["a"], "Expected each record to be an object, got list."],
    ["text", "Expected each record to be an object, got text."],
  ])("%j is rejected with the reason", async (value, reason) => {
    expect(await reasonFor(value)).toBe(reason);
  });

  it.each([
    [{ year: 2023 }, 2023],
    [{ year: "2023" }, 2023],
    [{ year: "12 May 2023" }, 2023],
    [{ year: 99999 }, undefined],
    [{ year: -5 }, undefined],
    [{ year: "soon" }, undefined],
    [{ year: {} }, undefined],
    [{ published: "2021-03-04T05:06:07Z", update_date: "2024-01-01" }, 2021],
    [{ id: "hep-th/9901001", update_date: "2024-01-01" }, 1999],
    [{ id: "2401.00001" }, 2024],
    [{ update_date: "2024-01-01" }, 2024],
  ])("%j is of the year %s", async (fields, year) => {
    expect((await recordOf({ title: "a", ...fields }))?.year).toBe(year);
  });

  it.each([
    ["cs.RO cs.AI", ["cs.RO", "cs.AI"]],
    ["math.NA cs.NA 65M08, 65M12 (Primary)", ["math.NA", "cs.NA"]],
    [["cs.CL cs.AI"], ["cs.CL", "cs.AI"]],
    [["cs.CL", "cs.CL", 7, null], ["cs.CL"]],
    ["Machine Learning; Physics", ["Machine Learning", "Physics"]],
    ["machine learning", ["machine learning"]],
    [12, []],
  ])("with the categories %j has %j", async (categories, expected) => {
    expect((await recordOf({ title: "a", categories }))?.categories).toEqual(expected);
  });

  it.each([
    ["Ada Lovelace, Alan Turing and Kurt Gödel", ["Ada Lovelace", "Alan Turing", "Kurt Gödel"]],
    ["Ada Lovelace, Alan Turing, and Kurt Gödel", ["Ada Lovelace", "Alan Turing", "Kurt Gödel"]],
    ["Lovelace, Ada and Turing, Alan", ["Ada Lovelace", "Alan Turing"]],
    ["Lovelace, Ada; Turing, Alan", ["Ada Lovelace", "Alan Turing"]],
    ["Sammy Davis, Jr., A. Andersson (Lund U.)", ["Sammy Davis Jr.", "A. Andersson"]],
    [
      [{ name: "Ada Lovelace" }, { given: "Alan", family: "Turing" }, 5, {}],
      ["Ada Lovelace", "Alan Turing"],
    ],
    [true, []],
  ])("by %j has the authors %j", async (authors, expected) => {
    expect((await recordOf({ title: "a", authors }))?.authors).toEqual(expected);
  });

  it.each([
    [{ id: "arXiv:2401.00001v2" }, { id: "2401.00001", arxivId: "2401.00001" }],
    [{ id: "https://doi.org/10.1000/ABC" }, { id: "10.1000/abc", doi: "10.1000/abc" }],
    [{ id: "10.48550/arXiv.2401.00001" }, { id: "2401.00001", arxivId: "2401.00001" }],
    [{ doi: "10.48550/ARXIV.2401.00001" }, { arxivId: "2401.00001" }],
    [{ id: " own key " }, { id: "own key" }],
    [{ id: 17 }, { id: "17" }],
    [{ id: 2401.1 }, { id: "2401.1" }], // a number that lost its zeros is no arXiv id
    [{ _id: "4983" }, { id: "4983" }],
    [{ id: { $oid: 1 } }, {}],
    [
      { url: "http://arxiv.org/abs/math.CA/0611800v2" },
      { url: "http://arxiv.org/abs/math.CA/0611800v2", arxivId: "math/0611800" },
    ],
    [{ url: "javascript:alert(1)" }, {}],
    [{ id: "..", doi: "10.1000/x" }, { doi: "10.1000/x" }],
    [{ id: "." }, {}],
    [{ id: "..." }, { id: "..." }],
  ])("with %j is identified by %j", async (fields, expected) => {
    const record = await recordOf({ title: "a", ...fields });
    const { id, arxivId, doi, url } = { id: undefined, arxivId: undefined, doi: undefined, url: undefined, ...record };
    const found = Object.entries({ id, arxivId, doi, url }).filter(([, value]) => value !== undefined);
    expect(Object.fromEntries(found)).toEqual(expected);
  });

  it("keeps ids short", async () => {
    expect((await recordOf({ title: "a", id: "k".repeat(1000) }))?.id).toHaveLength(300);
  });

  it("keeps markup as text and joiners in emoji, and drops control characters and broken halves", async () => {
    const record = await recordOf({
      title: "A\u0000B\u0007 \ufeff<script>alert(1)</script>\u0085\u200d👩\u200d🔬 x",
      summary: "tab\tand\r\nline \ud800 end",
    });
    expect(record?.title).toBe("AB <script>alert(1)</script> \u200d👩\u200d🔬 x");
    expect(record?.abstract).toBe("tab and line \ufffd end");
  });

  it("cuts a title at 2,000 and an abstract at 100,000 characters", async () => {
    const record = await recordOf({ title: "t".repeat(5000), abstract: `${"word ".repeat(4_000_000)}` });
    expect(record?.title).toHaveLength(2000);
    expect(record?.abstract).toHaveLength(100_000);
  });

  it("takes summary, text or paragraphs for an abstract", async () => {
    expect((await recordOf({ title: "a", summary: "s" }))?.abstract).toBe("s");
    expect((await recordOf({ title: "a", text: "t" }))?.abstract).toBe("t");
    expect((await recordOf({ title: "a", abstract: ["one.", "two."] }))?.abstract).toBe("one. two.");
  });
});
