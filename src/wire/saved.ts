/** Searches that a reader keeps, and what came in for them. */
import { z } from "zod";
import { Hit } from "./hits.ts";

const MAX_SAVED_NAME = 120;
/** As an address of the page may be long. */
const MAX_SEARCH_LENGTH = 40_000;

const name = z
  .string()
  .trim()
  .min(1, "expected a name")
  .max(MAX_SAVED_NAME, `expected at most ${MAX_SAVED_NAME} letters`);
const search = z
  .string()
  .max(MAX_SEARCH_LENGTH)
  .describe("As the address of a search has it: q=…&mode=lexical&category=cs.CL; the parameters of /api/search");

export const SavedSearch = z
  .object({
    id: z.string().describe("Stays the same whatever the search is called, for example s3"),
    name: z.string(),
    search,
    createdAt: z.string().describe("ISO 8601, UTC"),
    seenAt: z.string().describe("When the reader last looked at what it finds"),
    newPapers: z
      .number()
      .int()
      .optional()
      .describe(
        "Papers that it finds and that came in after the reader last looked. It finds the best 200, as far down as they are likely to be about it; until that has been learned, and in mode lexical, those that score at least half as high as the best; in mode lexical, for one word or quoted phrases, all. Absent where it cannot be asked",
      ),
    problem: z.string().optional().describe("Why it cannot be asked, for example that a list in its filters is gone"),
  })
  .meta({ id: "SavedSearch" });

export const SavedAnswer = z
  .object({ revision: z.number().int(), saved: z.array(SavedSearch).describe("By name") })
  .meta({ id: "SavedAnswer" });

export const SavedChange = z
  .object({
    revision: z.number().int(),
    undo: z.string().describe("Takes the change back: POST /api/undo with it"),
    saved: SavedSearch.omit({ newPapers: true, problem: true }).optional().describe("Absent where it was deleted"),
  })
  .meta({ id: "SavedChange" });

export const SeenAnswer = z.object({ revision: z.number().int() }).meta({ id: "SeenAnswer" });

export const NewSavedSearch = z.strictObject({ name, search });
export const SavedSearchEdit = z.strictObject({ name: name.optional(), search: search.optional() });
export const SeenRequest = z.strictObject({
  upTo: z
    .number()
    .int()
    .min(0)
    .describe("Row of the last paper that was there, as the answer that was looked at gave it"),
});

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

export type SavedSearch = z.infer<typeof SavedSearch>;
export type SavedAnswer = z.infer<typeof SavedAnswer>;
export type SavedChange = z.infer<typeof SavedChange>;
export type SeenAnswer = z.infer<typeof SeenAnswer>;
export type NewSavedSearch = z.infer<typeof NewSavedSearch>;
export type SavedSearchEdit = z.infer<typeof SavedSearchEdit>;
export type SavedHitsAnswer = z.infer<typeof SavedHitsAnswer>;
