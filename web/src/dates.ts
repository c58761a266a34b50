/** Names of days, weeks and months as readers write them. Pure: no browser needed. */

const A_LEAP_YEAR = 2000;

/** "20 August 2024", or "20 August" where the date names no year; other texts as they are. */
export function dayName(date: string, style: "long" | "short" = "long"): string {
  const [, year, month, day] = /^(\d{4}|-)-(\d{2})-(\d{2})$/.exec(date) ?? [];
  if (year === undefined) return date;
  const time = utc(year, Number(month), Number(day));
  return time.toLocaleDateString("en-GB", {
    day: "numeric",
    month: style,
    timeZone: "UTC",
    ...(year !== "-" && { year: "numeric" }),
  });
}

/** "3 May 2024", or "May 2024" where the day is not known. */
export function dateName(date: string): string {
  return monthName(date, "short") ?? dayName(date, "short");
}

/** "Wednesday" of a date that names its year. */
export function weekdayName(date: string): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return "";
  return new Date(`${date}T00:00:00Z`).toLocaleDateString("en-GB", { weekday: "long", timeZone: "UTC" });
}

/** "1 May 2024", "Week 18 of 2024", "May 2024", "May" without a year, or the name of a page without date. */
export function periodName(period: string): string {
  if (period.startsWith("page:")) return period.slice(period.indexOf("/") + 1);
  const [, year, week] = /^(\d{4})-W(\d{2})$/.exec(period) ?? [];
  if (year !== undefined) return `Week ${Number(week)} of ${year}`;
  return monthName(period) ?? dayName(period);
}

/** How long a period is, by its text. */
export function lengthOf(period: string): "day" | "week" | "month" | "page" {
  if (period.startsWith("page:")) return "page";
  if (/^\d{4}-W\d{2}$/.test(period)) return "week";
  return /^(\d{4}|-)-\d{2}$/.test(period) ? "month" : "day";
}

/** "29 April – 5 May 2024", in which the first day says only what the last does not. */
export function spanName(from: string, to: string): string {
  const [first, last] = [dayName(from), dayName(to)];
  if (from === to) return last;
  return from.slice(0, 4) === to.slice(0, 4) ? `${first.replace(/ \d{4}$/, "")} – ${last}` : `${first} – ${last}`;
}

/** What stands under the bar of a period: "1", "18", "May"; and where a month or year begins, its name above that. */
export function shortName(period: string): { readonly name: string; readonly group: string } {
  const [, year = "", part = ""] = /^(\d{4}|-)-(.+)$/.exec(period) ?? [];
  const shownYear = year === "-" ? "" : year;
  const length = lengthOf(period);
  if (length === "week") return { name: String(Number(part.slice(1))), group: shownYear };
  const [month = "1", day = "1"] = part.split("-");
  const monthText = utc(year, Number(month), 1).toLocaleDateString("en-GB", { month: "short", timeZone: "UTC" });
  if (length === "month") return { name: monthText, group: shownYear };
  return { name: String(Number(day)), group: `${monthText} ${shownYear}`.trim() };
}

function monthName(period: string, style: "long" | "short" = "long"): string | undefined {
  const [, year, month] = /^(\d{4}|-)-(\d{2})$/.exec(period) ?? [];
  if (year === undefined) return undefined;
  return utc(year, Number(month), 1).toLocaleDateString("en-GB", {
    month: style,
    timeZone: "UTC",
    ...(year !== "-" && { year: "numeric" }),
  });
}

function utc(year: string, month: number, day: number): Date {
  const known = /^\d{4}$/.test(year) ? Number(year) : A_LEAP_YEAR;
  return new Date(new Date(0).setUTCFullYear(known, month - 1, day)); // Date.UTC takes 99 for 1999
}
