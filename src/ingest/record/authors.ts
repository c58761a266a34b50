import { cleanField } from "../clean.ts";
import { firstPresent, isObject } from "./json.ts";

const MAX_AUTHORS = 10_000;
const MAX_NAME = 300;
const SUFFIX = /^(?:jr|sr|ii|iii|iv)\.?$/i;

/** Names as they are spoken, first name first, from a list of texts, of objects with a name or its parts, of
 *  [last, first, suffix] as in the arXiv snapshot, or from one text. What is none of these is left out. */
export function parseAuthors(value: unknown): string[] {
  const entries: readonly unknown[] = typeof value === "string" ? splitNames(value) : Array.isArray(value) ? value : [];
  return entries
    .slice(0, MAX_AUTHORS)
    .map((entry) => cleanField(nameOf(entry), MAX_NAME))
    .filter((name) => name !== "");
}

function nameOf(entry: unknown): string {
  if (typeof entry === "string") return entry;
  if (Array.isArray(entry)) {
    const [last, first, suffix] = entry.map(asText);
    return joined(first, last, suffix);
  }
  if (!isObject(entry)) return "";
  const whole = asText(firstPresent(entry, "name", "literal"));
  const parts = ["given", "dropping-particle", "non-dropping-particle", "family", "suffix"]; // as CSL-JSON has them
  return whole === "" ? joined(...parts.map((part) => asText(entry[part]))) : whole;
}

/** `A and B`, `A, B and C`, `Last, First and Last, First`, `Last, First; Last, First`; affiliations in parentheses go. */
function splitNames(text: string): string[] {
  const names = text.replace(/\([^()]*\)/g, " ");
  if (names.includes(";")) return names.split(";").map(firstNameFirst);
  const parts = names.split(/\s+and\s+|\s+&\s+/);
  const inverted = parts.length > 1 && parts.every((part) => part.split(",").length === 2);
  if (inverted) return parts.map(firstNameFirst);
  const spoken: string[] = [];
  for (const part of parts.flatMap((some) => some.split(",")).map((name) => name.trim())) {
    const previous = spoken.at(-1);
    if (previous !== undefined && SUFFIX.test(part)) spoken[spoken.length - 1] = `${previous} ${part}`;
    else spoken.push(part.replace(/^and\s+/, ""));
  }
  return spoken;
}

/** `Ada Lovelace` for `Lovelace, Ada`. */
export function firstNameFirst(name: string): string {
  const [last, first, ...more] = name.split(",");
  return first === undefined ? name : joined(first, last, ...more);
}

function joined(...parts: readonly (string | undefined)[]): string {
  return parts
    .map((part) => part?.trim() ?? "")
    .filter((part) => part !== "")
    .join(" ");
}

function asText(value: unknown): string {
  return typeof value === "string" ? value : "";
}
