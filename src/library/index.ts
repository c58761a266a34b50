/** A library: a folder of papers with everything that answers questions about them. */
export { type Evaluation, evaluate, type Quality } from "./evaluate.ts";
export { type Check, examine } from "./examine.ts";
export type { IngestOptions, IngestReport } from "./ingest.ts";
export { Library } from "./library.ts";
export { type ModelChoice, openModelOf } from "./model.ts";
export { type LibraryOptions, MAX_RESULTS, type SearchRequest } from "./options.ts";
