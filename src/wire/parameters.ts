/** What the routes take in their addresses. */
import { z } from "zod";
import { FeedEntries } from "./feeds.ts";
import { MAX_K, MAX_QUERY_LENGTH, SearchMode, SearchSort } from "./hits.ts";
import { MapColumn } from "./map.ts";
import { RecommendSeeds } from "./recommend.ts";

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

export type ExportFormat = z.infer<typeof ExportFormat>;
export type RecommendParameters = z.infer<typeof RecommendParameters>;
export type FilterParameters = z.infer<typeof FilterParameters>;
