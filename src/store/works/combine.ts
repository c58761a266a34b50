import { arxivIdOfDoi, type PaperRecord, type Printed } from "../../core/index.ts";
import { distinct, lowerCase, MAX_KEYWORDS, MAX_LINKS, type PaperFields, urlOf } from "../merge.ts";
import { isLocalId, textOf } from "./identity.ts";
import { isPreprintVenue, isPublished } from "./same-work.ts";

/** A paper made of several records, and which of them gave each field: its place among them. Fields that several give
 *  together (keywords, links) have none. */
export interface Combined {
  readonly fields: PaperFields;
  readonly origins: Partial<Record<keyof PaperFields, number>>;
}

/** A record, where it came from, and the number of the run in which it came. */
export interface Said {
  readonly record: PaperRecord;
  readonly source: string;
  readonly run: number;
}

/** The paper that several records of one work make. The order of the records does not matter: each field comes from the
 *  record that knows it best, and among equals from the one whose text sorts first. Where records carry one id of their
 *  own, what a later run says takes the place of what an earlier one said.
 *
 *  Title, venue, DOI and print come from what was published; abstract and categories from arXiv, the latest version
 *  first, else from the longest; authors from the longest list; the year is the first. Keywords and links of all are
 *  kept, the highest count of citations, and a retraction that any of them tells of. */
export function combine(said: readonly Said[]): Combined {
  const texts = said.map(({ record }) => textOf(record));
  const order = said.map((_, i) => i).sort((a, b) => (text(texts, a) < text(texts, b) ? -1 : 1));
  const sorted = order.flatMap((i) => said[i] ?? []);
  const { fields, origins } = combineSorted(sorted);
  const placed = Object.entries(origins).map(([field, i]) => [field, order[i]]);
  return { fields, origins: Object.fromEntries(placed) };
}

/** How well a record knows a field: compared number by number, more is better; undefined where it does not say it. */
type Rank = (record: PaperRecord) => readonly number[] | undefined;

const SHOUTING = /^[^\p{Ll}]*$/u;
/** As some publishers end their titles. */
const FULL_STOP = /[^.]\.$/;
const CUT_OFF = /(?:…|\.\.\.)\s*$/;

const byTitle: Rank = (record) => [
  yes(!SHOUTING.test(record.title)),
  yes(!FULL_STOP.test(record.title)),
  yes(isPublished(record)),
  ...arxivRank(record),
  record.title.length,
];
const byAbstract: Rank = (record) =>
  record.abstract === ""
    ? undefined
    : [yes(!CUT_OFF.test(record.abstract)), ...arxivRank(record), record.abstract.length];
const byAuthors: Rank = ({ authors }) =>
  authors.length === 0 ? undefined : [authors.length, authors.reduce((sum, name) => sum + name.length, 0)];
const byYear: Rank = ({ year }) => (year === undefined ? undefined : [-year]);
const byCategories: Rank = (record) =>
  record.categories.length === 0 ? undefined : [yes(record.arxivId !== undefined), record.categories.length];
const byDoi: Rank = ({ doi, venue }) =>
  doi === undefined ? undefined : [yes(arxivIdOfDoi(doi) === undefined), yes(isJournal(venue))];
const byVenue: Rank = ({ doi, venue }) =>
  venue === undefined ? undefined : [yes(isJournal(venue)), yes(doi !== undefined), venue.length];
const byUrl: Rank = (record) => (record.url === undefined ? undefined : [yes(isPublished(record)), -record.url.length]);
const byKind: Rank = ({ kind, doi }) =>
  kind === undefined ? undefined : [yes(kind !== "preprint"), yes(doi !== undefined)];
const byPrint: Rank = ({ printed, venue, doi }) =>
  printed === undefined ? undefined : [yes(isJournal(venue)), yes(doi !== undefined), Object.keys(printed).length];

function combineSorted(said: readonly Said[]): Combined {
  const records = said.map(({ record }) => record);
  const origins: Partial<Record<keyof PaperFields, number>> = {};
  const take = <Field extends keyof PaperFields>(field: Field, rank: Rank): Pick<PaperFields, Field> | undefined => {
    const best = bestOf(said, rank);
    const record = best === undefined ? undefined : records[best];
    if (best === undefined || record === undefined) return undefined;
    origins[field] = best;
    return { [field]: record[field] } as Pick<PaperFields, Field>;
  };
  const year = take("year", byYear);
  const arxivId = records.flatMap((record) => record.arxivId ?? []).sort()[0];
  const fields: PaperFields = {
    title: "",
    abstract: "",
    authors: [],
    categories: [],
    ...take("title", byTitle),
    ...take("abstract", byAbstract),
    ...take("authors", byAuthors),
    ...take("categories", byCategories),
    ...year,
    ...take("venue", byVenue),
    ...take("arxivId", (record) => (record.arxivId !== undefined && record.arxivId === arxivId ? [1] : undefined)),
    ...take("doi", byDoi),
    ...take("url", byUrl),
    ...take("published", (record) => dateRank(record, year?.year)),
    ...take("arxivVersion", (record) => versionRank(record, arxivId)),
    ...take("kind", byKind),
    ...printOf(records, take("printed", byPrint)?.printed, origins.printed),
    ...take("citations", ({ citations }) => (citations === undefined ? undefined : [citations])),
    ...takenTogether(records),
  };
  return { fields, origins };
}

/** Where it is printed, with what others know of it that name the same venue, or none. */
function printOf(
  records: readonly PaperRecord[],
  printed: Printed | undefined,
  origin: number | undefined,
): Pick<PaperFields, "printed"> {
  if (printed === undefined) return {};
  const venue = records[origin ?? 0]?.venue;
  const others = records.filter((record) => [venue, undefined].some((name) => name === record.venue));
  return { printed: Object.assign({}, ...others.map((record) => record.printed).reverse(), printed) as Printed };
}

/** What all records give together. */
function takenTogether(records: readonly PaperRecord[]): Pick<PaperFields, "keywords" | "links" | "retracted"> {
  const keywords = distinct(
    records.flatMap((record) => record.keywords ?? []),
    lowerCase,
    MAX_KEYWORDS,
  );
  const links = distinct(
    records.flatMap((record) => record.links ?? []),
    urlOf,
    MAX_LINKS,
  );
  return {
    ...(keywords.length === 0 ? {} : { keywords }),
    ...(links.length === 0 ? {} : { links }),
    ...(records.some(({ retracted }) => retracted) ? { retracted: true } : {}),
  };
}

/** The first of those that no other one beats. */
function bestOf(said: readonly Said[], rank: Rank): number | undefined {
  let best: number | undefined;
  let bestRank: readonly number[] = [];
  for (const [i, each] of said.entries()) {
    const own = rank(each.record);
    if (own === undefined || (best !== undefined && !beats(own, bestRank)) || isReplaced(each, own, said, rank))
      continue;
    best = i;
    bestRank = own;
  }
  return best;
}

/** Whether a later record of the same id says the field as well, and not in a worse form: cut off, say. */
function isReplaced({ record, run, source }: Said, own: readonly number[], said: readonly Said[], rank: Rank): boolean {
  const { id } = record;
  if (id === undefined) return false;
  return said.some((other) => {
    if (other.run <= run || other.record.id !== id || (isLocalId(id) && other.source !== source)) return false;
    return (rank(other.record)?.[0] ?? Number.NEGATIVE_INFINITY) >= (own[0] ?? 0);
  });
}

function beats(a: readonly number[], b: readonly number[]): boolean {
  const at = a.findIndex((value, i) => value !== b[i]);
  return at >= 0 && (a[at] ?? 0) > (b[at] ?? 0);
}

/** Of the dates in the year, the earliest month, and in it the most exact one. */
function dateRank({ published }: PaperRecord, year: number | undefined): readonly number[] | undefined {
  if (published === undefined || !published.startsWith(String(year))) return undefined;
  const [, month = "12", day = "0"] = published.split("-");
  return [-Number(month), yes(day !== "0"), -Number(day)];
}

function versionRank(record: PaperRecord, arxivId: string | undefined): readonly number[] | undefined {
  return record.arxivVersion === undefined || record.arxivId !== arxivId ? undefined : [record.arxivVersion];
}

function arxivRank({ arxivId, arxivVersion = 0 }: PaperRecord): readonly [number, number] {
  return [yes(arxivId !== undefined), arxivVersion];
}

function isJournal(venue: string | undefined): boolean {
  return venue !== undefined && !isPreprintVenue(venue);
}

function yes(holds: boolean): number {
  return holds ? 1 : 0;
}

function text(texts: readonly string[], i: number): string {
  return texts[i] ?? "";
}
