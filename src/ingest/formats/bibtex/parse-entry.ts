/** An entry in its parts. Values are TeX still. */
export interface Entry {
  /** In lower case: `article`, `string`. */
  readonly type: string;
  readonly key: string;
  /** By name in lower case; of a field that comes twice the first, as BibTeX has it. */
  readonly fields: ReadonlyMap<string, string>;
}

/** Names that files define by @string, in lower case, with their values. */
export type Macros = Map<string, string>;

const HEAD = /^@\s*([a-z]+)\s*[{(]\s*/i;
const KEY = /[^\s,{}()="#%]*/y;
const NAME = /[^\s,{}()="#%]+/y;
const SPACE = /[\s,]*/y;
const BLANK = /\s*/y;
const BRACES = /\\.|[{}]/gs;
const QUOTES = /\\.|[{}"]/gs;
const MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");

/** The entry in a text that an EntrySplitter gave. A string is why it cannot be used. Names of months and those in
 *  `macros` are replaced; other names stand for themselves. */
export function parseEntry(text: string, macros: Macros): Entry | string {
  const head = HEAD.exec(text);
  if (head === null) return "Expected an entry like @article{key, title = {…}}.";
  const type = (head[1] ?? "").toLowerCase();
  const cursor = { text: text.slice(0, -1), at: head[0].length };
  const fields = new Map<string, string>();
  const key = type === "string" ? "" : takeKey(cursor);
  for (;;) {
    skip(cursor, SPACE);
    if (cursor.at >= cursor.text.length) return { type, key, fields };
    const name = take(cursor, NAME).toLowerCase();
    skip(cursor, BLANK);
    if (name === "" || cursor.text[cursor.at] !== "=") return `Expected name = {text}, got ${shown(cursor, name)}.`;
    cursor.at += 1;
    const value = takeValue(cursor, macros);
    if (value === undefined) return `Expected a text for ${name} with a quote or brace at its end, found none.`;
    if (!fields.has(name)) fields.set(name, value);
  }
}

interface Cursor {
  readonly text: string;
  at: number;
}

/** The key before the first comma; an entry without one may begin with its fields at once. */
function takeKey(cursor: Cursor): string {
  const start = cursor.at;
  const key = take(cursor, KEY);
  skip(cursor, BLANK);
  if (cursor.text[cursor.at] !== "=") return key;
  cursor.at = start;
  return "";
}

/** Pieces joined by #. Undefined where one has no end. */
function takeValue(cursor: Cursor, macros: Macros): string | undefined {
  const pieces: string[] = [];
  for (;;) {
    skip(cursor, BLANK);
    const piece = takePiece(cursor, macros);
    if (piece === undefined) return undefined;
    pieces.push(piece);
    skip(cursor, BLANK);
    if (cursor.text[cursor.at] !== "#") return pieces.join("");
    cursor.at += 1;
  }
}

function takePiece(cursor: Cursor, macros: Macros): string | undefined {
  const sign = cursor.text[cursor.at];
  if (sign === "{" || sign === '"') return takeDelimited(cursor, sign);
  const name = take(cursor, NAME);
  return macros.get(name.toLowerCase()) ?? (MONTHS.includes(name.toLowerCase()) ? name.toLowerCase() : name);
}

/** A text in braces or quotes; a quote inside braces does not end it. BibTeX counts escaped braces like others, but some
 *  programs write one alone: where counting finds no end, they are left out of it. */
function takeDelimited(cursor: Cursor, opener: string): string | undefined {
  const end = endOf(cursor, opener, true) ?? endOf(cursor, opener, false);
  if (end === undefined) return undefined;
  const value = cursor.text.slice(cursor.at + 1, end);
  cursor.at = end + 1;
  return value;
}

function endOf({ text, at }: Cursor, opener: string, countsEscaped: boolean): number | undefined {
  const pattern = opener === "{" ? BRACES : QUOTES;
  let depth = 0;
  pattern.lastIndex = at + 1;
  for (let found = pattern.exec(text); found !== null; found = pattern.exec(text)) {
    const [signs] = found;
    const sign = signs.length === 1 || countsEscaped ? signs.slice(-1) : "";
    const isQuote = sign === '"' && signs.length === 1;
    if (sign === "{") depth += 1;
    else if (depth === 0 && ((opener === "{" && sign === "}") || (opener === '"' && isQuote))) {
      return found.index + signs.length - 1;
    } else if (sign === "}") depth -= 1;
  }
  return undefined;
}

function take(cursor: Cursor, pattern: RegExp): string {
  pattern.lastIndex = cursor.at;
  const found = pattern.exec(cursor.text)?.[0] ?? "";
  cursor.at += found.length;
  return found;
}

function skip(cursor: Cursor, pattern: RegExp): void {
  take(cursor, pattern);
}

function shown({ text, at }: Cursor, name: string): string {
  return JSON.stringify(name + text.slice(at, at + 30).trim());
}
