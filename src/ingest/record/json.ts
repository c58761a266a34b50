import { isUtf8 } from "node:buffer";

export type JsonObject = Readonly<Record<string, unknown>>;

/** What Windows-1252 puts where Latin-1 has the C1 controls, from 0x80. */
const WINDOWS_1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";
const C1_CONTROLS = /[\u0080-\u009f]/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: raw control characters are what JSON forbids inside strings
const RAW_CONTROLS = /[\x00-\x1f]+/g;
const LONG_TEXT = 1 << 20;
const MAX_DEPTH = 10_000;
const NOT_A_NUMBER = /([:[,]\s*)(?:NaN|-?Infinity)(?=\s*[,}\]])/g;

/** The text of bytes that are meant to be UTF-8. Bytes that are not come from an older program: Windows-1252 then
 *  (with a table of our own, for the TextDecoder of Node 20 reads Latin-1 under that name). */
export function decode(bytes: Buffer): string {
  if (isUtf8(bytes)) return bytes.toString("utf8");
  return bytes.toString("latin1").replace(C1_CONTROLS, (c) => WINDOWS_1252.charAt(c.charCodeAt(0) - 0x80));
}

/** JSON.parse that also takes what careless writers leave behind: raw control characters, NaN and Infinity. Throws a
 *  SyntaxError, also on millions of brackets inside each other, which would keep JSON.parse busy for minutes. */
export function parseJson(text: string): unknown {
  if (text.length > LONG_TEXT && opensDeeperThan(text, MAX_DEPTH)) {
    throw new SyntaxError(`brackets are nested more than ${MAX_DEPTH} deep`);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    const mended = text.replace(RAW_CONTROLS, " ").replace(NOT_A_NUMBER, "$1null");
    if (mended === text) throw error;
    return JSON.parse(mended);
  }
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What a JSON value is, for messages: `text`, `number`, `list`, `object`, `true`, `null`. */
export function kindOf(value: unknown): string {
  if (typeof value === "string") return "text";
  if (Array.isArray(value)) return "list";
  if (typeof value === "number" || (typeof value === "object" && value !== null)) return typeof value;
  return String(value);
}

/** The first of the named fields that is there and not null. */
export function firstPresent(record: JsonObject, ...names: readonly string[]): unknown {
  for (const name of names) {
    const value = record[name];
    if (value !== undefined && value !== null) return value;
  }
  return undefined;
}

/** The object in the first of the named fields that has one; empty where none has. */
export function objectIn(record: JsonObject, ...names: readonly string[]): JsonObject {
  return names.map((name) => record[name]).find(isObject) ?? {};
}

/** The objects of a list; what else is in it is left out. */
export function objectsIn(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** The text of a field, empty where it has none. */
export function textIn(record: JsonObject, name: string): string {
  const value = record[name];
  return typeof value === "string" ? value : "";
}

/** Brackets in strings count, too: no text holds so many that open and do not close. */
function opensDeeperThan(text: string, limit: number): boolean {
  let depth = 0;
  for (let i = 0; i < text.length && depth <= limit; i++) {
    const code = text.charCodeAt(i) & ~0x20; // "[" and "{", "]" and "}" differ in this bit only
    if (code === 0x5b) depth += 1;
    else if (code === 0x5d) depth -= 1;
  }
  return depth > limit;
}
