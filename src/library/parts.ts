import { existsSync } from "node:fs";
import { AppError, clip, type Paper, row as vectorRow } from "../core/index.ts";
import type { EmbeddingModel } from "../embed/index.ts";
import type { Searchable } from "../search/index.ts";
import { openStore, type Store } from "../store/index.ts";
import type { Paper as WirePaper } from "../wire/index.ts";
import { toWire } from "./answers.ts";
import { isCommonWord } from "./explain/reasons.ts";
import { LiveIndexes } from "./live.ts";
import { LiveModel } from "./live-model.ts";
import { LiveMap } from "./map/live-map.ts";
import { recordedModel } from "./model.ts";
import type { LibraryOptions } from "./options.ts";
import { type LibraryPaths, libraryPaths } from "./paths.ts";

/** What a library consists of, and the questions that all its desks ask of it. Methods can be passed on by themselves. */
export class LibraryParts {
  readonly options: LibraryOptions;
  readonly paths: LibraryPaths;
  readonly store: Store;
  readonly live: LiveIndexes;
  readonly model: LiveModel;
  readonly liveMap: LiveMap;

  /** Opens the library. Throws AppError "not-found" where there is none and `create` is not set, "wrong-version",
   *  "storage-failed". Models and indexes are loaded on first use. */
  constructor(options: LibraryOptions) {
    this.options = options;
    this.paths = libraryPaths(options.folder);
    if (options.create !== true && !existsSync(this.paths.store)) {
      throw new AppError(
        "not-found",
        `Expected a library in ${options.folder}, found none. Make one with: orrery ingest <files> --library ${options.folder}`,
      );
    }
    const { report, clock, graph, mapThreads = 1 } = options;
    this.store = openStore(this.paths.store);
    this.live = new LiveIndexes(this.store, this.paths, graph === true, report);
    this.model = new LiveModel(this.store, options);
    this.liveMap = new LiveMap(this.store, this.paths, { report, clock, threads: mapThreads });
  }

  /** Takes up what other processes have written since. Cheap when nothing has changed. */
  refresh(): void {
    this.live.refresh(this.options.clock().getTime());
    this.#refreshMap();
  }

  /** Takes up at once what a thread of this process has written. */
  readonly takeUp = (): void => {
    this.live.refreshNow();
    this.#refreshMap();
  };

  /** Runs `work` on one state of the store. */
  readonly snapshot = <T>(work: () => T): T => this.store.snapshot(work);

  /** Throws AppError("not-found") for an unknown id. Takes arXiv ids and DOIs in any spelling. */
  readonly rowOf = (id: string): number => {
    const row = this.store.papers.rowOf(id);
    if (row === undefined)
      throw new AppError("not-found", `There is no paper ${JSON.stringify(clip(id, 100))} in this library.`);
    return row;
  };

  readonly readPaper = (row: number): Paper | undefined => this.store.papers.paper(row);

  /** Throws AppError("not-found") for a paper that has just been removed. */
  readonly paperAt = (row: number): Paper => {
    const paper = this.store.papers.paper(row);
    if (paper === undefined) throw new AppError("not-found", `The paper in row ${row} has just been removed.`);
    return paper;
  };

  readonly toWire = (row: number, paper: Paper): WirePaper => toWire(row, paper, this.store.listings.entriesOf(row));

  readonly readVector = (row: number): Float32Array | undefined => this.store.vectors.get(row);

  /** Throws AppError "not-found" for a paper without a vector, "library-busy" where vectors are being made anew. */
  readonly vectorOf = (row: number): Float32Array => {
    const vector = this.store.vectors.get(row);
    if (vector === undefined) {
      throw new AppError(
        "not-found",
        `The paper ${this.paperAt(row).id} has no vector yet. Run orrery ingest to embed what is missing.`,
      );
    }
    this.#requireVectorsOf(recordedModel(this.store)?.model);
    return vector;
  };

  readonly isCommon = (word: string): boolean => isCommonWord(word, this.live);

  /** Throws AppError("not-found") where there are no papers. */
  readonly searchable = (): Searchable => {
    const { searchable } = this.live;
    if (searchable === undefined) throw new AppError("not-found", this.noPapers());
    return searchable;
  };

  noPapers(): string {
    return `The library ${this.options.folder} has no papers yet. Add some with: orrery ingest <files>`;
  }

  /** The model of the library's vectors. Throws AppError "model-mismatch", "library-busy". */
  readonly openModel = async (): Promise<EmbeddingModel> => {
    const model = await this.model.open();
    this.#requireVectorsOf(model.id);
    return model;
  };

  /** The unit vector of a query. Throws as `openModel`. */
  readonly embed = async (text: string): Promise<Float32Array> =>
    vectorRow(await (await this.openModel()).embed([text], "query"), 0);

  async close(): Promise<void> {
    await this.liveMap.close();
    await this.model.close();
    await this.live.close();
    this.store.close();
  }

  #refreshMap(): void {
    if (this.options.map === true) this.liveMap.refresh();
  }

  #requireVectorsOf(model: string | undefined): void {
    if (this.live.model === model) return;
    throw new AppError(
      "library-busy",
      `Another process is embedding this library anew with the model ${model}. Until it has ended only searches by words work (mode lexical).`,
    );
  }
}
