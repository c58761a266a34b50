import { row as vectorRow } from "../../core/index.ts";
import type { KnnIndex } from "../../knn/index.ts";
import type { Finding, Graded } from "./graded.ts";
import { mean } from "./mean.ts";

const K = 10;
/** Similarities this near count as equal: which of two equal neighbors is named is chance. */
const TIE = 1e-5;
const GOOD = 0.97;
const LEAST = 0.96;

/** Share of the ten truly nearest papers that the HNSW graph finds, for papers and for their titles as questions: these
 *  lie where no papers lie, so that a graph that is searched too narrowly misses their neighbors first. */
export async function gradeRecall({ model, exact, openHnsw, sample }: Graded): Promise<Finding> {
  const hnsw = openHnsw();
  const titles = await model.embed(
    sample.map(({ title }) => title),
    "query",
  );
  const ofPapers = mean(sample.map(({ vector }) => recallOf(hnsw, exact, vector)));
  const ofTitles = mean(sample.map((_, i) => recallOf(hnsw, exact, vectorRow(titles, i))));
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  const detail = `the graph finds ${percent(ofPapers)} of the ten papers nearest to a paper, ${percent(ofTitles)} of those nearest to a title`;
  const numbers = { recall10: ofPapers, recall10OfTitles: ofTitles };
  const least = Math.min(ofPapers, ofTitles);
  if (least >= GOOD) return { verdict: "ok", detail, numbers };
  const advice = `Expected ${percent(GOOD)} or more. Delete hnsw.bin in the library; the next orrery serve or ingest builds it anew.`;
  return { verdict: least >= LEAST ? "warning" : "failed", detail, advice, numbers };
}

function recallOf(hnsw: KnnIndex, exact: KnnIndex, vector: Float32Array): number {
  const truth = exact.search(vector, K);
  const least = truth.similarities.at(-1) ?? 1;
  const found = hnsw.search(vector, K).similarities.filter((similarity) => similarity >= least - TIE).length;
  return Math.min(1, found / Math.max(1, truth.labels.length));
}
