import { AppError, clip, type Paper } from "../../core/index.ts";
import { nameKey, quoted, type Reading, type StoredSearch } from "../../reading/index.ts";
import { parseQuery, type RankedPaper, type SearchOutcome, wordsAmong } from "../../search/index.ts";
import type {
  NewSavedSearch,
  SavedAnswer,
  SavedChange,
  SavedHitsAnswer,
  SavedSearchEdit,
  SeenAnswer,
} from "../../wire/index.ts";
import { hitsOf } from "../answers.ts";
import { MAX_RESULTS } from "../options.ts";
import { type RankSources, rankerFor } from "../ranker.ts";
import { findList } from "../reading/find-list.ts";
import type { Arrivals } from "./arrivals.ts";
import { formatSavedQuery, parseSavedQuery, type SavedQuery } from "./saved-query.ts";

/** What saved searches need of the library. */
export interface SavedSources {
  readonly reading: Reading;
  readonly arrivals: Arrivals;
  readonly rank: RankSources;
  /** How many of the first papers are likely to be about the query; undefined as long as that cannot be told. */
  readonly relevantCount: (outcome: SearchOutcome) => number | undefined;
  readonly readPaper: (row: number) => Paper | undefined;
  readonly snapshot: <T>(work: () => T) => T;
  /** Changes whenever what a search finds may change; `more` where it is filtered by what the reader keeps or by places on
   *  the map. */
  readonly stamp: (more: boolean) => string;
}

/** What a saved search finds in one state of the library. */
interface Found {
  readonly query: SavedQuery;
  /** The best of all papers, the best first. */
  readonly outcome: SearchOutcome;
  /** The last row that was there. */
  readonly upTo: number;
}

/** A saved search asks for the best so many papers: what a reader would page through. */
const BEST = 200;
/** Of these it takes those that score this share of the best one, where nothing better is known: beyond, papers have
 *  little to do with most queries. */
const SHARE_OF_BEST = 0.5;
const SHOWN = 500;

/** Where searches are kept, and asked for what came in since the reader last looked. They are named by id or name. Throws
 *  AppError "not-found" for those that are not there, and "storage-failed", "wrong-version" or "library-busy" as the
 *  file has it. */
export class SavedDesk {
  readonly #sources: SavedSources;
  readonly #found = new Map<string, { readonly stamp: string; readonly found: Promise<Found> }>();

  constructor(sources: SavedSources) {
    this.#sources = sources;
  }

  /** All saved searches by name, each with how many papers are new. */
  async list(): Promise<SavedAnswer> {
    const { searches } = this.#sources.reading;
    const revision = this.#sources.reading.revision();
    const all = searches.all();
    const queries = new Set(all.map(({ query }) => query));
    for (const query of this.#found.keys()) if (!queries.has(query)) this.#found.delete(query);
    const saved: SavedAnswer["saved"] = [];
    for (const search of all) {
      saved.push({ ...summaryOf(search), ...(await this.#countNew(search)) });
      await new Promise((resolve) => setImmediate(resolve)); // other requests have their turn
    }
    return { revision, saved };
  }

  /** What a saved search finds that came in after the reader last looked, or after a row; the first `k`, the best first.
   *  Throws as a search. */
  async show(name: string, k: number, since?: number): Promise<SavedHitsAnswer> {
    const begun = performance.now();
    const { reading, readPaper, snapshot } = this.#sources;
    const search = this.find(name);
    const after = since ?? this.#sources.arrivals.after(search.seen);
    const found = await this.#find(search);
    const places = new Map(found.outcome.papers.map(({ row }, i) => [row, i + 1]));
    const papers = found.outcome.papers.filter(({ row }) => row > after);
    const { weights } = found.outcome;
    const explained = { words: wordsAmong(parseQuery(found.query.query).positive, weights), terms: weights };
    const hits = snapshot(() => hitsOf({ ...found.outcome, papers }, 0, k, readPaper, () => explained));
    return {
      ...summaryOf(search),
      revision: reading.revision(),
      newPapers: papers.length,
      since: after,
      upTo: found.upTo,
      hits: hits.map((hit) => ({ ...hit, rank: places.get(hit.row) ?? hit.rank })),
      tookMs: performance.now() - begun,
    };
  }

  /** Keeps a search; all that it finds now counts as seen. Throws AppError "bad-request" for a name that is taken, and
   *  for what is no search, "not-found" for a list that is not there. */
  create({ name, search }: NewSavedSearch): SavedChange {
    const { reading, arrivals } = this.#sources;
    const query = this.#kept(search);
    const { id, ...changed } = reading.searches.create({ name, query, seen: arrivals.now() });
    return { ...changed, saved: summaryOf(reading.searches.one(id)) };
  }

  /** Throws as `create`. */
  edit(name: string, { search, ...edit }: SavedSearchEdit): SavedChange {
    const { searches } = this.#sources.reading;
    const { id } = this.find(name);
    const query = search === undefined ? undefined : this.#kept(search);
    const changed = searches.edit(id, { ...edit, ...(query === undefined ? {} : { query }) });
    return { ...changed, saved: summaryOf(searches.one(id)) };
  }

  delete(name: string): SavedChange {
    return this.#sources.reading.searches.delete(this.find(name).id);
  }

  /** The reader has looked at what was there up to a row. What came in since stays new. */
  see(name: string, upTo: number): SeenAnswer {
    const { reading, arrivals } = this.#sources;
    const { library, row } = arrivals.now();
    const revision = reading.searches.see(this.find(name).id, { library, row: Math.min(upTo, row) });
    return { revision };
  }

  /** What all of them ask for, as addresses have it. */
  stored(): string[] {
    return this.#sources.reading.searches.all().map(({ query }) => query);
  }

  /** The search of an id, or of a name, case ignored. Throws AppError("not-found"), which names those that there are. */
  find(name: string): StoredSearch {
    const all = this.#sources.reading.searches.all();
    const found = all.find(({ id }) => id === name) ?? all.find((search) => nameKey(search.name) === nameKey(name));
    if (found !== undefined) return found;
    const names = clip(all.map((search) => quoted(search.name)).join(", "), SHOWN);
    const there = names === "" ? "None has been saved yet." : `There are: ${names}.`;
    throw new AppError("not-found", `There is no saved search ${quoted(name)}. ${there}`);
  }

  /** Ids of papers that a saved search finds, the latest in the library first. Throws as a search. */
  async latest(name: string, k: number) {
    const search = this.find(name);
    const rows = (await this.papersOf(search)).map(({ row }) => row).sort((a, b) => b - a);
    const papers = rows.slice(0, k).flatMap((row) => this.#sources.readPaper(row)?.id ?? []);
    return { search: summaryOf(search), papers };
  }

  /** The papers that a saved search finds, the best first. Throws as a search. */
  async papersOf(search: StoredSearch): Promise<readonly RankedPaper[]> {
    return (await this.#find(search)).outcome.papers;
  }

  /** What is asked, in the form in which it is kept: lists by their ids, so that they may be renamed. */
  #kept(search: string): string {
    const { list, ...query } = parseSavedQuery(search);
    const ids = list?.map((name) => findList(this.#sources.reading, name).id);
    return formatSavedQuery({ ...query, list: ids });
  }

  async #countNew(search: StoredSearch): Promise<Pick<SavedAnswer["saved"][number], "newPapers" | "problem">> {
    const { arrivals } = this.#sources;
    const after = arrivals.after(search.seen);
    if (arrivals.now().row <= after) return { newPapers: 0 };
    try {
      const papers = await this.papersOf(search);
      return { newPapers: papers.reduce((sum, { row }) => sum + (row > after ? 1 : 0), 0) };
    } catch (error) {
      if (error instanceof AppError) return { problem: error.message };
      throw error;
    }
  }

  /** Asked once for each state of the library. */
  #find({ query }: StoredSearch): Promise<Found> {
    const parsed = parseSavedQuery(query);
    const { list = [], topic = [], read, area } = parsed;
    const stamp = this.#sources.stamp(list.length + topic.length > 0 || (read ?? area) !== undefined);
    const known = this.#found.get(query);
    if (known?.stamp === stamp) return known.found;
    const found = this.#search(parsed);
    this.#found.set(query, { stamp, found });
    found.catch(() => this.#found.delete(query)); // another time it may work
    return found;
  }

  async #search({ query: text, sort: _, ...places }: SavedQuery): Promise<Found> {
    const { rank: sources, snapshot, arrivals } = this.#sources;
    const query = parseQuery(text);
    if (sources.catalog().count === 0) return { query: { query: text, ...places }, outcome: NOTHING, upTo: 0 };
    const isExact =
      places.mode === "lexical" && (/^\S+$/.test(query.positive) || query.phrases.join(" ") === query.positive);
    const rank = await rankerFor(query, { ...places, prefix: false }, isExact ? MAX_RESULTS : BEST, sources);
    const { row: upTo } = arrivals.now(); // no await between: the rank is of the same state
    const outcome = snapshot(rank);
    const relevant = places.mode === "lexical" ? undefined : this.#sources.relevantCount(outcome);
    const papers = isExact ? outcome.papers : bestOf(outcome.papers, relevant);
    return { query: { query: text, ...places }, outcome: { ...outcome, papers }, upTo };
  }
}

const NOTHING: SearchOutcome = {
  ...{ papers: [], total: 0, totalIsExact: true, notes: [], weights: new Map() },
  ...{ bestLexical: new Set(), bestSemantic: new Set() },
};

/** Those of ranked papers that are what was asked for: as many as are known to be relevant, or that score well. */
function bestOf(papers: readonly RankedPaper[], relevant: number | undefined): readonly RankedPaper[] {
  if (relevant !== undefined) return papers.slice(0, Math.min(relevant, BEST));
  const least = SHARE_OF_BEST * (papers[0]?.score ?? 0);
  return papers.slice(0, BEST).filter(({ score }) => score >= least);
}

function summaryOf({ id, name, query, createdAt, seen }: StoredSearch) {
  return { id, name, search: query, createdAt, seenAt: seen.at };
}
