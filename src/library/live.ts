import { messageOf } from "../core/index.ts";
import { type ExactIndex, type Expected, type KnnIndex, savedHnsw } from "../knn/index.ts";
import { type Catalog, type LexicalIndex, type Searchable, SemanticSearch } from "../search/index.ts";
import { isBeingWritten, type Store, takeWriterLock } from "../store/index.ts";
import { type HnswBuilder, startHnswBuilder } from "./hnsw-builder.ts";
import { catchUpHnsw, openExact, openHnsw, openTextIndexes, type Report, type Tracked } from "./indexes.ts";
import { recordedModel } from "./model.ts";
import { fileSize, type LibraryPaths } from "./paths.ts";

/** How often a long-lived process looks for what others have written. */
const REFRESH_MS = 1000;
/** Adding so many vectors to the graph takes a second or two; more are added by a thread of their own. */
const MAX_INLINE = 3000;

interface Opened {
  readonly revision: number;
  readonly catalog: Catalog;
  readonly lexical: LexicalIndex;
  /** Absent while the library has no model and so no vectors. */
  readonly exact: ExactIndex | undefined;
  readonly semantic: SemanticSearch | undefined;
}

export interface IndexDescription {
  kind: "hnsw" | "exact";
  count: number;
  sizeBytes: number;
  state: string;
}

/** The indexes of a library in memory, in step with its store. Opened on first use. */
export class LiveIndexes {
  readonly #store: Store;
  readonly #paths: LibraryPaths;
  readonly #wantsGraph: boolean;
  readonly #report: Report;
  #opened: Opened | undefined;
  #graph: (Tracked<KnnIndex> & { readonly model: string }) | undefined;
  #building: HnswBuilder | undefined;
  #checkedAtMs = 0;

  /** `wantsGraph` keeps the HNSW index in memory: worth its loading in a process that answers many searches. */
  constructor(store: Store, paths: LibraryPaths, wantsGraph: boolean, report: Report) {
    this.#store = store;
    this.#paths = paths;
    this.#wantsGraph = wantsGraph;
    this.#report = report;
  }

  get catalog(): Catalog {
    return this.open().catalog;
  }

  get lexical(): LexicalIndex {
    return this.open().lexical;
  }

  /** Revision of the store that answers speak of. */
  get revision(): number {
    return this.#opened?.revision ?? this.#store.revision();
  }

  /** Undefined while the library is empty. */
  get searchable(): Searchable | undefined {
    const { catalog, lexical, semantic } = this.open();
    const rowsWithPhrase = (phrase: string) => this.#store.rowsWithPhrase(phrase);
    return semantic && { catalog, lexical, semantic, rowsWithPhrase };
  }

  open(): Opened {
    this.#opened ??= this.#read(this.#wantsGraph);
    return this.#opened;
  }

  /** Takes up what other processes wrote, at most once in REFRESH_MS and not while one is still writing. */
  refresh(nowMs: number): void {
    if (this.#opened === undefined || nowMs - this.#checkedAtMs < REFRESH_MS) return;
    this.#checkedAtMs = nowMs;
    if (this.#store.revision() !== this.#opened.revision && !isBeingWritten(this.#paths.folder)) this.reopen();
  }

  /** Reads the saved indexes again and brings them in step with the store. */
  reopen(): void {
    this.#opened = this.#read(this.#wantsGraph);
  }

  /** The same without the graph, which the caller is building. */
  reopenWithoutGraph(): void {
    this.#opened = this.#read(false);
  }

  /** Saves the indexes over text and the exact one. The caller holds the writer's lock. */
  save(): void {
    const { revision, catalog, lexical, exact } = this.open();
    const expected = recordedModel(this.#store);
    catalog.save(this.#paths.catalog, revision);
    lexical.save(this.#paths.lexical, revision);
    if (expected !== undefined) exact?.save(this.#paths.exact, { model: expected.model, revision });
  }

  /** What the index that answers many searches is like. */
  describe(): IndexDescription {
    const saved = savedHnsw(this.#paths.hnsw);
    const vectors = this.#store.vectors.count();
    const count = this.#graph?.index.count ?? saved?.count ?? 0;
    const state =
      this.#building !== undefined
        ? "being built"
        : count === vectors
          ? "in step"
          : `behind by ${vectors - count} vectors`;
    return { kind: "hnsw", count, sizeBytes: fileSize(this.#paths.hnsw) + (saved?.bodyBytes ?? 0), state };
  }

  async close(): Promise<void> {
    await this.#building?.abandon();
  }

  #read(withGraph: boolean): Opened {
    const revision = this.#store.revision();
    const text = openTextIndexes(this.#store, this.#paths, this.#report);
    const expected = recordedModel(this.#store);
    const exact = expected && openExact(this.#store, this.#paths.exact, expected, this.#report);
    if (withGraph && expected !== undefined) this.#openGraph(expected);
    return {
      revision,
      catalog: text.catalog.index,
      lexical: text.lexical.index,
      exact: exact?.index,
      semantic: exact && this.#semantic(exact.index, text.catalog.index.limit),
    };
  }

  #semantic(exact: ExactIndex, limit: number): SemanticSearch {
    const graph = () => this.#graph?.index;
    const readVector = (row: number) => this.#store.vectors.get(row);
    const parts = {
      exact,
      get hnsw() {
        return graph(); // it may come later, when it has been built
      },
      readVector,
    };
    return new SemanticSearch(parts, limit);
  }

  #openGraph(expected: Expected): void {
    const known = this.#graph?.model === expected.model ? this.#graph : undefined;
    const saved = savedHnsw(this.#paths.hnsw);
    const revision = known?.revision ?? (saved?.model === expected.model ? saved.revision : 0);
    if (this.#store.vectors.countSince(revision) > MAX_INLINE) {
      this.#buildGraph(expected);
      return;
    }
    const graph =
      known === undefined
        ? openHnsw(this.#store, this.#paths.hnsw, expected, this.#report)
        : catchUpHnsw(this.#store, known, expected, this.#report);
    this.#graph = { ...graph, model: expected.model };
  }

  /** Builds the graph beside the running process; until it is there the exact index answers. */
  #buildGraph(expected: Expected): void {
    if (this.#building !== undefined || isBeingWritten(this.#paths.folder)) return; // tried again at the next refresh
    const lock = takeWriterLock(this.#paths.folder, `process ${process.pid}, building the HNSW index`);
    const job = { storePath: this.#store.path, indexPath: this.#paths.hnsw, expected };
    const builder = startHnswBuilder(job, this.#report);
    this.#building = builder;
    this.#report("The HNSW index is being built; until it is ready searches are exact and a little slower.");
    builder
      .finish()
      .then(
        (count) => {
          this.#graph = { ...openHnsw(this.#store, this.#paths.hnsw, expected, this.#report), model: expected.model };
          this.#report(`The HNSW index is ready: ${count} vectors.`);
        },
        (error: unknown) => this.#report(`The HNSW index could not be built: ${messageOf(error)}`),
      )
      .finally(() => {
        this.#building = undefined;
        lock.release();
      });
  }
}
