/** Papers as files for other programs: what the server offers, and the addresses of it. Pure: no browser needed. */
import type { ExportFormat } from "../../src/wire/index.ts";
import { appendFilters, type SearchState } from "./location.ts";

/** Either papers of these ids, or the hits of a search; without a query all that passes its filters. */
export type Exported = { readonly ids: readonly string[] } | { readonly search: SearchState };

export interface FormatName {
  readonly format: ExportFormat;
  readonly name: string;
  readonly extension: string;
}

/** In the order in which readers look for them. */
export const EXPORT_FORMATS: readonly FormatName[] = [
  { format: "bibtex", name: "BibTeX", extension: "bib" },
  { format: "ris", name: "RIS", extension: "ris" },
  { format: "csl-json", name: "CSL-JSON", extension: "json" },
  { format: "plain", name: "Plain text", extension: "txt" },
  { format: "markdown", name: "Markdown", extension: "md" },
  { format: "csv", name: "CSV", extension: "csv" },
  { format: "jsonl", name: "JSON Lines", extension: "jsonl" },
];

/** No file has more papers. */
export const MOST_EXPORTED = 10_000;

interface ExportOptions {
  /** At most so many papers; all where it is not given. */
  readonly k?: number;
  /** As text to look at or copy instead of a file. */
  readonly inline?: boolean;
}

/** The address of the file. */
export function exportPath(what: Exported, format: ExportFormat, { k, inline = false }: ExportOptions = {}): string {
  const parameters = new URLSearchParams({ format });
  if ("ids" in what) for (const id of what.ids) parameters.append("id", id);
  else appendSearch(parameters, what.search);
  if (k !== undefined) parameters.set("k", String(k));
  if (inline) parameters.set("inline", "1");
  return `/api/export?${parameters}`;
}

/** How many papers a reader may want of so many, the fewest first; the last is all that a file can have. */
export function exportCounts(total: number): number[] {
  const all = Math.min(total, MOST_EXPORTED);
  return [...[20, 100, 1000].filter((count) => count < all), all];
}

function appendSearch(parameters: URLSearchParams, search: SearchState): void {
  if (search.q.trim() !== "") {
    parameters.set("q", search.q);
    if (search.mode !== "hybrid") parameters.set("mode", search.mode);
    if (search.sort !== undefined) parameters.set("sort", search.sort);
  }
  appendFilters(parameters, search);
}
