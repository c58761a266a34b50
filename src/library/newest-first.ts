import { counted } from "../core/index.ts";
import type { SearchOutcome } from "../search/index.ts";

/** So many of the most relevant papers at most are put in the order of their years: beyond, papers have little to do
 *  with the query, and the newest of them would stand first. */
export const SORTED_BY_DATE = 1000;
/** Where meaning ranks, every paper is more or less relevant: then it is this share, but not too few. */
const SHARE = 0.1;
const FEW = 50;

/** The best papers by year, the newest first, those of one year as they were ranked, those without a year last. The
 *  outcome must have SORTED_BY_DATE papers, or all there are; `ranksAll` says that it goes on to every paper. */
export function newestFirst(outcome: SearchOutcome, ranksAll: boolean, yearOf: (row: number) => number): SearchOutcome {
  const share = ranksAll ? Math.max(FEW, Math.ceil(SHARE * outcome.total)) : SORTED_BY_DATE;
  const total = Math.min(outcome.total, share, SORTED_BY_DATE);
  const papers = outcome.papers.slice(0, total).sort((a, b) => yearOf(b.row) - yearOf(a.row));
  if (total === outcome.total) return { ...outcome, papers };
  const note = `Sorted by year: the ${counted(total, "most relevant paper")} of ${outcome.total.toLocaleString("en-US")}.`;
  return { ...outcome, papers, total, totalIsExact: false, notes: [...outcome.notes, note] };
}
