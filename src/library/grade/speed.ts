import { parseQuery, searchPapers } from "../../search/index.ts";
import type { Finding, Graded } from "./graded.ts";
import { quantile } from "./mean.ts";

const QUERIES = 60;
const WARM_UP = 10;
const PAGE = 20;
const SLOW_MS = 100;
const TOO_SLOW_MS = 1000;

/** How long hybrid searches for titles take, from the words to the texts of the first hits. */
export async function gradeSpeed({ model, parts, sample, store, now }: Graded): Promise<Finding> {
  const times: number[] = [];
  for (const [i, { title }] of sample.slice(0, WARM_UP + QUERIES).entries()) {
    const query = parseQuery(title.replaceAll(/["“”-]/g, " "));
    if (query.positive === "") continue;
    const begun = now();
    const vector = (await model.embed([query.positive], "query")).values;
    const order = { query, vector, mode: "hybrid", filters: {}, prefix: false, wanted: PAGE } as const;
    store.snapshot(() => searchPapers(parts, order).papers.map(({ row }) => store.papers.paper(row)));
    if (i >= WARM_UP) times.push(now() - begun);
  }
  const p50 = quantile(times, 0.5);
  const p95 = quantile(times, 0.95);
  const detail = `a search takes ${p50.toFixed(0)} ms, 95 of 100 at most ${p95.toFixed(0)} ms`;
  const numbers = { p50, p95 };
  if (p95 <= SLOW_MS) return { verdict: "ok", detail, numbers };
  const advice =
    "Other programs may keep this machine busy; a model with fewer dimensions (--dimension 256) is faster.";
  return { verdict: p95 > TOO_SLOW_MS ? "failed" : "warning", detail, advice, numbers };
}
