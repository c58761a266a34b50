import { MAX_RECORD_BYTES } from "../../bytes/lines.ts";

/** One row of a table, or lines that make none. */
export interface Row {
  /** Line on which it begins, from 1. */
  readonly line: number;
  /** As it is written. */
  readonly text: string;
  readonly cells: readonly string[];
  readonly fault?: string;
}

/** A text in quotes may run over lines: not over more than this, for then its end is missing. */
const MAX_LINES = 2000;
const MAX_LENGTH = Math.min(1 << 22, MAX_RECORD_BYTES);
/** Rows that begin with an open quote are read again from their second line, in all so many times what has come. */
const MAX_REREAD = 4;
/** A row that is open at the end of the file and has up to so many times the lines of others is cut off. */
const USUAL_LINES = 4;
const CUT_OFF = "The row is cut off: the quote at its end is missing.";
const STRAY = "Expected a row, found what seems to be the middle of a text.";
const NEVER_CLOSED = "Expected a quote at the end of a text that begins with one, found none.";
const AFTER_QUOTE = "Expected nothing between a text in quotes and the next column.";

/** Rows that were whole, by which the others are judged. */
interface Whole {
  count: number;
  /** Those that begin with a quote. */
  quoted: number;
  /** Most lines that one has. */
  lines: number;
}

/** Cuts a table into rows and cells by RFC 4180, line by line. A quote inside an unquoted cell is a character. Where
 *  quotes do not match, the first line is a fault and reading goes on with the second. */
export class RowSplitter {
  readonly #delimiter: string;
  /** Lines of a row whose quotes are open. */
  #open: string[] = [];
  #line = 0;
  #length = 0;
  readonly #whole: Whole = { count: 0, quoted: 0, lines: 1 };
  #came = 0;
  #reread = 0;
  #rereads = false;

  constructor(delimiter: string) {
    this.#delimiter = delimiter;
  }

  /** The rows that end in this line. Lines come without their ends; numbers from 1. */
  push(text: string, line: number): Row[] {
    this.#came += text.length + 1;
    return this.#push(text, line);
  }

  /** What is left at the end of the file. */
  end(): Row[] {
    const rows: Row[] = [];
    const { count, lines } = this.#whole;
    const isUsual = count === 0 || (lines > 1 && this.#open.length <= lines * USUAL_LINES);
    if (isUsual && this.#open.length > 0 && this.#open.length <= MAX_LINES / 2) {
      rows.push({ line: this.#line, text: this.#open.join("\n"), cells: [], fault: CUT_OFF });
      this.#open = [];
    }
    while (this.#open.length > 0) rows.push(...this.#giveUp(NEVER_CLOSED));
    return rows;
  }

  #push(text: string, line: number): Row[] {
    if (this.#open.length === 0) {
      if (!text.includes('"')) {
        return text.trim() === "" ? [] : [this.#row(line, text, text.split(this.#delimiter))];
      }
      this.#line = line;
      this.#length = 0;
    } else if (!text.includes('"') && this.#open.length < MAX_LINES && this.#length < MAX_LENGTH) {
      this.#keep(text); // in the middle of a text in quotes
      return [];
    }
    this.#keep(text);
    const whole = this.#open.join("\n");
    const cells = cellsOf(whole, this.#delimiter);
    if (cells === "open" && this.#open.length < MAX_LINES && this.#length < MAX_LENGTH) return [];
    if (typeof cells === "string") return this.#giveUp(cells === "open" ? NEVER_CLOSED : AFTER_QUOTE);
    const lines = this.#open.length;
    this.#open = [];
    this.#whole.lines = Math.max(this.#whole.lines, lines);
    return [this.#row(this.#line, whole, cells)];
  }

  #row(line: number, text: string, cells: readonly string[]): Row {
    const isQuoted = text.startsWith('"');
    // All rows of a file begin alike where one program has quoted all cells.
    if (this.#rereads && !isQuoted && this.#whole.quoted === this.#whole.count && this.#whole.count > 0) {
      return { line, text, cells: [], fault: STRAY };
    }
    this.#whole.count += 1;
    if (isQuoted) this.#whole.quoted += 1;
    return { line, text, cells };
  }

  #keep(text: string): void {
    this.#open.push(text);
    this.#length += text.length + 1;
  }

  /** The first line as a fault, and the others as if they came now. */
  #giveUp(fault: string): Row[] {
    const [first = "", ...others] = this.#open;
    const line = this.#line;
    this.#open = [];
    this.#reread += this.#length;
    const rows: Row[] = [{ line, text: first, cells: first.split(this.#delimiter), fault }];
    const isTooOften = this.#reread > MAX_REREAD * this.#came + MAX_LENGTH;
    this.#rereads = true;
    for (const [i, text] of others.entries()) {
      if (isTooOften) rows.push({ line: line + 1 + i, text, cells: [], fault });
      else rows.push(...this.#push(text, line + 1 + i));
    }
    this.#rereads = false;
    return rows;
  }
}

/** The cells of a row, "open" where a text in quotes has no end, "wrong" where something follows on its end. */
function cellsOf(row: string, delimiter: string): string[] | "open" | "wrong" {
  const cells: string[] = [];
  for (let at = 0; ; ) {
    const quote = afterBlanks(row, at, delimiter);
    if (row[quote] !== '"') {
      const end = row.indexOf(delimiter, at);
      cells.push(row.slice(at, end === -1 ? row.length : end));
      if (end === -1) return cells;
      at = end + 1;
      continue;
    }
    const end = endOfQuotes(row, quote + 1);
    if (end === -1) return "open";
    cells.push(row.slice(quote + 1, end).replaceAll('""', '"'));
    at = afterBlanks(row, end + 1, delimiter);
    if (at >= row.length) return cells;
    if (row[at] !== delimiter) return "wrong";
    at += 1;
  }
}

/** Blanks around quotes belong to no cell. */
function afterBlanks(row: string, from: number, delimiter: string): number {
  let at = from;
  while (row[at] === " " || (row[at] === "\t" && delimiter !== "\t")) at += 1;
  return at;
}

/** Where the quote stands that is not doubled; -1 where none does. */
function endOfQuotes(row: string, from: number): number {
  for (let at = row.indexOf('"', from); at !== -1; at = row.indexOf('"', at + 2)) {
    if (row[at + 1] !== '"') return at;
  }
  return -1;
}
