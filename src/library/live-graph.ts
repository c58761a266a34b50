import { AppError, counted, messageOf } from "../core/index.ts";
import { type Expected, type KnnIndex, savedHnsw } from "../knn/index.ts";
import { type Store, takeWriterLock, type WriterLock } from "../store/index.ts";
import { type HnswBuilder, startHnswBuilder } from "./hnsw-builder.ts";
import { catchUpHnsw, loadSavedHnsw, openHnsw, type Report, type Tracked } from "./indexes.ts";
import { fileSize, type LibraryPaths } from "./paths.ts";

/** Adding so many vectors to the graph takes a second or two; more are added by a thread of their own. */
const MAX_INLINE = 3000;
const NOTHING_SAVED = { count: 0, revision: 0 };

export interface IndexDescription {
  kind: "hnsw" | "exact";
  count: number;
  sizeBytes: number;
  state: string;
}

/** The HNSW index of a library, kept in memory where it is wanted. */
export class LiveGraph {
  readonly #store: Store;
  readonly #paths: LibraryPaths;
  readonly #report: Report;
  #tracked: (Tracked<KnnIndex> & { readonly model: string }) | undefined;
  #building: HnswBuilder | undefined;
  #isDue = false;
  #isClosed = false;

  constructor(store: Store, paths: LibraryPaths, report: Report) {
    this.#store = store;
    this.#paths = paths;
    this.#report = report;
  }

  /** Undefined while it is not loaded, or so far behind that it would miss much: the exact index then answers. */
  get index(): KnnIndex | undefined {
    return this.#tracked?.index;
  }

  /** True while it ought to be built but another process holds the writer's lock. */
  get isDue(): boolean {
    return this.#isDue;
  }

  /** Changes whenever answers or the description may. */
  get stamp(): string {
    return this.#building === undefined ? String(this.#tracked?.revision ?? 0) : "building";
  }

  /** Loads it, or brings it in step with the store; what takes long is done by a thread of its own. */
  open(expected: Expected): void {
    const known = this.#tracked?.model === expected.model ? this.#tracked : undefined;
    const saved = savedHnsw(this.#paths.hnsw);
    const savedRevision = saved?.model === expected.model ? saved.revision : 0;
    if (this.#isFarBehind(Math.max(known?.revision ?? 0, savedRevision))) {
      this.#build(expected);
      return;
    }
    const isKnownNear = known !== undefined && !this.#isFarBehind(known.revision);
    const graph = isKnownNear ? known : loadSavedHnsw(this.#store, this.#paths.hnsw, expected, this.#report);
    if (this.#isFarBehind(graph.revision)) {
      this.#build(expected); // its file turned out to be damaged
      return;
    }
    this.#tracked = { ...catchUpHnsw(this.#store, graph, expected, this.#report), model: expected.model };
  }

  describe(): IndexDescription {
    const saved = savedHnsw(this.#paths.hnsw);
    const known = this.#tracked && { count: this.#tracked.index.count, revision: this.#tracked.revision };
    const { count, revision } = known ?? saved ?? NOTHING_SAVED;
    const { vectors } = this.#store;
    const behind = Math.max(vectors.countSince(revision), Math.abs(vectors.count() - count));
    const state = behind === 0 ? "in step" : `behind by ${counted(behind, "vector")}`;
    return {
      kind: "hnsw",
      count,
      sizeBytes: fileSize(this.#paths.hnsw) + (saved?.bodyBytes ?? 0),
      state: this.#building === undefined ? state : "being built",
    };
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#building?.abandon();
  }

  #isFarBehind(revision: number): boolean {
    return this.#store.vectors.countSince(revision) > MAX_INLINE;
  }

  #build(expected: Expected): void {
    if (this.#building !== undefined) return;
    this.#tracked = undefined;
    const lock = this.#tryLock();
    this.#isDue = lock === undefined;
    if (lock === undefined) return;
    const job = { storePath: this.#store.path, indexPath: this.#paths.hnsw, expected };
    const builder = startHnswBuilder(job, () => undefined); // what was wrong with the old file no longer matters
    this.#building = builder;
    this.#report("The HNSW index is being built; until it is ready searches are exact and a little slower.");
    builder
      .finish()
      .then((count) => {
        if (this.#isClosed) return;
        const opened = openHnsw(this.#store, this.#paths.hnsw, expected, this.#report);
        this.#tracked = { ...opened, model: expected.model };
        this.#report(`The HNSW index is ready: ${counted(count, "vector")}.`);
      })
      .catch((error: unknown) => {
        if (!this.#isClosed) this.#report(`The HNSW index could not be built: ${messageOf(error)}`);
      })
      .finally(() => {
        this.#building = undefined;
        lock.release();
      });
  }

  /** Undefined where another process is writing, or nothing can be written. */
  #tryLock(): WriterLock | undefined {
    try {
      return takeWriterLock(this.#paths.folder, `process ${process.pid}, building the HNSW index`);
    } catch (error) {
      if (error instanceof AppError) return undefined;
      throw error;
    }
  }
}
