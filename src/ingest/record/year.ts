import type { PaperRecord } from "../../core/index.ts";
import { parseDate } from "./dates.ts";
import { isObject, type JsonObject } from "./json.ts";

const YEAR = /(?<!\d)[12]\d{3}(?!\d)/;

/** When the paper was first published. The year, 1000 to 2999, is that which the record says, else that of its first
 *  version, else of its date, else of the month in its arXiv id; the date of the last change is worth least. `published`
 *  is the first of these that says a month, too, in that year. A list of dates is as good as its first. */
export function parsePublication(
  record: JsonObject,
  arxivId: string | undefined,
): Pick<PaperRecord, "year" | "published"> {
  const said = [record["year"], firstVersion(record["versions"]), record["published"], record["date"]].flat();
  const month = arxivId === undefined ? undefined : monthOfArxivId(arxivId);
  const year = firstOf([...said, month, record["update_date"]], yearIn);
  if (year === undefined) return {};
  const published = firstOf(said, (value) => dateIn(value, year)) ?? (isIn(month, year) ? month : undefined);
  return published === undefined ? { year } : { year, published };
}

/** The year in a number, in digits, or in a date as ISO 8601, RFC 2822 or prose. */
function yearIn(value: unknown): number | undefined {
  if (typeof value === "number") return Number.isInteger(value) && value >= 1000 && value <= 2999 ? value : undefined;
  const found = typeof value === "string" ? YEAR.exec(value)?.[0] : undefined;
  return found === undefined ? undefined : Number(found);
}

function dateIn(value: unknown, year: number): string | undefined {
  const date = typeof value === "string" && value.length > String(year).length ? parseDate(value) : undefined;
  return isIn(date, year) ? date : undefined;
}

function isIn(date: string | undefined, year: number): boolean {
  return date?.startsWith(String(year)) === true;
}

function firstOf<T>(values: readonly unknown[], read: (value: unknown) => T | undefined): T | undefined {
  for (const value of values) {
    const found = read(value);
    if (found !== undefined) return found;
  }
  return undefined;
}

function firstVersion(versions: unknown): unknown {
  const first: unknown = Array.isArray(versions) ? versions[0] : undefined;
  return isObject(first) ? first["created"] : undefined;
}

/** Ids begin with the year and month of submission (after the archive in the old style); arXiv opened in 1991. */
function monthOfArxivId(id: string): string {
  const digits = id.slice(id.indexOf("/") + 1);
  const year = Number(digits.slice(0, 2));
  return `${year > 90 && id.includes("/") ? 1900 + year : 2000 + year}-${digits.slice(2, 4)}`;
}
