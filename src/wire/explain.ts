/** Why papers are alike. */
import { z } from "zod";
import { ListingEntry } from "./paper.ts";

export const Reason = z
  .object({
    text: z.string().describe("A phrase or word that both papers hold"),
    near: z
      .string()
      .optional()
      .describe("Instead, the word of this paper that `text`, a word of the other, is near to"),
    share: z.number().describe("What it contributes to the similarity; 0 in an estimate"),
  })
  .meta({ id: "Reason" });

const Mark = z
  .tuple([z.number().int(), z.number().int(), z.number()])
  .describe("[start, end) in UTF-16 units, and what the word there contributes to the similarity");

const Sentence = z.object({
  field: z.enum(["title", "abstract"]),
  span: z.tuple([z.number().int(), z.number().int()]).describe("[start, end) in UTF-16 units"),
  share: z.number().describe("What it contributes to the similarity; in an estimate, what is lost without it"),
});

const ExplainedText = z
  .object({
    id: z.string().optional().describe("Of the paper; absent for a query"),
    title: z.string().describe("Empty for a query"),
    abstract: z.string().describe("Of the paper, or the query as it is embedded"),
    marks: z
      .object({ title: z.array(Mark), abstract: z.array(Mark) })
      .describe("All words that the model reads, in order; none in an estimate"),
    sentences: z.array(Sentence).describe("The title, then the sentences of the abstract, as far as the model reads"),
    prefix: z.number().describe("Share of what the model puts before the text; 0 where it puts nothing there"),
  })
  .meta({ id: "ExplainedText" });

export const ExplainAnswer = z
  .object({
    similarity: z.number().describe("Cosine of the embeddings, -1 to 1"),
    exact: z
      .boolean()
      .describe(
        "Whether the shares of the words, of the sentences of each text, and of all pairs of sentences sum to the similarity (with `prefix`); otherwise the model cannot be taken apart, and shares of sentences are found by leaving them out",
      ),
    words: z
      .array(
        z.object({
          word: z.string(),
          a: z.number().describe("What its places in the first text contribute"),
          b: z.number().describe("What its places in the second text contribute"),
          share: z.number().describe("Half of a + b"),
        }),
      )
      .describe("All words of both texts, the largest share first; none in an estimate"),
    a: ExplainedText,
    b: ExplainedText,
    pairs: z
      .array(
        z.object({
          a: z.number().int().describe("Place in the sentences of the first text"),
          b: z.number().int(),
          share: z.number().describe("What both together contribute; in an estimate, their own similarity"),
        }),
      )
      .describe("The best pairs of sentences, each sentence in one at most"),
    phrases: z.array(Reason).describe("What both texts hold, or else what is nearest in them, the strongest first"),
    topics: z
      .array(z.object({ id: z.string(), name: z.string() }))
      .describe("That both papers are in, the widest first"),
    authors: z.array(z.string()).describe("Of both papers"),
    lists: z.array(z.object({ id: z.string(), name: z.string() })).describe("The reader's lists that hold both"),
    listings: z.array(ListingEntry).describe("Pages that list both, with the rank of the second"),
    tookMs: z.number(),
  })
  .meta({ id: "ExplainAnswer" });

export type Reason = z.infer<typeof Reason>;
export type ExplainAnswer = z.infer<typeof ExplainAnswer>;
