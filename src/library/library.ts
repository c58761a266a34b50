import { existsSync } from "node:fs";
import { AppError, clip, type OnProgress, type Paper, row as vectorRow } from "../core/index.ts";
import type { EmbeddingModel } from "../embed/index.ts";
import { LOOK_AHEAD, parseQuery, type Searchable, type SearchMode, wordsAmong } from "../search/index.ts";
import { openStore, type Store } from "../store/index.ts";
import type {
  PaperAnswer,
  PapersAnswer,
  RelatedAnswer,
  SearchAnswer,
  Stats,
  Paper as WirePaper,
} from "../wire/index.ts";
import { hitsOf, toWire } from "./answers.ts";
import { CiteDesk } from "./cite-desk.ts";
import { DigestDesk } from "./digest/digest-desk.ts";
import { interestOf } from "./digest/interest-of.ts";
import { DuplicatesDesk } from "./duplicates/duplicates-desk.ts";
import { ExplainDesk } from "./explain/explain-desk.ts";
import { isCommonWord } from "./explain/reasons.ts";
import { FindDesk } from "./find-desk.ts";
import type { IngestOptions, IngestReport } from "./ingest.ts";
import { IntakeDesk } from "./intake/intake-desk.ts";
import { ListingDesk } from "./listings/listing-desk.ts";
import { LiveIndexes } from "./live.ts";
import { LiveModel } from "./live-model.ts";
import { LiveMap } from "./map/live-map.ts";
import type { MapJob } from "./map/map-builder.ts";
import { MapDesk } from "./map/map-desk.ts";
import { recordedModel } from "./model.ts";
import { type LibraryOptions, MAX_RESULTS, type RequestFilters, type SearchRequest } from "./options.ts";
import { type LibraryPaths, libraryPaths } from "./paths.ts";
import { type RankSources, rankerFor } from "./ranker.ts";
import { ReadingDesk } from "./reading/reading-desk.ts";
import { RecommendDesk } from "./recommend/recommend-desk.ts";
import { RelevanceDesk } from "./relevance/relevance-desk.ts";
import { Arrivals } from "./saved/arrivals.ts";
import { SavedDesk } from "./saved/saved-desk.ts";
import { statsOf } from "./stats.ts";
import { UpkeepDesk } from "./upkeep/upkeep-desk.ts";
import { LibraryWriter } from "./writer.ts";

/** A folder of papers with everything that answers questions about them. */
export class Library {
  readonly #store: Store;
  readonly #paths: LibraryPaths;
  readonly #options: LibraryOptions;
  readonly #live: LiveIndexes;
  readonly #model: LiveModel;
  readonly #liveMap: LiveMap;
  readonly #writer: LibraryWriter;
  /** Everything about the topic map. */
  readonly map: MapDesk;
  /** What helps to find papers beside the search itself. */
  readonly find: FindDesk;
  /** Why papers are alike. */
  readonly explain: ExplainDesk;
  /** What was listed when. */
  readonly listings: ListingDesk;
  /** The reader's own lists, marks and notes. */
  readonly reading: ReadingDesk;
  /** Searches that the reader keeps. */
  readonly saved: SavedDesk;
  /** What is new for the reader. */
  readonly digest: DigestDesk;
  /** What the reader may like. */
  readonly recommend: RecommendDesk;
  /** Papers as files for other programs. */
  readonly cite: CiteDesk;
  /** Papers that are or may be one work. */
  readonly duplicates: DuplicatesDesk;
  /** What comes in while the library is served. */
  readonly intake: IntakeDesk;
  /** Whether hits are about their query. */
  readonly relevance: RelevanceDesk;
  /** Whether it is well. */
  readonly upkeep: UpkeepDesk;

  /** Opens the library. Throws AppError "not-found" where there is none and `create` is not set, "wrong-version",
   *  "storage-failed". Models and indexes are loaded on first use. */
  constructor(options: LibraryOptions) {
    this.#options = options;
    this.#paths = libraryPaths(options.folder);
    if (options.create !== true && !existsSync(this.#paths.store)) {
      throw new AppError(
        "not-found",
        `Expected a library in ${options.folder}, found none. Make one with: orrery ingest <files> --library ${options.folder}`,
      );
    }
    this.#store = openStore(this.#paths.store);
    this.#live = new LiveIndexes(this.#store, this.#paths, options.graph === true, options.report);
    this.#model = new LiveModel(this.#store, options);
    this.#writer = new LibraryWriter({
      store: this.#store,
      live: this.#live,
      model: this.#model,
      paths: this.#paths,
      options,
      rowOf: (id) => this.#rowOf(id),
    });
    const { report, clock, mapThreads = 1 } = options;
    this.#liveMap = new LiveMap(this.#store, this.#paths, { report, clock, threads: mapThreads });
    this.reading = new ReadingDesk({
      path: this.#paths.reading,
      clock: options.clock,
      store: this.#store,
      catalog: () => this.#live.catalog,
      toWire: (row, paper) => toWire(row, paper, this.#store.listings.entriesOf(row)),
    });
    this.map = new MapDesk({
      live: this.#liveMap,
      catalog: () => this.#live.catalog,
      snapshot: (work) => this.#store.snapshot(work),
      readPaper: (row) => this.#store.papers.paper(row),
      countPapers: () => this.count(),
      within: (own) => this.reading.rows.within(own),
    });
    this.find = new FindDesk({
      catalog: () => this.#live.catalog,
      searchable: () => this.#searchable(),
      lexical: () => this.#live.lexical,
      readTitle: (row) => this.#store.papers.heading(row),
      rowOf: (id) => this.#rowOf(id),
      readPaper: (row) => this.#store.papers.paper(row),
      vectorOf: (row) => this.#vectorOf(this.#paperAt(row), row),
      readVector: (row) => this.#store.vectors.get(row),
      isCommon: (word) => isCommonWord(word, this.#live),
      openModel: () => this.#modelOfVectors(),
      map: this.map,
      reading: this.reading,
      embed: (text) => this.#embed(text),
      snapshot: (work) => this.#store.snapshot(work),
    });
    this.recommend = new RecommendDesk({
      searchable: () => this.#searchable(),
      rowOf: (id) => this.#rowOf(id),
      heading: (row) => this.#store.papers.heading(row),
      readPaper: (row) => this.#store.papers.paper(row),
      readVector: (row) => this.#store.vectors.get(row),
      latest: (count) => this.#store.latest(count, 0),
      embed: (text) => this.#embed(text),
      snapshot: (work) => this.#store.snapshot(work),
      map: this.map,
      reading: this.reading,
    });
    this.explain = new ExplainDesk({
      rowOf: (id) => this.#rowOf(id),
      paperAt: (row) => this.#paperAt(row),
      listingsOf: (row) => this.#store.listings.entriesOf(row),
      topicPath: (row) => this.map.topicPath(row),
      listsWith: (a, b) => this.reading.listsWith(a, b),
      isCommon: (word) => isCommonWord(word, this.#live),
      openModel: () => this.#modelOfVectors(),
      snapshot: (work) => this.#store.snapshot(work),
    });
    this.listings = new ListingDesk({
      store: this.#store,
      live: this.#live,
      topicPath: (row) => this.map.topicPath(row),
      growing: (fresh, known) => this.map.growing(fresh, known),
      interest: () => this.reading.rows.interest(),
    });
    const beside = {
      reading: this.reading.file,
      arrivals: new Arrivals(this.#store, () => this.#live.catalog),
      readPaper: (row: number) => this.#store.papers.paper(row),
      snapshot: <T>(work: () => T) => this.#store.snapshot(work),
      stamp: (more = false) => (more ? this.stamp(true) : `${this.#live.stamp}-${this.relevance.version}`),
    };
    this.saved = new SavedDesk({
      ...beside,
      rank: this.#rankSources(),
      relevantCount: (outcome) => this.relevance.judge(outcome, [], true)?.relevantCount,
    });
    this.digest = new DigestDesk({
      ...beside,
      saved: this.saved,
      searchable: () => (this.#live.model === recordedModel(this.#store)?.model ? this.#live.searchable : undefined),
      interest: () => interestOf(this.reading, (row) => this.#store.vectors.get(row)),
      listsOf: (id) => this.reading.listsOf(id),
      readVector: (row) => this.#store.vectors.get(row),
      toWire: (row, paper) => toWire(row, paper, this.#store.listings.entriesOf(row)),
      topicPath: (row) => this.map.topicPath(row),
    });
    this.cite = new CiteDesk({
      ...this.#rankSources(),
      findRow: (id) => this.#store.papers.rowOf(id),
      readPaper: (row) => this.#store.papers.paper(row),
      topicPath: (row) => this.map.topicPath(row),
      list: (name) => this.reading.rows.inOrder(name),
      snapshot: (work) => this.#store.snapshot(work),
    });
    this.duplicates = new DuplicatesDesk({
      store: this.#store,
      options,
      map: () => this.#liveMap.map,
      rowOf: (id) => this.#rowOf(id),
      openModel: () => this.#modelOfVectors(),
      onChanged: () => this.#takeUp(),
    });
    this.intake = new IntakeDesk({
      library: options,
      incoming: this.#paths.incoming,
      rowOf: (id) => this.#store.papers.rowOf(id),
      heading: (row) => this.#store.papers.heading(row),
      onChanged: () => this.#takeUp(),
    });
    this.relevance = new RelevanceDesk({
      path: this.#paths.relevance,
      store: this.#store,
      report,
      learnsUnasked: options.graph === true,
      searchable: () => this.#live.searchable,
      openModel: () => this.#modelOfVectors(),
      topicPath: (row) => {
        this.#liveMap.takeSaved();
        return this.map.topicPath(row);
      },
    });
    this.upkeep = new UpkeepDesk({ ...options, rejects: this.#store.rejects });
  }

  /** Number of papers. */
  count(): number {
    return this.#store.papers.count();
  }

  /** Changes whenever an answer of this library may change; with `own`, also one that shows what the reader keeps. */
  stamp(own = false): string {
    const papers = `${this.#store.setting("createdAt") ?? "new"}-${this.#live.stamp}-${this.#liveMap.version}-${this.relevance.version}`;
    return `${papers}${own ? `-${this.reading.stamp()}` : ""}`.replace(/[^\w.-]/g, "");
  }

  /** Loads model and indexes now instead of with the first question. */
  async warm(): Promise<void> {
    await this.#model.open();
    this.#live.open();
    if (this.#options.map === true) this.#liveMap.refresh();
  }

  /** Takes up what other processes have written since. Cheap when nothing has changed. */
  refresh(): void {
    this.#live.refresh(this.#options.clock().getTime());
    if (this.#options.map === true) this.#liveMap.refresh();
  }

  /** Makes the map ready for answers: lays it out where there is none, and places what came since. Throws as `buildMap`. */
  async openMap(onProgress?: OnProgress): Promise<void> {
    await this.#liveMap.open(onProgress);
  }

  /** Takes up the map as it was saved, if there is one: at once, and without changing it. */
  takeSavedMap(): void {
    this.#liveMap.takeSaved();
  }

  /** Brings the map in step ("update"), lays it out again like it was ("refit"), or from nothing ("build"). Throws AppError "not-found" for a library without papers, "storage-failed". */
  async buildMap(work: MapJob["work"], onProgress?: OnProgress): Promise<void> {
    await this.#liveMap.build(work, onProgress);
  }

  /** In an empty library nothing is found, and a note says why. Throws AppError "bad-request" for a query without
   *  words, "model-mismatch", and "library-busy" while another process changes the library's model. */
  async search(request: SearchRequest): Promise<SearchAnswer> {
    const begun = performance.now();
    const { k, offset, query: text, ...order } = request;
    const { mode, sort = "relevance" } = order;
    const query = parseQuery(text);
    if (this.#live.catalog.count === 0 && query.positive !== "")
      return this.#foundNothing(query.text, mode, sort, offset);
    const rank = await rankerFor(query, order, Math.min(offset + k + LOOK_AHEAD, MAX_RESULTS), this.#rankSources());
    // One read of the store for all of it: each on its own would lock and unlock the file.
    const { outcome, hits, judged } = this.#store.snapshot(() => {
      const outcome = rank();
      const explained = { words: wordsAmong(query.positive, outcome.weights), terms: outcome.weights };
      const readPaper = (row: number) => this.#store.papers.paper(row);
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
    const row = this.#rowOf(id);
    const records = this.#store.works.countRecords(row);
    return { ...this.#toWire(row), topics: this.map.topicPath(row), ...(records > 1 ? { records } : {}) };
  }

  /** Papers in the order they were added, latest first. */
  latest(k: number, offset: number): PapersAnswer {
    const rows = this.#store.latest(k, offset);
    return { total: this.count(), offset, papers: rows.map((row) => this.#toWire(row)) };
  }

  stats(): Stats {
    return statsOf(this.#store, this.#live, this.#paths.folder);
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
    await this.#liveMap.close();
    await this.#model.close();
    await this.#live.close();
    this.reading.close();
    this.#store.close();
  }

  /** Takes up at once what a thread of this process has written. */
  #takeUp(): void {
    this.#live.refreshNow();
    if (this.#options.map === true) this.#liveMap.refresh();
  }

  #foundNothing(query: string, mode: SearchMode, sort: "relevance" | "date", offset: number): SearchAnswer {
    const notes = [this.#noPapers()];
    return { query, mode, sort, total: 0, totalIsExact: true, offset, hits: [], notes, tookMs: 0 };
  }

  #rankSources(): RankSources {
    return {
      catalog: () => this.#live.catalog,
      searchable: () => this.#searchable(),
      embed: (text) => this.#embed(text),
      dateOf: (row) => this.#store.papers.dateOf(row),
      map: this.map,
    };
  }

  #searchable(): Searchable {
    const { searchable } = this.#live;
    if (searchable === undefined) throw new AppError("not-found", this.#noPapers());
    return searchable;
  }

  #noPapers(): string {
    return `The library ${this.#options.folder} has no papers yet. Add some with: orrery ingest <files>`;
  }

  async #embed(text: string): Promise<Float32Array> {
    return vectorRow(await (await this.#modelOfVectors()).embed([text], "query"), 0);
  }

  async #modelOfVectors(): Promise<EmbeddingModel> {
    const model = await this.#model.open();
    this.#requireVectorsOf(model.id);
    return model;
  }

  #requireVectorsOf(model: string | undefined): void {
    if (this.#live.model === model) return;
    throw new AppError(
      "library-busy",
      `Another process is embedding this library anew with the model ${model}. Until it has ended only searches by words work (mode lexical).`,
    );
  }

  #rowOf(id: string): number {
    const row = this.#store.papers.rowOf(id);
    if (row === undefined)
      throw new AppError("not-found", `There is no paper ${JSON.stringify(clip(id, 100))} in this library.`);
    return row;
  }

  #toWire(row: number): WirePaper {
    return toWire(row, this.#paperAt(row), this.#store.listings.entriesOf(row));
  }

  #vectorOf(paper: Paper, row: number): Float32Array {
    const vector = this.#store.vectors.get(row);
    if (vector === undefined) {
      throw new AppError(
        "not-found",
        `The paper ${paper.id} has no vector yet. Run orrery ingest to embed what is missing.`,
      );
    }
    this.#requireVectorsOf(recordedModel(this.#store)?.model);
    return vector;
  }

  #paperAt(row: number): Paper {
    const paper = this.#store.papers.paper(row);
    if (paper === undefined) throw new AppError("not-found", `The paper in row ${row} has just been removed.`);
    return paper;
  }
}
