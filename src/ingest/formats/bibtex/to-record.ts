import { parseArxivId } from "../../../core/index.ts";
import { labelledArxivId } from "../../record/arxiv-label.ts";
import type { JsonObject } from "../../record/json.ts";
import { withoutHeading, withoutMarkup } from "../../record/markup.ts";
import { texToAddress, texToText } from "../../record/tex.ts";
import { bibtexAuthors } from "./authors.ts";
import type { Entry } from "./parse-entry.ts";

/** Of a longer field only the beginning is looked at. */
const MAX_FIELD = 1_000_000;
const VENUES = ["journal", "journaltitle", "booktitle"];
/** Where reference managers put an arXiv id when the format has no field for it. */
const NOTES = ["journal", "note", "number", "howpublished", "volume", "annote", "archiveprefix"];
/** DBLP names arXiv papers so: journal = {CoRR}, volume = {abs/1706.03762}. */
const CORR_VOLUME = /^abs\/(.+)$/i;

/** The record that an entry describes, in our own fields. The key is of the file only and names no paper elsewhere, so
 *  it is not an id: two files may use one key for different papers. */
export function toRecord({ fields }: Entry): JsonObject {
  const raw = (name: string) => (fields.get(name) ?? "").slice(0, MAX_FIELD);
  const text = (name: string) => withoutMarkup(texToText(raw(name))).trim();
  const subtitle = text("subtitle");
  const venue = VENUES.map(text).find((found) => found !== "" && !isArxivNote(found));
  return {
    title: [text("title"), subtitle].filter((part) => part !== "").join(": ") || undefined,
    abstract: withoutHeading(text("abstract")),
    authors: bibtexAuthors(raw("author")),
    year: text("year"),
    date: text("date"),
    venue,
    categories: texToAddress(raw("primaryclass") || raw("eprintclass")),
    arxivId: arxivIdOf(raw),
    doi: texToAddress(raw("doi")),
    url: texToAddress(raw("url")) || undefined,
  };
}

function arxivIdOf(raw: (name: string) => string): string | undefined {
  const archive = texToAddress(raw("archiveprefix") || raw("eprinttype")).toLowerCase();
  const eprint = archive === "" || archive === "arxiv" ? parseArxivId(texToAddress(raw("eprint")))?.id : undefined;
  const volume = /^corr$/i.test(texToAddress(raw("journal")))
    ? CORR_VOLUME.exec(texToAddress(raw("volume")))?.[1]
    : undefined;
  return (
    eprint ??
    (volume === undefined ? undefined : parseArxivId(volume)?.id) ??
    NOTES.map((name) => labelledArxivId(texToAddress(raw(name)))).find((found) => found !== undefined)
  );
}

/** `arXiv preprint arXiv:1706.03762`, as some write in the place of a journal. */
function isArxivNote(venue: string): boolean {
  return labelledArxivId(venue) !== undefined;
}
