import { AppError, type OnProgress } from "../core/index.ts";
import {
  createExact,
  createHnsw,
  type ExactIndex,
  type Expected,
  type KnnIndex,
  loadExact,
  loadHnsw,
  type VectorReader,
} from "../knn/index.ts";
import { Catalog, LexicalIndex } from "../search/index.ts";
import type { PaperChange, Store } from "../store/index.ts";
import type { LibraryPaths } from "./paths.ts";

/** Says in one line what happens to an index. */
export type Report = (line: string) => void;

/** An index together with the revision of the store up to which it knows everything. */
export interface Tracked<Index> {
  readonly index: Index;
  readonly revision: number;
  /** True when there was no usable file, so that keeping what was made anew saves work. */
  readonly rebuilt: boolean;
}

/** What an index file may be when it cannot be used; anything else is a fault of the disk and is passed on. */
const REBUILDABLE = new Set(["not-found", "damaged-file", "wrong-version", "model-mismatch"]);
const REPORT_EVERY = 5000;

/** Catalog and lexical index, from their files or from the store. */
export function openTextIndexes(store: Store, paths: LibraryPaths, report: Report) {
  const catalog = loadOr(
    "catalog",
    store,
    report,
    () => {
      const { catalog: index, revision } = Catalog.load(paths.catalog);
      return { index, revision };
    },
    () => new Catalog(),
  );
  const lexical = loadOr(
    "lexical index",
    store,
    report,
    () => LexicalIndex.load(paths.lexical),
    () => new LexicalIndex(),
  );
  return catchUpText(store, catalog, lexical, report);
}

/** Brings both to the store's revision. */
function catchUpText(store: Store, catalog: Tracked<Catalog>, lexical: Tracked<LexicalIndex>, report: Report) {
  return store.snapshot(() => replayText(store, catalog, lexical, report));
}

function replayText(store: Store, catalog: Tracked<Catalog>, lexical: Tracked<LexicalIndex>, report: Report) {
  const revision = store.revision();
  const since = Math.min(catalog.revision, lexical.revision);
  if (since < revision) {
    const removed = store.papers.deletedSince(since);
    for (const row of removed) catalog.index.remove(row);
    lexical.index.apply(recording(store.papers.changedSince(since), catalog.index), removed);
  }
  const papers = store.papers.count();
  if (catalog.index.count === papers && lexical.index.count === papers) {
    const rebuilt = catalog.rebuilt || lexical.rebuilt;
    return { catalog: catalog.index, lexical: lexical.index, rebuilt };
  }
  report(
    `The text indexes hold ${catalog.index.count} and ${lexical.index.count} papers, the library ${papers}: rebuilding them.`,
  );
  const fresh = { catalog: new Catalog(), lexical: new LexicalIndex() };
  fresh.lexical.apply(recording(store.papers.changedSince(0), fresh.catalog), []);
  return { ...fresh, rebuilt: true };
}

/** The exact index, from its file or from the store, in step with the store. */
export function openExact(store: Store, path: string, expected: Expected, report: Report): Tracked<ExactIndex> {
  const readVector: VectorReader = (row) => store.vectors.get(row);
  const create = () => createExact({ dimension: expected.dimension, capacity: store.vectors.count(), readVector });
  const loaded = loadOr("exact index", store, report, () => loadExact(path, expected, { readVector }), create);
  return catchUpVectors(store, loaded, create, "exact index", report);
}

/** The HNSW index, from its file or from the store, in step with the store. Building it takes about half a
 *  millisecond a paper. */
export function openHnsw(
  store: Store,
  path: string,
  expected: Expected,
  report: Report,
  onProgress?: OnProgress,
): Tracked<KnnIndex> {
  return catchUpHnsw(store, loadSavedHnsw(store, path, expected, report), expected, report, onProgress);
}

/** The HNSW index as it was saved, at revision 0 and empty where it cannot be used. */
export function loadSavedHnsw(store: Store, path: string, expected: Expected, report: Report): Tracked<KnnIndex> {
  const create = () => createHnsw({ dimension: expected.dimension, capacity: store.vectors.count() });
  return loadOr("HNSW index", store, report, () => loadHnsw(path, expected), create);
}

/** Brings the HNSW index to the store's revision. */
export function catchUpHnsw(
  store: Store,
  tracked: Tracked<KnnIndex>,
  { dimension }: Expected,
  report: Report,
  onProgress?: OnProgress,
): Tracked<KnnIndex> {
  const create = () => createHnsw({ dimension, capacity: store.vectors.count() });
  return catchUpVectors(store, tracked, create, "HNSW index", report, onProgress);
}

/** Adds, replaces and removes what the store did since the index's revision. Where the counts then differ, the index
 *  was wrong: it is rebuilt. */
function catchUpVectors<Index extends KnnIndex>(
  store: Store,
  tracked: Tracked<Index>,
  create: () => Index,
  name: string,
  report: Report,
  onProgress?: OnProgress,
): Tracked<Index> {
  // Most of it outside of the snapshot: an open one keeps the store from folding its log back in.
  const near = replay(store, tracked, onProgress);
  return store.snapshot(() => {
    const { revision } = replay(store, near);
    const vectors = store.vectors.count();
    if (tracked.index.count === vectors) return { ...tracked, revision };
    report(`The ${name} holds ${tracked.index.count} vectors, the library ${vectors}: rebuilding it.`);
    const fresh = { index: create(), revision: 0, rebuilt: true };
    return replay(store, fresh, onProgress);
  });
}

/** Takes up what was written after the index's revision, at least up to the store's present one. */
function replay<Index extends KnnIndex>(
  store: Store,
  tracked: Tracked<Index>,
  onProgress?: OnProgress,
): Tracked<Index> {
  const { index, revision } = tracked;
  const present = store.revision();
  if (revision >= present) return tracked;
  for (const row of store.papers.deletedSince(revision)) index.remove(row);
  const total = onProgress === undefined ? 0 : store.vectors.countSince(revision);
  let done = 0;
  for (const { row, vector } of store.vectors.since(revision)) {
    index.upsert(row, vector);
    if (++done % REPORT_EVERY === 0) onProgress?.({ stage: "Indexing", done, total, unit: "vectors" });
  }
  return { ...tracked, revision: present };
}

/** The saved index; where it is missing, stale beyond repair or damaged, an empty one and a message, so that whoever
 *  catches up with the store rebuilds it. */
function loadOr<Index>(
  name: string,
  store: Store,
  report: Report,
  load: () => Omit<Tracked<Index>, "rebuilt">,
  create: () => Index,
): Tracked<Index> {
  try {
    const loaded = load();
    if (loaded.revision <= store.revision()) return { ...loaded, rebuilt: false };
    report(`The ${name} is of revision ${loaded.revision}, the library of ${store.revision()}: rebuilding it.`);
  } catch (error) {
    if (!(error instanceof AppError && REBUILDABLE.has(error.code))) throw error;
    if (error.code !== "not-found") report(`${error.message} Rebuilding the ${name}.`);
    else if (store.setting("lastIngestAt") !== undefined) report(`There is no saved ${name}: building it.`);
  }
  return { index: create(), revision: 0, rebuilt: true };
}

function* recording(changes: Iterable<PaperChange>, catalog: Catalog): Generator<PaperChange> {
  for (const change of changes) {
    catalog.put(change);
    yield change;
  }
}
