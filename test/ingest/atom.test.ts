import { describe, expect, it } from "vitest";
import { papers, readBytes, rejects, titles } from "./reading.ts";

const HEAD = `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <title type="html">ArXiv Query: id_list=1706.03762</title>
  <id>http://arxiv.org/api/abc</id>
`;
const ENTRY = `  <entry>
    <id>http://arxiv.org/abs/1706.03762v5</id>
    <updated>2023-08-02T00:41:18Z</updated>
    <published>2017-06-12T17:57:34Z</published>
    <title>Attention Is All
  You Need &amp; more</title>
    <summary>  We &lt;propose&gt; $x &#60; y$ &#x3b1;.
</summary>
    <author><name>Ashish Vaswani</name><arxiv:affiliation xmlns:arxiv="http://arxiv.org/schemas/atom">X</arxiv:affiliation></author>
    <author>
      <name>Noam Shazeer</name>
    </author>
    <arxiv:comment xmlns:arxiv="http://arxiv.org/schemas/atom">15 pages</arxiv:comment>
    <arxiv:doi xmlns:arxiv="http://arxiv.org/schemas/atom">10.1000/XY</arxiv:doi>
    <arxiv:journal_ref xmlns:arxiv="http://arxiv.org/schemas/atom">NIPS 2017</arxiv:journal_ref>
    <link href="http://arxiv.org/abs/1706.03762v5" rel="alternate" type="text/html"/>
    <arxiv:primary_category xmlns:arxiv="http://arxiv.org/schemas/atom" term="cs.CL" scheme="http://arxiv.org/schemas/atom"/>
    <category term="cs.LG" scheme="x"/>
    <category term="cs.CL" scheme="x"/>
  </entry>
`;
const FEED = `${HEAD}${ENTRY}${ENTRY.replaceAll("1706.03762v5", "1706.00001v1").replace("Attention", "Intention")}</feed>`;

describe("answers of the arXiv API", () => {
  it("give everything that an entry says, with references replaced and the primary category first", async () => {
    const events = await readBytes(FEED);
    expect(papers(events).map(({ line }) => line)).toEqual([5, 25]);
    expect(papers(events)[0]?.record).toEqual({
      title: "Attention Is All You Need & more",
      abstract: "We <propose> $x < y$ α.",
      authors: ["Ashish Vaswani", "Noam Shazeer"],
      year: 2017,
      published: "2017-06-12",
      arxivVersion: 5,
      venue: "NIPS 2017",
      categories: ["cs.CL", "cs.LG"],
      arxivId: "1706.03762",
      doi: "10.1000/xy",
      url: "http://arxiv.org/abs/1706.03762v5",
    });
  });

  it("may stand on one line or come in small pieces", async () => {
    const expected = papers(await readBytes(FEED)).map(({ record }) => record);
    for (const text of [FEED.replaceAll("\n", " "), FEED]) {
      expect(papers(await readBytes(text, { step: 5 })).map(({ record }) => record)).toEqual(expected);
    }
  });

  it("that are errors, cut off or without title are rejected with what arXiv said or what is missing", async () => {
    const error =
      "<entry><id>http://arxiv.org/api/errors#x</id><title>Error</title><summary>incorrect id format for 1</summary></entry>";
    expect(rejects(await readBytes(`${HEAD}${error}</feed>`))).toMatchObject([
      { line: 5, reason: "arXiv says: incorrect id format for 1" },
    ]);
    expect(rejects(await readBytes(`${HEAD}<entry><id>http://arxiv.org/abs/1</id></entry></feed>`))[0]?.reason).toMatch(
      /title/,
    );
    for (let cut = HEAD.length + 10; cut < FEED.length; cut += 13) {
      const events = await readBytes(FEED.slice(0, cut));
      const whole = FEED.slice(0, cut).split("</entry>").length - 1;
      expect(titles(events)).toHaveLength(whole);
      expect(rejects(events)).toHaveLength(FEED.slice(0, cut).split(/<entry>/).length - 1 - whole);
    }
  });

  it("of damaged markup never throw or hang", async () => {
    const pieces = ['<a "', "<!--", "<![CDATA[", "&#x110000;&#0;&bad;", "</", "<x y='", "<?", "<author>".repeat(2000)];
    for (const piece of pieces) {
      const events = await readBytes(`${HEAD}<entry>${piece.repeat(500)}<title>T</title></entry>${ENTRY}</feed>`);
      expect(titles(events).at(-1)).toBe("Attention Is All You Need & more");
    }
  });
});
