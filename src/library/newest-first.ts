import { counted } from "../core/index.ts";
import type { SearchOutcome } from "../search/index.ts";

/** So many of the most relevant papers are put in the order of their years: beyond, papers have little to do with the
 *  query, and the newest of them would stand first. */
export const SORTED_BY_DATE = 1000;

/** The best papers by year, the newest first, those of one year as they were ranked, those without a year last. The
 *  outcome must have SORTED_BY_DATE papers, or all there are. */
export function newestFirst(outcome: SearchOutcome, yearOf: (row: number) => number): SearchOutcome {
  const papers = outcome.papers.slice(0, SORTED_BY_DATE).sort((a, b) => yearOf(b.row) - yearOf(a.row));
  const note = `Sorted by year are the ${counted(SORTED_BY_DATE, "most relevant paper")} of ${outcome.total.toLocaleString("en-US")}.`;
  return {
    ...outcome,
    papers,
    total: Math.min(outcome.total, SORTED_BY_DATE),
    totalIsExact: outcome.totalIsExact && outcome.total <= SORTED_BY_DATE,
    notes: outcome.total > SORTED_BY_DATE ? [...outcome.notes, note] : outcome.notes,
  };
}
