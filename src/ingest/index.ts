/** Reads what users bring (saved pages, JSON Lines, JSON, BibTeX, RIS, arXiv Atom; gzipped or not; files, folders, standard input) into paper
 *  records. Knows nothing of the library. */
export type { IngestEvent } from "./event.ts";
export { formatOfText, type ReadOptions, readInputs } from "./inputs.ts";
