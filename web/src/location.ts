/** The address of every state of the page: what can be linked, reloaded and gone back to. Pure: no browser needed. */
import type { SearchMode } from "../../src/wire/index.ts";
import { appendMap, type MapState, parseMap } from "./map-location.ts";
import { formatTaste, parseTaste, type TasteState } from "./taste-location.ts";

export interface SearchState {
  readonly q: string;
  readonly mode: SearchMode;
  /** Undefined: by relevance. */
  readonly sort?: "date" | undefined;
  readonly yearFrom?: number | undefined;
  readonly yearTo?: number | undefined;
  readonly categories: readonly string[];
  readonly venues: readonly string[];
  readonly sources: readonly string[];
  readonly listedFrom?: string | undefined;
  readonly listedTo?: string | undefined;
  /** Ids of topics of the map. */
  readonly topics: readonly string[];
  /** Ids of the reader's lists. */
  readonly lists: readonly string[];
  /** Only what the reader has read, or only what not; undefined: both. */
  readonly read?: "yes" | "no" | undefined;
  /** Ids of papers that others are to be like; they count only while there is no query. */
  readonly like?: readonly string[] | undefined;
  /** Corners of an area of the map: x,y;x,y;x,y with numbers from 0 to 1. */
  readonly area?: string | undefined;
  /** Id of the saved search that was opened. */
  readonly saved?: string | undefined;
  /** Only what is new for the saved search. */
  readonly fresh?: true | undefined;
  /** How many pages of hits are shown, from 1. */
  readonly pages: number;
}

export interface DailyRoute {
  readonly view: "daily";
  /** 2024-05-01, 2024-W18, 2024-05, --05-01, --05 or page:source/name; undefined: the latest day. */
  readonly period?: string | undefined;
  /** What is most for this reader stands first. */
  readonly mine?: true | undefined;
}

export interface ListRoute {
  readonly view: "list";
  readonly id: string;
  /** Only what the reader has not read. */
  readonly unread?: true | undefined;
}

export interface DigestRoute {
  readonly view: "digest";
  /** First day, YYYY-MM-DD; undefined: where the last digest ended. */
  readonly since?: string | undefined;
}

export type Route =
  | { readonly view: "search"; readonly search: SearchState }
  | { readonly view: "paper"; readonly id: string }
  | { readonly view: "map"; readonly map: MapState }
  | DailyRoute
  | { readonly view: "lists" }
  | { readonly view: "picks"; readonly taste: TasteState }
  | { readonly view: "library" }
  | DigestRoute
  | ListRoute
  | { readonly view: "missing"; readonly path: string };

export const PAGE_SIZE = 20;
export const MAX_PAGES = 50;

export const EMPTY_SEARCH: SearchState = {
  q: "",
  mode: "hybrid",
  categories: [],
  venues: [],
  sources: [],
  topics: [],
  lists: [],
  pages: 1,
};

/** A request line must fit into what HTTP servers accept (16 KiB in Node), in its percent-encoded form. */
const MAX_ENCODED_QUERY = 6_000;
const MAX_VALUES = 50;
const MAX_AREA_LENGTH = 6_000;

/** The route that an address stands for. Parameters that make no sense are as if they were not there. */
export function parseRoute(path: string, parameters: string): Route {
  if (path === "/" || path === "/search" || path === "/search/") {
    return { view: "search", search: parseSearch(new URLSearchParams(parameters)) };
  }
  if (path === "/map" || path === "/map/") {
    const given = new URLSearchParams(parameters);
    return { view: "map", map: parseMap(given, parseSearch(given)) };
  }
  if (path === "/daily" || path.startsWith("/daily/")) return parseDaily(path, new URLSearchParams(parameters));
  if (path === "/digest" || path === "/digest/") {
    const since = parseDay(new URLSearchParams(parameters).get("since"));
    return { view: "digest", ...(since === undefined || since.startsWith("-") ? {} : { since }) };
  }
  if (path === "/library" || path === "/library/") return { view: "library" };
  if (path === "/for-you" || path === "/for-you/") {
    return { view: "picks", taste: parseTaste(new URLSearchParams(parameters)) };
  }
  if (path === "/lists" || path === "/lists/") return { view: "lists" };
  if (path.startsWith("/lists/")) {
    const unread = new URLSearchParams(parameters).get("read") === "no";
    return { view: "list", id: decode(path.slice("/lists/".length)), ...(unread ? { unread } : {}) };
  }
  const id = path.startsWith("/paper/") ? decode(path.slice("/paper/".length)) : "";
  return id === "" ? { view: "missing", path } : { view: "paper", id };
}

/** The address of a route, from the first slash on. */
export function formatRoute(route: Route): string {
  if (route.view === "missing") return route.path;
  if (route.view === "paper") return paperPath(route.id);
  if (route.view === "daily") return `${dailyPath(route.period)}${route.mine ? "?sort=mine" : ""}`;
  if (route.view === "lists") return "/lists";
  if (route.view === "library") return "/library";
  if (route.view === "picks") return picksPath(route.taste);
  if (route.view === "digest") return route.since === undefined ? "/digest" : `/digest?since=${route.since}`;
  if (route.view === "list") return `${listPath(route.id)}${route.unread ? "?read=no" : ""}`;
  const search = route.view === "map" ? route.map.search : route.search;
  const parameters = new URLSearchParams();
  if (search.q !== "") parameters.set("q", search.q);
  if (search.mode !== "hybrid") parameters.set("mode", search.mode);
  if (search.sort === "date") parameters.set("sort", "date");
  appendFilters(parameters, search);
  if (route.view === "map") appendMap(parameters, route.map);
  else if (search.q.trim() === "") for (const id of search.like ?? []) parameters.append("like", id);
  if (route.view === "search" && search.saved !== undefined) parameters.set("saved", search.saved);
  if (route.view === "search" && search.saved !== undefined && search.fresh) parameters.set("new", "1");
  if (route.view === "search" && search.pages > 1) parameters.set("pages", String(search.pages));
  const text = parameters.toString().replaceAll("%2C", ",").replaceAll("%3B", ";"); // areas stay legible and short
  if (route.view === "map") return text === "" ? "/map" : `/map?${text}`;
  return text === "" ? "/" : `/search?${text}`;
}

export function paperPath(id: string): string {
  return `/paper/${encodeURIComponent(wellFormed(id))}`;
}

export function dailyPath(period?: string): string {
  return period === undefined ? "/daily" : `/daily/${encodeURIComponent(wellFormed(period))}`;
}

/** The address of recommendations: of the reader's own, or of a taste. */
export function picksPath(taste: TasteState): string {
  const text = formatTaste(taste).toString();
  return text === "" ? "/for-you" : `/for-you?${text}`;
}

export function listPath(id: string): string {
  return `/lists/${encodeURIComponent(wellFormed(id))}`;
}

/** The address at which a saved search is opened. */
export function savedPath({ id, search }: { readonly id: string; readonly search: string }): string {
  return `/search?${search}&saved=${encodeURIComponent(id)}`;
}

/** What a search asks for, as it is saved: its address without how it is shown. */
export function savedQueryOf(search: SearchState): string {
  const asked = { ...search, q: search.q.trim(), saved: undefined, pages: 1 };
  return formatRoute({ view: "search", search: asked }).split("?")[1] ?? "";
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
  for (const topic of search.topics) parameters.append("topic", topic);
  for (const list of search.lists) parameters.append("list", list);
  if (search.read !== undefined) parameters.set("read", search.read);
  if (search.area !== undefined) parameters.set("area", search.area);
}

/** The same search without its filters. */
export function withoutFilters(search: SearchState): SearchState {
  return { ...EMPTY_SEARCH, q: search.q, mode: search.mode, sort: search.sort };
}

/** How many filters are set; a range of years or dates counts once. */
export function countFilters(search: SearchState): number {
  const years = search.yearFrom !== undefined || search.yearTo !== undefined ? 1 : 0;
  const dates = search.listedFrom !== undefined || search.listedTo !== undefined ? 1 : 0;
  const { categories, venues, sources, topics, lists, area, read } = search;
  const values = [categories, venues, sources, topics, lists].reduce((sum, { length }) => sum + length, 0);
  return years + dates + values + (area === undefined ? 0 : 1) + (read === undefined ? 0 : 1);
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

function parseDaily(path: string, parameters: URLSearchParams): DailyRoute {
  const period = decode(path.slice("/daily/".length));
  const mine = parameters.get("sort") === "mine";
  return { view: "daily", ...(period === "" ? {} : { period }), ...(mine ? { mine } : {}) };
}

function parseSearch(parameters: URLSearchParams): SearchState {
  const saved = values(parameters, "saved")[0];
  const mode = parameters.get("mode");
  const read = parameters.get("read");
  const [yearFrom, yearTo] = inOrder(parseYear(parameters.get("yearFrom")), parseYear(parameters.get("yearTo")));
  return {
    q: clipQuery(parameters.get("q") ?? ""),
    mode: mode === "lexical" || mode === "semantic" ? mode : "hybrid",
    sort: parameters.get("sort") === "date" ? "date" : undefined,
    yearFrom,
    yearTo,
    categories: values(parameters, "category"),
    venues: values(parameters, "venue"),
    sources: values(parameters, "source"),
    listedFrom: parseDay(parameters.get("listedFrom")),
    listedTo: parseDay(parameters.get("listedTo")),
    topics: values(parameters, "topic"),
    lists: values(parameters, "list"),
    read: read === "yes" || read === "no" ? read : undefined,
    like: parseSeeds(parameters),
    area: parseArea(parameters.get("area")),
    saved,
    fresh: saved !== undefined && parameters.get("new") === "1" ? true : undefined,
    pages: parsePages(parameters.get("pages")),
  };
}

function values(parameters: URLSearchParams, name: string): string[] {
  const given = parameters.getAll(name).filter((value) => value !== "" && value.length <= 500);
  return [...new Set(given)].slice(0, MAX_VALUES);
}

function parseSeeds(parameters: URLSearchParams): string[] | undefined {
  const ids = (parameters.get("q") ?? "").trim() === "" ? values(parameters, "like") : [];
  return ids.length > 0 ? ids : undefined;
}

function parseYear(text: string | null): number | undefined {
  return text !== null && /^[12]\d{3}$/.test(text) ? Number(text) : undefined;
}

function parseDay(text: string | null): string | undefined {
  return text !== null && /^(\d{4}|-)-\d{2}-\d{2}$/.test(text) ? text : undefined;
}

function parseArea(text: string | null): string | undefined {
  if (text === null || text.length > MAX_AREA_LENGTH) return undefined;
  const corner = String.raw`[01](\.\d{1,12})?,[01](\.\d{1,12})?`;
  return new RegExp(`^${corner}(;${corner}){2,}$`).test(text) ? text : undefined;
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
