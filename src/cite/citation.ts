import type { Printed, WorkKind } from "../core/index.ts";
import type { CitedPaper } from "./cited-paper.ts";
import { type Links, linksOf } from "./links.ts";
import { type Name, parseName } from "./names.ts";
import { oneLine } from "./one-line.ts";
import { readable } from "./tex/pieces.ts";
import { isArxiv, kindOfVenue } from "./venue.ts";

/** A paper made ready for writing: every text is one tame line, and names are in their parts. */
export interface Citation {
  /** With its TeX; never empty. */
  readonly title: string;
  readonly abstract: string;
  readonly authors: readonly Name[];
  readonly year?: number;
  /** YYYY-MM or YYYY-MM-DD. */
  readonly published?: string;
  /** What the source says, else what the venue's name speaks of; absent where neither tells. */
  readonly kind?: WorkKind;
  /** Absent where it only says arXiv once more. */
  readonly venue?: string;
  readonly printed: Printed;
  readonly categories: readonly string[];
  /** Its categories and then its keywords: what programs take that have no field for categories. */
  readonly terms: readonly string[];
  readonly arxivId?: string;
  /** Where the first category is one of arXiv's. */
  readonly primaryClass?: string;
  readonly doi?: string;
  readonly links: Links;
  readonly retracted: boolean;
}

const ARXIV_CLASS = /^[a-z]+(?:-[a-z]+)*(?:\.[A-Za-z-]+)?$/;

export function citationOf(paper: CitedPaper): Citation {
  const { year } = paper;
  const venueName = readable(oneLine(paper.venue ?? "")).trim();
  const categories = paper.categories.map(oneLine).filter((category) => category !== "");
  const arxivId = known(paper.arxivId);
  const doi = known(paper.doi);
  const [primary = ""] = categories;
  const venue = venueName === "" || (isArxiv(venueName) && arxivId !== undefined) ? undefined : venueName;
  const kind = kindOf(paper, venue, arxivId);
  return {
    title: [paper.title, paper.id].map(oneLine).find((text) => readable(text).trim() !== "") ?? "Untitled",
    abstract: oneLine(paper.abstract),
    authors: paper.authors
      .map((author) => oneLine(readable(oneLine(author))))
      .filter((author) => author !== "")
      .map(parseName),
    ...(year === undefined ? {} : { year }),
    ...(paper.published === undefined ? {} : { published: paper.published }),
    ...(kind === undefined ? {} : { kind }),
    ...(venue === undefined ? {} : { venue }),
    printed: printedOf(paper.printed ?? {}),
    categories,
    terms: [...new Set([...categories, ...(paper.keywords ?? []).map(plain).filter((word) => word !== "")])],
    ...(arxivId === undefined ? {} : { arxivId }),
    ...(arxivId !== undefined && ARXIV_CLASS.test(primary) ? { primaryClass: primary } : {}),
    ...(doi === undefined ? {} : { doi }),
    links: linksOf({ arxivId, doi, url: paper.url, links: paper.links }),
    retracted: paper.retracted === true,
  };
}

/** A preprint that has appeared in a journal is one no more. */
function kindOf({ kind }: CitedPaper, venue: string | undefined, arxivId: string | undefined): WorkKind | undefined {
  if (kind !== undefined && kind !== "preprint") return kind;
  if (venue !== undefined) return kindOfVenue(venue);
  return arxivId === undefined ? kind : "preprint";
}

function printedOf({ volume, issue, pages, publisher }: Printed): Printed {
  const said = Object.entries({ volume, issue, pages, publisher }).map(([name, text]) => [name, plain(text ?? "")]);
  return Object.fromEntries(said.filter(([, text]) => text !== ""));
}

function plain(text: string): string {
  return oneLine(readable(oneLine(text)));
}

function known(identifier: string | undefined): string | undefined {
  return identifier === undefined ? undefined : oneLine(identifier) || undefined;
}
