import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PaperRecord } from "../../src/core/index.ts";
import { papers, readBytes } from "./reading.ts";

async function recordOf(content: unknown): Promise<PaperRecord> {
  const text = typeof content === "string" ? content : JSON.stringify(content);
  const [paper] = papers(await readBytes(text));
  if (paper === undefined) throw new Error(`Expected a paper in ${text}`);
  return paper.record;
}

const said = async (fields: object) => recordOf({ title: "A title", ...fields });

describe("what a source says of a paper beside its text", () => {
  it("is read from the Hugging Face API, where the keywords are a model's", async () => {
    const paper = {
      id: "2405.00001",
      title: "One",
      summary: "We do.",
      publishedAt: "2024-04-30T23:59:59.000Z",
      upvotes: 3,
      githubRepo: "github.com/example/one",
      projectPage: "https://example.org/one",
      ai_keywords: ["diffusion", "Diffusion", "one-shot"],
      withdrawnAt: "2024-06-01T00:00:00.000Z",
    };
    const expected = {
      published: "2024-04-30",
      keywords: ["diffusion", "one-shot"],
      links: [
        { kind: "code", url: "https://github.com/example/one" },
        { kind: "page", url: "https://example.org/one" },
        { kind: "discussion", url: "https://huggingface.co/papers/2405.00001" },
      ],
      retracted: true,
    };
    expect(await recordOf(paper)).toMatchObject(expected);
    expect(await recordOf({ paper, publishedAt: "2024-05-09T01:00:00.000Z", title: "One" })).toMatchObject(expected);
  });

  it("is read from the arXiv snapshot: the day and number of versions, and whether it was withdrawn", async () => {
    const record = (comments: string | null) =>
      recordOf({
        ...{ id: "2405.00001", submitter: "A", "journal-ref": null, title: "One", abstract: "We do.", comments },
        versions: ["v1", "v2", "v3"].map((version, i) => ({ version, created: `Thu, ${i + 2} May 2024 10:00:00 GMT` })),
      });
    expect(await record(null)).toMatchObject({ published: "2024-05-02", arxivVersion: 3 });
    expect(await record("12 pages; withdrawn examples were added")).not.toHaveProperty("retracted");
    expect(await record("This paper has been withdrawn by the authors due to an error")).toHaveProperty("retracted");
    expect(await record("Withdrawn.")).toHaveProperty("retracted", true);
  });

  it("is read from OpenAlex, where the first of January stands for a year of which no more is known", async () => {
    const work = (more: object) =>
      recordOf({
        id: "https://openalex.org/W1",
        doi: "https://doi.org/10.1000/w1",
        title: "RNA",
        display_name: "RNA",
        publication_year: 2020,
        publication_date: "2020-01-01",
        type: "article",
        authorships: [],
        biblio: { volume: "12", issue: "3", first_page: "45", last_page: "67" },
        keywords: [{ id: "x", display_name: "Ribosome", score: 0.9 }, { keyword: "codon" }],
        cited_by_count: 7,
        is_retracted: true,
        primary_location: {
          landing_page_url: "https://doi.org/10.1000/w1",
          pdf_url: "https://example.org/w1.pdf",
          source: { display_name: "Cells", type: "journal", host_organization_name: "The Press" },
        },
        ...more,
      });
    const record = await work({});
    expect(record).toMatchObject({
      kind: "article",
      printed: { volume: "12", issue: "3", pages: "45-67", publisher: "The Press" },
      keywords: ["Ribosome", "codon"],
      citations: 7,
      links: [{ kind: "pdf", url: "https://example.org/w1.pdf" }],
      retracted: true,
    });
    expect(record).not.toHaveProperty("published");
    expect(await work({ publication_date: "2020-02-01", is_retracted: false })).toMatchObject({
      published: "2020-02-01",
    });
  });

  it("is read from Semantic Scholar", async () => {
    const record = await recordOf({
      paperId: "649def34f8be52c8b66281af98ae884c09aef38b",
      externalIds: { CorpusId: 1, DOI: "10.1000/s2" },
      title: "Graphs",
      year: 2018,
      venue: "NAACL",
      publicationDate: "2018-05-06",
      publicationTypes: ["JournalArticle", "Conference"],
      journal: { name: "NAACL", volume: "1", pages: "\n          84-91\n " },
      citationCount: 321,
      openAccessPdf: { url: "https://example.org/s2.pdf", status: "HYBRID" },
    });
    expect(record).toMatchObject({
      published: "2018-05-06",
      kind: "conference",
      printed: { volume: "1", pages: "84-91" },
      citations: 321,
      links: [{ kind: "pdf", url: "https://example.org/s2.pdf" }],
    });
  });

  it("is read from BibTeX, with its many ways to write a month", async () => {
    const entry = (fields: string, type = "article") =>
      recordOf(`@${type}{k, title = {One}, author = {A. B.}, year = 2020, ${fields}}`);
    expect(
      await entry(
        "journal = {J.}, volume = {7}, number = 2, pages = {12--34}, publisher = {Wiley \\& Sons}, month = may, day = 3, " +
          "keywords = {graphs, {\\'e}tudes}, pdf = {https://example.org/1.pdf}",
      ),
    ).toMatchObject({
      published: "2020-05-03",
      kind: "article",
      printed: { volume: "7", issue: "2", pages: "12-34", publisher: "Wiley & Sons" },
      keywords: ["graphs", "études"],
      links: [{ kind: "pdf", url: "https://example.org/1.pdf" }],
    });
    for (const month of ["may", "{May}", "5", "{05}", '"10~" # may', "{May 10}", "{May/June}", "{May--Jun.}"]) {
      expect((await entry(`month = ${month}`)).published).toMatch(/^2020-05(?:-10)?$/);
    }
    expect(await entry("month = {Spring}")).not.toHaveProperty("published");
    expect(await entry("school = {ETH}", "phdthesis")).toMatchObject({ kind: "thesis", printed: { publisher: "ETH" } });
    expect(await entry("", "misc")).not.toHaveProperty("kind");
    expect(await entry("journal = {CoRR}, volume = {abs/1706.03762}")).not.toHaveProperty("printed");
    const preprint = await entry("journal = {arXiv preprint arXiv:2005.00001v4}, keywords = {cs.CL; nets, deep}");
    expect(preprint).toMatchObject({
      ...{ kind: "preprint", arxivVersion: 4, published: "2020-05" },
      ...{ categories: ["cs.CL"], keywords: ["nets, deep"] },
    });
  });

  it("is read from RIS and CSL-JSON", async () => {
    const lines = ["TY  - CHAP", "TI  - One", "PY  - 2019", "DA  - 2019/03/05/", "VL  - 4", "IS  - 1", "SP  - 10"];
    const more = ["EP  - 20", "PB  - Press", "KW  - a", "KW  - b; c", "UR  - https://a.org/1", "ER  - ", ""];
    expect(await recordOf([...lines, "L1  - https://a.org/1.pdf", ...more].join("\r\n"))).toMatchObject({
      published: "2019-03-05",
      kind: "chapter",
      printed: { volume: "4", issue: "1", pages: "10-20", publisher: "Press" },
      keywords: ["a", "b", "c"],
      url: "https://a.org/1",
      links: [{ kind: "pdf", url: "https://a.org/1.pdf" }],
    });
    const csl = {
      ...{
        type: "paper-conference",
        title: "One",
        "container-title": "Proc.",
        volume: 4,
        page: "e17",
        keyword: "a, b",
      },
      ...{ issued: { "date-parts": [["2019", 3]] }, "is-referenced-by-count": 2 },
      link: [{ URL: "https://a.org/1.pdf", "content-type": "application/pdf" }, { URL: "https://a.org/1.xml" }],
    };
    expect(await recordOf([csl])).toMatchObject({
      published: "2019-03",
      kind: "conference",
      printed: { volume: "4", pages: "e17" },
      keywords: ["a", "b"],
      citations: 2,
      links: [{ kind: "pdf", url: "https://a.org/1.pdf" }],
    });
    expect(await recordOf([{ ...csl, issued: { "date-parts": [[null]] } }])).not.toHaveProperty("published");
  });

  it("is read from PubMed", async () => {
    const record = await recordOf(`<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>1</PMID><Article>
<Journal><Title>Flies</Title><JournalIssue><Volume>3</Volume><Issue>4</Issue><PubDate><MedlineDate>2019 Apr-May</MedlineDate></PubDate></JournalIssue></Journal>
<ArticleTitle>Wings.</ArticleTitle><Pagination><StartPage>1</StartPage><EndPage>9</EndPage></Pagination>
<PublicationTypeList><PublicationType>Retracted Publication</PublicationType></PublicationTypeList></Article>
<MeshHeadingList><MeshHeading><DescriptorName>Humans</DescriptorName></MeshHeading><MeshHeading><DescriptorName MajorTopicYN="Y">Wings, Animal</DescriptorName><QualifierName>anatomy</QualifierName></MeshHeading></MeshHeadingList>
<KeywordList><Keyword>flight</Keyword></KeywordList></MedlineCitation></PubmedArticle></PubmedArticleSet>`);
    expect(record).toMatchObject({
      published: "2019-04",
      kind: "article",
      printed: { volume: "3", issue: "4", pages: "1-9" },
      keywords: ["flight", "Wings, Animal"],
      retracted: true,
    });
  });

  it("is read from tables of Scopus and others by the names of their columns, and by those that the user names", async () => {
    const scopus =
      "Title,Year,Source title,Volume,Issue,Page start,Page end,Cited by,Author Keywords,Document Type,Publisher\n" +
      'One,2020,Cells,7,2,12,34,15,"a; b, c",Conference Paper,Press\n';
    expect(await recordOf(scopus)).toMatchObject({
      kind: "conference",
      printed: { volume: "7", issue: "2", pages: "12-34", publisher: "Press" },
      keywords: ["a", "b, c"],
      citations: 15,
    });
    const text = "Title,Terms,Quoted\nOne,a|b,3\n";
    const [paper] = papers(await readBytes(text, { columns: { keywords: "terms", citations: "quoted" } }));
    expect(paper?.record).toMatchObject({ keywords: ["a", "b"], citations: 3 });
  });
});

describe("a date", () => {
  it.each([
    ["2020-05-03T10:00:00Z", "2020-05-03"],
    ["2020-05", "2020-05"],
    ["2020/5/3/Spring", "2020-05-03"],
    ["2020-05-00", "2020-05"],
    ["2020-02-30", "2020-02"],
    ["2020-02-29", "2020-02-29"],
    ["2021-02-29", "2021-02"],
    ["Sun, 3 May 2020 10:00:00 GMT", "2020-05-03"],
    ["May 3rd, 2020", "2020-05-03"],
    ["May 2020", "2020-05"],
    ["5/2020", "2020-05"],
    ["2020 Sep-Oct", "2020-09"],
    ["3-7 May 2020", "2020-05-03"],
    ["May 3-7, 2020", "2020-05-03"],
  ])("is read as far as it is told: %s", async (date, published) => {
    expect(await said({ date })).toMatchObject({ year: Number(published.slice(0, 4)), published });
  });

  it.each(["2020", "3/5/2020", "2020-21", "2020-13-01", "Winter 2020", "2020 Marching", 2020])(
    "that does not tell its month is a year only: %s",
    async (date) => {
      const record = await said({ date });
      expect(record.year).toBe(2020);
      expect(record).not.toHaveProperty("published");
    },
  );

  it("lies in the year of the paper, or does not count; an arXiv id tells the month where nothing else does", async () => {
    expect(await said({ year: 2019, date: "2020-05-03" })).not.toHaveProperty("published");
    expect(await said({ arxivId: "2005.00001" })).toMatchObject({ year: 2020, published: "2020-05" });
    expect(await said({ arxivId: "math/9907001" })).toMatchObject({ year: 1999, published: "1999-07" });
    expect(await said({ arxivId: "2005.00001", date: "2020-05-03" })).toMatchObject({ published: "2020-05-03" });
    expect(await said({ arxivId: "2005.00001", year: 2021 })).not.toHaveProperty("published");
  });
});

describe("links, keywords and counts", () => {
  it("that are none are left out", async () => {
    const record = await said({
      keywords: ["", " . ", 7, null, "x".repeat(101), "https://a.org", "good."],
      links: [{ kind: "code", url: "javascript:alert(1)" }, { kind: "what", url: "https://a.org" }, 7, null, "pdf"],
      citations: -1,
      kind: "poem",
      volume: {},
      pages: 12,
      retracted: "no",
    });
    expect(record).toEqual({ title: "A title", abstract: "", authors: [], categories: [], keywords: ["good"] });
    for (const citations of [1.5, "many", 1e300, ["a"]])
      expect(await said({ citations })).not.toHaveProperty("citations");
  });

  it("that say again what the paper's own address and ids say are left out", async () => {
    const links = [
      { kind: "pdf", url: "https://arxiv.org/pdf/2005.00001v2" },
      { kind: "page", url: "https://doi.org/10.1000/X" },
      { kind: "code", url: "https://a.org/" },
      { kind: "discussion", url: "https://huggingface.co/papers/2005.00001" },
      { kind: "pdf", url: "https://arxiv.org/pdf/2005.00002" },
    ];
    const record = await said({ arxivId: "2005.00001", doi: "10.1000/x", url: "https://a.org/", links });
    expect(record.links).toEqual(links.slice(3));
  });

  it("are at most so many, and the same when they are read again, whatever they hold", async () => {
    const anything = fc.array(fc.oneof(fc.string({ unit: "binary" }), fc.jsonValue(), fc.webUrl()), { maxLength: 150 });
    const kind = fc.constantFrom("pdf", "code", "page", "data", "discussion", "other");
    const links = fc.array(fc.record({ kind, url: fc.oneof(fc.webUrl(), fc.string()) }), { maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(anything, links, fc.string(), async (keywords, some, pages) => {
        const record = await said({ keywords, links: some, pages, volume: keywords[0] });
        expect(record.keywords?.length ?? 0).toBeLessThanOrEqual(100);
        expect(record.links?.length ?? 0).toBeLessThanOrEqual(20);
        expect(await recordOf(record)).toEqual(record);
      }),
      { numRuns: 60 },
    );
  });
});

describe("a retraction", () => {
  it.each(["RETRACTED: One", "Retracted Article: One", "[RETRACTED] One", "WITHDRAWN: One"])(
    "is told by a title that publishers marked: %s",
    async (title) => {
      expect(await said({ title })).toMatchObject({ title, retracted: true });
    },
  );

  it("is told by an abstract that only says so, and not by the notice of it or papers about it", async () => {
    const withdrawn = "This paper has been withdrawn by the author due to a crucial sign error in equation 1.";
    expect(await said({ abstract: withdrawn })).toHaveProperty("retracted", true);
    expect(await said({ title: "Retraction: One" })).not.toHaveProperty("retracted");
    expect(await said({ title: "Retracted papers in biology" })).not.toHaveProperty("retracted");
    expect(await said({ abstract: "This paper asks why drugs are withdrawn." })).not.toHaveProperty("retracted");
  });
});
