/** What comes into a library through the page: files, pasted text, papers asked of arXiv; and what could not be used. */
import { z } from "zod";

/** Files up to this size can be dropped; larger ones go through the command line. */
export const MAX_INTAKE_BYTES = 2 ** 31;
/** arXiv ids that can be asked for at once. */
export const MAX_FETCHED_IDS = 1000;

export const IntakeJob = z
  .object({
    job: z.string().describe("Its id"),
    kind: z.enum(["file", "text", "arxiv"]).describe("A file, pasted text, or papers asked of arXiv"),
    name: z.string().describe("The name of the file, or what the reader may call it"),
    state: z.enum(["queued", "running", "done", "failed", "cancelled"]),
    message: z.string().optional().describe("What is happening or went wrong, in one sentence"),
    totalBytes: z.number().int(),
    doneBytes: z.number().int().describe("Bytes that have been read"),
    read: z.number().int().describe("Records met so far: added, updated, unchanged and rejected"),
    added: z.number().int(),
    updated: z.number().int(),
    unchanged: z.number().int(),
    rejected: z.number().int().describe("Records that could not be used; /api/rejects says why"),
    embedded: z.number().int(),
    createdAt: z.string().describe("ISO 8601, UTC"),
    endedAt: z.string().optional().describe("ISO 8601, UTC"),
    papers: z
      .array(z.object({ id: z.string(), title: z.string(), outcome: z.enum(["added", "updated", "unchanged"]) }))
      .describe("The first papers that it brought, at most 20, once it has ended"),
  })
  .meta({ id: "IntakeJob" });

export const IntakeJobs = z
  .object({
    jobs: z.array(IntakeJob).describe("The latest first, at most 50"),
    canFetch: z.boolean().describe("Whether papers can be asked of arXiv; not when serving with --offline"),
  })
  .meta({ id: "IntakeJobs" });

export const PasteAnswer = z
  .object({
    kind: z.enum(["ids", "records"]).describe("Whether the text was a list of ids or held records of a format"),
    job: IntakeJob.optional().describe("For records: the job that reads them"),
    format: z.string().optional().describe("For records: the name of the format"),
    here: z.array(z.object({ id: z.string(), title: z.string(), text: z.string() })).describe("Ids that are here"),
    missing: z.array(z.string()).describe("arXiv ids that are not here"),
    dois: z.array(z.string()).describe("DOIs that are not here and lead to no arXiv id"),
    unknown: z.array(z.string()).describe("What is neither"),
    notes: z.array(z.string()).describe("What the reader should know"),
  })
  .meta({ id: "PasteAnswer" });

const Reject = z.object({
  input: z.string().describe("The file"),
  line: z.number().int().describe("From 1; 0 stands for the file as a whole"),
  reason: z.string(),
  excerpt: z.string(),
  at: z.string().describe("ISO 8601, UTC"),
});

export const RejectsAnswer = z
  .object({ total: z.number().int(), offset: z.number().int(), rejects: z.array(Reject) })
  .meta({ id: "RejectsAnswer" });

export const CheckAnswer = z
  .object({
    ok: z.boolean(),
    checks: z.array(
      z.object({ name: z.string(), ok: z.boolean(), detail: z.string().describe("What was found, and what to do") }),
    ),
    seconds: z.number(),
  })
  .meta({ id: "CheckAnswer" });

export const IntakeParameters = z.object({
  name: z.string().max(1000).default("").describe("The name of the file; folders in it are left out"),
});
export const IntakeTextBody = z.object({
  text: z.string().min(1).describe("arXiv ids, DOIs, links to either; or records in a format that files may have"),
});
export const IntakeFetchBody = z.object({
  ids: z.array(z.string().max(200)).min(1).max(MAX_FETCHED_IDS).describe("arXiv ids in any spelling"),
});
export const RejectsParameters = z.object({
  k: z.coerce.number().int().min(1).max(1000).default(50).describe("How many to give"),
  offset: z.coerce.number().int().min(0).max(100_000_000).default(0).describe("How many to skip"),
});

export type IntakeJob = z.infer<typeof IntakeJob>;
export type IntakeJobs = z.infer<typeof IntakeJobs>;
export type PasteAnswer = z.infer<typeof PasteAnswer>;
export type RejectsAnswer = z.infer<typeof RejectsAnswer>;
export type CheckAnswer = z.infer<typeof CheckAnswer>;
