/** Papers as files for other programs. */
import type { MapPaper } from "../../../../src/wire/index.ts";

/** JSON with the names of topics instead of their ids. */
export function papersAsJson(papers: readonly MapPaper[], nameOf: (topic: string) => string): string {
  const named = papers.map(({ row: _, topics, ...paper }) => ({ ...paper, topics: topics.map(nameOf) }));
  return `${JSON.stringify(named, null, 2)}\n`;
}

/** RFC 4180, one line a paper. */
export function papersAsCsv(papers: readonly MapPaper[], nameOf: (topic: string) => string): string {
  const lines = papers.map(({ id, title, authors, year, venue, categories, topics }) => [
    id,
    title,
    authors.join("; "),
    year === undefined ? "" : String(year),
    venue ?? "",
    categories.join(" "),
    topics.map(nameOf).join(" > "),
  ]);
  const header = ["id", "title", "authors", "year", "venue", "categories", "topics"];
  return [header, ...lines].map((cells) => `${cells.map(csvCell).join(",")}\r\n`).join("");
}

/** A cell that spreadsheets take for text: what begins like a formula gets an apostrophe before it. */
function csvCell(text: string): string {
  const inert = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${inert.replaceAll('"', '""')}"`;
}
