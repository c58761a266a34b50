import { parseArxivId, parseDoi } from "../../core/index.ts";
import { labelledArxivId } from "./arxiv-label.ts";
import { isObject, type JsonObject } from "./json.ts";
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
    year: yearIn(record["issued"]),
    venue: plain(record["container-title"]),
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

/** The first number of `{"date-parts": [[2020, 5, 1]]}`, or the year in its `raw` or `literal` text. */
function yearIn(issued: unknown): unknown {
  if (!isObject(issued)) return issued;
  const parts: unknown = issued["date-parts"];
  const first: unknown = Array.isArray(parts) ? parts[0] : undefined;
  const year: unknown = Array.isArray(first) ? first[0] : undefined;
  return year ?? issued["raw"] ?? issued["literal"];
}
