import { writeSync } from "node:fs";
import { CITE_FORMATS, type CiteFormatName } from "../../cite/index.ts";
import { replaceFile } from "../../core/files.ts";
import { counted } from "../../core/index.ts";
import { openLibrary } from "../environment.ts";
import type { CommonOptions, ModelOptions } from "../options.ts";
import { number, type Output } from "../output.ts";
import { type FilterOptions, filtersOf, openMapFor } from "./search.ts";

export const EXPORT_FORMATS = Object.keys(CITE_FORMATS) as CiteFormatName[];

export interface ExportCommandOptions extends CommonOptions, ModelOptions, FilterOptions {
  readonly format: CiteFormatName;
  readonly id?: string[];
  readonly mode: "hybrid" | "lexical" | "semantic";
  readonly sort: "relevance" | "date";
  readonly k: number;
  readonly output?: string;
}

/** Writes papers as a file for other programs: those of ids, the hits of a query, or all that pass the filters. */
export async function exportPapers(
  words: readonly string[],
  options: ExportCommandOptions,
  output: Output,
): Promise<number> {
  const library = openLibrary(options, output);
  try {
    const { format, id: ids, mode, sort, k, output: path } = options;
    await openMapFor(library, options);
    const file = await library.cite.write(
      { ids, query: words.join(" "), mode, sort, k, ...filtersOf(options) },
      format,
    );
    if (path === undefined) for (const piece of file.pieces) await output.text(piece);
    else {
      replaceFile(path, (to) => {
        for (const piece of file.pieces) writeSync(to, piece);
      });
    }
    const isCut = file.papers < file.total;
    const papers = `${isCut ? `${number(file.papers)} of ` : ""}${counted(file.total, "paper")}`;
    if (isCut || path !== undefined) output.note(`${papers} written${path === undefined ? "" : ` to ${path}`}.`);
    return 0;
  } finally {
    await library.close();
  }
}
