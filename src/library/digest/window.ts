import { AppError } from "../../core/index.ts";
import type { DigestAnswer } from "../../wire/index.ts";
import type { DigestSources } from "./sources.ts";

/** What came in for a digest. */
interface DigestWindow {
  /** ISO 8601, UTC. */
  readonly since: string;
  readonly sinceIs: DigestAnswer["sinceIs"];
  /** Papers of later rows are new. */
  readonly after: number;
}

type Parts = Pick<DigestSources, "reading" | "arrivals" | "readPaper">;

/** A first digest looks so far back. */
const FIRST_DAYS = 7;
const DAY_MS = 24 * 3600 * 1000;

/** Where a digest begins: `since` is "last", a day as YYYY-MM-DD, or so many days before the latest arrival. Throws
 *  AppError("bad-request") for a text that is neither. */
export function windowOf(since: string | number, parts: Parts): DigestWindow {
  const last = parts.reading.searches.digest();
  const { library, row: latest } = parts.arrivals.now();
  if (since === "last" && last?.library === library) return { since: last.at, sinceIs: "last", after: last.row };
  if (typeof since === "string" && since !== "last") {
    const at = new Date(`${since}T00:00:00.000Z`);
    if (Number.isNaN(at.getTime())) throw new AppError("bad-request", `Expected last or a day, got ${since}.`);
    return { since: at.toISOString(), sinceIs: "date", after: rowBefore(at.toISOString(), parts) };
  }
  const days = typeof since === "number" ? since : FIRST_DAYS;
  const arrivedAt = parts.readPaper(latest)?.addedAt ?? latestArrival(parts);
  if (arrivedAt === undefined) return { since: new Date(0).toISOString(), sinceIs: "first", after: 0 };
  const from = new Date(Date.parse(arrivedAt) - days * DAY_MS).toISOString();
  return { since: from, sinceIs: "first", after: rowBefore(from, parts) };
}

/** The row after which a digest begins that nobody had before. */
export function afterLast({ reading, arrivals }: Pick<Parts, "reading" | "arrivals">): number {
  const last = reading.searches.digest();
  return last === undefined ? Number.POSITIVE_INFINITY : arrivals.after(last);
}

function latestArrival({ arrivals, readPaper }: Parts): string | undefined {
  return readPaper(arrivals.since(0).at(-1) ?? 0)?.addedAt;
}

/** The last row that came in before a time; rows and times of arrival grow together. */
function rowBefore(time: string, { arrivals, readPaper }: Parts): number {
  const rows = arrivals.since(0);
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const addedAt = readPaper(rows[middle] ?? 0)?.addedAt ?? "";
    if (addedAt < time) low = middle + 1;
    else high = middle;
  }
  return rows[low - 1] ?? 0;
}
