import type { CitedPaper } from "../cited-paper.ts";
import { oneLine } from "../one-line.ts";
import { joinedTerms } from "../terms.ts";

/** Spreadsheets take a file for UTF-8 when it begins with this. */
const BYTE_ORDER_MARK = "\ufeff";
const COLUMNS = [
  "id,title,authors,year,published,venue,kind,volume,issue,pages,publisher,categories,keywords,topics",
  "arxivId,arxivVersion,doi,url,links,citations,retracted,abstract",
].join(",");
/** What makes a formula of a cell, also in the wide letters of East Asian keyboards. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

/** CSV by RFC 4180 with a header line; lists within a cell are separated by `; `. The texts stand as they are, with
 *  their TeX; one that a spreadsheet would take for a formula has an apostrophe before it. */
export function* writeCsv(papers: Iterable<CitedPaper>): Generator<string> {
  yield `${BYTE_ORDER_MARK}${COLUMNS}\r\n`;
  for (const paper of papers) {
    yield `${cellsOf(paper)
      .map((cell) => csvCell(oneLine(String(cell ?? ""))))
      .join(",")}\r\n`;
  }
}

function cellsOf(paper: CitedPaper): (string | number | boolean | undefined)[] {
  const { printed = {}, keywords = [], links = [] } = paper;
  return [
    ...[paper.id, paper.title, paper.authors.map(oneLine).join("; "), paper.year, paper.published, paper.venue],
    ...[paper.kind, printed.volume, printed.issue, printed.pages, printed.publisher],
    ...[paper.categories.join("; "), joinedTerms(keywords), paper.topics?.join(" > ")],
    ...[paper.arxivId, paper.arxivVersion, paper.doi, paper.url],
    ...[links.map(({ kind, url }) => `${kind} ${url}`).join("; "), paper.citations, paper.retracted, paper.abstract],
  ];
}

/** One cell by RFC 4180. A text that a spreadsheet would take for a formula is made text. */
export function csvCell(value: string | number): string {
  const text = typeof value === "string" && FORMULA.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
