import { type Catalog, type Query, type Searchable, type SearchOutcome, searchPapers } from "../search/index.ts";
import type { MapDesk } from "./map/map-desk.ts";
import { newestFirst, SORTED_BY_DATE } from "./newest-first.ts";
import type { SearchRequest } from "./options.ts";

/** What ranking papers needs of the library. */
export interface RankSources {
  readonly catalog: () => Catalog;
  /** Throws AppError("not-found") while there are no papers. */
  readonly searchable: () => Searchable;
  readonly embed: (text: string) => Promise<Float32Array>;
  /** YYYY, YYYY-MM or YYYY-MM-DD, as far as it is known; empty where it is not. */
  readonly dateOf: (row: number) => string;
  readonly map: MapDesk;
}

export type RankRequest = Omit<SearchRequest, "query" | "k" | "offset">;

/** Gets everything ready that is slow, and returns what ranks the papers for a query: at once, so that it can be done
 *  in one read of the store together with what follows. Throws as a search. */
export async function rankerFor(
  query: Query,
  { mode, sort = "relevance", prefix, ...places }: RankRequest,
  wanted: number,
  { searchable, embed, map, dateOf }: RankSources,
): Promise<() => SearchOutcome> {
  const isWordless = query.positive === "";
  const vector = mode === "lexical" || isWordless ? new Float32Array(0) : await embed(query.positive);
  const parts = searchable();
  const filters = map.filtersOf(places);
  const order = { query, vector, mode, filters, prefix, wanted: sort === "date" ? SORTED_BY_DATE : wanted };
  return () => {
    const ranked = searchPapers(parts, order);
    return sort === "date" ? newestFirst(ranked, mode !== "lexical", dateOf) : ranked;
  };
}
