import { type Embeddings, normalize, row } from "../core/index.ts";
import type { EmbeddingModel } from "../embed/index.ts";
import { embeddedText } from "../store/index.ts";

/** Vectors of papers: the embedding of title and abstract, drawn a little towards that of the title alone where the
 *  model asks for it (`titleShare`), since a title says best what a paper is about. Row i belongs to paper i. */
export async function embedPapers(
  model: EmbeddingModel,
  papers: readonly { readonly title: string; readonly abstract: string }[],
  signal?: AbortSignal,
): Promise<Embeddings> {
  const { titleShare } = model;
  const whole = model.embed(papers.map(embeddedText), "passage", signal);
  if (titleShare === 0) return whole;
  const titles = model.embed(
    papers.map(({ title }) => title),
    "passage",
    signal,
  );
  const [vectors, titleVectors] = await Promise.all([whole, titles]);
  for (let i = 0; i < papers.length; i++) {
    const vector = row(vectors, i);
    const title = row(titleVectors, i);
    for (const [j, value] of title.entries()) vector[j] = (vector[j] ?? 0) + titleShare * value;
    normalize(vector);
  }
  return vectors;
}
