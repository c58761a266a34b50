import type { PeriodLength } from "../subscription.ts";

const DAY_MS = 86_400_000;
const NEW_YORK = new Intl.DateTimeFormat("en-CA", {
  timeZone: "America/New_York",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
});

/** The day in New York, where the days of Hugging Face begin, as YYYY-MM-DD. */
export function newYorkDay(now: Date): string {
  const part = (type: Intl.DateTimeFormatPartTypes) =>
    NEW_YORK.formatToParts(now).find((each) => each.type === type)?.value ?? "";
  return `${part("year")}-${part("month")}-${part("day")}`;
}

/** The period that a day (YYYY-MM-DD) lies in: 2024-05-01, 2024-W18 (ISO 8601) or 2024-05. */
export function periodOf(day: string, by: PeriodLength): string {
  if (by === "day") return day;
  return by === "month" ? day.slice(0, 7) : isoWeek(day);
}

export interface Span {
  readonly period: string;
  /** The first day after it. */
  readonly next: string;
}

/** The periods from that of one day to that of another, both included, in order; none where the second day is earlier. */
export function periodsBetween(from: string, to: string, by: PeriodLength): Span[] {
  const spans: Span[] = [];
  const last = periodOf(to, by);
  for (let day = from; periodOf(day, by) <= last; ) {
    const period = periodOf(day, by);
    while (periodOf(day, by) === period) day = plusDays(day, 1);
    spans.push({ period, next: day });
  }
  return spans;
}

/** The day so many days later. */
export function plusDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** The Thursday of a week decides which year it belongs to. */
function isoWeek(day: string): string {
  const date = Date.parse(`${day}T00:00:00Z`);
  const weekday = (new Date(date).getUTCDay() + 6) % 7;
  const thursday = new Date(date + (3 - weekday) * DAY_MS);
  const year = thursday.getUTCFullYear();
  const week = Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / (7 * DAY_MS)) + 1;
  return `${year}-W${String(week).padStart(2, "0")}`;
}
