import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readBytes, rejects, titles } from "./reading.ts";

const NAMES = ["First", "Second", "Third"];

interface Sample {
  readonly format: string;
  readonly write: (title: string) => string;
  readonly before?: string;
  readonly between?: string;
  readonly after?: string;
}

const SAMPLES: readonly Sample[] = [
  { format: "JSON Lines", write: (title) => `${JSON.stringify({ title, abstract: "a {b} [c" })}\n` },
  {
    format: "JSON",
    before: "[",
    write: (title) => JSON.stringify({ title, authors: [{ name: "x" }] }),
    between: ",\n",
    after: "]",
  },
  {
    format: "JSON",
    before: '{"meta":{"count":3},\n"results":[',
    write: (title) =>
      JSON.stringify({ id: "https://openalex.org/W1", display_name: title, title, abstract_inverted_index: {} }),
    between: ",",
    after: "]}",
  },
  {
    format: "Hugging Face daily papers",
    before: "[",
    write: (title) =>
      JSON.stringify({
        paper: { id: "2401.00001", title, summary: "s", submittedOnDailyAt: "2024-01-02" },
        numComments: 1,
      }),
    between: ",\n",
    after: "]",
  },
  { format: "BibTeX", write: (title) => `@article{key,\n  title = {${title}},\n  year = 2020\n}\n` },
  { format: "RIS", write: (title) => `TY  - JOUR\nTI  - ${title}\nPY  - 2020\nER  - \n` },
  { format: "CSV", before: "title,abstract\n", write: (title) => `"${title}","We say\nso, ""often""."\n` },
  {
    format: "Atom",
    before: '<feed xmlns="http://www.w3.org/2005/Atom">',
    write: (title) => `<entry><title>${title}</title><summary>s &lt; t</summary></entry>\n`,
    after: "</feed>",
  },
  {
    format: "RSS",
    before: "<rss><channel>",
    write: (title) => `<item>\n<title>${title}</title></item>`,
    after: "</channel></rss>",
  },
  {
    format: "PubMed XML",
    before: "<PubmedArticleSet>\n",
    write: (title) =>
      `<PubmedArticle><MedlineCitation><PMID>1</PMID><Article><ArticleTitle>${title}</ArticleTitle></Article></MedlineCitation></PubmedArticle>\n`,
    after: "</PubmedArticleSet>",
  },
];
const GARBAGE = ["<<<>>>\n", "}}]]\n", '"\n', "@{\n", "lorem ipsum\n", "ER  - \n", "</x>\n", ",,,,\n"];

const textOf = ({ write, before = "", between = "", after = "" }: Sample) =>
  before + NAMES.map(write).join(between) + after;
/** Where each record ends in the text. */
const endsOf = (sample: Sample) =>
  NAMES.map((name) => textOf(sample).indexOf(sample.write(name)) + sample.write(name).length);

describe.each(SAMPLES.map((sample, i) => [`${i + 1}: ${sample.format}`, sample] as const))("format %s", (_, sample) => {
  const text = textOf(sample);

  it("is known by its content and read whole", async () => {
    const events = await readBytes(text, { step: 5 });
    expect(events[0]).toMatchObject({ kind: "input", format: sample.format });
    expect(titles(events)).toEqual(NAMES);
    expect(rejects(events)).toEqual([]);
  });

  it("cut off at any point gives every record that was whole, and none that was not there", async () => {
    for (let cut = 0; cut < text.length; cut++) {
      const found = titles(await readBytes(text.slice(0, cut), { step: 1000 }));
      const whole = endsOf(sample).filter((end) => end <= cut).length;
      // A format of which too little is left to know it gives nothing.
      if (found.length > 0 || whole > 1) expect(found.slice(0, whole)).toEqual(NAMES.slice(0, whole));
      expect(found.length).toBeLessThanOrEqual(whole + 1);
    }
  });

  it("keeps what came before garbage, and says what it cannot use", async () => {
    for (const garbage of GARBAGE) {
      const events = await readBytes(`${text}\n${garbage}`);
      expect(titles(events)).toEqual(NAMES);
    }
  });

  it("with any bytes in it never fails, and keeps what stands before them", async () => {
    const bytes = Buffer.from(text);
    const [end = 0] = endsOf(sample);
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 12 }),
        fc.integer({ min: 0, max: bytes.length }),
        async (noise, at) => {
          const events = await readBytes(Buffer.concat([bytes.subarray(0, at), noise, bytes.subarray(at)]));
          const isKnown = events[0]?.kind === "input" && events[0].format === sample.format;
          if (isKnown && at > end + 1) expect(titles(events)).toContain(NAMES[0]);
          expect(events.length).toBeGreaterThan(0);
        },
      ),
      { numRuns: 60 },
    );
  });
});
