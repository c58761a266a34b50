import { AppError, counted } from "../../core/index.ts";
import { MAX_RECORD_BYTES, readLines } from "../bytes/lines.ts";
import { peek } from "../bytes/peek.ts";
import { type IngestEvent, rejection } from "../event.ts";
import { decode } from "../record/json.ts";
import { parseRecord } from "../record/parse.ts";
import type { Format, Origin } from "./format.ts";
import { fileSource, tooLong } from "./source.ts";
import { readHeader, type TableHeader } from "./table/dialect.ts";
import { type Row, RowSplitter } from "./table/row-splitter.ts";
import { toRecord } from "./table/to-record.ts";

const HEAD_BYTES = 1 << 16;

/** Tables with a header line that names a title: CSV, TSV, or with semicolons, as reference managers, catalogues and
 *  spreadsheets write them. */
export const table: Format = {
  name: "CSV",
  recognizes: ({ text, columns }) => readHeader(text, columns) !== undefined,
  async *read(content, origin) {
    const source = fileSource(origin);
    const { head, content: all } = await peek(content, HEAD_BYTES);
    const header = readHeader(decode(head), origin.columns);
    if (header === undefined) throw new AppError("bad-input", "Expected a header line with a title, found none.");
    const splitter = new RowSplitter(header.delimiter);
    const toEvents = (rows: readonly Row[]) => rows.map((row) => toEvent(row, header, origin, source));
    for await (const lines of readLines(all)) {
      const events: IngestEvent[] = [];
      for (const { number, bytes, size } of lines) {
        if (number <= header.lines) continue;
        if (size > MAX_RECORD_BYTES) events.push(rejection(origin.input, number, tooLong("line", size)));
        else events.push(...toEvents(splitter.push(decode(bytes).replace(/\r$/, ""), number)));
      }
      yield events;
    }
    yield toEvents(splitter.end());
  },
};

function toEvent(row: Row, header: TableHeader, { input }: Origin, source: string): IngestEvent {
  const { line, text } = row;
  const wrong = wrongCount(row, header);
  // Quotes that do not match do no harm where the columns are as many as they should be without them.
  if (wrong !== undefined) return rejection(input, line, row.fault ?? wrong, text);
  try {
    const cells = row.fault === undefined ? row.cells : row.cells.map((cell) => cell.replace(/^"|"$/g, ""));
    return { kind: "paper", record: parseRecord(toRecord(header, cells)), input, line, source };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return rejection(input, line, error.message, text);
  }
}

/** A row with other columns than the header has lost a delimiter or a quote: what would be its title is not known.
 *  Empty cells at the end do no harm. */
function wrongCount({ cells }: Row, { header }: TableHeader): string | undefined {
  const isRight = cells.length >= header.length && cells.slice(header.length).every((cell) => cell.trim() === "");
  if (isRight) return undefined;
  return `Expected ${counted(header.length, "column")} as in the header, got ${cells.length}.`;
}
