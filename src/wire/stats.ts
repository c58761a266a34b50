/** What a library holds and how it is, and how the server says that something went wrong. */
import { z } from "zod";

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

export type Stats = z.infer<typeof Stats>;
export type Health = z.infer<typeof Health>;
export type Problem = z.infer<typeof Problem>;
