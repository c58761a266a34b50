import type { SearchAnswer } from "../../src/wire/index.ts";
import type { Bench, Context } from "../bench.ts";
import { openCatalog, PAGE, queriesOf, WARM_UP } from "../built-library.ts";
import { type Serving, serve } from "../child.ts";
import { drawFilters } from "../filters.ts";
import { latency, median, timeEach } from "../measure.ts";
import type { Queries } from "../queries.ts";
import type { Row } from "../row.ts";
import { SERVING_MB, START_MS } from "../targets.ts";

const STARTS = 3;

/** `serve` in a process of its own: how soon it answers, its round trips over HTTP, and its memory afterwards. */
export const serving: Bench = async (context) => {
  const queries = queriesOf(context);
  const filters = drawFilters(openCatalog(context)).map(({ filters }) => new URLSearchParams(flat(filters)).toString());
  const started = [];
  for (let i = 1; i < STARTS; i++) {
    const { server, ...times } = await start(context, queries);
    await server.stop();
    started.push(times);
  }
  const { server, ...times } = await start(context, queries);
  started.push(times);
  try {
    const trips = await roundTrips(server, queries, filters);
    return [startRow(started), ...trips, ...memoryRows(server)];
  } finally {
    await server.stop();
  }
};

interface Start {
  readonly listeningMs: number;
  readonly answeredMs: number;
}

async function start({ library }: Context, queries: Queries): Promise<Start & { server: Serving }> {
  const server = await serve(library);
  await hitsAt(search(server.url, queries.mixed[0]!, "hybrid"));
  return { server, listeningMs: server.listeningMs, answeredMs: performance.now() - server.begun };
}

function startRow(started: readonly Start[]): Row {
  const answered = Float64Array.from(started, ({ answeredMs }) => answeredMs);
  const listening = Float64Array.from(started, ({ listeningMs }) => listeningMs);
  return {
    name: "serving",
    what: "start of serve to its first answer",
    value: median(answered),
    unit: "ms",
    median: median(answered),
    p95: Math.max(...answered),
    target: START_MS,
    params: { starts: started.length, listening: Math.round(median(listening)) },
  };
}

async function roundTrips({ url }: Serving, { mixed, phrases, ids }: Queries, filters: readonly string[]) {
  const filterAt = (i: number) => filters[i % filters.length]!;
  const asked: Record<string, readonly string[]> = {
    hybrid: mixed.map((query) => search(url, query, "hybrid")),
    lexical: mixed.map((query) => search(url, query, "lexical")),
    semantic: mixed.map((query) => search(url, query, "semantic")),
    "hybrid, filters of all sizes": mixed.map((query, i) => `${search(url, query, "hybrid")}&${filterAt(i)}`),
    "hybrid, quoted phrase": phrases.map((phrase) => search(url, phrase, "hybrid")),
    "related papers": ids.map((id) => `${url}api/papers/${id}/related?k=${PAGE}`),
  };
  const rows: Row[] = [];
  for (const [what, addresses] of Object.entries(asked)) {
    const timings = await timeEach(addresses.slice(WARM_UP), hitsAt, addresses.slice(0, WARM_UP));
    rows.push({ name: "serving", what: `HTTP round trip, ${what}`, ...latency(timings) });
  }
  return rows;
}

function memoryRows(server: Serving): Row[] {
  const now = server.memoryMB("now");
  const peak = server.memoryMB("peak");
  if (now === undefined || peak === undefined) return [];
  return [
    {
      name: "serving",
      what: "resident memory after all that",
      value: now,
      unit: "MB",
      target: SERVING_MB,
      params: { peakMB: Math.round(peak) },
    },
  ];
}

function search(url: string, query: string, mode: string): string {
  return `${url}api/search?${new URLSearchParams({ q: query, mode, k: String(PAGE) }).toString()}`;
}

async function hitsAt(address: string): Promise<number> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address} answered ${response.status}: ${await response.text()}`);
  return ((await response.json()) as Pick<SearchAnswer, "hits">).hits.length;
}

/** Every value of a filter under its name. */
function flat(filters: object): [string, string][] {
  return Object.entries(filters).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((each): [string, string] => [name, String(each)]),
  );
}
