/** Why two texts are similar. */
import type { EmbeddingModel, TextRole } from "../model.ts";
import type { Lexicon } from "../static/index.ts";
import { compose, type ExplainableText } from "./compose.ts";
import { estimateByDeletion } from "./estimate.ts";
import { type Composed, explainExactly } from "./exact.ts";
import type { Explanation } from "./explanation.ts";

export type { ExplainedText, Explanation, Mark } from "./explanation.ts";
export { type Seed, seedOf } from "./seed.ts";

/** What is compared: a paper, or a query in the reader's words. */
export type Explainable = ExplainableText | { readonly query: string };

/** Why a model finds two texts similar. Exact for static models: the similarity is that of the vectors as search
 *  compares them (with the title's share in those of papers), and splits over words and sentences. For other models an
 *  estimate, at the price of two passes for each sentence. Texts are read as far as the model reads them; of what it
 *  does not know the shares are 0. Throws AppError("cancelled"). */
export async function explainSimilarity(
  model: EmbeddingModel,
  a: Explainable,
  b: Explainable,
  signal?: AbortSignal,
): Promise<Explanation> {
  const lexicon = model.lexicon?.();
  if (lexicon === undefined) return estimateByDeletion(model, textOf(a), textOf(b), signal);
  return explainExactly(lexicon, composed(model, lexicon, textOf(a)), composed(model, lexicon, textOf(b)));
}

interface TextInRole {
  readonly text: ExplainableText;
  readonly role: TextRole;
}

function textOf(each: Explainable): TextInRole {
  if ("query" in each) return { text: { title: "", abstract: each.query }, role: "query" };
  return { text: each, role: "passage" };
}

/** A title has a vector of its own in those of papers only. */
function composed({ prefixes, titleShare }: EmbeddingModel, lexicon: Lexicon, { text, role }: TextInRole): Composed {
  const habits = { prefix: prefixes[role], titleShare: role === "query" ? 0 : titleShare };
  return { text, composition: compose(lexicon, text, habits) };
}
