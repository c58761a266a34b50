import type { PaperRecord } from "../../src/core/index.ts";
import type { RunMemory, Store, Upsert } from "../../src/store/index.ts";

export const AT = "2026-01-01T00:00:00.000Z";

export function record(fields: Partial<PaperRecord> & { title: string }): PaperRecord {
  return { abstract: "", authors: [], categories: [], ...fields };
}

/** The memory of one run of ingest, as a plain map. */
export function newRun(): RunMemory {
  const sources = new Map<number, string>();
  const records = new Set<number>();
  let first: number | undefined;
  return {
    run: (revision) => {
      first ??= revision;
      return first;
    },
    hasWritten: (number) => records.has(number),
    rememberRecord: (number) => void records.add(number),
    writtenBy: (row) => sources.get(row),
    remember: (row, source) => void sources.set(row, source),
  };
}

/** Writes records in one transaction and one run (a new one, if none is given). */
export function put(store: Store, records: readonly PaperRecord[], source = "file", run = newRun(), at = AT): Upsert[] {
  return store.write((revision) => records.map((each) => store.papers.upsert(each, source, run, revision, at)));
}

export function remove(store: Store, ...rows: number[]): void {
  store.write((revision) => {
    for (const row of rows) store.papers.remove(row, revision);
  });
}
