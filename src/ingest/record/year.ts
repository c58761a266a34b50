import { isObject, type JsonObject } from "./json.ts";

const YEAR = /(?<!\d)[12]\d{3}(?!\d)/;

/** The year of first publication, 1000 to 2999: what the record says, else its first version, else its date, else the
 *  month in its arXiv id. The date of the last change is worth least. */
export function parseYear(record: JsonObject, arxivId: string | undefined): number | undefined {
  return (
    yearIn(record["year"]) ??
    yearIn(firstVersion(record["versions"])) ??
    yearIn(record["published"]) ??
    yearIn(record["date"]) ??
    (arxivId === undefined ? undefined : yearOfArxivId(arxivId)) ??
    yearIn(record["update_date"])
  );
}

/** The year in a number, in digits, or in a date as ISO 8601, RFC 2822 or prose. */
function yearIn(value: unknown): number | undefined {
  if (typeof value === "number") return Number.isInteger(value) && value >= 1000 && value <= 2999 ? value : undefined;
  const found = typeof value === "string" ? YEAR.exec(value)?.[0] : undefined;
  return found === undefined ? undefined : Number(found);
}

function firstVersion(versions: unknown): unknown {
  const first: unknown = Array.isArray(versions) ? versions[0] : undefined;
  return isObject(first) ? first["created"] : undefined;
}

/** Ids begin with the year and month of submission (after the archive in the old style); arXiv opened in 1991. */
function yearOfArxivId(id: string): number {
  const digits = Number(id.slice(id.indexOf("/") + 1).slice(0, 2));
  return digits > 90 && id.includes("/") ? 1900 + digits : 2000 + digits;
}
