import type { PaperLink, PaperRecord } from "../core/index.ts";

export const MAX_KEYWORDS = 100;
export const MAX_LINKS = 20;

/** The fields of a paper that records can fill. */
export type PaperFields = Omit<PaperRecord, "id">;

/** One record from what is known and what came. "fill": what is known stays, gaps are filled. "replace": what came
 *  wins wherever it says something; nothing that is known is lost to a gap in what came. Identifiers, once known, stay:
 *  what was found by one of them must not come under another. */
export function mergeRecords(known: PaperFields, came: PaperFields, rule: "fill" | "replace"): PaperFields {
  const [first, second] = rule === "fill" ? [known, came] : [came, known];
  const year = first.year ?? second.year;
  const venue = first.venue ?? second.venue;
  const arxivId = known.arxivId ?? came.arxivId;
  const doi = known.doi ?? came.doi;
  const url = first.url ?? second.url;
  return {
    title: first.title,
    abstract: first.abstract === "" ? second.abstract : first.abstract,
    authors: first.authors.length > 0 ? first.authors : second.authors,
    categories: first.categories.length > 0 ? first.categories : second.categories,
    ...(year === undefined ? {} : { year }),
    ...(venue === undefined ? {} : { venue }),
    ...(arxivId === undefined ? {} : { arxivId }),
    ...(doi === undefined ? {} : { doi }),
    ...(url === undefined ? {} : { url }),
    ...mergedDetails(first, second, year, arxivId),
  };
}

type Details = Pick<
  PaperFields,
  "published" | "arxivVersion" | "kind" | "printed" | "keywords" | "citations" | "links" | "retracted"
>;

/** A date counts with its year only, and a version with its arXiv id. Keywords and links of both stay; so does a
 *  retraction, which no record takes back. */
function mergedDetails(
  first: PaperFields,
  second: PaperFields,
  year: number | undefined,
  arxivId: string | undefined,
): Details {
  const both = [first, second];
  const published = both.map((fields) => fields.published).find((date) => date?.startsWith(String(year)));
  const versions = both.flatMap((fields) => (fields.arxivId === arxivId ? (fields.arxivVersion ?? []) : []));
  const kind = first.kind ?? second.kind;
  const printed = { ...second.printed, ...first.printed };
  const keywords = distinct([...(first.keywords ?? []), ...(second.keywords ?? [])], lowerCase, MAX_KEYWORDS);
  const citations = first.citations ?? second.citations;
  const links = distinct([...(first.links ?? []), ...(second.links ?? [])], urlOf, MAX_LINKS);
  return {
    ...(published === undefined ? {} : { published }),
    ...(versions.length === 0 ? {} : { arxivVersion: Math.max(...versions) }),
    ...(kind === undefined ? {} : { kind }),
    ...(Object.keys(printed).length === 0 ? {} : { printed }),
    ...(keywords.length === 0 ? {} : { keywords }),
    ...(citations === undefined ? {} : { citations }),
    ...(links.length === 0 ? {} : { links }),
    ...(both.some((fields) => fields.retracted) ? { retracted: true } : {}),
  };
}

/** The first value of each key, at most `limit` of them. */
export function distinct<T>(values: readonly T[], keyOf: (value: T) => string, limit: number): T[] {
  const byKey = new Map<string, T>();
  for (const value of values) if (!byKey.has(keyOf(value))) byKey.set(keyOf(value), value);
  return [...byKey.values()].slice(0, limit);
}

export function lowerCase(text: string): string {
  return text.toLowerCase();
}

export function urlOf({ url }: PaperLink): string {
  return url;
}
