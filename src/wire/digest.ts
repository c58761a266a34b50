/** What is new for a reader since the last time. */
import { z } from "zod";
import { TopicGrowth } from "./listings.ts";
import { PaperAnswer } from "./paper.ts";

const MAX_PICKS = 200;

const named = z.object({ id: z.string(), name: z.string() });
const titled = z.object({ id: z.string(), title: z.string() });

/** Why a paper stands in a digest. */
export const DigestReason = z
  .discriminatedUnion("kind", [
    z.object({
      kind: z.literal("near"),
      paper: titled.describe("A paper that the reader keeps or has read"),
      lists: z.array(named).describe("The lists that this one is in"),
      similarity: z.number().describe("Cosine similarity of the two, -1 to 1"),
    }),
    z.object({
      kind: z.literal("search"),
      saved: named.describe("A saved search that it answers"),
      rank: z.number().int().min(1).describe("Its place among all that the search finds"),
    }),
    z.object({
      kind: z.literal("unlike"),
      paper: titled.describe("The nearest of the papers that came before it, far from it all the same"),
      novelty: z.number().describe("1 less their cosine similarity"),
    }),
  ])
  .meta({ id: "DigestReason" });

export const DigestPaper = PaperAnswer.extend({
  reasons: z.array(DigestReason).describe("Empty where nothing is known of what the reader cares for"),
}).meta({ id: "DigestPaper" });

export const DigestAnswer = z
  .object({
    since: z.string().describe("ISO 8601, UTC: papers that came in after it"),
    sinceIs: z
      .enum(["last", "date", "first"])
      .describe(
        "last: when the last digest was written; first: there was none, so that it is the week before the latest arrival",
      ),
    arrived: z.number().int().describe("Papers that came in"),
    known: z.number().int().describe("Of these, papers that the reader keeps or has read already: they are left out"),
    suited: z
      .number()
      .int()
      .optional()
      .describe("Of the others, papers with a reason; absent where nothing is known of what the reader cares for"),
    growing: z
      .array(TopicGrowth)
      .describe(
        "Topics of the map of which more came in than chance gives, the surest first; none where fewer than 100 papers were there before",
      ),
    groups: z
      .array(
        z.object({
          topic: named.optional().describe("Topic of the top level of the map; absent for papers outside all topics"),
          papers: z.array(DigestPaper).describe("The best suited first"),
        }),
      )
      .describe("The one with the best suited paper first"),
    notes: z.array(z.string()).describe("What a reader should know, for example that there are no lists"),
    upTo: z.number().int().describe("Row of the last paper that was there: what to say when it has been read"),
    continues: z
      .boolean()
      .describe(
        "Whether it begins where the last digest ended, or before: then nothing is lost when the next begins here",
      ),
    tookMs: z.number(),
  })
  .meta({ id: "DigestAnswer" });

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** The first moment of a digest: the last one, or a day. */
export const DigestSince = z
  .string()
  .refine((text) => text === "last" || isDay(text), "expected last, or a day as YYYY-MM-DD")
  .describe("last, or a day as YYYY-MM-DD");

export const DigestParameters = z.object({
  since: DigestSince.default("last"),
  k: z.coerce.number().int().min(1).max(MAX_PICKS).default(30).describe("How many papers to give"),
  format: z
    .enum(["json", "markdown", "html"])
    .default("json")
    .describe("markdown and html come as files; none of them counts as read"),
});

export const DigestFeedParameters = z.object({
  days: z.coerce.number().int().min(1).max(90).default(14).describe("How many days before the latest arrival"),
  k: z.coerce.number().int().min(1).max(MAX_PICKS).default(50).describe("How many papers to give"),
});

/** Date.parse takes 30 February for a day of March. */
function isDay(text: string): boolean {
  const at = DAY.test(text) ? Date.parse(text) : Number.NaN;
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

export type DigestReason = z.infer<typeof DigestReason>;
export type DigestPaper = z.infer<typeof DigestPaper>;
export type DigestAnswer = z.infer<typeof DigestAnswer>;
