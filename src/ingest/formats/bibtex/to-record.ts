import { parseArxivId } from "../../../core/index.ts";
import { labelledArxivId } from "../../record/arxiv-label.ts";
import type { JsonObject } from "../../record/json.ts";
import { withoutHeading, withoutMarkup } from "../../record/markup.ts";
import { texToAddress, texToText } from "../../record/tex.ts";
import { bibtexAuthors } from "./authors.ts";
import type { Entry } from "./parse-entry.ts";

/** Of a longer field only the beginning is looked at. */
const MAX_FIELD = 1_000_000;
const VENUES = ["journal", "journaltitle", "booktitle", "series"];
/** Who published a thesis or a report has a field of its own. */
const PUBLISHERS = ["publisher", "school", "institution", "organization"];
/** Where reference managers put an arXiv id when the format has no field for it. */
const NOTES = ["journal", "note", "number", "howpublished", "volume", "annote", "archiveprefix"];
/** DBLP names arXiv papers so: journal = {CoRR}, volume = {abs/1706.03762}. */
const CORR_VOLUME = /^abs\/(.+)$/i;

/** The record that an entry describes, in our own fields. The key is of the file only and names no paper elsewhere, so
 *  it is not an id: two files may use one key for different papers. */
export function toRecord({ type, fields }: Entry): JsonObject {
  const raw = (name: string) => (fields.get(name) ?? "").slice(0, MAX_FIELD);
  const text = (name: string) => withoutMarkup(texToText(raw(name))).trim();
  const arxivId = arxivIdOf(raw);
  const subtitle = text("subtitle");
  const venue = [...VENUES.map(text), howPublished(text("howpublished"))].find(
    (found) => found !== "" && !isArxivNote(found),
  );
  return {
    title: [text("title"), subtitle].filter((part) => part !== "").join(": ") || undefined,
    abstract: withoutHeading(text("abstract")),
    authors: bibtexAuthors(raw("author")),
    year: text("year"),
    published: [monthOf(text), text("date")],
    venue,
    // arXiv itself writes its papers as @misc.
    kind: type === "misc" && arxivId !== undefined && venue === undefined ? "preprint" : type,
    volume: text("volume"),
    issue: text("issue") || text("number"),
    pages: text("pages"),
    publisher: PUBLISHERS.map(text).find((found) => found !== ""),
    keywords: text("keywords"),
    note: text("note"),
    pdf: texToAddress(raw("pdf")),
    code: texToAddress(raw("code")),
    categories: texToAddress(raw("primaryclass") || raw("eprintclass")),
    arxivId,
    doi: texToAddress(raw("doi")),
    url: texToAddress(raw("url")) || undefined,
  };
}

/** Year, month and day as one date; months are names or numbers, some with the day in them: `may`, `5`, `10~may`. */
function monthOf(text: (name: string) => string): string {
  const [year, month, day] = ["year", "month", "day"].map(text);
  if (/^\d+$/.test(month ?? "")) return [year, month, day].filter((part) => part !== "").join("-");
  return /^\d/.test(month ?? "") ? `${month} ${year}` : `${year} ${month} ${day}`;
}

/** Where other programs, and we, name the venue of what is neither in a journal nor in a book. */
function howPublished(said: string): string {
  return /https?:|\burl\b|\bonline\b|accessed/i.test(said) ? "" : said;
}

function arxivIdOf(raw: (name: string) => string): string | undefined {
  const archive = texToAddress(raw("archiveprefix") || raw("eprinttype")).toLowerCase();
  const eprint = archive === "" || archive === "arxiv" ? arxivIdIn(texToAddress(raw("eprint"))) : undefined;
  const volume = /^corr$/i.test(texToAddress(raw("journal")))
    ? CORR_VOLUME.exec(texToAddress(raw("volume")))?.[1]
    : undefined;
  return (
    eprint ??
    (volume === undefined ? undefined : arxivIdIn(volume)) ??
    NOTES.map((name) => labelledArxivId(texToAddress(raw(name)))).find((found) => found !== undefined)
  );
}

/** The text where it is an arXiv id: its version counts, too. */
function arxivIdIn(text: string): string | undefined {
  return parseArxivId(text) === undefined ? undefined : text;
}

/** `arXiv preprint arXiv:1706.03762`, as some write in the place of a journal. */
function isArxivNote(venue: string): boolean {
  return labelledArxivId(venue) !== undefined;
}
