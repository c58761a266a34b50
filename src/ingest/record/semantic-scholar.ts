import { AppError } from "../../core/index.ts";
import { firstPresent, isObject, type JsonObject, objectIn, objectsIn, textIn } from "./json.ts";
import { parseKind } from "./kinds.ts";
import { withoutHeading, withoutMarkup } from "./markup.ts";

/** True for a paper of the Semantic Scholar Graph API or of its data sets, and for a line of any other of these. */
export function isSemanticScholarRecord(record: JsonObject): boolean {
  return (
    "corpusid" in record ||
    isObject(record["externalids"]) ||
    isObject(record["externalIds"]) ||
    (typeof record["paperId"] === "string" && ("title" in record || "url" in record))
  );
}

/** True for a line of the data set of papers. */
export function isDatasetPaper(record: JsonObject): boolean {
  return "corpusid" in record && "title" in record;
}

/** True for a line of the data set of abstracts, which come apart from their papers. */
export function isDatasetAbstract(record: JsonObject): boolean {
  return "corpusid" in record && typeof record["abstract"] === "string" && !("title" in record);
}

/** The number by which lines of two data sets belong together. */
export function corpusId(record: JsonObject): string | undefined {
  const id = firstPresent(record, "corpusid", "corpusId", "CorpusId");
  const text = typeof id === "number" ? String(id) : typeof id === "string" ? id : "";
  return /^\d{1,15}$/.test(text) ? text : undefined;
}

/** The paper in our own fields: keys are written in two ways. Lines of data sets that hold no papers are refused with
 *  AppError("bad-record"). */
export function fromSemanticScholar(record: JsonObject): JsonObject {
  if (!("title" in record)) throw new AppError("bad-record", withoutTitle(record));
  const ids = objectIn(record, "externalIds", "externalids");
  const number = corpusId(record) ?? corpusId(ids);
  const title = record["title"];
  const abstract = firstPresent(record, "abstract");
  const venue = venueOf(record);
  const journal = objectIn(record, "journal");
  return {
    id: number === undefined ? record["paperId"] : `CorpusId:${number}`,
    title: typeof title === "string" ? withoutMarkup(title) : title,
    abstract: typeof abstract === "string" ? withoutHeading(withoutMarkup(abstract)) : abstract,
    authors: record["authors"],
    year: firstPresent(record, "year", "publicationDate", "publicationdate"),
    published: firstPresent(record, "publicationDate", "publicationdate"),
    venue,
    kind: venue === "" ? undefined : kindOf(firstPresent(record, "publicationTypes", "publicationtypes")),
    volume: journal["volume"],
    pages: journal["pages"],
    citations: firstPresent(record, "citationCount", "citationcount"),
    links: [{ kind: "pdf", url: objectIn(record, "openAccessPdf")["url"] }],
    categories: categoriesOf(record),
    arxivId: textIn(ids, "ArXiv"),
    doi: textIn(ids, "DOI"),
    url: record["url"],
  };
}

function withoutTitle(record: JsonObject): string {
  if (isDatasetAbstract(record)) {
    return "Expected a title, found only an abstract: give the data set's files of papers and of abstracts together, each as a file.";
  }
  return `Expected a paper or an abstract of Semantic Scholar, got ${Object.keys(record).slice(0, 4).join(", ")}.`;
}

function venueOf(record: JsonObject): string {
  const named = [objectIn(record, "publicationVenue"), objectIn(record, "journal")].map((venue) =>
    textIn(venue, "name"),
  );
  const venue = [textIn(record, "venue"), ...named].find((name) => name !== "" && !/^arxiv(?:\.org)?$/i.test(name));
  return withoutMarkup(venue ?? "");
}

/** Papers of conferences are journal articles there, too. */
function kindOf(types: unknown): unknown {
  const names: readonly unknown[] = Array.isArray(types) ? types : [];
  return names.includes("Conference") ? "conference" : names.find((name) => parseKind(name) !== undefined);
}

/** Fields as the publishers name them come first. */
function categoriesOf(record: JsonObject): string[] {
  const named: readonly unknown[] = Array.isArray(record["fieldsOfStudy"]) ? record["fieldsOfStudy"] : [];
  const found = objectsIn(firstPresent(record, "s2FieldsOfStudy", "s2fieldsofstudy")).map((field) =>
    textIn(field, "category"),
  );
  return [...named.filter((name) => typeof name === "string"), ...found];
}
