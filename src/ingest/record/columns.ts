import type { JsonObject } from "./json.ts";

/** What a column of a table, or a key of a JSON record, can be read as. */
export const FIELD_NAMES = [
  ...(["title", "abstract", "authors", "year", "venue"] as const),
  ...(["categories", "id", "arxivId", "doi", "url"] as const),
  ...(["published", "keywords", "citations", "kind", "volume", "issue", "pages", "publisher"] as const),
  ...(["links", "pdf", "code", "arxivVersion", "retracted"] as const),
];
export type FieldName = (typeof FIELD_NAMES)[number];

/** The column or key that the user names for a field, in any case. */
export type Columns = Readonly<Partial<Record<FieldName, string>>>;

/** Names under which programs write each field, the most telling first: those of reference managers, of catalogues
 *  (Scopus, Web of Science, PubMed, Dimensions, Publish or Perish) and of tools for reviews. */
const ALIASES: Readonly<Record<FieldName, readonly string[]>> = {
  title: ["title", "primary title", "article title", "paper title", "document title", "ti", "t1"],
  abstract: ["abstract", "abstract note", "notes abstract", "abstract text", "summary", "ab", "n2"],
  authors: [
    ...["authors", "author", "author full names", "author names", "first authors", "author(s)", "creators", "creator"],
    ...["au", "a1"],
  ],
  year: [
    ...["year", "publication year", "published year", "pub year", "pubyear", "py", "date", "publication date"],
    ...["published", "cover date", "dp"],
  ],
  venue: [
    ...["venue", "journal", "publication title", "source title", "journal/book", "journal name", "journal title"],
    ...["conference name", "proceedings title", "booktitle", "container title", "secondary title", "so", "jt"],
  ],
  categories: ["categories", "category", "arxiv categories", "primary category"],
  id: ["id", "paper id", "paperid"],
  arxivId: ["arxivid", "arxiv id", "arxiv", "eprint"],
  doi: ["doi", "di", "doi link"],
  url: ["url", "link", "article url", "articleurl", "paper url", "ur"],
  published: ["published", "publication date", "date", "cover date", "published date", "pub date", "dp"],
  keywords: ["keywords", "author keywords", "keyword", "tags", "manual tags", "mesh terms", "de", "kw"],
  citations: [
    ...["citations", "citation count", "citationcount", "cited by", "times cited", "cited by count", "cites"],
    ...["times cited, all databases", "tc"],
  ],
  kind: ["kind", "item type", "document type", "publication type", "type"],
  volume: ["volume", "vl"],
  issue: ["issue", "is"],
  pages: ["pages", "page", "page range"],
  publisher: ["publisher", "pu"],
  links: ["links"],
  pdf: ["pdf", "pdf url", "pdf link", "pdf_url", "open access pdf"],
  code: ["code", "code url", "github", "github url", "repository"],
  arxivVersion: ["arxivversion"],
  retracted: ["retracted", "is retracted"],
};

/** For each field the places of its columns in a header line, the best one first. A column that the user names, where
 *  the header has it, is the only one of its field, and of no other; other columns are known by their usual names. */
export function columnPlaces(header: readonly string[], columns: Columns = {}): Map<FieldName, number[]> {
  const names = header.map(normalized);
  const chosen = new Set(Object.values(columns).map(normalized));
  const places = new Map<FieldName, number[]>();
  for (const field of FIELD_NAMES) {
    const own = columns[field];
    const ownPlace = own === undefined ? -1 : names.indexOf(normalized(own));
    const usual = ALIASES[field].filter((alias) => !chosen.has(alias)).map((alias) => names.indexOf(alias));
    const found = ownPlace === -1 ? usual.filter((place) => place !== -1) : [ownPlace];
    if (found.length > 0) places.set(field, found);
  }
  return places;
}

/** A record that has no title under our name for it, read as a row whose keys are the header. Fields that stand under
 *  their own names stay as they are. Undefined where no key is a title. */
export function renamed(record: JsonObject, columns: Columns = {}): JsonObject | undefined {
  const keys = Object.keys(record);
  const places = columnPlaces(keys, columns);
  if (!places.has("title")) return undefined;
  const fields: Record<string, unknown> = { ...record };
  for (const [field, found] of places) {
    const values = found.map((place) => record[keys[place] ?? ""]);
    fields[field] = values.find((value) => value !== null && value !== undefined && value !== "");
  }
  return fields;
}

/** The fields of a record that stand under the keys that the user names. */
export function chosenFields(record: JsonObject, columns: Columns): JsonObject {
  const keys = Object.keys(record);
  const fields: Record<string, unknown> = {};
  for (const field of FIELD_NAMES) {
    const column = columns[field];
    const key = column === undefined ? undefined : keys.find((name) => normalized(name) === normalized(column));
    if (key !== undefined) fields[field] = record[key];
  }
  return fields;
}

function normalized(name: string): string {
  return name
    .toLowerCase()
    .replace(/[\s_-]+/g, " ")
    .trim();
}
