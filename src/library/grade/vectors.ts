import { dot, row as vectorRow } from "../../core/index.ts";
import { embedPapers } from "../document-vectors.ts";
import type { Finding, Graded } from "./graded.ts";
import { mean } from "./mean.ts";

/** The same text in other company, or on another machine, is embedded almost the same. */
const SAME = 0.995;
const MOST_DIFFERENT = 0.02;

/** Embeds some papers again and compares: vectors of other papers, of another model or pooling, or of titles alone
 *  differ from what the library's model makes of title and abstract. */
export async function gradeVectors({ model, sample }: Graded): Promise<Finding> {
  const fresh = await embedPapers(model, sample);
  const similarities = sample.map(({ vector }, i) => dot(vector, vectorRow(fresh, i)));
  const different = similarities.filter((similarity) => !(similarity >= SAME)).length;
  const found = mean(similarities);
  const detail = `${sample.length - different} of ${sample.length} papers have the vector that ${model.id} gives them (mean similarity ${found.toFixed(3)})`;
  const numbers = { compared: sample.length, different, similarity: found };
  if (different <= MOST_DIFFERENT * sample.length) return { verdict: "ok", detail, numbers };
  const advice =
    "Vectors are not what the library's model makes of its papers: embed them anew with orrery ingest <file> --re-embed and the model's name and pooling.";
  return { verdict: "failed", detail, advice, numbers };
}
