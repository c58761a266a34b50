/** What recommending takes and gives: seeds, a taste learned from them, papers with their reasons. */
import { z } from "zod";
import { Hit } from "./hits.ts";
import { ListSummary } from "./reading.ts";

/** So many seeds are taken in one request. */
export const MAX_SEEDS = 500;
const MAX_WORDS = 100;

const one = z.union([z.string(), z.array(z.string())]);
const many = (most: number) =>
  one
    .transform((given) => (typeof given === "string" ? [given] : given))
    .refine((given) => given.length <= most, `expected at most ${most}`);

const SEED =
  "id of a paper in any spelling, list:NAME, topic:ID or text:WORDS, each perhaps with *WEIGHT at its end, above 0 and at most 100; may be repeated";

export const RecommendSeeds = {
  like: many(MAX_SEEDS)
    .optional()
    .describe(
      `What papers are to be like: ${SEED}. Without like, dislike and q: what the reader keeps, likes, has read and has no interest in`,
    ),
  dislike: many(MAX_SEEDS).optional().describe(`What they are not to be like: ${SEED}`),
  strike: many(MAX_WORDS).optional().describe("A word that is not to count; may be repeated"),
  weight: many(MAX_WORDS)
    .optional()
    .describe("WORD*FACTOR: a word that is to count more or less, by a factor from 0 to 10; may be repeated"),
  diversity: z.coerce
    .number()
    .min(0)
    .max(1)
    .default(0.1)
    .describe("0 for the best papers, 1 for papers as unlike each other as can be"),
  explore: z.enum(["0", "1"]).default("1").describe("0: no pick in ten is one that may teach something new"),
  k: z.coerce.number().int().min(1).max(200).default(20).describe("How many papers to give"),
};

export const RecommendSeed = z
  .object({
    kind: z.enum(["paper", "list", "topic", "text"]),
    id: z.string().describe("Of the paper, the list or the topic; the text itself"),
    name: z.string().describe("Its title or name; the beginning of a text"),
    liked: z.boolean(),
    weight: z.number(),
  })
  .meta({ id: "RecommendSeed" });

export const TasteWord = z
  .object({
    word: z.string().describe("As it stands in a paper that is liked or not"),
    weight: z.number().describe("As a share of the strongest word's, -1 to 1; below 0: speaks against a paper"),
    factor: z.number().optional().describe("What the reader multiplies it by: 0 where it is struck out"),
  })
  .meta({ id: "TasteWord" });

/** Beside what every hit has: why it was picked. */
const RECOMMENDED_FIELDS = {
  near: z
    .object({ id: z.string(), title: z.string() })
    .optional()
    .describe("The liked paper that it is nearest to; absent where a liked text is nearer, or no paper is liked"),
  because: z.array(z.string()).describe("The words that speak most for it, the strongest first"),
  explores: z
    .boolean()
    .describe("Whether it was picked to learn from what the reader makes of it, not as one of the best"),
};

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

export type RecommendSeed = z.infer<typeof RecommendSeed>;
export type TasteWord = z.infer<typeof TasteWord>;
export type RecommendedAnswer = z.infer<typeof RecommendedAnswer>;
export type RecommendAnswer = z.infer<typeof RecommendAnswer>;
