/** Papers as answers to a search, with what each was found by. */
import { z } from "zod";
import { Reason } from "./explain.ts";
import { PAPER_FACTS, Paper } from "./paper.ts";

export const MAX_K = 10_000;
export const MAX_QUERY_LENGTH = 100_000;

export const SearchMode = z.enum(["hybrid", "lexical", "semantic"]).describe("Which parts of the search rank");
export const SearchSort = z
  .enum(["relevance", "date"])
  .describe(
    "date: the most relevant papers, the newest first, those of one date by relevance; 1,000 at most, and where meaning ranks at most a tenth of the papers, but 50",
  );

const Span = z.tuple([z.number().int(), z.number().int()]).describe("[start, end) in UTF-16 units");

export const Hit = z
  .object({
    id: z.string(),
    row: z.number().int().describe("Number of the paper in this library; the points of the map carry it"),
    title: z.string(),
    abstract: z.string(),
    authors: z.array(z.string()),
    year: z.number().int().optional(),
    venue: z.string().optional(),
    categories: z.array(z.string()),
    titleOnly: z.boolean(),
    ...PAPER_FACTS,
    rank: z.number().int().min(1).describe("Place in the whole result, from 1"),
    score: z.number().describe("What the ranking sorts by; comparable within one answer only"),
    relative: z.number().min(0).max(1).describe("Score as a share of the best hit of this result, for score bars"),
    scores: z
      .object({
        lexical: z.number().optional().describe("BM25 over title and abstract; absent where no query word matched"),
        semantic: z.number().optional().describe("Cosine similarity of the embeddings, -1 to 1"),
      })
      .describe("What each part of the search gave"),
    relevance: z
      .number()
      .min(0)
      .max(1)
      .optional()
      .describe("Probability of being about the query, of the first 1,000 hits; see `answered`"),
    foundBy: z.array(z.enum(["lexical", "semantic"])).describe("Which parts ranked it among their best"),
    words: z.array(z.string()).describe("Query words that occur in it, as they stand in the query"),
    matches: z
      .object({ title: z.array(Span), abstract: z.array(Span) })
      .describe("Where the matched words stand, for highlighting"),
    reasons: z
      .array(Reason)
      .optional()
      .describe("Of related papers, the first 20: what they and the papers asked for are both about"),
  })
  .meta({ id: "Hit" });

export const SearchAnswer = z
  .object({
    query: z.string(),
    mode: SearchMode,
    sort: SearchSort,
    total: z.number().int().describe("How many papers can be paged through"),
    totalIsExact: z.boolean().describe("False where the result was cut off, so that there are at least `total`"),
    offset: z.number().int(),
    hits: z.array(Hit),
    answered: z
      .boolean()
      .optional()
      .describe(
        "Whether any of the first papers is about the query; absent where that has not been learned: in libraries of fewer than 200 papers or with abstracts of few, or shortly after their first search; and while the first word is typed",
      ),
    relevantCount: z
      .number()
      .int()
      .optional()
      .describe("Papers beyond the first so many are hardly about the query; absent where that comes after this page"),
    nearestTopics: z
      .array(z.object({ id: z.string(), name: z.string() }))
      .optional()
      .describe("Where nothing is about the query: the topics that come nearest to it"),
    notes: z.array(z.string()).describe("What a reader should know, for example words that were left out"),
    tookMs: z.number(),
  })
  .meta({ id: "SearchAnswer" });

export const RelatedAnswer = z
  .object({ id: z.string(), hits: z.array(Hit), tookMs: z.number() })
  .meta({ id: "RelatedAnswer" });

export const LikeAnswer = z
  .object({
    seeds: z.array(z.object({ id: z.string(), title: z.string() })),
    total: z.number().int().describe("How many papers can be paged through"),
    offset: z.number().int(),
    hits: z.array(Hit),
    tookMs: z.number(),
  })
  .meta({ id: "LikeAnswer" });

export const PapersAnswer = z
  .object({ total: z.number().int(), offset: z.number().int(), papers: z.array(Paper) })
  .meta({ id: "PapersAnswer" });

export type SearchMode = z.infer<typeof SearchMode>;
export type SearchSort = z.infer<typeof SearchSort>;
export type Hit = z.infer<typeof Hit>;
export type SearchAnswer = z.infer<typeof SearchAnswer>;
export type RelatedAnswer = z.infer<typeof RelatedAnswer>;
export type LikeAnswer = z.infer<typeof LikeAnswer>;
export type PapersAnswer = z.infer<typeof PapersAnswer>;
