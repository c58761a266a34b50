import { describe, expect, it } from "vitest";
import { type IngestEvent, readInputs } from "../../src/ingest/index.ts";
import { papers, readBytes, rejects, titles } from "./reading.ts";

const read = (value: unknown) => readBytes(JSON.stringify(value));
const recordOf = async (value: unknown) => papers(await read(value))[0]?.record;

/** Cut anywhere, a text gives without an error the papers that were whole before the cut. */
async function expectWholePapers(text: string, step: number) {
  const all = titles(await readBytes(text));
  expect(all.length).toBeGreaterThan(1);
  let most = 0;
  for (let cut = 1; cut < text.length; cut += step) {
    const found = titles(await readBytes(text.slice(0, cut)));
    expect(found).toEqual(all.slice(0, found.length));
    most = Math.max(most, found.length);
  }
  expect(most).toBeGreaterThanOrEqual(all.length - 1);
}

const daily = (id: string, day: string, title: string, more = {}) => ({
  paper: {
    id,
    authors: [
      { _id: "1", name: "Ada Lovelace", hidden: false, status: "claimed_verified" },
      { _id: "2", name: "Nobody Here", hidden: true },
    ],
    publishedAt: "2023-11-30T10:00:00.000Z",
    submittedOnDailyAt: day,
    title,
    summary: "We show that\n$a < b$.",
    upvotes: 12,
    discussionId: "65",
    ...more,
  },
  publishedAt: "2024-05-09T01:00:00.000Z",
  title: `${title} (outside)`,
  summary: "outside",
  thumbnail: "https://example.org/x.png",
  numComments: 2,
  submittedBy: { _id: "9", fullname: "Someone", name: "someone", type: "user" },
  isAuthorParticipating: false,
});

const listings = (events: readonly IngestEvent[]) =>
  events.filter((event) => event.kind === "listing").map(({ listing }) => listing);

describe("daily papers of the Hugging Face API", () => {
  it("are a listing of their day in their order, with what the paper itself says", async () => {
    const events = await read([
      daily("2405.00002", "2024-05-02T00:00:00.000Z", "Two"),
      daily("2405.00001", "2024-05-02T00:00:00.000Z", "One"),
    ]);
    expect(listings(events)).toEqual([{ source: "huggingface-papers", name: "daily_papers", date: "2024-05-02" }]);
    expect(papers(events).map(({ listing, source, record }) => [listing?.rank, source, record.title])).toEqual([
      [1, "huggingface-papers", "Two"],
      [2, "huggingface-papers", "One"],
    ]);
    expect(papers(events)[1]?.record).toEqual({
      id: "2405.00001",
      arxivId: "2405.00001",
      title: "One",
      abstract: "We show that $a < b$.",
      authors: ["Ada Lovelace"],
      categories: [],
      year: 2023,
      published: "2023-11-30",
      links: [{ kind: "discussion", url: "https://huggingface.co/papers/2405.00001" }],
    });
  });

  it("of a week are one listing for each day; a moment belongs to the day that it is in New York", async () => {
    const events = await read([
      daily("2405.00001", "2024-05-02T00:00:00.000Z", "One"),
      daily("2405.00002", "2024-05-04T02:30:00.123Z", "Two"),
      daily("2405.00003", "2024-05-02", "Three"),
      daily("2405.00004", "2024-05-02T12:00:00.000Z", "Four"),
    ]);
    expect(listings(events).map(({ date, name }) => [date, name])).toEqual([
      ["2024-05-02", "stdin"],
      ["2024-05-03", "stdin"],
    ]);
    expect(papers(events).map(({ record, listing }) => [record.title, listing?.rank])).toEqual([
      ["One", 1],
      ["Three", 2],
      ["Four", 3],
      ["Two", 1],
    ]);
  });

  it("of a search, which lie months apart, are papers without a listing", async () => {
    const events = await read([
      daily("2405.00001", "2024-05-02T00:00:00.000Z", "One"),
      daily("2311.00002", "2023-11-04T00:00:00.000Z", "Two"),
    ]);
    expect(listings(events)).toEqual([]);
    expect(papers(events).map(({ record, listing }) => [record.title, listing])).toEqual([
      ["One", undefined],
      ["Two", undefined],
    ]);
  });

  it("take their day from the file's name where they do not tell", async () => {
    const text = JSON.stringify([daily("2405.00001", "", "One")]);
    const events: IngestEvent[] = [];
    const stdin = (await import("node:stream")).Readable.from([Buffer.from(text)]);
    for await (const batch of readInputs(["-"], { stdin, name: "daily-2024-05-07.json" })) events.push(...batch);
    expect(listings(events).map(({ date }) => date)).toEqual(["2024-05-07"]);
  });

  it("that are cut off keep every whole paper, ranked", async () => {
    const text = JSON.stringify(
      [1, 2, 3].map((n) => daily(`2405.0000${n}`, "2024-05-02T00:00:00.000Z", `Paper ${n}`)),
      undefined,
      1,
    );
    await expectWholePapers(text, 17);
    const events = await readBytes(text.slice(0, -100));
    expect(papers(events).map(({ listing }) => listing?.rank)).toEqual([1, 2]);
    expect(rejects(events)).toHaveLength(1);
  });

  it("one at a time, with what else its answer says, are papers, too", async () => {
    const { paper } = daily("2405.00001", "2024-05-02T00:00:00.000Z", "One");
    const record = await recordOf({ ...paper, source: "arxiv", linkedModels: [{ id: "x/y" }], ai_summary: "Short." });
    expect(record).toMatchObject({ arxivId: "2405.00001", abstract: "We show that $a < b$.", year: 2023 });
    expect(record?.authors).toEqual(["Ada Lovelace"]);
  });
});

const work = (n: number, more = {}) => ({
  id: `https://openalex.org/W${n}`,
  doi: `https://doi.org/10.1000/ABC${n}`,
  title: `Work ${n} on H<sub>2</sub>O &amp; more`,
  display_name: `Work ${n}`,
  publication_year: 2020,
  publication_date: "2020-03-01",
  ids: { openalex: `https://openalex.org/W${n}`, doi: `https://doi.org/10.1000/ABC${n}` },
  primary_location: {
    landing_page_url: `https://doi.org/10.1000/abc${n}`,
    pdf_url: null,
    source: { display_name: "Journal of Water", type: "journal" },
  },
  type: "article",
  authorships: [
    { author_position: "first", author: { display_name: "Ann Smith", orcid: null }, raw_author_name: "A. Smith" },
    { author_position: "last", author: { display_name: "Bo Li" } },
  ],
  is_paratext: false,
  primary_topic: {
    display_name: "Water",
    subfield: { display_name: "Water Science and Technology" },
    field: { display_name: "Biochemistry, Genetics and Molecular Biology" },
  },
  locations: [
    { landing_page_url: `https://doi.org/10.1000/abc${n}` },
    { landing_page_url: `http://arxiv.org/abs/2001.0000${n}`, source: { display_name: "arXiv", type: "repository" } },
  ],
  abstract_inverted_index: { Abstract: [0], We: [1, 4], study: [2], "water.": [3], drink: [5], it: [6] },
  cited_by_count: 5,
  ...more,
});

describe("works of OpenAlex", () => {
  it("have their abstract put together, markup taken out, and an arXiv id from where they are found", async () => {
    expect(await recordOf({ ...work(1), meta: 1 })).toEqual({
      id: "openalex:W1",
      title: "Work 1 on H2O & more",
      abstract: "We study water. We drink it",
      authors: ["A. Smith", "Bo Li"],
      year: 2020,
      published: "2020-03-01",
      kind: "article",
      citations: 5,
      venue: "Journal of Water",
      categories: ["Biochemistry, Genetics and Molecular Biology", "Water Science and Technology"],
      arxivId: "2001.00001",
      doi: "10.1000/abc1",
      url: "https://doi.org/10.1000/abc1",
    });
    const own = await recordOf(
      work(2, { doi: "https://doi.org/10.48550/arXiv.2001.00009", locations: [], abstract_inverted_index: null }),
    );
    expect(own).toMatchObject({ arxivId: "2001.00009", abstract: "" });
    expect(own?.doi).toBeUndefined();
  });

  it("come as an answer with a list, on one line or many, or as JSON Lines", async () => {
    const answer = { meta: { count: 2, page: 1, groups: [{ results: 1 }] }, results: [work(1), work(2)], group_by: [] };
    for (const text of [JSON.stringify(answer), JSON.stringify(answer, undefined, 2)]) {
      for (const step of [3, 10_000]) {
        const events = await readBytes(text, { step });
        expect(titles(events)).toEqual(["Work 1 on H2O & more", "Work 2 on H2O & more"]);
        expect(rejects(events)).toEqual([]);
      }
    }
    const pretty = await readBytes(JSON.stringify(answer, undefined, 2));
    expect(papers(pretty)[0]?.line).toBe(12);
    expect(titles(await readBytes(`${JSON.stringify(answer)}\n${JSON.stringify(answer)}\n`))).toHaveLength(4);
    expect(titles(await readBytes([work(1), work(2)].map((one) => JSON.stringify(one)).join("\n")))).toHaveLength(2);
    expect((await read({ meta: { count: 0 }, results: [] })).map(({ kind }) => kind)).toEqual(["input"]);
  });

  it("that are covers are refused, and hostile places of words do not fill the memory", async () => {
    const events = await read({
      results: [
        work(1, { is_paratext: true }),
        work(2, { abstract_inverted_index: { far: [4e9], near: [0], x: "no" } }),
      ],
    });
    expect(rejects(events).map(({ reason }) => reason)).toEqual([
      "Expected a paper, got what OpenAlex calls paratext (a cover, a table of contents).",
    ]);
    expect(papers(events)[0]?.record.abstract).toBe("near");
  });

  it("of an answer that is cut off are kept as far as they are whole", async () => {
    await expectWholePapers(JSON.stringify({ meta: { count: 3 }, results: [work(1), work(2), work(3)] }), 41);
  });
});

const graphPaper = {
  paperId: "649def34f8be52c8b66281af98ae884c09aef38b",
  corpusId: 2314124,
  externalIds: { ArXiv: "1706.03762", DOI: "10.1000/S2", CorpusId: 2314124 },
  url: "https://www.semanticscholar.org/paper/649def34f8be52c8b66281af98ae884c09aef38b",
  title: "Construction of the <i>Literature</i> Graph",
  abstract: null,
  venue: "arXiv.org",
  journal: { name: "NAACL", pages: "1-2" },
  year: 2018,
  fieldsOfStudy: ["Computer Science"],
  s2FieldsOfStudy: [
    { category: "Computer Science", source: "external" },
    { category: "Linguistics", source: "s2-fos-model" },
  ],
  publicationDate: "2018-05-01",
  authors: [{ authorId: "1", name: "Waleed Ammar" }],
  citationCount: 5,
};

describe("papers of Semantic Scholar", () => {
  it("of the Graph API have ids of all kinds, a venue that is none of a repository, and fields of study", async () => {
    expect(await recordOf(graphPaper)).toEqual({
      id: "CorpusId:2314124",
      title: "Construction of the Literature Graph",
      abstract: "",
      authors: ["Waleed Ammar"],
      year: 2018,
      published: "2018-05-01",
      printed: { pages: "1-2" },
      citations: 5,
      venue: "NAACL",
      categories: ["Computer Science", "Linguistics"],
      arxivId: "1706.03762",
      doi: "10.1000/s2",
      url: graphPaper.url,
    });
  });

  it("come as an answer of a search, and as a batch in which unknown ones are null", async () => {
    expect(titles(await read({ total: 1, offset: 0, data: [graphPaper] }))).toHaveLength(1);
    const batch = await read([null, graphPaper]);
    expect(titles(batch)).toHaveLength(1);
    expect(rejects(batch)[0]?.reason).toBe("Expected each record to be an object, got null.");
  });

  it("in lines of other data sets are refused with what was found", async () => {
    const events = await readBytes(
      `${JSON.stringify(graphPaper)}\n{"corpusid":1,"model":"tldr@v2","text":"Short."}\n{"corpusid":1,"openaccessinfo":{},"abstract":"Alone."}\n`,
    );
    expect(rejects(events).map(({ reason }) => reason)).toEqual([
      "Expected a paper or an abstract of Semantic Scholar, got corpusid, model, text.",
      "Expected a title, found only an abstract: give the data set's files of papers and of abstracts together, each as a file.",
    ]);
  });
});

describe("records of the arXiv snapshot", () => {
  it("have accents and quotes instead of TeX, and formulas, braces and tildes as they stand", async () => {
    const record = await recordOf({
      id: "0704.0001",
      submitter: "X",
      authors: "P. Erd\\H{o}s and {\\L}. \\.Zak",
      title: "{\\it Ab initio} ``tests'' of Schr\\\"odinger's $\\alpha_{\\'e}$",
      "journal-ref": "C.~R. Acad. Sci., S\\'erie I",
      categories: "math.CA cs.LG",
      abstract: "  About ~10 sets {0,1}, 50\\% or \\$5 \\'a {\\Bbb R} of $x \\sim {y}$ -- see\nSection~2.\n",
      versions: [{ version: "v1", created: "Mon, 2 Apr 2007 19:18:42 GMT" }],
      update_date: "2019-11-26",
    });
    expect(record).toMatchObject({
      title: "Ab initio “tests” of Schrödinger's $\\alpha_{\\'e}$",
      abstract: "About ~10 sets {0,1}, 50% or \\$5 á {\\Bbb R} of $x \\sim {y}$ – see Section 2.",
      authors: ["P. Erdős", "Ł. Żak"],
      venue: "C. R. Acad. Sci., Série I",
      categories: ["math.CA", "cs.LG"],
      year: 2007,
    });
  });
});

describe("answers that are no papers", () => {
  it.each([
    [{ error: "Invalid query", message: "x is no field" }, "x is no field"],
    [{ code: "429", message: "Too Many Requests" }, "Too Many Requests"],
    [{ error: "Paper not found" }, "Paper not found"],
  ])("%j are rejected with what the service said", async (answer, said) => {
    expect(rejects(await read(answer))[0]?.reason).toBe(`Expected a paper, got an error of the service: ${said}`);
  });

  it("but web pages are called so, also where one stands among JSON Lines", async () => {
    const page = "<!DOCTYPE html>\n<html><head><title>503 Service &amp; Co</title></head><body>Sorry</body></html>";
    const reason = 'Expected papers, got a web page ("503 Service & Co"): perhaps an error of the server.';
    expect(rejects(await readBytes(page))).toMatchObject([{ line: 0, reason }]);
    expect(rejects(await readBytes(`\ufeff  ${page}`))[0]?.reason).toBe(reason);
    const lines = `{"title":"one"}\n${page.replace("\n", "")}\n{"title":"two"}\n`;
    const events = await readBytes(lines);
    expect(titles(events)).toEqual(["one", "two"]);
    expect(rejects(events)).toMatchObject([{ line: 2, reason }]);
  });
});
