import type { Paper, PaperLink, Printed, WorkKind } from "../core/index.ts";
import { contentHash, titleHash } from "./hash.ts";
import type { PaperFields } from "./merge.ts";
import { workKey } from "./works/title.ts";

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
  readonly published: string | null;
  readonly arxiv_version: number | null;
  readonly kind: string | null;
  readonly printed: string | null;
  readonly keywords: string | null;
  readonly citations: number | null;
  readonly links: string | null;
  readonly retracted: number | null;
  readonly content_hash: Buffer;
  readonly added_at: string;
  readonly updated_at: string;
}

/** The columns that a record fills. */
export function toColumns(fields: PaperFields) {
  return {
    title: fields.title,
    abstract: fields.abstract,
    ...metadataOf(fields),
    title_hash: titleHash(workKey(fields.title)),
    content_hash: contentHash(fields),
  };
}

/** The columns beside title and abstract. */
function metadataOf(fields: PaperFields) {
  return {
    authors: JSON.stringify(fields.authors),
    year: fields.year ?? null,
    venue: fields.venue ?? null,
    categories: joinCategories(fields.categories),
    arxiv_id: fields.arxivId ?? null,
    doi: fields.doi ?? null,
    url: fields.url ?? null,
    published: fields.published ?? null,
    arxiv_version: fields.arxivVersion ?? null,
    kind: fields.kind ?? null,
    printed: fields.printed === undefined ? null : printedText(fields.printed),
    keywords: fields.keywords === undefined ? null : JSON.stringify(fields.keywords),
    citations: fields.citations ?? null,
    links: fields.links === undefined ? null : JSON.stringify(fields.links.map(({ kind, url }) => ({ kind, url }))),
    retracted: fields.retracted === true ? 1 : null,
  };
}

const METADATA_COLUMNS = [
  ...(["authors", "year", "venue", "categories", "arxiv_id", "doi", "url", "published", "arxiv_version"] as const),
  ...(["kind", "printed", "keywords", "citations", "links", "retracted"] as const),
];

/** Whether title or abstract differ. */
export function hasOtherText(known: PaperRow, { title, abstract }: PaperFields): boolean {
  return known.title !== title || known.abstract !== abstract;
}

/** Whether anything but title and abstract differs. */
export function hasOtherMetadata(known: PaperRow, fields: PaperFields): boolean {
  const columns = metadataOf(fields);
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
    ...(known.published === null ? {} : { published: known.published }),
    ...(known.arxiv_version === null ? {} : { arxivVersion: known.arxiv_version }),
    ...(known.kind === null ? {} : { kind: known.kind as WorkKind }),
    ...(known.printed === null ? {} : { printed: JSON.parse(known.printed) as Printed }),
    ...(known.keywords === null ? {} : { keywords: JSON.parse(known.keywords) as string[] }),
    ...(known.citations === null ? {} : { citations: known.citations }),
    ...(known.links === null ? {} : { links: JSON.parse(known.links) as PaperLink[] }),
    ...(known.retracted === null ? {} : { retracted: true as const }),
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

/** Keys in one order, so that the same says the same. */
function printedText({ volume, issue, pages, publisher }: Printed): string {
  return JSON.stringify({ volume, issue, pages, publisher });
}

/** Separated by blanks; a blank within a category is kept as a no-break space. */
function joinCategories(categories: readonly string[]): string {
  return categories.map((category) => category.replaceAll(" ", "\u00a0")).join(" ");
}

function splitCategories(text: string): string[] {
  return text === "" ? [] : text.split(" ").map((category) => category.replaceAll("\u00a0", " "));
}
