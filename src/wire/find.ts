/** What finding takes and gives beside the search itself: counts that follow a query, and suggestions. */
import { z } from "zod";
import { ListColor } from "./reading.ts";

const ValueCount = z.object({ value: z.string(), count: z.number().int() });
const following = "most frequent first, at most 500 and those that are set as filters";

export const FacetsAnswer = z
  .object({
    query: z.string(),
    by: z
      .enum(["words", "nearest"])
      .describe(
        "Which papers are counted: those that contain a word of the query (modes lexical and hybrid), or the 1,000 nearest in meaning (mode semantic, and hybrid where the library has none of the words)",
      ),
    total: z.number().int().describe("How many papers match and pass all filters"),
    years: z
      .array(z.object({ year: z.number().int(), count: z.number().int() }))
      .describe("In order. The filters of years do not narrow these; so it is with each field and its own filter"),
    categories: z.array(ValueCount).describe(`Categories, ${following}`),
    venues: z.array(ValueCount).describe(`Venues, ${following}`),
    sources: z.array(ValueCount).describe(`Sources, ${following}`),
    topics: z
      .array(z.object({ id: z.string(), name: z.string(), count: z.number().int() }))
      .optional()
      .describe("Topics of the top level and those that are set as filters; absent while there is no map"),
    lists: z
      .array(z.object({ id: z.string(), name: z.string(), color: ListColor, count: z.number().int() }))
      .optional()
      .describe("Lists of the reader's, in their order; absent where there are none"),
    read: z
      .object({ yes: z.number().int(), no: z.number().int() })
      .describe("Papers that the reader has marked as read, and others"),
    tookMs: z.number(),
  })
  .meta({ id: "FacetsAnswer" });

export const Suggestion = z
  .object({
    kind: z.enum(["phrase", "topic", "paper"]),
    text: z.string(),
    id: z.string().optional().describe("Of the topic or the paper"),
  })
  .meta({ id: "Suggestion" });

export const SuggestAnswer = z
  .object({
    query: z.string(),
    suggestions: z.array(Suggestion).describe("Phrases first, then topics, then papers"),
    tookMs: z.number(),
  })
  .meta({ id: "SuggestAnswer" });

export type FacetsAnswer = z.infer<typeof FacetsAnswer>;
export type Suggestion = z.infer<typeof Suggestion>;
export type SuggestAnswer = z.infer<typeof SuggestAnswer>;
