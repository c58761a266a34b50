import { describe, expect, it } from "vitest";
import { papers, readBytes, rejects, titles } from "./reading.ts";

/** Cut anywhere, a text gives without an error the papers that were whole before the cut. */
async function expectWholePapers(text: string, closer: string, step: number) {
  for (let cut = text.indexOf(closer) - 50; cut < text.length; cut += step) {
    const whole = text.slice(0, cut).split(closer).length - 1;
    const events = await readBytes(text.slice(0, cut), { step: 1000 });
    expect(titles(events)).toHaveLength(whole);
  }
}

const item = (id: string, title: string, more = "") => `    <item>
      <title>${title}</title>
      <link>https://arxiv.org/abs/${id}</link>
      <description>arXiv:${id}v1 Announce Type: new 
Abstract: We prove $a &lt; b$ for Erd\\H{o}s.</description>
      <guid isPermaLink="false">oai:arXiv.org:${id}v1</guid>
      <category>cs.CL</category>
      <category>math.CO</category>
      <pubDate>Tue, 02 Jan 2024 00:00:00 -0500</pubDate>
      <arxiv:announce_type>new</arxiv:announce_type>
      <dc:creator>Ada Lovelace, Paul Erd\u0151s</dc:creator>${more}
    </item>
`;
const RSS = `<?xml version='1.0' encoding='UTF-8'?>
<rss xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:dc="http://purl.org/dc/elements/1.1/" version="2.0">
  <channel>
    <title>cs.CL updates on arXiv.org</title>
    <skipDays><day>Sunday</day><day>Saturday</day></skipDays>
${item("2401.00001", "One &amp; only")}${item("2312.00002", "An \\'etude", "<arxiv:DOI>10.1000/X</arxiv:DOI>")}  </channel>
</rss>
`;

describe("RSS", () => {
  it("of arXiv gives the abstract without the announcement, all authors, and the year of the id", async () => {
    const events = await readBytes(RSS);
    expect(papers(events).map(({ line }) => line)).toEqual([6, 18]);
    expect(papers(events)[0]?.record).toEqual({
      title: "One & only",
      abstract: "We prove $a < b$ for Erdős.",
      authors: ["Ada Lovelace", "Paul Erdős"],
      categories: ["cs.CL", "math.CO"],
      arxivId: "2401.00001",
      url: "https://arxiv.org/abs/2401.00001",
      year: 2024,
      published: "2024-01",
      arxivVersion: 1,
    });
    expect(papers(events)[1]?.record).toMatchObject({ title: "An étude", doi: "10.1000/x", year: 2023 });
  });

  it("of arXiv as it was before, in RDF, loses the id in the title and the links around names", async () => {
    const old = `<rdf:RDF xmlns:rdf="x"><channel rdf:about="y"/><item rdf:about="http://arxiv.org/abs/2301.00001">
<title>Sets. (arXiv:2301.00001v1 [math.CO])</title><link>http://arxiv.org/abs/2301.00001</link>
<description rdf:parseType="Literal">&lt;p&gt;We count.&lt;/p&gt;</description>
<dc:creator> &lt;a href="http://arxiv.org/a"&gt;A. One&lt;/a&gt;, &lt;a href="http://x"&gt;B. Two&lt;/a&gt;</dc:creator></item></rdf:RDF>`;
    expect(papers(await readBytes(old))[0]?.record).toMatchObject({
      title: "Sets",
      authors: ["A. One", "B. Two"],
      arxivId: "2301.00001",
    });
  });

  it("of a publisher gives DOI, date, journal and text without markup", async () => {
    const text = `<rss version="2.0"><channel><item><title><![CDATA[H<sub>2</sub>O & us]]></title>
<link>https://example.org/a</link><description><![CDATA[<p>Abstract: Water is wet.</p>]]></description>
<prism:doi>10.1000/WET</prism:doi><prism:publicationDate>2019-03-01</prism:publicationDate>
<prism:publicationName>Wet Journal</prism:publicationName><author>A. One</author></item></channel></rss>`;
    expect(papers(await readBytes(text))[0]?.record).toEqual({
      title: "H2O & us",
      abstract: "Water is wet.",
      authors: ["A. One"],
      categories: [],
      doi: "10.1000/wet",
      url: "https://example.org/a",
      venue: "Wet Journal",
      year: 2019,
      published: "2019-03-01",
    });
  });

  it("that is cut off keeps every whole item", async () => {
    await expectWholePapers(RSS, "</item>", 23);
  });
});

describe("Atom", () => {
  it("of others than arXiv gives what it says, and the link to the page", async () => {
    const text = `<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>tag:example.org,2024:1</id>
<title type="html">The &lt;i&gt;fly&lt;/i&gt;</title><updated>2024-05-01T00:00:00Z</updated>
<link rel="enclosure" href="https://example.org/1.pdf"/><link href="https://example.org/1"/>
<author><name>Davis, Sammy</name></author><content type="html">&lt;p&gt;It flies.&lt;/p&gt;</content></entry></feed>`;
    expect(papers(await readBytes(text))[0]?.record).toEqual({
      title: "The fly",
      abstract: "It flies.",
      authors: ["Davis, Sammy"],
      categories: [],
      url: "https://example.org/1",
      year: 2024,
      published: "2024-05-01",
    });
  });
});

const article = (pmid: number, title: string) => `<PubmedArticle>
  <MedlineCitation Status="MEDLINE" Owner="NLM">
    <PMID Version="1">${pmid}</PMID>
    <Article PubModel="Print-Electronic">
      <Journal><ISSN>1</ISSN><JournalIssue><Volume>1</Volume><PubDate><MedlineDate>2020 Nov-Dec</MedlineDate></PubDate></JournalIssue>
        <Title>The Journal of Flies</Title><ISOAbbreviation>J Flies</ISOAbbreviation></Journal>
      <ArticleTitle>${title}</ArticleTitle>
      <ELocationID EIdType="pii">x1</ELocationID>
      <ELocationID EIdType="doi" ValidYN="Y">10.1000/F${pmid}</ELocationID>
      <Abstract><AbstractText Label="AIMS" NlmCategory="OBJECTIVE">CO<sub>2</sub> &amp; p &lt; 0.05.</AbstractText>
        <AbstractText Label="UNLABELLED">We look.</AbstractText></Abstract>
      <AuthorList CompleteYN="Y">
        <Author ValidYN="Y"><LastName>Müller</LastName><ForeName>Anna B</ForeName><Initials>AB</Initials>
          <AffiliationInfo><Affiliation>Somewhere</Affiliation></AffiliationInfo></Author>
        <Author><CollectiveName>The Fly Group</CollectiveName></Author>
      </AuthorList>
      <ArticleDate DateType="Electronic"><Year>2019</Year><Month>12</Month></ArticleDate>
    </Article>
  </MedlineCitation>
  <PubmedData><ArticleIdList><ArticleId IdType="pubmed">${pmid}</ArticleId><ArticleId IdType="doi">10.1000/F${pmid}</ArticleId></ArticleIdList></PubmedData>
</PubmedArticle>
`;
const PROLOG = `<?xml version="1.0" ?>
<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, 1st January 2024//EN" "https://dtd.nlm.nih.gov/x.dtd">
<PubmedArticleSet>
`;
const PUBMED = `${PROLOG}${article(1, "Flies of <i>D. mel</i>.")}${article(2, "[Mücken im Wind].")}</PubmedArticleSet>`;

describe("PubMed XML", () => {
  it("gives sections of the abstract with labels, people and groups, the earlier year, journal and ids", async () => {
    const events = await readBytes(PUBMED, { step: 7 });
    expect(papers(events)[0]?.record).toEqual({
      id: "PMID:1",
      title: "Flies of D. mel",
      abstract: "AIMS: CO2 & p < 0.05. We look.",
      authors: ["Anna B Müller", "The Fly Group"],
      categories: [],
      year: 2019,
      published: "2019-12",
      kind: "article",
      printed: { volume: "1" },
      venue: "The Journal of Flies",
      doi: "10.1000/f1",
      url: "https://pubmed.ncbi.nlm.nih.gov/1/",
    });
    expect(papers(events).map(({ line, record }) => [line, record.title])).toEqual([
      [4, "Flies of D. mel"],
      [25, "Mücken im Wind"],
    ]);
  });

  it("may be all on one line, in an older encoding, or cut off", async () => {
    expect(titles(await readBytes(PUBMED.replaceAll("\n", " ")))).toHaveLength(2);
    expect(papers(await readBytes(Buffer.from(PUBMED, "latin1")))[0]?.record.authors[0]).toBe("Anna B Müller");
    await expectWholePapers(PUBMED, "</PubmedArticle>", 31);
  });
});

describe("XML", () => {
  it("with entities of its own is refused, and nothing is expanded or fetched", async () => {
    const laughs = `<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>`;
    const events = await readBytes(PUBMED.replace(/<!DOCTYPE[^>]*>/, laughs).replace("Flies of", "&b;&c;"));
    expect(titles(events)).toEqual([]);
    expect(rejects(events)).toMatchObject([
      { line: 0, reason: expect.stringMatching(/^Refused: the XML defines entit/) },
    ]);
    expect(titles(await readBytes(PUBMED.replace("Flies of", "&b; of")))[0]).toBe("&b; of D. mel");
  });

  it("whose records never end, or never begin, neither fill the memory nor take for ever", async () => {
    const endless = await readBytes(`${PROLOG}<PubmedArticle>${"<a>".repeat(2_900_000)}${article(3, "Next")}`);
    expect(titles(endless)).toEqual(["Next"]);
    expect(rejects(endless)[0]?.reason).toBe("Expected records of at most 8 MiB, this one is longer.");
    const nested = await readBytes(`${PROLOG}${"<PubmedArticle>".repeat(20_000)}${article(3, "Next")}`);
    expect(titles(nested)).toEqual(["Next"]);
  });
});
