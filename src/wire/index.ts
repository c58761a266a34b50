/** The wire types: the single source of what HTTP takes and gives, of its validation, and of the OpenAPI document.
 *  The page imports the types from here and nothing else from src/. */
import { z } from "zod";
import { Reason } from "./explain.ts";
import { FeedEntries } from "./feeds.ts";
import { MapColumn } from "./map.ts";
import { PAPER_FACTS, Paper } from "./paper.ts";
import { ListSummary } from "./reading.ts";
import { RECOMMENDED_FIELDS, RecommendSeed, RecommendSeeds, TasteWord } from "./recommend.ts";
import { SavedSearch } from "./saved.ts";

export * from "./digest.ts";
export * from "./explain.ts";
export * from "./feeds.ts";
export * from "./find.ts";
export * from "./grade.ts";
export * from "./intake.ts";
export * from "./listings.ts";
export * from "./map.ts";
export * from "./paper.ts";
export * from "./reading.ts";
export * from "./recommend.ts";
export * from "./saved.ts";
export * from "./works.ts";

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
        "Whether any of the first papers is about the query; absent where that has not been learned: in libraries of fewer than 200 papers, or shortly after their first search; and while the first word is typed",
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

export const RecommendedAnswer = z
  .object({
    list: ListSummary,
    hits: z.array(
      Hit.extend({
        near: z.object({ id: z.string(), title: z.string() }).describe("The paper of the list that it is nearest to"),
      }).meta({ id: "RecommendedHit" }),
    ),
    tookMs: z.number(),
    note: z.string().optional().describe("Why there are none"),
  })
  .meta({ id: "RecommendedAnswer" });

export const RecommendAnswer = z
  .object({
    hits: z.array(Hit.extend(RECOMMENDED_FIELDS).meta({ id: "Recommendation" })),
    total: z.number().int().describe("Papers that were ranked"),
    seeds: z.array(RecommendSeed).describe("What was asked to be liked and disliked; none where the reader's own did"),
    words: z.array(TasteWord).describe("The words that count most, for and against, and those that the reader turned"),
    learnedFrom: z.object({
      liked: z.number().int().describe("Papers and texts"),
      disliked: z.number().int(),
      tookMs: z.number().describe("How long the learning took"),
    }),
    diversity: z.number(),
    notes: z.array(z.string()).describe("What a reader should know, for example that nothing is liked yet"),
    tookMs: z.number(),
  })
  .meta({ id: "RecommendAnswer" });

export const SavedHitsAnswer = SavedSearch.omit({ problem: true })
  .extend({
    revision: z.number().int(),
    newPapers: z.number().int().describe("How many of the papers that it finds came in after `since`"),
    since: z.number().int().describe("Papers of later rows are new"),
    upTo: z.number().int().describe("Row of the last paper that was there: what to say that has been seen"),
    hits: z.array(Hit).describe("The new ones, the best first; `rank` is the place among all that it finds"),
    tookMs: z.number(),
  })
  .meta({ id: "SavedHitsAnswer" });

export const PapersAnswer = z
  .object({ total: z.number().int(), offset: z.number().int(), papers: z.array(Paper) })
  .meta({ id: "PapersAnswer" });

const Count = z.object({ value: z.string(), count: z.number().int() });

export const Stats = z
  .object({
    papers: z.number().int(),
    titleOnly: z.number().int(),
    listings: z.number().int().describe("Listing pages"),
    listed: z.number().int().describe("Entries on those pages"),
    rejects: z.number().int().describe("Records that could not be used, see rejects.jsonl in the library"),
    vectors: z.number().int(),
    dimension: z.number().int(),
    model: z.string(),
    index: z.object({
      kind: z.enum(["hnsw", "exact"]),
      count: z.number().int(),
      sizeBytes: z.number().int(),
      state: z.string(),
    }),
    words: z.number().int().describe("Different words in the lexical index"),
    years: z.array(z.object({ year: z.number().int(), count: z.number().int() })),
    categories: z.array(Count).describe("Most frequent first, at most 500"),
    venues: z.array(Count).describe("Most frequent first, at most 500"),
    sources: z.array(Count),
    listingDates: z.array(Count).describe("Listing dates with their number of entries"),
    lastIngestAt: z.string().optional(),
    sizeBytes: z.number().int().describe("Size of the library on disk"),
    files: z.array(z.object({ name: z.string(), bytes: z.number().int() })).describe("Its files, the largest first"),
    schemaVersion: z.number().int(),
  })
  .meta({ id: "Stats" });

export const Health = z
  .object({ status: z.enum(["ok", "empty"]), papers: z.number().int(), version: z.string() })
  .meta({ id: "Health" });

export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    code: z.string(),
  })
  .describe("RFC 9457 problem details")
  .meta({ id: "Problem" });

const year = z.coerce.number().int().min(1000).max(2999);
const day = z.string().regex(/^(\d{4}|-)-\d{2}-\d{2}$/, "expected YYYY-MM-DD or --MM-DD");
const many = z.union([z.string(), z.array(z.string())]).transform((value) => (Array.isArray(value) ? value : [value]));

const area = z
  .string()
  .max(20_000)
  .regex(
    /^\d+(\.\d+)?,\d+(\.\d+)?(;\d+(\.\d+)?,\d+(\.\d+)?){2,}$/,
    "expected three corners or more: x,y;x,y;x,y with numbers from 0 to 1",
  )
  .describe("Corners of an area of the map, x,y;x,y;x,y with numbers from 0 to 1: only papers that lie in it");

/** Filters that every search mode takes. Several values of one filter mean "any of them". */
export const FilterParameters = z.object({
  yearFrom: year.optional().describe("First year, inclusive"),
  yearTo: year.optional().describe("Last year, inclusive"),
  category: many.optional().describe("Category, for example cs.CL; `cs.*` takes all of an archive; may be repeated"),
  venue: many.optional().describe("Venue, whole name, case ignored; may be repeated"),
  source: many.optional().describe("Source label; may be repeated"),
  listedFrom: day.optional().describe("First listing date, inclusive"),
  listedTo: day.optional().describe("Last listing date, inclusive"),
  topic: many.optional().describe("Id of a topic of the map, for example t12; may be repeated"),
  area: area.optional(),
  list: many.optional().describe("Id or whole name of a list of the reader's; may be repeated"),
  read: z.enum(["yes", "no"]).optional().describe("Only papers that the reader has marked as read, or only others"),
});

const page = {
  k: z.coerce.number().int().min(1).max(MAX_K).default(20).describe("How many hits to give"),
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0).describe("How many hits to skip"),
};

export const SearchParameters = FilterParameters.extend({
  q: z.string().max(MAX_QUERY_LENGTH).describe('Words, a question, "exact phrases" and -exclusions'),
  mode: SearchMode.default("hybrid"),
  sort: SearchSort.default("relevance"),
  prefix: z
    .enum(["0", "1"])
    .default("0")
    .describe("1 while typing: the last word may be the beginning of a longer one"),
  ...page,
});
export const SuggestParameters = z.object({
  q: z.string().max(MAX_QUERY_LENGTH).describe("What has been typed so far"),
  k: z.coerce.number().int().min(1).max(50).default(8).describe("How many suggestions to give"),
});
export const SearchFeedParameters = SearchParameters.omit({ prefix: true, offset: true }).extend(FeedEntries);
export const FacetsParameters = SearchParameters.omit({ sort: true, k: true, offset: true });

export const TopicPapersParameters = z.object({ ...page });
export const MapPapersParameters = z.object({
  row: z
    .preprocess((value) => (Array.isArray(value) ? value : [value]), z.array(z.coerce.number().int().min(0)).max(100))
    .describe("Row of a paper, as the points of the map carry it; may be repeated, up to 100 times"),
});
export const MapColumnParameters = z.object({ by: MapColumn.shape.by });
export const OverTimeParameters = z.object({
  level: z.coerce.number().int().min(0).max(99).default(0).describe("Level of the topics; 0 is the top"),
});
export const SelectionParameters = FilterParameters.extend({ ...page, area });
export const RelatedParameters = FilterParameters.extend({ k: page.k });
export const LikeParameters = FilterParameters.extend({
  id: z
    .preprocess((value) => (Array.isArray(value) ? value : [value]), z.array(z.string()).max(100))
    .describe("Id of a paper, or its arXiv id or DOI in any spelling; may be repeated, up to 100 times"),
  ...page,
});
export const RecommendParameters = FilterParameters.extend({
  ...RecommendSeeds,
  q: z
    .string()
    .max(MAX_QUERY_LENGTH)
    .optional()
    .describe("What the papers are to be about: counts as much as all likes"),
});
export const ExplainParameters = z
  .object({
    a: z.string().optional().describe("Id of a paper, or its arXiv id or DOI in any spelling"),
    q: z.string().max(MAX_QUERY_LENGTH).optional().describe("Instead of a: a query, as in a search"),
    b: z.string().describe("Id of the paper that is like the first, or that answers the query"),
  })
  .refine(({ a, q }) => (a === undefined) !== (q === undefined), "expected either a or q beside b");
export const SavedParameters = z.object({
  k: z.coerce.number().int().min(1).max(200).default(50).describe("How many new papers to give"),
  since: z.coerce
    .number()
    .int()
    .min(0)
    .optional()
    .describe("Row after which papers are new, instead of those not seen"),
});
export const PapersParameters = z.object({ ...page });
export const ExportFormat = z.enum(["bibtex", "ris", "csl-json", "csv", "jsonl", "markdown", "plain"]);
export const ExportParameters = FilterParameters.extend({
  format: ExportFormat.default("bibtex"),
  id: many
    .optional()
    .describe("Id of a paper, or its arXiv id or DOI in any spelling; may be repeated; without q and filters"),
  q: z
    .string()
    .max(MAX_QUERY_LENGTH)
    .optional()
    .describe(
      "As in a search; without it and ids, all papers that pass the filters: those of one list in its order, others the newest first",
    ),
  mode: SearchMode.default("hybrid"),
  sort: SearchSort.default("relevance"),
  k: page.k.default(MAX_K).describe("How many papers at most"),
  inline: z.enum(["0", "1"]).default("0").describe("1 for plain text to look at instead of a file to save"),
});

export type SearchMode = z.infer<typeof SearchMode>;
export type SearchSort = z.infer<typeof SearchSort>;
export type ExportFormat = z.infer<typeof ExportFormat>;
export type Hit = z.infer<typeof Hit>;
export type SearchAnswer = z.infer<typeof SearchAnswer>;
export type RelatedAnswer = z.infer<typeof RelatedAnswer>;
export type LikeAnswer = z.infer<typeof LikeAnswer>;
export type RecommendedAnswer = z.infer<typeof RecommendedAnswer>;
export type RecommendAnswer = z.infer<typeof RecommendAnswer>;
export type RecommendParameters = z.infer<typeof RecommendParameters>;
export type SavedHitsAnswer = z.infer<typeof SavedHitsAnswer>;
export type PapersAnswer = z.infer<typeof PapersAnswer>;
export type Stats = z.infer<typeof Stats>;
export type Health = z.infer<typeof Health>;
export type Problem = z.infer<typeof Problem>;
export type FilterParameters = z.infer<typeof FilterParameters>;
