import { AppError, parseArxivId } from "../../core/index.ts";
import { isObject, type JsonObject, objectIn, objectsIn, textIn } from "./json.ts";
import { withoutHeading, withoutMarkup } from "./markup.ts";
import { pageSpan } from "./printed.ts";

const WORK = /^(?:https?:\/\/openalex\.org\/)?(W\d+)$/i;
/** No abstract has a word at a place beyond this: hostile ones would else be rebuilt from billions of blanks. */
const MAX_POSITION = 200_000;

/** True for a work of OpenAlex. */
export function isOpenAlexRecord(record: JsonObject): boolean {
  const id = record["id"];
  return (
    "abstract_inverted_index" in record ||
    (typeof id === "string" && WORK.test(id) && ("display_name" in record || "authorships" in record))
  );
}

/** The work in our own fields. Covers, mastheads and the like are refused: AppError("bad-record"). */
export function fromOpenAlex(work: JsonObject): JsonObject {
  if (work["is_paratext"] === true) {
    throw new AppError(
      "bad-record",
      "Expected a paper, got what OpenAlex calls paratext (a cover, a table of contents).",
    );
  }
  const locations = [work["primary_location"], work["best_oa_location"], ...objectsIn(work["locations"])].filter(
    isObject,
  );
  const links = locations.flatMap((location) => [textIn(location, "landing_page_url"), textIn(location, "pdf_url")]);
  const venue = venueOf(locations);
  const biblio = objectIn(work, "biblio");
  const id = WORK.exec(textIn(work, "id"))?.[1];
  const title = work["title"] ?? work["display_name"];
  return {
    id: id === undefined ? undefined : `openalex:${id.toUpperCase()}`,
    title: typeof title === "string" ? withoutMarkup(title) : title,
    abstract: withoutHeading(withoutMarkup(abstractOf(work))),
    authors: objectsIn(work["authorships"]).map(
      (authorship) => textIn(authorship, "raw_author_name") || textIn(objectIn(authorship, "author"), "display_name"),
    ),
    year: work["publication_year"] ?? work["publication_date"],
    published: dateOf(work),
    venue: textIn(venue, "display_name") === "" ? undefined : withoutMarkup(textIn(venue, "display_name")),
    kind: textIn(work, "type") === "article" && textIn(venue, "type") === "conference" ? "conference" : work["type"],
    volume: biblio["volume"],
    issue: biblio["issue"],
    pages: pageSpan(textIn(biblio, "first_page"), textIn(biblio, "last_page")),
    publisher: textIn(venue, "host_organization_name"),
    keywords: work["keywords"],
    citations: work["cited_by_count"],
    retracted: work["is_retracted"],
    links: locations.map((location) => ({ kind: "pdf", url: location["pdf_url"] })),
    categories: categoriesOf(work),
    arxivId: links.find((link) => link !== "" && parseArxivId(link) !== undefined),
    doi: textIn(work, "doi") || textIn(objectIn(work, "ids"), "doi"),
    url: links.find((link) => link !== ""),
  };
}

/** The words at their places, as `{"word": [0, 7]}` has them; some works have the text itself. */
function abstractOf(work: JsonObject): string {
  const index = work["abstract_inverted_index"];
  if (!isObject(index)) return textIn(work, "abstract");
  const words: string[] = [];
  for (const word of Object.keys(index)) {
    const places = index[word];
    if (!Array.isArray(places)) continue;
    for (const place of places) {
      if (Number.isInteger(place) && place >= 0 && place <= MAX_POSITION) words[place] = word;
    }
  }
  return words.filter((word) => word !== undefined).join(" ");
}

/** The first journal or conference; where there is none, a repository is no venue. */
function venueOf(locations: readonly JsonObject[]): JsonObject {
  const sources = locations.map((location) => objectIn(location, "source"));
  return sources.find((source) => !["", "repository"].includes(textIn(source, "type"))) ?? {};
}

/** A work of which only the year is known has the first of January there. */
function dateOf(work: JsonObject): string {
  const date = textIn(work, "publication_date");
  return date.endsWith("-01-01") ? "" : date;
}

function categoriesOf(work: JsonObject): string[] {
  const topic = objectIn(work, "primary_topic");
  return ["field", "subfield"]
    .map((level) => textIn(objectIn(topic, level), "display_name"))
    .filter((name) => name !== "");
}
