/** What an input file says of one paper, cleaned but not yet matched with what the library knows. */
export interface PaperRecord {
  /** The id that the source gives, if it gives one: an arXiv id, a DOI, or the source's own key. */
  readonly id?: string;
  /** One line, white space collapsed, never empty. */
  readonly title: string;
  /** One paragraph, white space collapsed; empty when the source has none. */
  readonly abstract: string;
  readonly authors: readonly string[];
  /** Year of first publication, 1000 to 2999. */
  readonly year?: number;
  /** Journal, conference or other container, as the source spells it. */
  readonly venue?: string;
  /** Subject classes, the primary one first, for example `cs.CL`. */
  readonly categories: readonly string[];
  /** Canonical arXiv id without version, for example `2401.00001` or `math/0611800`. */
  readonly arxivId?: string;
  /** Lower-case DOI without resolver, for example `10.1145/3292500.3330701`. */
  readonly doi?: string;
  readonly url?: string;
  /** Date of first publication, YYYY-MM or YYYY-MM-DD, in `year`; absent where no more than the year is known. */
  readonly published?: string;
  /** The latest version that arXiv had when the source was written, from 1. */
  readonly arxivVersion?: number;
  readonly kind?: WorkKind;
  readonly printed?: Printed;
  /** Words that the source files the paper under, each once; never an empty list. */
  readonly keywords?: readonly string[];
  /** How often other works cite it, as the source counts them. */
  readonly citations?: number;
  /** Where else the paper and what belongs to it can be seen, each address once; never an empty list. */
  readonly links?: readonly PaperLink[];
  /** The source says that the paper was retracted or withdrawn. */
  readonly retracted?: true;
}

/** Kinds of works that reference managers tell apart. "conference": a paper in proceedings; "chapter": a part of a
 *  book; "preprint": not (yet) published elsewhere. */
export const WORK_KINDS = [
  ...(["article", "conference", "book", "chapter", "thesis", "report"] as const),
  ...(["preprint", "dataset", "software"] as const),
];
export type WorkKind = (typeof WORK_KINDS)[number];

/** Where in its venue a work is printed, as the source spells it; pages as `12-34`, or an article number. */
export interface Printed {
  readonly volume?: string;
  readonly issue?: string;
  readonly pages?: string;
  readonly publisher?: string;
}

/** What a link of a paper leads to. "page": a page of the authors about it. */
export const LINK_KINDS = ["pdf", "code", "page", "data", "discussion"] as const;
export type LinkKind = (typeof LINK_KINDS)[number];

export interface PaperLink {
  readonly kind: LinkKind;
  /** http or https. */
  readonly url: string;
}

/** A paper as the library keeps it. */
export interface Paper extends PaperRecord {
  /** Stable identity: the arXiv id, else the DOI, else the source's id, else a hash of the title. */
  readonly id: string;
  /** True when there was no abstract, so that the title alone was embedded. */
  readonly titleOnly: boolean;
  /** Labels of the inputs that this paper came from, for example a file name. */
  readonly sources: readonly string[];
  /** ISO 8601 UTC times of the first and the last change in this library. */
  readonly addedAt: string;
  readonly updatedAt: string;
}

/** A page that lists papers in an order of its own, for example one day of Hugging Face Papers. */
export interface Listing {
  readonly source: string;
  /** The page's own name, for example its file name. */
  readonly name: string;
  /** YYYY-MM-DD, or --MM-DD where the page names no year. */
  readonly date?: string;
}

/** Where a paper stood on a listing, from rank 1. */
export interface ListingEntry extends Listing {
  readonly rank: number;
}
