import type { Paper } from "../core/index.ts";
import { contentHash, titleHash } from "./hash.ts";
import type { PaperFields } from "./merge.ts";

/** A paper as SQLite has it. */
export interface PaperRow {
  readonly row: number;
  readonly id: string;
  readonly title: string;
  readonly abstract: string;
  readonly authors: string;
  readonly year: number | null;
  readonly venue: string | null;
  readonly categories: string;
  readonly arxiv_id: string | null;
  readonly doi: string | null;
  readonly url: string | null;
  readonly content_hash: Buffer;
  readonly added_at: string;
  readonly updated_at: string;
}

/** The columns that a record fills. */
export function toColumns(fields: PaperFields, key: string) {
  return {
    title: fields.title,
    abstract: fields.abstract,
    authors: JSON.stringify(fields.authors),
    year: fields.year ?? null,
    venue: fields.venue ?? null,
    categories: joinCategories(fields.categories),
    arxiv_id: fields.arxivId ?? null,
    doi: fields.doi ?? null,
    url: fields.url ?? null,
    title_hash: titleHash(key),
    content_hash: contentHash(fields),
  };
}

const METADATA_COLUMNS = ["authors", "year", "venue", "categories", "arxiv_id", "doi", "url"] as const;

/** Whether anything but title and abstract differs. */
export function differs(known: PaperRow, columns: ReturnType<typeof toColumns>): boolean {
  return METADATA_COLUMNS.some((column) => known[column] !== columns[column]);
}

export function toFields(known: PaperRow): PaperFields {
  return {
    title: known.title,
    abstract: known.abstract,
    authors: JSON.parse(known.authors) as string[], // written by toColumns
    categories: splitCategories(known.categories),
    ...(known.year === null ? {} : { year: known.year }),
    ...(known.venue === null ? {} : { venue: known.venue }),
    ...(known.arxiv_id === null ? {} : { arxivId: known.arxiv_id }),
    ...(known.doi === null ? {} : { doi: known.doi }),
    ...(known.url === null ? {} : { url: known.url }),
  };
}

export function toPaper(known: PaperRow, sources: readonly string[]): Paper {
  return {
    id: known.id,
    ...toFields(known),
    titleOnly: known.abstract === "",
    sources,
    addedAt: known.added_at,
    updatedAt: known.updated_at,
  };
}

/** Separated by blanks; a blank within a category is kept as a no-break space. */
function joinCategories(categories: readonly string[]): string {
  return categories.map((category) => category.replaceAll(" ", "\u00a0")).join(" ");
}

function splitCategories(text: string): string[] {
  return text === "" ? [] : text.split(" ").map((category) => category.replaceAll("\u00a0", " "));
}
