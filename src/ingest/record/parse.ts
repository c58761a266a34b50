import { AppError, type PaperRecord } from "../../core/index.ts";
import { cleanField } from "../clean.ts";
import { parseAuthors } from "./authors.ts";
import { parseCategories } from "./categories.ts";
import type { Columns } from "./columns.ts";
import { parseDetails } from "./details.ts";
import { inOwnFields } from "./dialects.ts";
import { parseIdentity } from "./identity.ts";
import { firstPresent, isObject, type JsonObject, kindOf } from "./json.ts";
import { parseKeywords, withoutCategories } from "./keywords.ts";
import { parsePublication } from "./year.ts";

const MAX_TITLE = 2000;
const MAX_ABSTRACT = 100_000;
const MAX_VENUE = 500;
const MAX_SAID = 200;

/** The paper that a JSON object describes: in our own fields, or as arXiv, OpenAlex, Semantic Scholar, Hugging Face or
 *  CSL-JSON write it, or with the columns that the user names. Fields of which only part can be used (a year out of
 *  range, an unknown kind of author) are left out; the title and the abstract are not guessed at. Throws
 *  AppError("bad-record") with the reason. */
export function parseRecord(value: unknown, columns?: Columns): PaperRecord {
  if (!isObject(value)) throw new AppError("bad-record", `Expected each record to be an object, got ${kindOf(value)}.`);
  return parseFields(inOwnFields(value, columns));
}

function parseFields(value: JsonObject): PaperRecord {
  const title = cleanField(textOf(value, "title"), MAX_TITLE);
  const abstract = cleanField(abstractOf(value), MAX_ABSTRACT);
  if (title === "") throw new AppError("bad-record", missingTitle(value, abstract));
  const identity = parseIdentity(value);
  const venueName = venueOf(value);
  const venue = venueName === "" ? {} : { venue: venueName };
  const { categories, keywords } = withoutCategories(
    parseKeywords(firstPresent(value, "keywords", "keyword")),
    parseCategories(firstPresent(value, "categories", "category")),
  );
  return {
    ...identity,
    title,
    abstract,
    authors: parseAuthors(firstPresent(value, "authors_parsed", "authors", "author")),
    categories,
    ...(keywords.length === 0 ? {} : { keywords }),
    ...venue,
    ...parsePublication(value, identity.arxivId),
    ...parseDetails(value, { ...identity, ...venue, title, abstract }),
  };
}

/** The text of a field, empty where the field is absent or null. */
function textOf(record: JsonObject, name: string): string {
  const value = record[name];
  if (value === undefined || value === null) return "";
  if (typeof value === "string") return value;
  throw new AppError("bad-record", `Expected ${name} to be text, got ${kindOf(value)}.`);
}

/** A list of texts is an abstract in paragraphs. */
function abstractOf(record: JsonObject): string {
  for (const name of ["abstract", "summary", "text"]) {
    const value = record[name];
    if (Array.isArray(value) && value.every((part) => typeof part === "string")) return value.join(" ");
    const text = textOf(record, name);
    if (text !== "") return text;
  }
  return "";
}

/** Services answer with an object that says what went wrong, too. */
function missingTitle(record: JsonObject, abstract: string): string {
  const said = [record["message"], record["error"]].find((text) => typeof text === "string" && text !== "");
  if (said !== undefined && ("error" in record || "code" in record)) {
    return `Expected a paper, got an error of the service: ${cleanField(String(said), MAX_SAID)}`;
  }
  const found = record["title"] === undefined || record["title"] === null ? "none" : "an empty one";
  return `Expected a title, found ${found}${abstract === "" ? "" : " (only an abstract)"}.`;
}

function venueOf(record: JsonObject): string {
  const names = ["venue", "journal-ref", "journal_ref", "journal"];
  const texts = names.map((name) => record[name]).filter((value) => typeof value === "string");
  return texts.map((text) => cleanField(text, MAX_VENUE)).find((text) => text !== "") ?? "";
}
