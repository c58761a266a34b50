import { statSync } from "node:fs";
import { AppError, messageOf, type Progress } from "../../core/index.ts";
import { loadMap, type TopicMap } from "../../map/index.ts";
import { isBeingWritten, type Store } from "../../store/index.ts";
import type { Report } from "../indexes.ts";
import { recordedModel } from "../model.ts";
import type { LibraryPaths } from "../paths.ts";
import { type MapBuilder, type MapJob, startMapBuilder } from "./map-builder.ts";

export const MAP_SEED = 1;
/** How often it is looked for what others have written. */
const REFRESH_MS = 1000;
/** After a failure the next attempt waits, unless the library has changed. */
const RETRY_MS = 60_000;

export interface LiveMapOptions {
  readonly report: Report;
  readonly clock: () => Date;
  readonly threads: number;
}

/** The topic map of a library in memory. Brought in step with the papers in threads of its own: until that is done the
 *  map shows what it showed. */
export class LiveMap {
  readonly #store: Store;
  readonly #paths: LibraryPaths;
  readonly #options: LiveMapOptions;
  #map: TopicMap | undefined;
  /** Of the file that the map was read from. */
  #readAt = 0;
  /** The store's revision that the map is in step with. */
  #revision = -1;
  #builder: MapBuilder | undefined;
  #progress: Progress | undefined;
  #failure: { readonly message: string; readonly revision: number; readonly atMs: number } | undefined;
  #version = 0;
  #isClosed = false;
  #checkedAtMs = Number.NEGATIVE_INFINITY;

  constructor(store: Store, paths: LibraryPaths, options: LiveMapOptions) {
    this.#store = store;
    this.#paths = paths;
    this.#options = options;
  }

  /** Changes with the map. */
  get version(): string {
    return `${this.#version}-${Math.floor(this.#readAt)}`;
  }

  get progress(): Progress | undefined {
    return this.#progress;
  }

  get isBuilding(): boolean {
    return this.#builder !== undefined;
  }

  get failure(): string | undefined {
    return this.#failure?.message;
  }

  /** The map, as far as there is one. */
  get map(): TopicMap | undefined {
    return this.#map;
  }

  /** Reads the map where another process has written it, and begins to bring it in step where it is behind. Cheap when
   *  nothing has changed. */
  refresh(): void {
    const now = this.#nowMs();
    if (now - this.#checkedAtMs < REFRESH_MS) return;
    this.#checkedAtMs = now;
    if (this.#builder !== undefined || isBeingWritten(this.#paths.folder)) return;
    const revision = this.#store.revision();
    this.#read();
    if (this.#revision === revision || recordedModel(this.#store) === undefined) return;
    if (this.#failure?.revision === revision && this.#nowMs() - this.#failure.atMs < RETRY_MS) return;
    void this.build("update").catch(() => undefined); // kept as the failure
  }

  /** Takes up the map as it was saved, if there is one, however far it is behind. */
  takeSaved(): void {
    this.#read();
  }

  /** Reads the saved map, after bringing it in step where it is behind. Throws as `build` does. */
  async open(onProgress?: (progress: Progress) => void): Promise<void> {
    this.#read();
    if (this.#map === undefined || this.#revision !== this.#store.revision()) await this.build("update", onProgress);
  }

  /** Brings the map in step, lays it out again, or builds it from nothing; resolves when it is read. Throws AppError
   *  "not-found" where the library has no papers, "cancelled", "storage-failed". */
  async build(work: MapJob["work"], onProgress?: (progress: Progress) => void): Promise<void> {
    while (this.#builder !== undefined) await this.#builder.finished.catch(() => undefined);
    this.#requireOpen();
    const expected = recordedModel(this.#store);
    if (expected === undefined)
      throw new AppError("not-found", "The library has no papers yet: there is nothing to map.");
    const revision = this.#store.revision();
    const { report, threads, clock } = this.#options;
    const job: MapJob = {
      storePath: this.#store.path,
      mapPath: this.#paths.map,
      expected,
      work,
      seed: MAP_SEED,
      threads,
      now: clock().toISOString(),
    };
    const builder = startMapBuilder(job, report, (progress) => {
      this.#progress = progress;
      onProgress?.(progress);
    });
    this.#builder = builder;
    try {
      await builder.finished;
      this.#requireOpen();
      this.#failure = undefined;
      this.#builder = undefined;
      this.#read();
    } catch (error) {
      const message = messageOf(error);
      const isCancelled = error instanceof AppError && error.code === "cancelled";
      if (!isCancelled) {
        report(`The map could not be laid out: ${message}`);
        this.#failure = { message, revision, atMs: this.#nowMs() };
      }
      throw error;
    } finally {
      this.#builder = undefined;
      this.#progress = undefined;
    }
  }

  /** Work that is under way or waiting fails with AppError("cancelled"). */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#builder?.cancel();
  }

  /** Takes the saved map up, if there is another one than before. One that cannot be used is left for the builder. */
  #read(): void {
    const writtenAt = statSync(this.#paths.map, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    if (writtenAt === this.#readAt) return;
    this.#readAt = writtenAt;
    this.#version++;
    try {
      const { map, origin } = loadMap(this.#paths.map);
      const expected = recordedModel(this.#store);
      const isOurs =
        origin.model === expected?.model &&
        origin.dimension === expected.dimension &&
        origin.revision <= this.#store.revision();
      this.#map = isOurs ? map : undefined;
      this.#revision = isOurs ? origin.revision : -1;
      if (isOurs) this.#failure = undefined;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      this.#revision = -1;
    }
  }

  #requireOpen(): void {
    if (this.#isClosed) throw new AppError("cancelled", "The library has been closed.");
  }

  #nowMs(): number {
    return this.#options.clock().getTime();
  }
}
