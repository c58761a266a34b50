import { EMPTY_SEARCH, formatRoute } from "../../location.ts";
import type { MapState } from "../../map-location.ts";

/** The address of the map with another paper open; it goes to where that paper is. */
export function paperOnMap(map: MapState, id: string): string {
  return formatRoute({ view: "map", map: { ...map, at: undefined, paper: id } });
}

/** The address of the map with a topic selected; it goes to where that topic is. */
export function topicOnMap(map: MapState, id: string | undefined): string {
  return formatRoute({ view: "map", map: withTopic(map, id) });
}

/** The map with one topic, or nothing, selected. */
export function withTopic(map: MapState, id: string | undefined): MapState {
  const topics = id === undefined ? [] : [id];
  const search = { ...map.search, topics, area: undefined };
  return { ...map, at: undefined, paper: undefined, search, within: map.within && id !== undefined };
}

/** The address of the search for what the map searches, inside a topic or area. */
export function searchInside(map: MapState, inside: { readonly topics?: string[]; readonly area?: string }): string {
  const { q, mode, yearFrom, yearTo } = map.search;
  return formatRoute({ view: "search", search: { ...EMPTY_SEARCH, q, mode, yearFrom, yearTo, ...inside } });
}
