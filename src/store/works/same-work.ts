import { arxivIdOfDoi, type PaperRecord, titleKey } from "../../core/index.ts";
import { sharedAuthors } from "./authors.ts";
import { differInSeries, isGeneric, titleWords, workKey } from "./title.ts";

/** What is compared of two records. */
export type WorkFacts = Pick<
  PaperRecord,
  "title" | "abstract" | "authors" | "year" | "venue" | "arxivId" | "doi" | "kind" | "printed"
>;

/** Whether two records are of one work. "suspect": much speaks for it and something against it, so that a reader ought
 *  to decide. The reasons name what agrees and what does not. */
export interface Verdict {
  readonly verdict: "same" | "suspect" | "different";
  readonly reasons: readonly string[];
}

/** At least this part of the shorter list of authors must be in the other one. */
const MIN_SHARED_AUTHORS = 0.5;
/** A preprint comes out at most so many years before the journal prints it, as a rule. */
const USUAL_YEARS = 2;
/** Even of works whose authors agree. */
const MOST_YEARS = 6;
/** Titles of fewer words are given to many works. */
const TELLING_WORDS = 4;
/** Of the words of the shorter abstract so many are in the other one, where both are of one work. */
const MIN_SHARED_WORDS = 0.4;
const WORD = /\p{L}{4,}/gu;
const PREPRINT_VENUE = /^(?:arxiv|corr|abs\/|biorxiv|medrxiv|preprint|ssrn|research ?square)/i;

/** Compares two records by identifiers, title, authors, years and abstracts. Records of one arXiv id or DOI are of one
 *  work whatever they say; otherwise they must have the same title, and nothing may speak against them: no other arXiv
 *  id or DOI, no other authors, no years too far apart. */
export function sameWork(a: WorkFacts, b: WorkFacts): Verdict {
  const shared = sharedIdentifier(a, b);
  if (shared !== undefined) return { verdict: "same", reasons: [shared] };
  if (isGeneric(a.title) || workKey(a.title) !== workKey(b.title) || differInSeries(a.title, b.title))
    return { verdict: "different", reasons: ["other title"] };
  const checks = [compareIdentifiers(a, b), compareAuthors(a, b), compareYears(a, b)];
  const reasons = ["same title", ...checks.flatMap(({ reason }) => reason ?? [])];
  return { verdict: checks.every(({ agrees }) => agrees) ? "same" : "suspect", reasons };
}

/** True where two records name different arXiv papers, or different DOIs. */
export function identifiersConflict(a: WorkFacts, b: WorkFacts): boolean {
  return !compareIdentifiers(a, b).agrees;
}

/** True for the DOI or venue of something else than a preprint. */
export function isPublished({ doi, venue, kind }: Pick<WorkFacts, "doi" | "venue" | "kind">): boolean {
  if (kind === "preprint") return false;
  return (doi !== undefined && arxivIdOfDoi(doi) === undefined) || (venue !== undefined && !isPreprintVenue(venue));
}

export function isPreprintVenue(venue: string): boolean {
  return PREPRINT_VENUE.test(venue);
}

interface Check {
  readonly agrees: boolean;
  readonly reason?: string;
}

function sharedIdentifier(a: WorkFacts, b: WorkFacts): string | undefined {
  if (a.arxivId !== undefined && a.arxivId === b.arxivId) return `same arXiv id ${a.arxivId}`;
  return a.doi !== undefined && a.doi === b.doi ? `same DOI ${a.doi}` : undefined;
}

function compareIdentifiers(a: WorkFacts, b: WorkFacts): Check {
  if (a.arxivId !== undefined && b.arxivId !== undefined && a.arxivId !== b.arxivId)
    return { agrees: false, reason: `two arXiv ids, ${a.arxivId} and ${b.arxivId}` };
  if (a.doi !== undefined && b.doi !== undefined && a.doi !== b.doi)
    return { agrees: false, reason: `two DOIs, ${a.doi} and ${b.doi}` };
  return { agrees: true };
}

/** Without authors a title of many words tells enough; of few words, the abstracts have to, or else the year. */
function compareAuthors(a: WorkFacts, b: WorkFacts): Check {
  const { shared, of } = sharedAuthors(a.authors, b.authors);
  if (of > 0) {
    const reason = shared === 0 ? "other authors" : `${shared} of ${of} ${of === 1 ? "author" : "authors"}`;
    return { agrees: shared / of >= MIN_SHARED_AUTHORS, reason };
  }
  if (titleWords(a.title).length >= TELLING_WORDS) return { agrees: true };
  if (a.abstract !== "" && b.abstract !== "") {
    const agrees = sharedWords(a.abstract, b.abstract) >= MIN_SHARED_WORDS;
    return { agrees, reason: agrees ? "like abstracts" : "a short title with other abstracts" };
  }
  const agrees = a.year === undefined || b.year === undefined || a.year === b.year;
  return agrees ? { agrees } : { agrees, reason: "a short title without authors" };
}

/** Two publications of different years are two works (a yearly report, say) unless they stand in the same volume. */
function compareYears(a: WorkFacts, b: WorkFacts): Check {
  if (a.year === undefined || b.year === undefined || a.year === b.year) return { agrees: true };
  const reason = `years ${Math.min(a.year, b.year)} and ${Math.max(a.year, b.year)}`;
  const gap = Math.abs(a.year - b.year);
  if (isPublished(a) && isPublished(b)) return { agrees: gap === 1 && areInOneVolume(a, b), reason };
  if (gap <= USUAL_YEARS) return { agrees: true, reason };
  const isPreprintOfOther = (a.arxivId === undefined) !== (b.arxivId === undefined);
  const { shared, of } = sharedAuthors(a.authors, b.authors);
  const isSure = of > 0 && shared === of && titleWords(a.title).length >= TELLING_WORDS;
  return { agrees: gap <= MOST_YEARS && isPreprintOfOther && isSure, reason };
}

function areInOneVolume(a: WorkFacts, b: WorkFacts): boolean {
  const [volume, other] = [a.printed?.volume, b.printed?.volume];
  return volume !== undefined && volume === other && titleKey(a.venue ?? "") === titleKey(b.venue ?? "");
}

function sharedWords(a: string, b: string): number {
  const [words, others] = [wordsIn(a), wordsIn(b)];
  const [fewer, more] = words.size <= others.size ? [words, others] : [others, words];
  if (fewer.size === 0) return a === b ? 1 : 0;
  return [...fewer].filter((word) => more.has(word)).length / fewer.size;
}

function wordsIn(text: string): ReadonlySet<string> {
  return new Set(text.toLowerCase().match(WORD));
}
