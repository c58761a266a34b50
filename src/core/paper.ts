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
