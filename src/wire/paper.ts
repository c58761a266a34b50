/** A paper as the doors give it. */
import { z } from "zod";

export const ListingEntry = z
  .object({
    source: z.string().describe("Where the listing came from, for example huggingface-papers"),
    name: z.string().describe("The name of the page"),
    date: z.string().optional().describe("YYYY-MM-DD, or --MM-DD where the page names no year"),
    rank: z.number().int().min(1).describe("Place of the paper on the page, from 1"),
  })
  .meta({ id: "ListingEntry" });

/** What a line of facts tells of a paper beside year, venue and categories. */
export const PAPER_FACTS = {
  published: z.string().optional().describe("Date of first publication: YYYY-MM or YYYY-MM-DD, as far as it is known"),
  citations: z.number().int().min(0).optional().describe("How often it is cited, as its source counted"),
  retracted: z.literal(true).optional().describe("Its source says that it was retracted or withdrawn"),
};

export const Paper = z
  .object({
    id: z.string(),
    row: z.number().int().describe("Number of the paper in this library; the points of the map carry it"),
    title: z.string(),
    abstract: z.string(),
    titleOnly: z.boolean().describe("True when there is no abstract, so that the title alone was embedded"),
    authors: z.array(z.string()),
    year: z.number().int().optional(),
    venue: z.string().optional(),
    categories: z.array(z.string()).describe("The primary category first"),
    arxivId: z.string().optional(),
    doi: z.string().optional(),
    url: z.string().optional(),
    ...PAPER_FACTS,
    arxivVersion: z.number().int().min(1).optional().describe("The latest version on arXiv that the library heard of"),
    kind: z
      .enum(["article", "conference", "book", "chapter", "thesis", "report", "preprint", "dataset", "software"])
      .optional()
      .describe("Kind of work, where its source tells"),
    printed: z
      .object({
        volume: z.string().optional(),
        issue: z.string().optional(),
        pages: z.string().optional().describe("12-34, or an article number"),
        publisher: z.string().optional(),
      })
      .optional()
      .describe("Where in its venue it is printed"),
    keywords: z.array(z.string()).optional().describe("Words that its sources file it under"),
    links: z
      .array(
        z.object({
          kind: z.enum(["pdf", "code", "page", "data", "discussion"]),
          url: z.string().describe("http or https"),
        }),
      )
      .optional()
      .describe("Where else it and what belongs to it can be seen"),
    sources: z.array(z.string()),
    addedAt: z.string().describe("ISO 8601, UTC"),
    updatedAt: z.string().describe("ISO 8601, UTC"),
    listings: z.array(ListingEntry),
  })
  .meta({ id: "Paper" });

export const PaperAnswer = Paper.extend({
  records: z
    .number()
    .int()
    .optional()
    .describe("How many records it is made of, see /api/papers/{id}/records; absent where it is one"),
  topics: z
    .array(z.object({ id: z.string(), name: z.string() }))
    .describe("Its topics on the map, the top level first; empty until the map is ready"),
}).meta({ id: "PaperAnswer" });

export type ListingEntry = z.infer<typeof ListingEntry>;
export type Paper = z.infer<typeof Paper>;
export type PaperAnswer = z.infer<typeof PaperAnswer>;
