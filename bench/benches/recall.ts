import { join } from "node:path";
import type { ExactIndex, HnswIndex, Neighbors } from "../../src/knn/index.ts";
import type { Mask } from "../../src/search/index.ts";
import type { Store } from "../../src/store/index.ts";
import type { Bench, Context } from "../bench.ts";
import { openCatalog, openStore, queriesOf } from "../built-library.ts";
import { drawFilters } from "../filters.ts";
import { latency, mean, timeEach } from "../measure.ts";
import { LIBRARY_FILES, MODELS_FOLDER } from "../places.ts";
import { core, embed, knn, search } from "../program.ts";
import type { Row } from "../row.ts";
import { RECALL } from "../targets.ts";

const K = 10;
/** Similarities this near count as equal: which of two equal neighbors is named is chance. */
const TIE = 1e-5;

/** Share of the true ten nearest that searches by vectors find at default settings, and how much sooner than the exact
 *  index they do. */
export const recall: Bench = async (context) => {
  const store = openStore(context);
  const catalog = openCatalog(context);
  const { mixed, rows } = queriesOf(context);
  const questions = await embedded(mixed);
  const papers = rows.flatMap((row) => store.vectors.get(row) ?? []);
  const { exact, hnsw } = openIndexes(context, store);
  const semantic = new search.SemanticSearch(
    {
      exact,
      hnsw,
      prefix: Number(store.setting("prefixDimension") ?? 0) || undefined,
      readVector: (row) => store.vectors.get(row),
    },
    catalog.limit,
  );

  const compare = async (what: string, vectors: readonly Float32Array[], find: Find, mask?: Mask, params = {}) => {
    const truths: Neighbors[] = [];
    const accept = mask && ((label: number) => mask.accepts[label] === 1);
    const truth = await timeEach(
      vectors,
      (vector) => truths.push(exact.search(vector, K, accept)),
      vectors.slice(0, 5),
    );
    truths.splice(0, 5); // those of the warm-up
    const found: Neighbors[] = [];
    const timings = await timeEach(vectors, (vector) => found.push(find(vector)));
    const share = mean(found.map((each, i) => shareFound(each, truths[i]!)));
    const { median, p95, params: calls } = latency(timings);
    const row: Row = {
      name: "recall",
      what,
      value: share,
      unit: "recall@10",
      recall: share,
      ratio: latency(truth).median / median,
      baseline: "the exact index",
      target: RECALL,
      params: { medianMs: median, p95Ms: p95, ...calls, ...params },
    };
    return row;
  };

  const all = catalog.mask({});
  const graph: Find = (vector) => hnsw.search(vector, K);
  const table = [
    await compare("HNSW, questions", questions, graph),
    await compare("HNSW, papers", papers, graph),
    await compare("search by meaning, questions", questions, (vector) => semantic.search(vector, K, all, "question")),
    await compare("search by meaning, papers", papers, (vector) => semantic.search(vector, K, all, "paper")),
  ];
  for (const { label, words, share, mask } of drawFilters(catalog)) {
    const find: Find = (vector) => semantic.search(vector, K, mask, "question");
    const params = { filter: words, share: Number(share.toFixed(4)) };
    table.push(await compare(`search by meaning, filter leaves ${label}`, questions, find, mask, params));
  }
  store.close();
  return table;
};

type Find = (vector: Float32Array) => Neighbors;

function openIndexes({ library }: Context, store: Store): { exact: ExactIndex; hnsw: HnswIndex } {
  const expected = { model: store.setting("model") ?? "", dimension: Number(store.setting("dimension")) };
  const readVector = (row: number) => store.vectors.get(row);
  return {
    exact: knn.loadExact(join(library, LIBRARY_FILES.exact), expected, { readVector }).index,
    hnsw: knn.loadHnsw(join(library, LIBRARY_FILES.hnsw), expected).index,
  };
}

/** Vectors of the texts, those without a known word left out. */
async function embedded(texts: readonly string[]): Promise<Float32Array[]> {
  const model = await embed.loadModel({ modelsFolder: MODELS_FOLDER });
  const vectors = await model.embed(texts, "query");
  await model.close();
  return texts.map((_, i) => core.row(vectors, i)).filter((vector) => vector.some((value) => value !== 0));
}

function shareFound({ similarities }: Neighbors, truth: Neighbors): number {
  const wanted = truth.labels.length;
  if (wanted === 0) return 1;
  const least = truth.similarities.at(-1)!;
  return Math.min(wanted, similarities.filter((similarity) => similarity >= least - TIE).length) / wanted;
}
