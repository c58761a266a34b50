const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const MONTH =
  "(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)" + "(?:uary|ruary|ch|il|e|y|ust|t|tember|ober|ember)?\\.?";
const WEEKDAY = "(?:(?:mon|tue|tues|wed|wednes|thu|thurs|fri|sat|satur|sun)(?:day)?\\.?,? )?";
const YEAR = "(?:,? (\\d{4}))?";
const MONTH_FIRST = new RegExp(`^${WEEKDAY}${MONTH} (\\d{1,2})(?:st|nd|rd|th)?${YEAR}$`, "i");
const DAY_FIRST = new RegExp(`^${WEEKDAY}(\\d{1,2})(?:st|nd|rd|th)?\\.? ${MONTH}${YEAR}$`, "i");
const ISO = /^(\d{4})-(\d{2})-(\d{2})$/;
const A_LEAP_YEAR = 2000;

/** The date that a line consists of: YYYY-MM-DD, or --MM-DD where the line names no year; undefined for other lines. */
export function parsePageDate(line: string): string | undefined {
  const iso = ISO.exec(line);
  if (iso !== null) return written(iso[1], Number(iso[2]), Number(iso[3]));
  const monthFirst = MONTH_FIRST.exec(line);
  if (monthFirst !== null) return written(monthFirst[3], monthNumber(monthFirst[1]), Number(monthFirst[2]));
  const dayFirst = DAY_FIRST.exec(line);
  if (dayFirst !== null) return written(dayFirst[3], monthNumber(dayFirst[2]), Number(dayFirst[1]));
  return undefined;
}

function monthNumber(name: string | undefined): number {
  return MONTHS.indexOf(name?.toLowerCase() ?? "") + 1;
}

function written(year: string | undefined, month: number, day: number): string | undefined {
  const date = new Date(Date.UTC(year === undefined ? A_LEAP_YEAR : Number(year), month - 1, day));
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  const monthAndDay = `${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
  return year === undefined ? `--${monthAndDay}` : `${year}-${monthAndDay}`;
}
