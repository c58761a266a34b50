import type { PaperRecord } from "../core/index.ts";

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
  };
}
