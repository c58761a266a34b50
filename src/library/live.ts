import { AppError } from "../core/index.ts";
import type { ExactIndex } from "../knn/index.ts";
import { type Catalog, type LexicalIndex, type Searchable, SemanticSearch } from "../search/index.ts";
import { isBeingWritten, type Store, takeWriterLock } from "../store/index.ts";
import { openExact, openTextIndexes, type Report } from "./indexes.ts";
import { type IndexDescription, LiveGraph } from "./live-graph.ts";
import { recordedModel, recordedPrefix } from "./model.ts";
import type { LibraryPaths } from "./paths.ts";

/** How often a long-lived process looks for what others have written. */
const REFRESH_MS = 1000;

interface Opened {
  readonly revision: number;
  /** Of which the vectors in `exact` are. */
  readonly model: string | undefined;
  readonly catalog: Catalog;
  readonly lexical: LexicalIndex;
  /** Absent while the library has no model and so no vectors. */
  readonly exact: ExactIndex | undefined;
  readonly semantic: SemanticSearch | undefined;
  /** True when one of them had to be made anew. */
  readonly rebuilt: boolean;
}

/** The indexes of a library in memory, in step with its store. Opened on first use. */
export class LiveIndexes {
  readonly #store: Store;
  readonly #paths: LibraryPaths;
  readonly #wantsGraph: boolean;
  readonly #report: Report;
  readonly #graph: LiveGraph;
  #opened: Opened | undefined;
  #checkedAtMs = 0;

  /** `wantsGraph` keeps the HNSW index in memory: worth its loading in a process that answers many searches. */
  constructor(store: Store, paths: LibraryPaths, wantsGraph: boolean, report: Report) {
    this.#store = store;
    this.#paths = paths;
    this.#wantsGraph = wantsGraph;
    this.#report = report;
    this.#graph = new LiveGraph(store, paths, report);
  }

  get catalog(): Catalog {
    return this.open().catalog;
  }

  get lexical(): LexicalIndex {
    return this.open().lexical;
  }

  /** The model whose vectors are searched; undefined while there are none. */
  get model(): string | undefined {
    return this.open().model;
  }

  /** Changes whenever an answer may: with what is stored, with what has been taken up of it, and with the graph. */
  get stamp(): string {
    return `${this.#store.revision()}-${this.#opened?.revision ?? 0}-${this.#graph.stamp}`;
  }

  /** Undefined while the library is empty. */
  get searchable(): Searchable | undefined {
    const { catalog, lexical, semantic } = this.open();
    const rowsWithPhrase = (phrase: string) => this.#store.rowsWithPhrase(phrase);
    return semantic && { catalog, lexical, semantic, rowsWithPhrase };
  }

  open(): Opened {
    return this.#opened ?? this.#take(this.#wantsGraph);
  }

  /** Takes up what other processes wrote, at most once in REFRESH_MS and not while one is still writing. */
  refresh(nowMs: number): void {
    if (this.#opened === undefined || nowMs - this.#checkedAtMs < REFRESH_MS) return;
    this.#checkedAtMs = nowMs;
    const isBehind = this.#store.revision() !== this.#opened.revision;
    if (!(isBehind || this.#graph.isDue) || isBeingWritten(this.#paths.folder)) return;
    if (isBehind) this.reopen();
    else this.reopenGraph();
  }

  /** The same at once, for what this process has had written. */
  refreshNow(): void {
    this.#checkedAtMs = Number.NEGATIVE_INFINITY;
    this.refresh(0);
  }

  /** Reads the saved indexes again and brings them in step with the store. */
  reopen(): void {
    this.#take(this.#wantsGraph);
  }

  /** The same without the graph, which the caller is building. */
  reopenWithoutGraph(): void {
    this.#take(false);
  }

  /** Brings the graph in step, where one is wanted. */
  reopenGraph(): void {
    const expected = recordedModel(this.#store);
    if (this.#wantsGraph && expected !== undefined) this.#graph.open(expected);
  }

  /** Saves the indexes over text and the exact one. The caller holds the writer's lock. */
  save(): void {
    const { revision, model, catalog, lexical, exact } = this.open();
    catalog.save(this.#paths.catalog, revision);
    lexical.save(this.#paths.lexical, revision);
    if (model !== undefined) exact?.save(this.#paths.exact, { model, revision });
  }

  /** What the index that answers many searches is like. */
  describe(): IndexDescription {
    return this.#graph.describe();
  }

  async close(): Promise<void> {
    await this.#graph.close();
  }

  #take(withGraph: boolean): Opened {
    const opened = this.#read();
    this.#opened = opened;
    if (opened.rebuilt && opened.revision > 0) this.#keep(opened);
    if (withGraph) this.reopenGraph();
    return opened;
  }

  #read(): Opened {
    const revision = this.#store.revision();
    const { catalog, lexical, rebuilt } = openTextIndexes(this.#store, this.#paths, this.#report);
    const expected = recordedModel(this.#store);
    const exact = expected && openExact(this.#store, this.#paths.exact, expected, this.#report);
    return {
      revision,
      model: expected?.model,
      catalog,
      lexical,
      exact: exact?.index,
      semantic: exact && this.#semantic(exact.index, catalog.limit),
      rebuilt: rebuilt || exact?.rebuilt === true,
    };
  }

  /** Saves what had to be made anew, so that the next process finds it. Where another process is writing, or nothing
   *  can be written, searches work all the same. */
  #keep({ revision }: Opened): void {
    try {
      const lock = takeWriterLock(this.#paths.folder, `process ${process.pid}, saving indexes`);
      try {
        if (this.#store.revision() === revision) this.save();
      } finally {
        lock.release();
      }
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
    }
  }

  #semantic(exact: ExactIndex, limit: number): SemanticSearch {
    const graph = this.#graph;
    const parts = {
      exact,
      get hnsw() {
        return graph.index; // it may come later, when it has been built
      },
      prefix: recordedPrefix(this.#store),
      readVector: (row: number) => this.#store.vectors.get(row),
    };
    return new SemanticSearch(parts, limit);
  }
}
