import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";

/** The files of a library. All can be rebuilt from the store, but for what the reader keeps. */
export interface LibraryPaths {
  readonly folder: string;
  readonly store: string;
  readonly catalog: string;
  readonly lexical: string;
  readonly exact: string;
  readonly hnsw: string;
  readonly map: string;
  /** What was learned of how likely hits are to be about their query. */
  readonly relevance: string;
  readonly rejects: string;
  /** The reader's own lists, marks and notes. */
  readonly reading: string;
  /** Folder of what comes in through the page, until it has been read. */
  readonly incoming: string;
}

export function libraryPaths(folder: string): LibraryPaths {
  return {
    folder,
    store: join(folder, "library.sqlite"),
    catalog: join(folder, "catalog.bin"),
    lexical: join(folder, "lexical.bin"),
    exact: join(folder, "exact.bin"),
    hnsw: join(folder, "hnsw.bin"),
    map: join(folder, "map.bin"),
    relevance: join(folder, "relevance.bin"),
    rejects: join(folder, "rejects.jsonl"),
    reading: join(folder, "reading.sqlite"),
    incoming: join(folder, "incoming"),
  };
}

/** Size in bytes; 0 where there is no file. */
export function fileSize(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

/** The files in a folder with their sizes in bytes, the largest first; folders inside it left out. */
export function filesIn(folder: string): { name: string; bytes: number }[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => ({ name, bytes: fileSize(join(folder, name)) }))
    .sort((a, b) => b.bytes - a.bytes || (a.name < b.name ? -1 : 1));
}
