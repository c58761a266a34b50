/** Days, weeks and months of listings, as text: 2024-05-01, 2024-W18 (ISO 8601), 2024-05; --05-01 and --05 where pages
 *  name no year; page:source/name for a page without date. */
import { AppError, clip } from "../../core/index.ts";
import type { PeriodLength } from "../../wire/index.ts";

export interface Period {
  readonly key: string;
  readonly by: PeriodLength | "page";
  /** First and last day as listings write them; both empty for a page. */
  readonly from: string;
  readonly to: string;
}

const PAGE = "page:";
const DAY_MS = 24 * 3600 * 1000;
/** Dates without year are those of a leap year, so that --02-29 is one of them. */
const A_LEAP_YEAR = 2000;

/** The period that a text names. Throws AppError("bad-request") where it names none. */
export function parsePeriod(text: string): Period {
  const found = pageOf(text) ?? dayOf(text) ?? weekOf(text) ?? monthOf(text);
  if (found !== undefined) return found;
  throw new AppError(
    "bad-request",
    `Expected a day (2024-05-01), a week (2024-W18), a month (2024-05), --05-01 or --05 for pages without a year, or page:source/name, got ${JSON.stringify(clip(text, 60))}.`,
  );
}

/** The period of a length that a listing date lies in. A date without year has no week: it stays a day. */
export function periodAround(date: string, by: PeriodLength): string {
  if (by === "month") return date.slice(0, isYearless(date) ? 4 : 7);
  return by === "week" && !isYearless(date) ? weekKey(date) : date;
}

/** The period of a page without date. */
export function pageKey(source: string, name: string): string {
  return `${PAGE}${source}/${name}`;
}

/** Source and name of a page without date, joined as in its key. */
export function pageName({ key }: Period): string {
  return key.slice(PAGE.length);
}

export function isYearless(date: string): boolean {
  return date.startsWith("--");
}

function pageOf(key: string): Period | undefined {
  return key.startsWith(PAGE) && key.length > PAGE.length ? { key, by: "page", from: "", to: "" } : undefined;
}

function dayOf(key: string): Period | undefined {
  const [, year, month, day] = /^(\d{4}|-)-(\d{2})-(\d{2})$/.exec(key) ?? [];
  if (year === undefined) return undefined;
  const isDay = written(utc(year === "-" ? A_LEAP_YEAR : Number(year), Number(month), Number(day)), year) === key;
  return isDay ? { key, by: "day", from: key, to: key } : undefined;
}

function weekOf(key: string): Period | undefined {
  const [, year, week] = /^(\d{4})-W(\d{2})$/.exec(key) ?? [];
  if (year === undefined) return undefined;
  const newYear = utc(Number(year), 1, 4); // 4 January always lies in the first week
  const monday = newYear - ((new Date(newYear).getUTCDay() + 6) % 7) * DAY_MS + (Number(week) - 1) * 7 * DAY_MS;
  const from = written(monday);
  return weekKey(from) === key ? { key, by: "week", from, to: written(monday + 6 * DAY_MS) } : undefined;
}

function monthOf(key: string): Period | undefined {
  const [, year, month] = /^(\d{4}|-)-(\d{2})$/.exec(key) ?? [];
  if (year === undefined || Number(month) < 1 || Number(month) > 12) return undefined;
  const last = written(utc(year === "-" ? A_LEAP_YEAR : Number(year), Number(month) + 1, 0), year);
  return { key, by: "month", from: `${key}-01`, to: last };
}

/** A week belongs to the year that its Thursday lies in. */
function weekKey(date: string): string {
  const day = Date.parse(`${date}T00:00:00Z`);
  const thursday = day + (3 - ((new Date(day).getUTCDay() + 6) % 7)) * DAY_MS;
  const year = new Date(thursday).getUTCFullYear();
  const week = 1 + Math.floor((thursday - utc(year, 1, 1)) / (7 * DAY_MS));
  return `${String(year).padStart(4, "0")}-W${String(week).padStart(2, "0")}`;
}

/** Milliseconds of a day; Date.UTC alone takes years below 100 for those of the last century. */
function utc(year: number, month: number, day: number): number {
  return new Date(Date.UTC(2000, month - 1, day)).setUTCFullYear(year, month - 1, day);
}

function written(ms: number, year = ""): string {
  const date = new Date(ms).toISOString().slice(0, 10);
  return year === "-" ? `-${date.slice(4)}` : date;
}
