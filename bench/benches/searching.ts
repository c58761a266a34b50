import type { Filters, SearchMode } from "../../src/search/index.ts";
import type { Bench, Context } from "../bench.ts";
import { openCatalog, PAGE, queriesOf, WARM_UP } from "../built-library.ts";
import { drawFilters } from "../filters.ts";
import { latency, timeEach } from "../measure.ts";
import { MODELS_FOLDER } from "../places.ts";
import { library as libraryRoom } from "../program.ts";
import type { Row } from "../row.ts";
import { HYBRID_MS, RELATED_MS, SEMANTIC_MS } from "../targets.ts";

interface Asking {
  readonly what: string;
  readonly mode: SearchMode;
  readonly queries: readonly string[];
  readonly prefix?: boolean;
  readonly filters?: Filters;
  readonly target?: Row["target"];
  readonly params?: Row["params"];
}

/** Whole answers of the library in this process: a page of hits with their texts, reasons and marks. */
export const searching: Bench = async (context) => {
  const { ids } = queriesOf(context);
  const library = await openLibrary(context);
  const rows: Row[] = [];
  for (const { what, mode, queries, prefix = false, filters = {}, target, params } of askings(context)) {
    const ask = async (query: string) =>
      (await library.search({ query, mode, prefix, k: PAGE, offset: 0, ...filters })).hits.length;
    const fields = latency(await timeEach(queries.slice(WARM_UP), ask, queries.slice(0, WARM_UP)));
    rows.push({
      name: "searching",
      what,
      ...fields,
      ...(target === undefined ? {} : { target }),
      params: { ...fields.params, ...params },
    });
  }
  const related = async (id: string) => (await library.related(id, { k: PAGE, filters: {} })).hits.length;
  const timings = await timeEach(ids.slice(WARM_UP), related, ids.slice(0, WARM_UP));
  rows.push({ name: "searching", what: "related papers", ...latency(timings), target: RELATED_MS });
  await library.close();
  return rows;
};

function askings(context: Context): Asking[] {
  const { mixed, typed, phrases } = queriesOf(context);
  const filtered = drawFilters(openCatalog(context)).flatMap(({ label, words, share, filters }): Asking[] => {
    const params = { filter: words, share: Number(share.toFixed(4)) };
    const what = `filter leaves ${label}`;
    return [
      { what: `hybrid, ${what}`, mode: "hybrid", queries: mixed, filters, params },
      { what: `semantic, ${what}`, mode: "semantic", queries: mixed, filters, params },
    ];
  });
  return [
    { what: "hybrid", mode: "hybrid", queries: mixed, target: HYBRID_MS },
    { what: "lexical", mode: "lexical", queries: mixed },
    { what: "semantic", mode: "semantic", queries: mixed, target: SEMANTIC_MS },
    { what: "hybrid, while typing", mode: "hybrid", queries: typed, prefix: true },
    { what: "hybrid, quoted phrase", mode: "hybrid", queries: phrases },
    ...filtered,
  ];
}

async function openLibrary(context: Context) {
  const library = new libraryRoom.Library({
    folder: context.library,
    modelsFolder: MODELS_FOLDER,
    graph: true,
    clock: () => new Date(),
    report: (line) => process.stderr.write(`${line}\n`),
  });
  await library.warm();
  return library;
}
