/** A library: a folder of papers with everything that answers questions about them. */
export { type Columns, FIELD_NAMES } from "../ingest/index.ts";
export { digestInWords, reasonsInWords } from "./digest/in-words.ts";
export { Downloads } from "./downloads.ts";
export { evaluate, type Quality } from "./evaluate.ts";
export { type Check, examine } from "./examine.ts";
export { gradeLibrary } from "./grade/grade.ts";
export type { IngestReport } from "./ingest.ts";
export { Library } from "./library.ts";
export { growthInWords } from "./map/growth.ts";
export type { PointInWords } from "./map/map-answers.ts";
export { type ModelChoice, openModelOf } from "./model.ts";
export { type LibraryOptions, MAX_RESULTS, type RequestFilters } from "./options.ts";
export { SyncDesk } from "./sync/sync-desk.ts";
