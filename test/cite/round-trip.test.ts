import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CitedPaper } from "../../src/cite/index.ts";
import { type PaperRecord, WORK_KINDS } from "../../src/core/index.ts";
import { readBytes, papers as readPapers } from "../ingest/reading.ts";
import { written } from "./papers.ts";

type Field = keyof PaperRecord;

/** What each format can say of a paper, beside its title, abstract and authors. */
const SAYS: Readonly<Record<"bibtex" | "ris" | "csl-json" | "csv" | "jsonl", readonly Field[]>> = (() => {
  const common = ["year", "venue", "kind", "printed", "arxivId", "doi", "keywords", "retracted"] as const;
  const dated = [...common, "published"] as const;
  return {
    ...{ bibtex: dated, ris: dated, "csl-json": dated },
    csv: [...dated, "categories", "arxivVersion", "links", "citations", "url"],
    jsonl: [...dated, "categories", "arxivVersion", "links", "citations", "url", "id"],
  };
})();

async function ingested(text: string): Promise<PaperRecord[]> {
  return readPapers(await readBytes(text)).map(({ record }) => record);
}

const word = fc.constantFrom("graph", "β-decay", "Erdős", "50%", "a & b", "R_0", "it's", "C#", "“quoted”", "x^2", "~");
const words = (most: number) => fc.array(word, { minLength: 1, maxLength: most }).map((some) => some.join(" "));
const number = fc.oneof(fc.nat({ max: 3000 }).map(String), fc.constantFrom("12A", "S1", "3 Suppl. 1"));

/** Papers as ingest makes them, with texts that mean something to one of the formats. */
const paper: fc.Arbitrary<CitedPaper> = fc
  .record(
    {
      title: words(6),
      abstract: words(20),
      authors: fc.constantFrom([], ["Ada Lovelace"], ["Ludwig van Beethoven", "Paul Erdős"]),
      categories: fc.constantFrom([], ["cs.CL"], ["cs.CL", "hep-th"]),
      published: fc.constantFrom(undefined, "2019-02", "2019-12-31"),
      venue: words(3).map((some) => `Journal of ${some}`),
      kind: fc.constantFrom(...WORK_KINDS.filter((kind) => kind !== "preprint")),
      printed: fc.record(
        {
          volume: number,
          issue: number,
          pages: fc.oneof(number, fc.constantFrom("12-34", "e17", "S1-S9")),
          publisher: words(2),
        },
        { requiredKeys: ["volume"] },
      ),
      keywords: fc.uniqueArray(fc.oneof(word, fc.constantFrom("deep, wide nets", "p|q")), { minLength: 1 }),
      arxivId: fc.constant("1706.03762"),
      arxivVersion: fc.integer({ min: 1, max: 30 }),
      doi: fc.constantFrom(
        "10.1145/3292500.3330701",
        "10.1002/(sici)1097-0258(19980815)17:15/16<1661::aid-sim968>3.0.co;2-2",
      ),
      citations: fc.nat({ max: 1e6 }),
      links: fc.constantFrom<PaperRecord["links"]>(
        [{ kind: "code", url: "https://a.b/c;d(e)" }],
        [
          { kind: "pdf", url: "https://a.b/1.pdf" },
          { kind: "page", url: "https://a.b/?x=1,2&y" },
        ],
      ),
      retracted: fc.constant(true as const),
    },
    { requiredKeys: ["title", "abstract", "authors", "categories", "kind"] },
  )
  .map(({ published, ...fields }) => ({
    ...{ id: "p1", year: 2019, ...fields },
    ...(published === undefined ? {} : { published }),
    ...(fields.arxivId === undefined ? { arxivVersion: undefined } : {}),
  }))
  .map((fields) => JSON.parse(JSON.stringify(fields)) as CitedPaper);

describe("a paper that is written and read again", () => {
  it.each(Object.keys(SAYS) as (keyof typeof SAYS)[])(
    "says the same in %s, as far as the format can say it",
    async (format) => {
      await fc.assert(
        fc.asyncProperty(paper, async (given) => {
          const [before] = await ingested(written("jsonl", given));
          const [after] = await ingested(written(format, { ...given, ...before }));
          const fields = ["title", "abstract", "authors", ...SAYS[format]] as const;
          const pick = (record: PaperRecord | undefined) =>
            Object.fromEntries(fields.map((field) => [field, record?.[field]]));
          expect(pick(after)).toEqual(pick(before));
        }),
        { numRuns: 60 },
      );
    },
  );
});
