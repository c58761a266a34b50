/** The part of an address that only the map has. Pure: no browser needed. */
import type { SearchState } from "./location.ts";

export const MAP_COLORS = ["topic", "year", "category", "venue", "source", "trust"] as const;
export type MapColor = (typeof MAP_COLORS)[number];

/** The middle of what is seen, 0 to 1 from the left and from below, and how near; zoom 1 shows the whole map. */
export interface MapPlace {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

export interface MapState {
  /** The hits of this search are lit. Its topic and area are what is selected, its years are those shown. */
  readonly search: SearchState;
  /** Undefined: wherever the open paper, the selection or the hits are, else the whole map. */
  readonly at?: MapPlace | undefined;
  /** Id of the open paper. */
  readonly paper?: string | undefined;
  readonly color: MapColor;
  /** Keys of the legend's entries that are hidden. */
  readonly hidden: readonly string[];
  readonly contours: boolean;
  /** Whether the search is confined to the selected topic or area. */
  readonly within: boolean;
  /** Whether topics are shown as a table instead of the drawing. */
  readonly table: boolean;
}

const MAX_HIDDEN = 300;
const MAX_ZOOM = 5_000;
const MAX_ID_LENGTH = 1_000;

/** What the parameters say about the map; those that make no sense are as if they were not there. */
export function parseMap(parameters: URLSearchParams, search: SearchState): MapState {
  const color = parameters.get("color");
  const paper = parameters.get("paper");
  return {
    search: { ...search, pages: 1 },
    at: parsePlace(parameters),
    paper: paper !== null && paper !== "" && paper.length <= MAX_ID_LENGTH ? paper : undefined,
    color: MAP_COLORS.find((known) => known === color) ?? "topic",
    hidden: [...new Set(parameters.getAll("hide").filter((key) => key !== ""))].slice(0, MAX_HIDDEN),
    contours: parameters.get("contours") !== "0",
    within: parameters.get("within") === "1",
    table: parameters.get("table") === "1",
  };
}

/** Adds what the map has beside the search. */
export function appendMap(parameters: URLSearchParams, map: MapState): void {
  if (map.paper !== undefined) parameters.set("paper", map.paper);
  if (map.color !== "topic") parameters.set("color", map.color);
  for (const key of map.hidden) parameters.append("hide", key);
  if (!map.contours) parameters.set("contours", "0");
  if (map.within) parameters.set("within", "1");
  if (map.table) parameters.set("table", "1");
  if (map.at === undefined) return;
  const { x, y, zoom } = roundPlace(map.at);
  parameters.set("x", String(x));
  parameters.set("y", String(y));
  parameters.set("zoom", String(zoom));
}

/** The place as an address holds it: a reload shows the same to less than a pixel. */
export function roundPlace({ x, y, zoom }: MapPlace): MapPlace {
  const digits = zoom > 20 ? 6 : 5;
  return {
    x: Number(x.toFixed(digits)),
    y: Number(y.toFixed(digits)),
    zoom: Number(zoom.toFixed(zoom < 10 ? 3 : 2)),
  };
}

/** The map with a search on it, and nothing else changed. */
export function mapOf(search: SearchState): MapState {
  return {
    search: { ...search, pages: 1 },
    at: undefined,
    paper: undefined,
    color: "topic",
    hidden: [],
    contours: true,
    within: search.topics.length > 0 || search.area !== undefined,
    table: false,
  };
}

/** The search whose hits are lit, for other views: inside what is selected only if it is confined to that. */
export function searchOf({ search, within }: MapState): SearchState {
  return within || search.q.trim() === "" ? search : { ...search, topics: [], area: undefined };
}

/** Whether the papers of some days or of the reader's lists are lit, for want of a query. */
export function lightsListed({ search }: MapState): boolean {
  const { q, listedFrom, listedTo, lists, read } = search;
  return q.trim() === "" && (listedFrom ?? listedTo ?? read ?? lists[0]) !== undefined;
}

function parsePlace(parameters: URLSearchParams): MapPlace | undefined {
  const [x, y, zoom] = ["x", "y", "zoom"].map((name) => parseNumber(parameters.get(name)));
  if (x === undefined || y === undefined || zoom === undefined || zoom <= 0) return undefined;
  return roundPlace({ x: clamp(x, 0, 1), y: clamp(y, 0, 1), zoom: clamp(zoom, 0.1, MAX_ZOOM) });
}

function parseNumber(text: string | null): number | undefined {
  return text !== null && /^-?\d{1,6}(\.\d{1,12})?$/.test(text) ? Number(text) : undefined;
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
