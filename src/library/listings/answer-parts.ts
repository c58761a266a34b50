import type { PlaceOnPage } from "../../store/index.ts";
import type { ListingAnswer } from "../../wire/index.ts";
import type { ReaderInterest } from "./for-me.ts";
import { isYearless, type Period, periodAround } from "./periods.ts";

/** The pages that papers stand on, with the number of papers. */
export function pagesOf(places: readonly PlaceOnPage[]): ListingAnswer["pages"] {
  const pages = new Map<number, { readonly page: PlaceOnPage; readonly rows: Set<number> }>();
  for (const page of places) {
    const known = pages.get(page.listing) ?? { page, rows: new Set<number>() };
    known.rows.add(page.row);
    pages.set(page.listing, known);
  }
  return [...pages.values()].map(({ page: { source, name, date }, rows }) => {
    return { source, name, ...(date === "" ? {} : { date }), papers: rows.size };
  });
}

/** A period in the words of an answer. */
export function describe({ key, by, from, to }: Period): Pick<ListingAnswer, "period" | "by" | "from" | "to"> {
  return { period: key, by, ...(by === "page" ? {} : { from, to }) };
}

/** The day, week and month that a date lies in, as far as they are known. */
export function longer(date: string): Pick<ListingAnswer, "day" | "week" | "month"> {
  if (date === "") return {};
  const week = isYearless(date) ? {} : { week: periodAround(date, "week") };
  return { day: date, ...week, month: periodAround(date, "month") };
}

/** What a reader should know of a period. */
export function notesOn({ by, from }: Period): string[] {
  if (by === "page") return ["This page names no date."];
  return isYearless(from)
    ? [
        "These pages name no year. What other such pages list earlier in the year counts as known before, as if it were the same year; so do all other papers.",
      ]
    : [];
}

/** What a reader should know where nothing is known of them. */
export function notesOnReader(reader: ReaderInterest | undefined): string[] {
  if (reader === undefined || reader.members.length > 0) return [];
  return [
    "Nothing is known yet of what is for you: put papers into a list, or mark them as read. Until then they stand as listed.",
  ];
}
