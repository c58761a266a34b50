/** The store: what a library knows, on disk, in SQLite. */
export { contentHash, embeddedText } from "./hash.ts";
export type { PlaceOnPage } from "./listings.ts";
export { isBeingWritten, takeSyncLock, takeWriterLock, type WriterLock } from "./lock.ts";
export type { PaperChange } from "./papers.ts";
export type { RejectTable } from "./rejects.ts";
export { SCHEMA_VERSION } from "./schema.ts";
export { openStore, type Store } from "./store.ts";
export type { RunMemory, Upsert } from "./upsert.ts";
export { sharedAuthors } from "./works/authors.ts";
export { sameWork } from "./works/same-work.ts";
export { differInSeries, seriesMarks, titleWords } from "./works/title.ts";
export type { GivingRecord } from "./works/works.ts";
