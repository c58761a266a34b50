import { parseArxivId, parseDoi } from "../../core/index.ts";
import { labelledArxivId } from "./arxiv-label.ts";
import { isObject, type JsonObject, objectsIn } from "./json.ts";
import { withoutHeading, withoutMarkup } from "./markup.ts";

/** Long ago for a field, and yet bounded. */
const MAX_FIELD = 1_000_000;

/** True for a record with fields that only CSL-JSON has: a date in parts, or its names of containers. */
export function isCslRecord(record: JsonObject): boolean {
  const issued = record["issued"];
  return (isObject(issued) && ("date-parts" in issued || "raw" in issued)) || "container-title" in record;
}

/** The same record in our own fields. An id that is neither an arXiv id nor a DOI counts in its own file only. */
export function fromCsl(record: JsonObject): JsonObject {
  const id = record["id"];
  const names = typeof id === "string" && (parseArxivId(id) !== undefined || parseDoi(id) !== undefined);
  const notes = ["number", "note", "archive_location", "archive", "container-title", "URL"].map((name) =>
    textIn(record[name]),
  );
  return {
    ...(names ? { id } : {}),
    title: plain(record["title"]),
    abstract: abstractOf(record["abstract"]),
    authors: record["author"],
    year: dateIn(record["issued"]),
    venue: plain(record["container-title"]),
    kind: record["type"] === "article" ? "preprint" : record["type"],
    volume: record["volume"],
    issue: record["issue"],
    pages: record["page"],
    publisher: record["publisher"],
    keywords: record["keyword"],
    note: record["note"],
    citations: record["is-referenced-by-count"],
    links: pdfLinks(record["link"]),
    categories: record["categories"],
    arxivId: notes.map(labelledArxivId).find((found) => found !== undefined),
    doi: identifierIn(record["DOI"]),
    url: identifierIn(record["URL"]) || undefined,
  };
}

/** Crossref keeps the heading, too. */
function abstractOf(value: unknown): unknown {
  const text = plain(value);
  return typeof text === "string" ? withoutHeading(text) : text;
}

/** Crossref gives lists where CSL has one text. What is neither is left to the reader of records to refuse. */
function plain(value: unknown): unknown {
  const text: unknown = Array.isArray(value) ? value[0] : value;
  return typeof text === "string" ? withoutMarkup(text.slice(0, MAX_FIELD)) : text;
}

function textIn(value: unknown): string {
  const text = plain(value);
  return typeof text === "string" ? text : typeof text === "number" ? String(text) : "";
}

/** Identifiers have no markup: the brackets of an old DOI are its own. */
function identifierIn(value: unknown): string {
  return typeof value === "string" ? value.slice(0, MAX_FIELD) : "";
}

/** The first day of `{"date-parts": [[2020, 5, 1]]}` as ISO 8601, or its year, or its `raw` or `literal` text. */
function dateIn(issued: unknown): unknown {
  if (!isObject(issued)) return issued;
  const parts: unknown = issued["date-parts"];
  const first: unknown = Array.isArray(parts) ? parts[0] : undefined;
  const numbers: readonly unknown[] = Array.isArray(first) ? first.slice(0, 3) : [];
  const [year, month] = numbers;
  if (year === undefined || year === null) return issued["raw"] ?? issued["literal"];
  return month === undefined ? year : numbers.join("-");
}

/** Crossref names the texts that publishers keep, with the type of each. */
function pdfLinks(links: unknown): JsonObject[] {
  const pdfs = objectsIn(links).filter((link) => link["content-type"] === "application/pdf");
  return pdfs.map((link) => ({ kind: "pdf", url: link["URL"] }));
}
