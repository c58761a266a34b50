/** The wire types of listings by day, week and month. */
import { z } from "zod";
import { PaperAnswer } from "./paper.ts";

/** So many papers of a period are given at once, at most: each is compared with all that was known before. */
const MAX_LISTED = 1_000;

export const PeriodLength = z.enum(["day", "week", "month"]);

const PeriodFields = {
  period: z
    .string()
    .describe(
      "2024-05-01, 2024-W18 (ISO 8601) or 2024-05; --05-01 or --05 where pages name no year; page:source/name for a page without date",
    ),
  by: z.enum([...PeriodLength.options, "page"]).describe("page: one page without date"),
  from: z.string().optional().describe("First day, YYYY-MM-DD or --MM-DD; absent for a page without date"),
  to: z.string().optional().describe("Last day"),
  listings: z.number().int().describe("Listing pages"),
  papers: z.number().int().describe("Different papers on them"),
};

export const ListingPeriod = z.object(PeriodFields).meta({ id: "ListingPeriod" });

export const ListingsAnswer = z
  .object({
    by: PeriodLength,
    periods: z
      .array(ListingPeriod)
      .describe("The latest first; then those that name no year, the latest in the year first; then pages by name"),
    notes: z.array(z.string()).describe("What a reader should know, for example of pages that name no year"),
  })
  .meta({ id: "ListingsAnswer" });

export const ListedPaper = PaperAnswer.extend({
  place: z.number().int().min(1).describe("Place in the period, from 1"),
  novelty: z
    .number()
    .min(0)
    .max(2)
    .optional()
    .describe("1 less the cosine similarity with the nearest paper known before the period; absent without one"),
  nearest: z.object({ id: z.string(), title: z.string() }).optional().describe("That nearest paper"),
  mine: z
    .object({
      score: z.number().describe("Mean of its three highest similarities to papers that the reader keeps or has read"),
      near: z.object({ id: z.string(), title: z.string() }).describe("The nearest of these"),
    })
    .optional()
    .describe("Why it is for the reader, where it was asked for; absent for papers that the reader knows"),
  newInKind: z.boolean().describe("Whether the novelty is far out, and the paper itself was not known before"),
}).meta({ id: "ListedPaper" });

export const TopicGrowth = z
  .object({
    id: z.string(),
    name: z.string(),
    count: z.number().int().describe("How many of the papers it has"),
    expected: z.number().describe("How many it would have by its share of the papers known before"),
  })
  .meta({ id: "TopicGrowth" });

export const ListingAnswer = z
  .object({
    ...PeriodFields,
    offset: z.number().int(),
    listed: z
      .array(ListedPaper)
      .describe("The latest day first, by rank within a day; a paper that is listed again stands at its first place"),
    pages: z
      .array(z.object({ source: z.string(), name: z.string(), date: z.string().optional(), papers: z.number().int() }))
      .describe("The listing pages"),
    previous: z.string().optional().describe("The period before this one that has listings"),
    next: z.string().optional().describe("The period after it"),
    day: z.string().optional().describe("Its latest day with listings"),
    week: z.string().optional().describe("The week of that day; absent where the year is not known"),
    month: z.string().optional().describe("The month of that day"),
    novelty: z
      .object({
        known: z.number().int().describe("Papers that the library knew before this period"),
        limit: z
          .number()
          .optional()
          .describe("Novelty beyond which a paper is new in kind; absent where too few papers were known before"),
      })
      .optional()
      .describe("What novelty is measured by; absent where it was not asked for"),
    growing: z
      .array(TopicGrowth)
      .describe(
        "Topics of the map that have more of the period's new papers than chance gives, the surest first; none without novelty, or where too few papers were known before",
      ),
    notes: z.array(z.string()),
  })
  .meta({ id: "ListingAnswer" });

export const ListingsParameters = z.object({
  by: PeriodLength.default("day").describe("Length of the periods"),
});
export const ListingParameters = z.object({
  sort: z
    .enum(["listed", "mine"])
    .default("listed")
    .describe("mine: what is new for the reader first, the nearest to papers in their lists at the top"),
  k: z.coerce.number().int().min(1).max(MAX_LISTED).default(200).describe("How many papers to give"),
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0).describe("How many papers to skip"),
  novelty: z
    .enum(["0", "1"])
    .default("1")
    .describe("0: without novelty, for an answer at once; comparing takes some milliseconds a paper"),
});

export type PeriodLength = z.infer<typeof PeriodLength>;
export type ListingPeriod = z.infer<typeof ListingPeriod>;
export type ListingsAnswer = z.infer<typeof ListingsAnswer>;
export type TopicGrowth = z.infer<typeof TopicGrowth>;
export type ListedPaper = z.infer<typeof ListedPaper>;
export type ListingAnswer = z.infer<typeof ListingAnswer>;
