import type {
  ExplainAnswer,
  FacetsAnswer,
  LikeAnswer,
  ListingAnswer,
  ListingsAnswer,
  MapColumn,
  MapPapersAnswer,
  MapStatus,
  PaperAnswer,
  PapersAnswer,
  PeriodLength,
  Problem,
  RecommendAnswer,
  RelatedAnswer,
  SearchAnswer,
  SelectionAnswer,
  Stats,
  SuggestAnswer,
  Topic,
  TopicsAnswer,
} from "../../src/wire/index.ts";
import { appendFilters, EMPTY_SEARCH, type SearchState } from "./location.ts";

/** The corners of an area that every point of the map lies in, also those at its edges. */
const WHOLE_MAP = "0,0;2,0;2,2;0,2";

/** Why a request has no answer. `away`: the server was not reached or failed, so that trying again makes sense. */
export class ApiError extends Error {
  readonly away: boolean;
  readonly status: number;

  constructor(message: string, status: number) {
    super(message);
    this.name = "ApiError";
    this.status = status;
    this.away = status === 0 || status >= 500;
  }
}

export interface SearchPage {
  readonly k: number;
  readonly offset: number;
  /** True while the last word is still being typed. */
  readonly prefix: boolean;
}

export function fetchSearch(search: SearchState, page: SearchPage, signal: AbortSignal): Promise<SearchAnswer> {
  const parameters = new URLSearchParams({ q: search.q, mode: search.mode, k: String(page.k) });
  if (search.sort !== undefined) parameters.set("sort", search.sort);
  if (page.offset > 0) parameters.set("offset", String(page.offset));
  if (page.prefix) parameters.set("prefix", "1");
  appendFilters(parameters, search);
  return fetchJson(`/api/search?${parameters}`, signal);
}

/** How many of the papers that match each value of each filter has. */
export function fetchFacets(search: SearchState, prefix: boolean, signal: AbortSignal): Promise<FacetsAnswer> {
  const parameters = new URLSearchParams({ q: search.q, mode: search.mode });
  if (prefix) parameters.set("prefix", "1");
  appendFilters(parameters, search);
  return fetchJson(`/api/facets?${parameters}`, signal);
}

/** The papers nearest to those that a search names to be like. */
export function fetchLike(search: SearchState, k: number, signal: AbortSignal): Promise<LikeAnswer> {
  const parameters = new URLSearchParams({ k: String(k) });
  for (const id of search.like ?? []) parameters.append("id", id);
  appendFilters(parameters, search);
  return fetchJson(`/api/like?${parameters}`, signal);
}

export function fetchSuggestions(typed: string, k: number, signal: AbortSignal): Promise<SuggestAnswer> {
  return fetchJson(`/api/suggest?${new URLSearchParams({ q: typed, k: String(k) })}`, signal);
}

export function fetchPaper(id: string, signal: AbortSignal): Promise<PaperAnswer> {
  return fetchJson(`/api/papers/${encodeURIComponent(id)}`, signal);
}

export function fetchRelated(id: string, k: number, signal: AbortSignal): Promise<RelatedAnswer> {
  return fetchJson(`/api/papers/${encodeURIComponent(id)}/related?k=${k}`, signal);
}

/** Why a paper answers a query, or is like another. */
export function fetchExplanation(
  asked: { readonly paper: string } | { readonly query: string },
  paper: string,
  signal: AbortSignal,
): Promise<ExplainAnswer> {
  const first = "paper" in asked ? { a: asked.paper } : { q: asked.query };
  return fetchJson(`/api/explain?${new URLSearchParams({ ...first, b: paper })}`, signal);
}

export function fetchPapers(k: number, offset: number, signal: AbortSignal): Promise<PapersAnswer> {
  return fetchJson(`/api/papers?k=${k}&offset=${offset}`, signal);
}

export function fetchListings(by: PeriodLength, signal: AbortSignal): Promise<ListingsAnswer> {
  return fetchJson(`/api/listings?by=${by}`, signal);
}

/** Papers for a taste, in the parameters of the address. */
export function fetchPicks(parameters: string, signal: AbortSignal): Promise<RecommendAnswer> {
  return fetchJson(`/api/recommend?${parameters}`, signal);
}

/** The first papers of a period; without novelty the answer comes at once. */
export function fetchListing(
  period: string,
  { k, mine, withNovelty }: { readonly k: number; readonly mine: boolean; readonly withNovelty: boolean },
  signal: AbortSignal,
): Promise<ListingAnswer> {
  const order = `k=${k}&novelty=${withNovelty ? 1 : 0}${mine ? "&sort=mine" : ""}`;
  return fetchJson(`/api/listings/${encodeURIComponent(period)}?${order}`, signal);
}

export function fetchStats(signal: AbortSignal): Promise<Stats> {
  return fetchJson("/api/stats", signal);
}

export function fetchMapStatus(signal: AbortSignal): Promise<MapStatus> {
  return fetchJson("/api/map/status", signal);
}

/** The points of the map in the binary form that src/wire describes. */
export async function fetchMapPoints(signal: AbortSignal): Promise<ArrayBuffer> {
  const response = await reach("/api/map", signal);
  if (!response.ok) {
    const body: unknown = await response.json().catch(() => undefined);
    throw new ApiError(detailOf(body, response), response.status);
  }
  return response.arrayBuffer().catch((error: unknown) => {
    signal.throwIfAborted();
    throw new ApiError(error instanceof Error ? error.message : "The map broke off.", 0);
  });
}

export function fetchTopics(signal: AbortSignal): Promise<TopicsAnswer> {
  return fetchJson("/api/topics", signal);
}

export function fetchTopic(id: string, signal: AbortSignal): Promise<Topic> {
  return fetchJson(`/api/topics/${encodeURIComponent(id)}`, signal);
}

export function fetchTopicPapers(id: string, k: number, offset: number, signal: AbortSignal): Promise<MapPapersAnswer> {
  return fetchJson(`/api/topics/${encodeURIComponent(id)}/papers?k=${k}&offset=${offset}`, signal);
}

export function fetchMapColumn(by: MapColumn["by"], signal: AbortSignal): Promise<MapColumn> {
  return fetchJson(`/api/map/column?by=${by}`, signal);
}

/** Cards of papers by their rows, at most 100. */
export function fetchMapPapers(rows: readonly number[], signal: AbortSignal): Promise<MapPapersAnswer> {
  return fetchJson(`/api/map/papers?${new URLSearchParams(rows.map((row) => ["row", String(row)]))}`, signal);
}

/** What lies in the area of a search, within its years. */
export function fetchSelection(
  { area, yearFrom, yearTo }: SearchState,
  k: number,
  offset: number,
  signal: AbortSignal,
): Promise<SelectionAnswer> {
  const parameters = new URLSearchParams({ k: String(k), offset: String(offset) });
  appendFilters(parameters, { ...EMPTY_SEARCH, area, yearFrom, yearTo });
  return fetchJson(`/api/map/selection?${parameters}`, signal);
}

/** Papers on the map that pass the filters of a search, wherever they lie. */
export function fetchFiltered(search: SearchState, k: number, signal: AbortSignal): Promise<SelectionAnswer> {
  const parameters = new URLSearchParams({ area: WHOLE_MAP, k: String(k) });
  appendFilters(parameters, { ...search, area: undefined });
  return fetchJson(`/api/map/selection?${parameters}`, signal);
}

/** The answer, as the wire types of the server that also gave this page describe it. */
export async function fetchJson<Answer>(path: string, signal: AbortSignal, init: RequestInit = {}): Promise<Answer> {
  const response = await reach(path, signal, init);
  const body: unknown = await response.json().catch(() => undefined);
  signal.throwIfAborted();
  if (!response.ok) throw new ApiError(detailOf(body, response), response.status);
  if (body === undefined) throw new ApiError("The server gave an answer that is not JSON.", 0);
  return body as Answer; // the page and the server are built together from one set of wire types
}

/** An answer that is text. */
export async function fetchText(path: string, signal: AbortSignal): Promise<string> {
  const response = await reach(path, signal, { headers: { accept: "text/plain, application/json" } });
  const text = await response.text().catch((error: unknown) => {
    signal.throwIfAborted();
    throw new ApiError(error instanceof Error ? error.message : "The answer broke off.", 0);
  });
  if (!response.ok) throw new ApiError(detailOf(jsonIn(text), response), response.status);
  return text;
}

function reach(path: string, signal: AbortSignal, init: RequestInit = {}): Promise<Response> {
  const headers = { accept: "application/json", ...init.headers };
  return fetch(path, { ...init, signal, headers }).catch((error: unknown) => {
    signal.throwIfAborted();
    throw new ApiError(error instanceof Error ? error.message : "The server was not reached.", 0);
  });
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function detailOf(body: unknown, response: Response): string {
  const problem = (typeof body === "object" && body !== null ? body : {}) as Partial<Problem>;
  return problem.detail ?? problem.title ?? `The server answered ${response.status} ${response.statusText}.`;
}
