/** The address of every state of the page: what can be linked, reloaded and gone back to. Pure: no browser needed. */
import type { SearchMode } from "../../src/wire/index.ts";

export interface SearchState {
  readonly q: string;
  readonly mode: SearchMode;
  readonly yearFrom?: number | undefined;
  readonly yearTo?: number | undefined;
  readonly categories: readonly string[];
  readonly venues: readonly string[];
  readonly sources: readonly string[];
  readonly listedFrom?: string | undefined;
  readonly listedTo?: string | undefined;
  /** How many pages of hits are shown, from 1. */
  readonly pages: number;
}

export type Route =
  | { readonly view: "search"; readonly search: SearchState }
  | { readonly view: "paper"; readonly id: string }
  | { readonly view: "missing"; readonly path: string };

export const PAGE_SIZE = 20;
export const MAX_PAGES = 50;

export const EMPTY_SEARCH: SearchState = {
  q: "",
  mode: "hybrid",
  categories: [],
  venues: [],
  sources: [],
  pages: 1,
};

/** A request line must fit into what HTTP servers accept (16 KiB in Node), in its percent-encoded form. */
const MAX_ENCODED_QUERY = 6_000;
const MAX_VALUES = 50;

/** The route that an address stands for. Parameters that make no sense are as if they were not there. */
export function parseRoute(path: string, parameters: string): Route {
  if (path === "/" || path === "/search" || path === "/search/") {
    return { view: "search", search: parseSearch(new URLSearchParams(parameters)) };
  }
  const id = path.startsWith("/paper/") ? decode(path.slice("/paper/".length)) : "";
  return id === "" ? { view: "missing", path } : { view: "paper", id };
}

/** The address of a route, from the first slash on. */
export function formatRoute(route: Route): string {
  if (route.view === "missing") return route.path;
  if (route.view === "paper") return paperPath(route.id);
  const parameters = new URLSearchParams();
  if (route.search.q !== "") parameters.set("q", route.search.q);
  if (route.search.mode !== "hybrid") parameters.set("mode", route.search.mode);
  appendFilters(parameters, route.search);
  if (route.search.pages > 1) parameters.set("pages", String(route.search.pages));
  const text = parameters.toString();
  return text === "" ? "/" : `/search?${text}`;
}

export function paperPath(id: string): string {
  return `/paper/${encodeURIComponent(wellFormed(id))}`;
}

/** Adds the filters under the names that the address and the API share. */
export function appendFilters(parameters: URLSearchParams, search: SearchState): void {
  if (search.yearFrom !== undefined) parameters.set("yearFrom", String(search.yearFrom));
  if (search.yearTo !== undefined) parameters.set("yearTo", String(search.yearTo));
  for (const category of search.categories) parameters.append("category", category);
  for (const venue of search.venues) parameters.append("venue", venue);
  for (const source of search.sources) parameters.append("source", source);
  if (search.listedFrom !== undefined) parameters.set("listedFrom", search.listedFrom);
  if (search.listedTo !== undefined) parameters.set("listedTo", search.listedTo);
}

/** The same search without its filters. */
export function withoutFilters(search: SearchState): SearchState {
  return { ...EMPTY_SEARCH, q: search.q, mode: search.mode };
}

/** How many filters are set; a range of years or dates counts once. */
export function countFilters(search: SearchState): number {
  const years = search.yearFrom !== undefined || search.yearTo !== undefined ? 1 : 0;
  const dates = search.listedFrom !== undefined || search.listedTo !== undefined ? 1 : 0;
  return years + dates + search.categories.length + search.venues.length + search.sources.length;
}

/** The longest beginning of a query that fits into an address; never half of a surrogate pair. */
export function clipQuery(q: string): string {
  const text = wellFormed(q.slice(0, MAX_ENCODED_QUERY + 1));
  let length = 0;
  let end = 0;
  for (const character of text) {
    length += encodeURIComponent(character).length;
    if (length > MAX_ENCODED_QUERY) break;
    end += character.length;
  }
  return text.slice(0, end);
}

function parseSearch(parameters: URLSearchParams): SearchState {
  const mode = parameters.get("mode");
  const [yearFrom, yearTo] = inOrder(parseYear(parameters.get("yearFrom")), parseYear(parameters.get("yearTo")));
  return {
    q: clipQuery(parameters.get("q") ?? ""),
    mode: mode === "lexical" || mode === "semantic" ? mode : "hybrid",
    yearFrom,
    yearTo,
    categories: values(parameters, "category"),
    venues: values(parameters, "venue"),
    sources: values(parameters, "source"),
    listedFrom: parseDay(parameters.get("listedFrom")),
    listedTo: parseDay(parameters.get("listedTo")),
    pages: parsePages(parameters.get("pages")),
  };
}

function values(parameters: URLSearchParams, name: string): string[] {
  const given = parameters.getAll(name).filter((value) => value !== "" && value.length <= 500);
  return [...new Set(given)].slice(0, MAX_VALUES);
}

function parseYear(text: string | null): number | undefined {
  return text !== null && /^[12]\d{3}$/.test(text) ? Number(text) : undefined;
}

function parseDay(text: string | null): string | undefined {
  return text !== null && /^(\d{4}|-)-\d{2}-\d{2}$/.test(text) ? text : undefined;
}

function parsePages(text: string | null): number {
  const pages = text !== null && /^\d{1,9}$/.test(text) ? Number(text) : 1;
  return Math.min(MAX_PAGES, Math.max(1, pages));
}

function inOrder(from: number | undefined, to: number | undefined): [number | undefined, number | undefined] {
  return from !== undefined && to !== undefined && from > to ? [to, from] : [from, to];
}

/** Halves of surrogate pairs, which an address cannot hold, become the replacement character. */
function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, "\ufffd");
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a lone percent sign: take the address as it was typed
  }
}
