/** Reads what users bring (answers of services, files of reference managers, tables, saved pages; plain, gzip or ZIP;
 *  files, folders, standard input) into paper records. Knows nothing of the library. */
export type { IngestEvent } from "./event.ts";
export { formatOfText, type ReadOptions, readInputs } from "./inputs.ts";
export { type Columns, FIELD_NAMES } from "./record/columns.ts";
