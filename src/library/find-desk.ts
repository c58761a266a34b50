import { AppError } from "../core/index.ts";
import { type Catalog, matcherOf, parseQuery, type Searchable, type SearchMode } from "../search/index.ts";
import type { FacetsAnswer } from "../wire/index.ts";
import type { MapDesk } from "./map/map-desk.ts";
import type { RequestFilters } from "./options.ts";

const MAX_VALUES = 500;

/** What finding papers, beside the search itself, needs of the library. */
export interface FindSources {
  readonly catalog: () => Catalog;
  /** Throws AppError("not-found") while there are no papers. */
  readonly searchable: () => Searchable;
  readonly map: MapDesk;
  readonly embed: (text: string) => Promise<Float32Array>;
  /** Runs `work` on one state of the store. */
  readonly snapshot: <T>(work: () => T) => T;
}

export interface FacetsRequest extends RequestFilters {
  readonly query: string;
  readonly mode: SearchMode;
  readonly prefix: boolean;
}

interface Counted {
  readonly value: string;
  readonly count: number;
}

/** What helps to find papers in a library beside the search itself. */
export class FindDesk {
  readonly #sources: FindSources;

  constructor(sources: FindSources) {
    this.#sources = sources;
  }

  /** How many of the papers that match a query each year, category, venue, source and topic has. Throws AppError
   *  "bad-request" for a query without words, and as a search. */
  async facets({ query: text, mode, prefix, ...places }: FacetsRequest): Promise<FacetsAnswer> {
    const begun = performance.now();
    const { map, searchable, embed, snapshot } = this.#sources;
    const query = parseQuery(text);
    if (query.positive === "") throw new AppError("bad-request", "Expected at least one word to count papers for.");
    const catalog = this.#sources.catalog();
    if (catalog.count === 0) return noFacets(query.text, performance.now() - begun);
    const vector = mode === "lexical" ? new Float32Array(0) : await embed(query.positive);
    const counts = snapshot(() => {
      const matcher = matcherOf(searchable(), { query, vector, mode, prefix });
      const all = matcher.within(map.filtersOf(places));
      const without = (...names: (keyof RequestFilters)[]): Uint8Array => {
        if (names.every((name) => isUnset(places[name]))) return all.accepts;
        const others = Object.entries(places).filter(([name]) => !names.includes(name as keyof RequestFilters));
        return matcher.within(map.filtersOf(Object.fromEntries(others))).accepts;
      };
      return {
        by: matcher.by,
        total: all.count,
        years: catalog.yearCounts(without("yearFrom", "yearTo")),
        categories: first(catalog.counts("categories", without("category")), places.category),
        venues: first(catalog.counts("venue", without("venue")), places.venue),
        sources: first(catalog.counts("sources", without("source")), places.source),
        ...map.countTopics(without("topic"), places.topic),
      };
    });
    return { query: query.text, ...counts, tookMs: performance.now() - begun };
  }
}

/** The most frequent values, and those that are set, however rare. */
function first(counts: readonly Counted[], set: readonly string[] = []): Counted[] {
  const wanted = new Set(set.map((value) => value.toLowerCase()));
  return counts.filter(({ value }, i) => i < MAX_VALUES || wanted.has(value.toLowerCase()));
}

function isUnset(value: RequestFilters[keyof RequestFilters]): boolean {
  return value === undefined || (Array.isArray(value) && value.length === 0);
}

function noFacets(query: string, tookMs: number): FacetsAnswer {
  return { query, by: "words", total: 0, years: [], categories: [], venues: [], sources: [], tookMs };
}
