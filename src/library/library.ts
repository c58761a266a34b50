import { existsSync } from "node:fs";
import { AppError, clip, type OnProgress, type Paper, row as vectorRow } from "../core/index.ts";
import type { EmbeddingModel } from "../embed/index.ts";
import {
  type Filters,
  parseQuery,
  relatedPapers,
  type Searchable,
  type SearchMode,
  searchPapers,
  termSet,
} from "../search/index.ts";
import { openStore, SCHEMA_VERSION, type Store, takeWriterLock, type WriterLock } from "../store/index.ts";
import type { PapersAnswer, RelatedAnswer, SearchAnswer, Stats, Paper as WirePaper } from "../wire/index.ts";
import { hitsOf } from "./answers.ts";
import { type HnswBuilder, startHnswBuilder } from "./hnsw-builder.ts";
import type { Report } from "./indexes.ts";
import { type IngestOptions, type IngestReport, ingestInputs, writeRejects } from "./ingest.ts";
import { LiveIndexes } from "./live.ts";
import { adoptModel, asksForTheSame, type ModelChoice, modelFor, recordedModel, requireModel } from "./model.ts";
import { folderSize, type LibraryPaths, libraryPaths } from "./paths.ts";

export interface LibraryOptions {
  readonly folder: string;
  readonly modelsFolder: string;
  readonly model?: ModelChoice;
  readonly allowDownload?: boolean;
  /** Makes the library where there is none; otherwise that is an error. */
  readonly create?: boolean;
  /** Loads the HNSW index and keeps it: for a process that answers many searches. Without it the exact index does. */
  readonly graph?: boolean;
  /** Threads that embed during ingest. */
  readonly workers?: number;
  readonly clock: () => Date;
  /** What a user should know of, in one line each. */
  readonly report: Report;
  readonly onProgress?: OnProgress;
}

export interface SearchRequest extends Filters {
  readonly query: string;
  readonly mode: SearchMode;
  readonly prefix: boolean;
  readonly k: number;
  readonly offset: number;
}

/** Results end here: who wants more wants a filter. */
const MAX_RESULTS = 10_000;
const MAX_VALUES = 500;
/** Of a paper's terms the rarest are shown where a related paper has them too. */
const SHARED_TERMS = 24;
/** Words shared by two papers are shown for so many related papers; beyond, nobody reads the reasons. */
const MAX_EXPLAINED = 100;

/** A folder of papers with everything that answers questions about them. */
export class Library {
  readonly #store: Store;
  readonly #paths: LibraryPaths;
  readonly #options: LibraryOptions;
  readonly #live: LiveIndexes;
  #model: EmbeddingModel | undefined;

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
  }

  /** Number of papers. */
  count(): number {
    return this.#store.papers.count();
  }

  /** Changes whenever an answer of this library may change. */
  stamp(): string {
    return `${this.#store.setting("createdAt") ?? "new"}-${this.#live.revision}`.replace(/[^\w.-]/g, "");
  }

  /** Loads model and indexes now instead of with the first question. */
  async warm(): Promise<void> {
    await this.#openModel();
    this.#live.open();
  }

  /** Takes up what other processes have written since. Cheap when nothing has changed. */
  refresh(): void {
    this.#live.refresh(this.#options.clock().getTime());
  }

  /** Throws AppError "bad-request" for a query without words and "model-mismatch". */
  async search(request: SearchRequest): Promise<SearchAnswer> {
    const begun = performance.now();
    const { mode, prefix, k, offset, query: text, ...filters } = request;
    const query = parseQuery(text);
    const vector =
      mode === "lexical" || query.positive === "" ? new Float32Array(0) : await this.#embed(query.positive);
    const wanted = Math.min(offset + k, MAX_RESULTS);
    const outcome = searchPapers(this.#searchable(), { query, vector, mode, filters, prefix, wanted });
    const explained = { query: query.positive, terms: outcome.weights };
    const hits = hitsOf(
      outcome,
      offset,
      (row) => this.#store.papers.paper(row),
      () => explained,
    );
    return {
      query: query.text,
      mode,
      total: Math.min(outcome.total, MAX_RESULTS),
      totalIsExact: outcome.total <= MAX_RESULTS,
      offset,
      hits,
      notes: [...outcome.notes],
      tookMs: performance.now() - begun,
    };
  }

  /** The papers nearest in meaning to a paper. Throws AppError "not-found" for an unknown id. */
  related(id: string, { k, filters }: { k: number; filters: Filters }): RelatedAnswer {
    const begun = performance.now();
    const row = this.#rowOf(id);
    const paper = this.#paperAt(row);
    const vector = this.#store.vectors.get(row);
    if (vector === undefined) {
      throw new AppError(
        "not-found",
        `The paper ${paper.id} has no vector yet. Run orrery ingest to embed what is missing.`,
      );
    }
    const ranking = relatedPapers(this.#searchable(), row, vector, filters, Math.min(k, MAX_RESULTS));
    const query = `${paper.title}\n${paper.abstract}`;
    const shared = this.#live.lexical.rarest(termSet(paper.title, paper.abstract), SHARED_TERMS);
    const none = { query: "", terms: new Set<string>() };
    let explained = 0;
    const hits = hitsOf(
      ranking,
      0,
      (other) => this.#store.papers.paper(other),
      () => (explained++ < MAX_EXPLAINED ? { query, terms: shared } : none),
    );
    return { id: paper.id, hits, tookMs: performance.now() - begun };
  }

  /** Throws AppError("not-found") for an unknown id. Takes arXiv ids and DOIs in any spelling. */
  paper(id: string): WirePaper {
    const row = this.#rowOf(id);
    return this.#toWire(this.#paperAt(row), row);
  }

  /** Papers in the order they were added, latest first. */
  latest(k: number, offset: number): PapersAnswer {
    const rows = this.#store.latest(k, offset);
    return { total: this.count(), offset, papers: rows.map((row) => this.#toWire(this.#paperAt(row), row)) };
  }

  stats(): Stats {
    const { papers, titleOnly, listings, listed, listingDates } = this.#store.summary();
    const { years, venues, categories, sources } = this.#live.catalog.facets();
    const recorded = recordedModel(this.#store);
    const lastIngestAt = this.#store.setting("lastIngestAt");
    return {
      papers,
      titleOnly,
      listings,
      listed,
      rejects: this.#store.rejects.count(),
      vectors: this.#store.vectors.count(),
      dimension: recorded?.dimension ?? 0,
      model: recorded?.model ?? "",
      index: this.#live.describe(),
      words: this.#live.lexical.terms,
      years: [...years],
      categories: categories.slice(0, MAX_VALUES),
      venues: venues.slice(0, MAX_VALUES),
      sources: sources.slice(0, MAX_VALUES),
      listingDates: [...listingDates],
      ...(lastIngestAt === undefined ? {} : { lastIngestAt }),
      sizeBytes: folderSize(this.#paths.folder),
      schemaVersion: SCHEMA_VERSION,
    };
  }

  /** Reads files, folders or "-" into the library, embeds what is new or changed, and brings every index in step.
   *  `reEmbed` allows changing the library's model. Throws AppError "library-busy", "model-mismatch",
   *  "storage-failed", "cancelled"; what was stored before stays, and the next run goes on from there. */
  async ingest(
    inputs: readonly string[],
    options: IngestOptions & { readonly reEmbed?: boolean } = {},
  ): Promise<IngestReport> {
    const lock = this.#lock("ingest");
    try {
      const model = await this.#openModel(options.reEmbed ?? false);
      if (this.#store.setting("createdAt") === undefined) {
        this.#store.setSetting("createdAt", this.#options.clock().toISOString());
      }
      const builder = this.#startBuilder(model, options.onProgress);
      try {
        const parts = { store: this.#store, model, builder, clock: this.#options.clock };
        const report = await ingestInputs(parts, inputs, options);
        const indexed = builder.finish();
        indexed.catch(() => undefined); // awaited below, after what can be done meanwhile
        await writeRejects(this.#store, this.#paths.rejects);
        this.#live.reopenWithoutGraph();
        this.#live.save();
        await indexed;
        this.#store.setSetting("lastIngestAt", this.#options.clock().toISOString());
        return report;
      } finally {
        await builder.abandon();
      }
    } finally {
      lock.release();
    }
  }

  /** Removes papers for good. Throws AppError "not-found" for the first unknown id, and then nothing is removed. */
  remove(ids: readonly string[]): number {
    const lock = this.#lock("remove");
    try {
      const rows = new Set(ids.map((id) => this.#rowOf(id)));
      this.#store.write((revision) => {
        for (const row of rows) this.#store.papers.remove(row, revision);
      });
      this.#live.reopen();
      this.#live.save();
      return rows.size;
    } finally {
      lock.release();
    }
  }

  async close(): Promise<void> {
    await this.#model?.close();
    await this.#live.close();
    this.#store.close();
  }

  #searchable(): Searchable {
    const { searchable } = this.#live;
    if (searchable === undefined) {
      throw new AppError(
        "not-found",
        `The library ${this.#options.folder} has no papers yet. Add some with: orrery ingest <files>`,
      );
    }
    return searchable;
  }

  /** The library's model, loaded once. `forWriting` makes a new library one of this model; with `reEmbed` an old one. */
  async #openModel(reEmbed?: boolean): Promise<EmbeddingModel> {
    const { modelsFolder, allowDownload, workers, model: asked = {}, report } = this.#options;
    this.#model ??= await modelFor(this.#store, asked, {
      modelsFolder,
      ...(allowDownload === undefined ? {} : { allowDownload }),
      ...(workers === undefined ? {} : { workers }),
    });
    const isWriting = reEmbed !== undefined;
    if (!isWriting || !(reEmbed || asksForTheSame(this.#store, asked))) requireModel(this.#store, this.#model);
    if (isWriting) adoptModel(this.#store, this.#model, asked, report);
    return this.#model;
  }

  async #embed(text: string): Promise<Float32Array> {
    const model = await this.#openModel();
    return vectorRow(await model.embed([text], "query"), 0);
  }

  #startBuilder(model: EmbeddingModel, onProgress: OnProgress | undefined): HnswBuilder {
    const expected = { model: model.id, dimension: model.dimension };
    const job = { storePath: this.#paths.store, indexPath: this.#paths.hnsw, expected };
    return startHnswBuilder(job, this.#options.report, onProgress);
  }

  #lock(work: string): WriterLock {
    const { folder, clock } = this.#options;
    return takeWriterLock(folder, `process ${process.pid}, ${work} since ${clock().toISOString()}`);
  }

  #rowOf(id: string): number {
    const row = this.#store.papers.rowOf(id);
    if (row === undefined)
      throw new AppError("not-found", `There is no paper ${JSON.stringify(clip(id, 100))} in this library.`);
    return row;
  }

  #paperAt(row: number): Paper {
    const paper = this.#store.papers.paper(row);
    if (paper === undefined) throw new AppError("not-found", `The paper in row ${row} has just been removed.`);
    return paper;
  }

  #toWire(paper: Paper, row: number): WirePaper {
    return {
      ...paper,
      authors: [...paper.authors],
      categories: [...paper.categories],
      sources: [...paper.sources],
      listings: this.#store.listings.entriesOf(row),
    };
  }
}
