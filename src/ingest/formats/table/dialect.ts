import { type Columns, columnPlaces, type FieldName } from "../../record/columns.ts";
import { RowSplitter } from "./row-splitter.ts";

/** How a table is written, and which column holds what. */
export interface TableHeader {
  readonly delimiter: string;
  readonly header: readonly string[];
  /** For each field its columns, the best one first. */
  readonly places: ReadonlyMap<FieldName, readonly number[]>;
  /** The column of each name in lower case, the first one where two share a name. */
  readonly columns: ReadonlyMap<string, number>;
}

const DELIMITERS = [",", "\t", ";", "|"];
const SEPARATOR_LINE = /^sep=(.)\s*$/i;

/** The header of a table in its first lines; undefined where they are none: a column for the title is needed, and a
 *  second column of any kind. Spreadsheets may put a line like `sep=;` before it. */
export function readHeader(text: string, columns?: Columns): (TableHeader & { readonly lines: number }) | undefined {
  const lines = text.split("\n").map((line) => line.replace(/\r$/, ""));
  const first = lines.findIndex((line) => line.trim() !== "" && !SEPARATOR_LINE.test(line));
  const line = lines[first];
  if (line === undefined || first > 20) return undefined;
  for (const delimiter of DELIMITERS) {
    const header = new RowSplitter(delimiter).push(line, 1)[0]?.cells.map((cell) => cell.trim());
    if (header === undefined || header.length < 2) continue;
    const places = columnPlaces(header, columns);
    if (!places.has("title")) continue;
    const named = new Map(header.map((name, place) => [name.toLowerCase(), place] as const).reverse());
    return { delimiter, header, places, columns: named, lines: first + 1 };
  }
  return undefined;
}
