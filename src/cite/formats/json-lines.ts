import type { CitedPaper } from "../cited-paper.ts";

/** One JSON object a line, in the fields that `orrery ingest` reads: nothing of a paper is lost on the way. */
export function* writeJsonLines(papers: Iterable<CitedPaper>): Generator<string> {
  for (const { id, title, abstract, authors, year, venue, categories, arxivId, doi, url } of papers) {
    yield `${JSON.stringify({ id, title, abstract, authors, year, venue, categories, arxivId, doi, url })}\n`;
  }
}
