/** The store: what a library knows, on disk, in SQLite. */
export { contentHash, embeddedText } from "./hash.ts";
export type { PlaceOnPage } from "./listings.ts";
export { isBeingWritten, takeSyncLock, takeWriterLock, type WriterLock } from "./lock.ts";
export type { PaperChange, RunMemory, Upsert } from "./papers.ts";
export type { RejectTable } from "./rejects.ts";
export { SCHEMA_VERSION } from "./schema.ts";
export { openStore, type Store } from "./store.ts";
