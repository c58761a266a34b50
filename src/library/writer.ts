import { readdirSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import type { OnProgress } from "../core/index.ts";
import type { Expected } from "../knn/index.ts";
import { type Store, takeWriterLock, type WriterLock } from "../store/index.ts";
import { type HnswBuilder, startHnswBuilder } from "./hnsw-builder.ts";
import { type IngestOptions, type IngestReport, ingestInputs, writeRejects } from "./ingest.ts";
import type { LiveIndexes } from "./live.ts";
import type { LiveModel } from "./live-model.ts";
import { recordedModel } from "./model.ts";
import type { LibraryOptions } from "./options.ts";
import type { LibraryPaths } from "./paths.ts";

/** Setting of the store: its state and that of the indexes when these were last saved. */
const INDEXED = "indexedRevision";

/** What writing needs of a library. */
export interface WriterParts {
  readonly store: Store;
  readonly live: LiveIndexes;
  readonly model: LiveModel;
  readonly paths: LibraryPaths;
  readonly options: LibraryOptions;
  /** Throws AppError("not-found") for an unknown id. */
  readonly rowOf: (id: string) => number;
}

/** Changes the papers of a library, one process at a time, and keeps every index in step with them. */
export class LibraryWriter {
  readonly #parts: WriterParts;

  constructor(parts: WriterParts) {
    this.#parts = parts;
  }

  /** As Library.ingest says. */
  async ingest(
    inputs: readonly string[],
    options: IngestOptions & { readonly reEmbed?: boolean },
  ): Promise<IngestReport> {
    const { store, paths, options: own } = this.#parts;
    const { clock, report: say } = own;
    const lock = this.#lock("ingest");
    try {
      const model = await this.#parts.model.openForWriting(options.reEmbed ?? false);
      if (store.setting("createdAt") === undefined) store.setSetting("createdAt", clock().toISOString());
      const builder = this.#startBuilder({ model: model.id, dimension: model.dimension }, options.onProgress);
      try {
        const report = await ingestInputs({ store, model, builder, clock, report: say }, inputs, options);
        await writeRejects(store, paths.rejects);
        if (store.setting(INDEXED) !== this.#indexState()) await this.#saveIndexes(builder);
        store.setSetting("lastIngestAt", clock().toISOString());
        return report;
      } finally {
        await builder.abandon();
      }
    } finally {
      lock.release();
    }
  }

  /** As Library.remove says. */
  async remove(ids: readonly string[]): Promise<number> {
    const { store, rowOf } = this.#parts;
    const lock = this.#lock("remove");
    try {
      const rows = new Set(ids.map(rowOf));
      const expected = recordedModel(store);
      store.write((revision) => {
        for (const row of rows) store.papers.remove(row, revision);
      });
      if (expected === undefined) return rows.size;
      const builder = this.#startBuilder(expected);
      try {
        await this.#saveIndexes(builder);
      } finally {
        await builder.abandon();
      }
      return rows.size;
    } finally {
      lock.release();
    }
  }

  #startBuilder(expected: Expected, onProgress?: OnProgress): HnswBuilder {
    const { store, paths, options } = this.#parts;
    return startHnswBuilder({ storePath: store.path, indexPath: paths.hnsw, expected }, options.report, onProgress);
  }

  /** Brings every index in step with the store and saves it. */
  async #saveIndexes(builder: HnswBuilder): Promise<void> {
    const { live, store } = this.#parts;
    const indexed = builder.finish();
    indexed.catch(() => undefined); // awaited below, after what can be done meanwhile
    live.reopenWithoutGraph();
    live.save();
    await indexed;
    live.reopenGraph();
    store.setSetting(INDEXED, this.#indexState());
  }

  /** What tells whether the store, or the file of an index, has changed: its revision, their sizes and times. */
  #indexState(): string {
    const { store, paths } = this.#parts;
    const bodies = readdirSync(paths.folder).filter((name) => name.startsWith(basename(paths.hnsw)));
    const files = [paths.catalog, paths.lexical, paths.exact, ...bodies.map((name) => join(paths.folder, name))];
    const states = files.map((path) => {
      const { size, mtimeMs } = statSync(path, { throwIfNoEntry: false }) ?? {};
      return `${basename(path)} ${size} ${mtimeMs}`;
    });
    return [store.revision(), ...states.sort()].join("; ");
  }

  #lock(work: string): WriterLock {
    const { folder, clock } = this.#parts.options;
    return takeWriterLock(folder, `process ${process.pid}, ${work} since ${clock().toISOString()}`);
  }
}
