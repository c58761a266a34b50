import { labelledArxivId } from "../../record/arxiv-label.ts";
import { firstNameFirst } from "../../record/authors.ts";
import type { FieldName } from "../../record/columns.ts";
import type { JsonObject } from "../../record/json.ts";
import { withoutMarkup } from "../../record/markup.ts";
import { pageSpan } from "../../record/printed.ts";
import type { TableHeader } from "./dialect.ts";

/** What only exports of Zotero have together. */
const OF_ZOTERO = ["item type", "abstract note", "manual tags"];
/** Where reference managers put an arXiv id when they have no column for it. */
const NOTES = ["extra", "archive location", "report number", "publication title", "url", "number", "notes", "note"];
/** Fields that are read as their cells stand. */
const PLAIN = [
  ...(["citations", "kind", "volume", "issue", "publisher"] as const),
  ...(["links", "pdf", "code", "arxivVersion", "retracted"] as const),
];
const CLASS = /\[([a-z-]+(?:\.[A-Za-z-]{2,})?)\]/;
/** What `export --format csv` puts before a text that a spreadsheet would take for a formula. */
const GUARDED = /^'(?=[=+\-@\t\r\n＝＋－＠])/;

/** The record of a row, in our own fields. */
export function toRecord({ places, columns }: TableHeader, cells: readonly string[]): JsonObject {
  const cell = (field: FieldName) =>
    places
      .get(field)
      ?.map((place) => (cells[place] ?? "").trim().replace(GUARDED, ""))
      .find((text) => text !== "" && text !== "NA" && text !== "nan") ?? "";
  const named = (name: string) => cells[columns.get(name) ?? -1] ?? "";
  const notes = NOTES.map(named);
  const isOfZotero = OF_ZOTERO.every((name) => columns.has(name));
  const pmid = named("pmid").trim();
  const id = cell("id") || (/^\d+$/.test(pmid) ? `PMID:${pmid}` : "");
  return {
    ...(id === "" ? {} : { id }),
    title: withoutMarkup(cell("title")),
    abstract: withoutMarkup(cell("abstract")),
    authors: authorsOf(cell("authors"), isOfZotero),
    year: cell("year"),
    venue: withoutMarkup(cell("venue")),
    categories: cell("categories") || (CLASS.exec(named("extra"))?.[1] ?? ""),
    arxivId: cell("arxivId") || notes.map(labelledArxivId).find((found) => found !== undefined),
    doi: cell("doi"),
    url: cell("url"),
    published: cell("published"),
    keywords: cell("keywords") + (isOfZotero ? `;${named("automatic tags")}` : ""),
    pages: cell("pages") || pageSpan(named("page start") || named("startpage"), named("page end") || named("endpage")),
    ...Object.fromEntries(PLAIN.map((field) => [field, cell(field)])),
  };
}

/** Zotero writes `Last, First; Last, First`, also of one author, which is two names elsewhere. */
function authorsOf(text: string, isInverted: boolean): string | string[] {
  return isInverted ? text.split(";").map(firstNameFirst) : text;
}
