import type { Paper, PapersAnswer, Problem, RelatedAnswer, SearchAnswer, Stats } from "../../src/wire/index.ts";
import { appendFilters, type SearchState } from "./location.ts";

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
  if (page.offset > 0) parameters.set("offset", String(page.offset));
  if (page.prefix) parameters.set("prefix", "1");
  appendFilters(parameters, search);
  return fetchJson(`/api/search?${parameters}`, signal);
}

export function fetchPaper(id: string, signal: AbortSignal): Promise<Paper> {
  return fetchJson(`/api/papers/${encodeURIComponent(id)}`, signal);
}

export function fetchRelated(id: string, k: number, signal: AbortSignal): Promise<RelatedAnswer> {
  return fetchJson(`/api/papers/${encodeURIComponent(id)}/related?k=${k}`, signal);
}

export function fetchPapers(k: number, offset: number, signal: AbortSignal): Promise<PapersAnswer> {
  return fetchJson(`/api/papers?k=${k}&offset=${offset}`, signal);
}

export function fetchStats(signal: AbortSignal): Promise<Stats> {
  return fetchJson("/api/stats", signal);
}

/** The answer, as the wire types of the server that also gave this page describe it. */
async function fetchJson<Answer>(path: string, signal: AbortSignal): Promise<Answer> {
  const response = await fetch(path, { signal, headers: { accept: "application/json" } }).catch((error: unknown) => {
    signal.throwIfAborted();
    throw new ApiError(error instanceof Error ? error.message : "The server was not reached.", 0);
  });
  const body: unknown = await response.json().catch(() => undefined);
  signal.throwIfAborted();
  if (!response.ok) throw new ApiError(detailOf(body, response), response.status);
  if (body === undefined) throw new ApiError("The server gave an answer that is not JSON.", 0);
  return body as Answer; // the page and the server are built together from one set of wire types
}

function detailOf(body: unknown, response: Response): string {
  const problem = (typeof body === "object" && body !== null ? body : {}) as Partial<Problem>;
  return problem.detail ?? problem.title ?? `The server answered ${response.status} ${response.statusText}.`;
}
