import type { CitedPaper } from "./cited-paper.ts";
import { writeBibtex } from "./formats/bibtex.ts";
import { writeCslJson } from "./formats/csl-json.ts";
import { writeCsv } from "./formats/csv.ts";
import { writeJsonLines } from "./formats/json-lines.ts";
import { writeMarkdown } from "./formats/markdown.ts";
import { writePlain } from "./formats/plain.ts";
import { writeRis } from "./formats/ris.ts";

export interface CiteFormat {
  /** What readers call it. */
  readonly label: string;
  /** Ending of file names, without the dot. */
  readonly extension: string;
  readonly mediaType: string;
  readonly write: (papers: Iterable<CitedPaper>) => Iterable<string>;
}

/** Every format that papers can be written in. */
export const CITE_FORMATS = {
  bibtex: {
    label: "BibTeX",
    extension: "bib",
    mediaType: "application/x-bibtex; charset=utf-8",
    write: writeBibtex,
  },
  ris: {
    label: "RIS",
    extension: "ris",
    mediaType: "application/x-research-info-systems; charset=utf-8",
    write: writeRis,
  },
  "csl-json": {
    label: "CSL-JSON",
    extension: "json",
    mediaType: "application/vnd.citationstyles.csl+json; charset=utf-8",
    write: writeCslJson,
  },
  csv: { label: "CSV", extension: "csv", mediaType: "text/csv; charset=utf-8; header=present", write: writeCsv },
  jsonl: {
    label: "JSON Lines",
    extension: "jsonl",
    mediaType: "application/x-ndjson; charset=utf-8",
    write: writeJsonLines,
  },
  markdown: { label: "Markdown", extension: "md", mediaType: "text/markdown; charset=utf-8", write: writeMarkdown },
  plain: { label: "Plain text", extension: "txt", mediaType: "text/plain; charset=utf-8", write: writePlain },
} as const satisfies Record<string, CiteFormat>;

export type CiteFormatName = keyof typeof CITE_FORMATS;

/** A file with these papers, in pieces of about a paper each, which together are well formed whatever the papers say.
 *  The papers are read once, as the pieces are asked for. */
export function writePapers(papers: Iterable<CitedPaper>, format: CiteFormatName): Iterable<string> {
  return CITE_FORMATS[format].write(papers);
}
