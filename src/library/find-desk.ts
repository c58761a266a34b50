import { AppError, type Paper } from "../core/index.ts";
import type { EmbeddingModel } from "../embed/index.ts";
import {
  type Catalog,
  type LexicalIndex,
  matcherOf,
  parseQuery,
  type Searchable,
  type SearchMode,
} from "../search/index.ts";
import type { FacetsAnswer, LikeAnswer, SuggestAnswer } from "../wire/index.ts";
import { reasonsFor } from "./explain/reasons.ts";
import { papersLikeThese } from "./like.ts";
import type { MapDesk } from "./map/map-desk.ts";
import { MAX_RESULTS, type RequestFilters } from "./options.ts";
import type { ReadingDesk } from "./reading/reading-desk.ts";
import { suggestionsFor } from "./suggest.ts";

const MAX_VALUES = 500;

/** What finding papers, beside the search itself, needs of the library. */
export interface FindSources {
  readonly catalog: () => Catalog;
  /** Throws AppError("not-found") while there are no papers. */
  readonly searchable: () => Searchable;
  readonly lexical: () => LexicalIndex;
  readonly readTitle: (row: number) => { readonly id: string; readonly title: string } | undefined;
  /** Throws AppError("not-found") for an unknown id. */
  readonly rowOf: (id: string) => number;
  readonly readPaper: (row: number) => Paper | undefined;
  readonly vectorOf: (row: number) => Float32Array;
  readonly readVector: (row: number) => Float32Array | undefined;
  /** Whether so many papers hold a word that it tells nothing of one. */
  readonly isCommon: (word: string) => boolean;
  /** The model of the vectors. */
  readonly openModel: () => Promise<EmbeddingModel>;
  readonly map: MapDesk;
  readonly reading: ReadingDesk;
  readonly embed: (text: string) => Promise<Float32Array>;
  /** Runs `work` on one state of the store. */
  readonly snapshot: <T>(work: () => T) => T;
}

export interface FacetsRequest extends RequestFilters {
  readonly query: string;
  readonly mode: SearchMode;
  readonly prefix: boolean;
}

type Facet = "years" | "categories" | "venues" | "sources" | "topics" | "lists" | "read";

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

  /** How many of the papers that match a query each year, category, venue, source, topic and list has, and how
   *  many were read. Throws AppError "bad-request" for a query without words, and as a search. */
  async facets({ query: text, mode, prefix, ...places }: FacetsRequest): Promise<FacetsAnswer> {
    const begun = performance.now();
    const { map, searchable, embed, snapshot, reading } = this.#sources;
    const query = parseQuery(text);
    if (query.positive === "") throw new AppError("bad-request", "Expected at least one word to count papers for.");
    const catalog = this.#sources.catalog();
    if (catalog.count === 0) {
      const none = reading.rows.countLists(new Uint8Array(0));
      return { ...noFacets(query.text, performance.now() - begun), ...none };
    }
    const vector = mode === "lexical" ? new Float32Array(0) : await embed(query.positive);
    const { yearFrom, yearTo, category, venue, source, topic, list, read, ...rest } = places;
    const counts = snapshot(() => {
      const filters = map.filtersOf(rest);
      const matcher = matcherOf(searchable(), { query, vector, mode, prefix, filters });
      const masks = new Map<Facet, Uint8Array>();
      const mask = (facet: Facet, own: RequestFilters) => {
        if (!Object.values(own).every(isUnset)) masks.set(facet, catalog.mask(map.filtersOf(own)).accepts);
      };
      mask("years", { yearFrom, yearTo });
      mask("categories", { category });
      mask("venues", { venue });
      mask("sources", { source });
      mask("topics", { topic });
      mask("lists", { list });
      mask("read", { read });
      const all = matcher.among([...masks.values()]);
      const matching = (facet: Facet) => {
        if (!masks.has(facet)) return all;
        return matcher.among([...masks].filter(([name]) => name !== facet).map(([, accepts]) => accepts));
      };
      const without = (facet: Facet): Uint8Array => matching(facet).accepts;
      const readOrNot = matching("read");
      return {
        by: matcher.by,
        total: all.count,
        years: catalog.yearCounts(without("years")),
        categories: first(catalog.counts("categories", without("categories")), category),
        venues: first(catalog.counts("venue", without("venues")), venue),
        sources: first(catalog.counts("sources", without("sources")), source),
        ...map.countTopics(without("topics"), topic),
        ...reading.rows.countLists(without("lists")),
        read: reading.rows.countRead(readOrNot.accepts, readOrNot.count),
      };
    });
    return { query: query.text, ...counts, tookMs: performance.now() - begun };
  }

  /** What the typed beginning of a query may become; nothing for what has less than two letters. */
  suggest(typed: string, k: number): SuggestAnswer {
    const begun = performance.now();
    const { snapshot, lexical, readTitle, map } = this.#sources;
    const sources = { lexical: lexical(), readTitle, map: map.present };
    const suggestions = snapshot(() => suggestionsFor(typed, k, sources));
    return { query: typed, suggestions, tookMs: performance.now() - begun };
  }

  /** The papers nearest to the middle of some papers, these left out. Throws AppError "not-found" for an unknown id. */
  async like(ids: readonly string[], k: number, offset: number, places: RequestFilters): Promise<LikeAnswer> {
    const begun = performance.now();
    const { snapshot, searchable, lexical, map, openModel, isCommon, ...rest } = this.#sources;
    const model = await orNothing(openModel()); // for the reasons; vectors there are without it
    const request = { k: Math.max(0, Math.min(k, MAX_RESULTS - offset)), offset, filters: map.filtersOf(places) };
    const sources = {
      ...rest,
      searchable: searchable(),
      lexical: lexical(),
      reasonsFor: (papers: readonly Paper[]) => (model === undefined ? undefined : reasonsFor(model, papers, isCommon)),
    };
    const answer = snapshot(() => papersLikeThese(ids, request, sources));
    return { ...answer, total: Math.min(answer.total, MAX_RESULTS), tookMs: performance.now() - begun };
  }
}

/** Undefined where it cannot be had for a reason that has a name. */
function orNothing<T>(wanted: Promise<T>): Promise<T | undefined> {
  return wanted.catch((error: unknown) => {
    if (error instanceof AppError) return undefined;
    throw error;
  });
}

/** The most frequent values, and those that are set, however rare. */
function first(counts: readonly Counted[], set: readonly string[] = []): Counted[] {
  const wanted = new Set(set.map((value) => value.toLowerCase()));
  return counts.filter(({ value }, i) => i < MAX_VALUES || wanted.has(value.toLowerCase()));
}

function isUnset(value: unknown): boolean {
  return value === undefined || (Array.isArray(value) && value.length === 0);
}

function noFacets(query: string, tookMs: number): FacetsAnswer {
  const read = { yes: 0, no: 0 };
  return { query, by: "words", total: 0, years: [], categories: [], venues: [], sources: [], read, tookMs };
}
