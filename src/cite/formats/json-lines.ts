import type { PaperRecord } from "../../core/index.ts";
import type { CitedPaper } from "../cited-paper.ts";

/** Also the order of the fields, and the fields within `printed` and `links`. */
const FIELDS = [
  ...(["id", "title", "abstract", "authors", "year", "published", "venue", "kind", "printed", "categories"] as const),
  ...(["keywords", "arxivId", "arxivVersion", "doi", "url", "links", "citations", "retracted"] as const),
] satisfies (keyof PaperRecord)[];
const INNER_FIELDS = ["volume", "issue", "pages", "publisher"];

/** One JSON object a line, in the fields that `orrery ingest` reads: nothing of a paper is lost on the way. */
export function* writeJsonLines(papers: Iterable<CitedPaper>): Generator<string> {
  for (const paper of papers) yield `${JSON.stringify(paper, [...FIELDS, ...INNER_FIELDS])}\n`;
}
