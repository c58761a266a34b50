import type { CitedPaper } from "../cited-paper.ts";
import { oneLine } from "../one-line.ts";

/** Spreadsheets take a file for UTF-8 when it begins with this. */
const BYTE_ORDER_MARK = "\ufeff";
const COLUMNS = "id,title,authors,year,venue,categories,topics,arxivId,doi,url,abstract";
/** What makes a formula of a cell, also in the wide letters of East Asian keyboards. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

/** CSV by RFC 4180 with a header line; lists within a cell are separated by `; `. The texts stand as they are, with
 *  their TeX; one that a spreadsheet would take for a formula has an apostrophe before it. */
export function* writeCsv(papers: Iterable<CitedPaper>): Generator<string> {
  yield `${BYTE_ORDER_MARK}${COLUMNS}\r\n`;
  for (const { id, title, authors, year, venue, categories, topics, arxivId, doi, url, abstract } of papers) {
    const cells = [
      id,
      title,
      authors.map(oneLine).join("; "),
      year === undefined ? "" : String(year),
      venue ?? "",
      categories.join("; "),
      topics?.join(" > ") ?? "",
      arxivId ?? "",
      doi ?? "",
      url ?? "",
      abstract,
    ];
    yield `${cells.map((cell) => csvCell(oneLine(cell))).join(",")}\r\n`;
  }
}

/** One cell by RFC 4180. A text that a spreadsheet would take for a formula is made text. */
export function csvCell(value: string | number): string {
  const text = typeof value === "string" && FORMULA.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
