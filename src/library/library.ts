import type { OnProgress } from "../core/index.ts";
import { LOOK_AHEAD, parseQuery, type SearchMode, wordsAmong } from "../search/index.ts";
import type {
  PaperAnswer,
  PapersAnswer,
  RelatedAnswer,
  SearchAnswer,
  Stats,
  Paper as WirePaper,
} from "../wire/index.ts";
import { hitsOf } from "./answers.ts";
import { type Desks, openDesks } from "./desks.ts";
import type { IngestOptions, IngestReport } from "./ingest.ts";
import type { MapJob } from "./map/map-builder.ts";
import { type LibraryOptions, MAX_RESULTS, type RequestFilters, type SearchRequest } from "./options.ts";
import { LibraryParts } from "./parts.ts";
import { rankerFor } from "./ranker.ts";
import { statsOf } from "./stats.ts";
import { LibraryWriter } from "./writer.ts";

/** A folder of papers with everything that answers questions about them. */
export class Library {
  readonly #parts: LibraryParts;
  readonly #desks: Desks;
  readonly #writer: LibraryWriter;
  /** Everything about the topic map. */
  readonly map: Desks["map"];
  /** What helps to find papers beside the search itself. */
  readonly find: Desks["find"];
  /** Why papers are alike. */
  readonly explain: Desks["explain"];
  /** What was listed when. */
  readonly listings: Desks["listings"];
  /** The reader's own lists, marks and notes. */
  readonly reading: Desks["reading"];
  /** Searches that the reader keeps. */
  readonly saved: Desks["saved"];
  /** What is new for the reader. */
  readonly digest: Desks["digest"];
  /** What the reader may like. */
  readonly recommend: Desks["recommend"];
  /** Papers as files for other programs. */
  readonly cite: Desks["cite"];
  /** Papers that are or may be one work. */
  readonly duplicates: Desks["duplicates"];
  /** What comes in while the library is served. */
  readonly intake: Desks["intake"];
  /** Whether hits are about their query. */
  readonly relevance: Desks["relevance"];
  /** Whether it is well. */
  readonly upkeep: Desks["upkeep"];

  /** Opens the library. Throws AppError "not-found" where there is none and `create` is not set, "wrong-version",
   *  "storage-failed". Models and indexes are loaded on first use. */
  constructor(options: LibraryOptions) {
    this.#parts = new LibraryParts(options);
    this.#writer = new LibraryWriter(this.#parts);
    this.#desks = openDesks(this.#parts);
    this.map = this.#desks.map;
    this.find = this.#desks.find;
    this.explain = this.#desks.explain;
    this.listings = this.#desks.listings;
    this.reading = this.#desks.reading;
    this.saved = this.#desks.saved;
    this.digest = this.#desks.digest;
    this.recommend = this.#desks.recommend;
    this.cite = this.#desks.cite;
    this.duplicates = this.#desks.duplicates;
    this.intake = this.#desks.intake;
    this.relevance = this.#desks.relevance;
    this.upkeep = this.#desks.upkeep;
  }

  /** Number of papers. */
  count(): number {
    return this.#parts.store.papers.count();
  }

  /** Changes whenever an answer of this library may change; with `own`, also one that shows what the reader keeps. */
  stamp(own = false): string {
    return this.#desks.stamp(own);
  }

  /** Loads model and indexes now instead of with the first question. */
  async warm(): Promise<void> {
    const { model, live, liveMap, options } = this.#parts;
    await model.open();
    live.open();
    if (options.map === true) liveMap.refresh();
  }

  /** Takes up what other processes have written since. Cheap when nothing has changed. */
  refresh(): void {
    this.#parts.refresh();
  }

  /** Makes the map ready for answers: lays it out where there is none, and places what came since. Throws as `buildMap`. */
  async openMap(onProgress?: OnProgress): Promise<void> {
    await this.#parts.liveMap.open(onProgress);
  }

  /** Takes up the map as it was saved, if there is one: at once, and without changing it. */
  takeSavedMap(): void {
    this.#parts.liveMap.takeSaved();
  }

  /** Brings the map in step ("update"), lays it out again like it was ("refit"), or from nothing ("build"). Throws AppError "not-found" for a library without papers, "storage-failed". */
  async buildMap(work: MapJob["work"], onProgress?: OnProgress): Promise<void> {
    await this.#parts.liveMap.build(work, onProgress);
  }

  /** In an empty library nothing is found, and a note says why. Throws AppError "bad-request" for a query without
   *  words, "model-mismatch", and "library-busy" while another process changes the library's model. */
  async search(request: SearchRequest): Promise<SearchAnswer> {
    const begun = performance.now();
    const { live, snapshot, readPaper } = this.#parts;
    const { k, offset, query: text, ...order } = request;
    const { mode, sort = "relevance" } = order;
    const query = parseQuery(text);
    if (live.catalog.count === 0 && query.positive !== "") return this.#foundNothing(query.text, mode, sort, offset);
    const rank = await rankerFor(query, order, Math.min(offset + k + LOOK_AHEAD, MAX_RESULTS), this.#desks.rank);
    // One read of the store for all of it: each on its own would lock and unlock the file.
    const { outcome, hits, judged } = snapshot(() => {
      const outcome = rank();
      const explained = { words: wordsAmong(query.positive, outcome.weights), terms: outcome.weights };
      const hits = hitsOf(outcome, offset, k, readPaper, () => explained);
      const judged = this.relevance.judge(outcome, hits, sort === "relevance");
      return { outcome, hits, judged };
    });
    return {
      query: query.text,
      mode,
      sort,
      total: Math.min(outcome.total, MAX_RESULTS),
      totalIsExact: outcome.totalIsExact && outcome.total <= MAX_RESULTS,
      offset,
      hits,
      ...judged,
      notes: [...outcome.notes],
      tookMs: performance.now() - begun,
    };
  }

  /** The papers nearest in meaning to a paper. Throws AppError "not-found" for an unknown id, and "library-busy" while
   *  another process changes the library's model. */
  async related(id: string, { k, filters: places }: { k: number; filters: RequestFilters }): Promise<RelatedAnswer> {
    const { seeds, hits, tookMs } = await this.find.like([id], k, 0, places);
    return { id: seeds[0]?.id ?? id, hits, tookMs };
  }

  /** Throws AppError("not-found") for an unknown id. Takes arXiv ids and DOIs in any spelling. */
  paper(id: string): PaperAnswer {
    const row = this.#parts.rowOf(id);
    const records = this.#parts.store.works.countRecords(row);
    return { ...this.#wirePaper(row), topics: this.map.topicPath(row), ...(records > 1 ? { records } : {}) };
  }

  /** Papers in the order they were added, latest first. */
  latest(k: number, offset: number): PapersAnswer {
    const rows = this.#parts.store.latest(k, offset);
    return { total: this.count(), offset, papers: rows.map((row) => this.#wirePaper(row)) };
  }

  stats(): Stats {
    return statsOf(this.#parts.store, this.#parts.live, this.#parts.paths.folder);
  }

  /** Reads files, folders or "-" into the library, embeds what is new or changed, and brings every index in step.
   *  `reEmbed` allows changing the library's model. Throws AppError "library-busy", "model-mismatch",
   *  "storage-failed", "cancelled"; what was stored before stays, and the next run goes on from there. */
  ingest(
    inputs: readonly string[],
    options: IngestOptions & { readonly reEmbed?: boolean } = {},
  ): Promise<IngestReport> {
    return this.#writer.ingest(inputs, options);
  }

  /** Removes papers for good. Throws AppError "not-found" for the first unknown id, and then nothing is removed. */
  remove(ids: readonly string[]): Promise<number> {
    return this.#writer.remove(ids);
  }

  async close(): Promise<void> {
    await this.intake.close();
    await this.relevance.close();
    await this.upkeep.close();
    this.reading.close();
    await this.#parts.close();
  }

  #foundNothing(query: string, mode: SearchMode, sort: "relevance" | "date", offset: number): SearchAnswer {
    const notes = [this.#parts.noPapers()];
    return { query, mode, sort, total: 0, totalIsExact: true, offset, hits: [], notes, tookMs: 0 };
  }

  #wirePaper(row: number): WirePaper {
    return this.#parts.toWire(row, this.#parts.paperAt(row));
  }
}
