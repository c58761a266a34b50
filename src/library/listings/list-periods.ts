import type { PlaceOnPage } from "../../store/index.ts";
import type { ListingPeriod, PeriodLength } from "../../wire/index.ts";
import { isYearless, pageKey, parsePeriod, periodAround } from "./periods.ts";

/** The periods in which papers are listed: the latest first, then those that name no year, then pages without date by
 *  name. A paper that is listed twice in a period counts once. */
export function listPeriods(places: Iterable<Omit<PlaceOnPage, "rank">>, by: PeriodLength): ListingPeriod[] {
  const found = new Map<string, { readonly pages: Set<number>; readonly rows: Set<number> }>();
  for (const { listing, source, name, date, row } of places) {
    const key = date === "" ? pageKey(source, name) : periodAround(date, by);
    let contents = found.get(key);
    if (contents === undefined) {
      contents = { pages: new Set(), rows: new Set() };
      found.set(key, contents);
    }
    contents.pages.add(listing);
    contents.rows.add(row);
  }
  const periods = [...found].map(([key, { pages, rows }]): ListingPeriod => {
    const { by: length, from, to } = parsePeriod(key);
    const days = length === "page" ? {} : { from, to };
    return { period: key, by: length, ...days, listings: pages.size, papers: rows.size };
  });
  return periods.sort(latestFirst);
}

function latestFirst(a: ListingPeriod, b: ListingPeriod): number {
  return kindOf(a) - kindOf(b) || compare(b.from ?? "", a.from ?? "") || compare(a.period, b.period);
}

/** 0 with a year, 1 without, 2 without a date. */
function kindOf({ from }: ListingPeriod): number {
  return from === undefined ? 2 : isYearless(from) ? 1 : 0;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
