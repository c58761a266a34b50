const MONTHS =
  "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?";
const NUMBERS = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");
const YEAR = "(?<year>[12]\\d{3})";
const MONTH = `(?<month>${MONTHS})\\b\\.?`;
const DAY = "(?<day>\\d{1,2})(?:st|nd|rd|th)?";

/** The ways in which dates are written that leave no doubt; 5/12/2020 is one day here and another there. */
const WAYS = [
  `^\\s*${YEAR}[-/.](?<month>\\d{1,2})(?:[-/.](?<day>\\d{1,2}))?(?!\\d)`,
  `^\\s*(?<month>\\d{1,2})/${YEAR}\\s*$`,
  `(?<![\\d-])${DAY}(?:\\s*[-–]\\s*\\d{1,2})?[\\s.-]+${MONTH},?[\\s-]+${YEAR}(?!\\d)`,
  `\\b${MONTH}[\\s,]+(?:${DAY}(?:\\s*-\\s*\\d{1,2})?[\\s,]+)?${YEAR}(?!\\d)`,
  `(?<!\\d)${YEAR}[\\s,]+${MONTH}(?:\\s+${DAY}(?!\\d))?`,
].map((way) => new RegExp(way, "i"));
/** Nobody writes a longer date. */
const MAX_DATE = 100;

/** YYYY-MM-DD, or YYYY-MM where no day is said, of a date as ISO 8601, RFC 2822, reference managers, PubMed or prose
 *  write it; of a span its beginning. Undefined where not even the month is said. */
export function parseDate(text: string): string | undefined {
  const said = text.slice(0, MAX_DATE);
  for (const way of WAYS) {
    const { year, month = "", day } = way.exec(said)?.groups ?? {};
    if (year === undefined) continue;
    const number = /^\d/.test(month) ? Number(month) : NUMBERS.indexOf(month.slice(0, 3).toLowerCase()) + 1;
    if (number < 1 || number > 12) return undefined;
    const isDay = Number(day) >= 1 && Number(day) <= daysIn(Number(year), number);
    return [year, twoDigits(number), ...(isDay ? [twoDigits(Number(day))] : [])].join("-");
  }
  return undefined;
}

/** Day 0 of the next month is the last one of this. */
function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function twoDigits(number: number): string {
  return String(number).padStart(2, "0");
}
