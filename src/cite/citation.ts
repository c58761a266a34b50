import type { CitedPaper } from "./cited-paper.ts";
import { type Links, linksOf } from "./links.ts";
import { type Name, parseName } from "./names.ts";
import { oneLine } from "./one-line.ts";
import { readable } from "./tex/pieces.ts";
import { isArxiv, kindOfVenue, type VenueKind } from "./venue.ts";

/** A paper made ready for writing: every text is one tame line, and names are in their parts. */
export interface Citation {
  /** With its TeX; never empty. */
  readonly title: string;
  readonly abstract: string;
  readonly authors: readonly Name[];
  readonly year?: number;
  /** Absent where it only says arXiv once more. */
  readonly venue?: { readonly name: string; readonly kind: VenueKind };
  readonly categories: readonly string[];
  readonly arxivId?: string;
  /** Where the first category is one of arXiv's. */
  readonly primaryClass?: string;
  readonly doi?: string;
  readonly links: Links;
}

const ARXIV_CLASS = /^[a-z]+(?:-[a-z]+)*(?:\.[A-Za-z-]+)?$/;

export function citationOf(paper: CitedPaper): Citation {
  const { year } = paper;
  const venue = readable(oneLine(paper.venue ?? "")).trim();
  const categories = paper.categories.map(oneLine).filter((category) => category !== "");
  const arxivId = known(paper.arxivId);
  const doi = known(paper.doi);
  const [primary = ""] = categories;
  return {
    title: [paper.title, paper.id].map(oneLine).find((text) => readable(text).trim() !== "") ?? "Untitled",
    abstract: oneLine(paper.abstract),
    authors: paper.authors
      .map((author) => oneLine(readable(oneLine(author))))
      .filter((author) => author !== "")
      .map(parseName),
    ...(year === undefined ? {} : { year }),
    ...(venue === "" || (isArxiv(venue) && arxivId !== undefined)
      ? {}
      : { venue: { name: venue, kind: kindOfVenue(venue) } }),
    categories,
    ...(arxivId === undefined ? {} : { arxivId }),
    ...(arxivId !== undefined && ARXIV_CLASS.test(primary) ? { primaryClass: primary } : {}),
    ...(doi === undefined ? {} : { doi }),
    links: linksOf({ arxivId, doi, url: paper.url }),
  };
}

function known(identifier: string | undefined): string | undefined {
  return identifier === undefined ? undefined : oneLine(identifier) || undefined;
}
