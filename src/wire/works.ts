/** Which records make a paper, and which papers may be one work. */
import { z } from "zod";

const paperId = z.string().trim().min(1, "expected the id of a paper").max(2000);

/** What one source says of a paper. */
export const SourceRecord = z
  .object({
    number: z
      .number()
      .int()
      .describe("Names the record when a paper is taken apart; 0 where the paper has only what one record says"),
    source: z.string().describe("Label of the input"),
    reason: z.string().describe("Why it was taken to be of this paper, for example: same DOI 10.1000/a"),
    at: z.string().describe("When the source last said something else; ISO 8601, UTC"),
    gives: z.array(z.string()).describe("Fields of the paper that come from this record"),
    id: z.string().optional(),
    title: z.string(),
    authors: z.array(z.string()),
    year: z.number().int().optional(),
    venue: z.string().optional(),
    arxivId: z.string().optional(),
    arxivVersion: z.number().int().optional(),
    doi: z.string().optional(),
    url: z.string().optional(),
    abstract: z.string(),
  })
  .meta({ id: "SourceRecord" });

export const RecordsAnswer = z
  .object({ id: z.string(), title: z.string(), records: z.array(SourceRecord).describe("The first first") })
  .meta({ id: "RecordsAnswer" });

/** A paper as one half of a pair. */
export const SuspectPaper = z
  .object({
    id: z.string(),
    title: z.string(),
    authors: z.array(z.string()),
    year: z.number().int().optional(),
    venue: z.string().optional(),
    sources: z.array(z.string()),
  })
  .meta({ id: "SuspectPaper" });

export const SuspectPair = z
  .object({
    a: SuspectPaper,
    b: SuspectPaper,
    similarity: z.number().optional().describe("Cosine similarity, where the map knows them as neighbors"),
    reasons: z.array(z.string()).describe("What speaks for one work, and what against it"),
  })
  .meta({ id: "SuspectPair" });

export const DuplicatesParameters = z.object({
  k: z.coerce.number().int().min(1).max(200).default(20).describe("Number of pairs"),
  offset: z.coerce.number().int().min(0).max(100_000).default(0),
});

export const DuplicatesAnswer = z
  .object({
    total: z.number().int(),
    offset: z.number().int(),
    pairs: z.array(SuspectPair).describe("Pairs that no reader has decided on, the likeliest first"),
    notes: z.array(z.string()).describe("What could not be compared, and why"),
  })
  .meta({ id: "DuplicatesAnswer" });

/** Two papers, by their ids in any spelling. */
export const PaperPair = z.strictObject({ a: paperId, b: paperId }).meta({ id: "PaperPair" });

export const SplitRequest = z
  .strictObject({
    records: z
      .array(z.number().int().min(1))
      .min(1)
      .max(1000)
      .optional()
      .describe(
        "Numbers of the records that part with the others; without them those that came last. The paper keeps its id and the records that go by it",
      ),
  })
  .meta({ id: "SplitRequest" });

export const WorkChange = z
  .object({
    id: z.string().describe("The paper that stays"),
    other: z.string().optional().describe("The paper that it is kept apart from; absent after a merge"),
  })
  .meta({ id: "WorkChange" });

export type SourceRecord = z.infer<typeof SourceRecord>;
export type RecordsAnswer = z.infer<typeof RecordsAnswer>;
export type SuspectPair = z.infer<typeof SuspectPair>;
export type DuplicatesAnswer = z.infer<typeof DuplicatesAnswer>;
export type WorkChange = z.infer<typeof WorkChange>;
