import { counted } from "../core/index.ts";
import type { SearchOutcome } from "../search/index.ts";

/** So many of the most relevant papers at most are put in the order of their dates: beyond, papers have little to do
 *  with the query, and the newest of them would stand first. */
export const SORTED_BY_DATE = 1000;
/** Where meaning ranks, every paper is more or less relevant: then it is this share, but not too few. */
const SHARE = 0.1;
const FEW = 50;

/** The best papers by date, the newest first, those of one date as they were ranked. `dateOf` is as exact as is known
 *  (YYYY, YYYY-MM or YYYY-MM-DD): a paper of a year comes after those of its months, one without a date last. The
 *  outcome must have SORTED_BY_DATE papers, or all there are; `ranksAll` says that it goes on to every paper. */
export function newestFirst(outcome: SearchOutcome, ranksAll: boolean, dateOf: (row: number) => string): SearchOutcome {
  const share = ranksAll ? Math.max(FEW, Math.ceil(SHARE * outcome.total)) : SORTED_BY_DATE;
  const total = Math.min(outcome.total, share, SORTED_BY_DATE);
  const dated = outcome.papers.slice(0, total).map((paper) => ({ paper, date: dateOf(paper.row) }));
  const papers = dated.sort((a, b) => compare(b.date, a.date)).map(({ paper }) => paper);
  if (total === outcome.total) return { ...outcome, papers };
  const note = `Sorted by date: the ${counted(total, "most relevant paper")} of ${outcome.total.toLocaleString("en-US")}.`;
  return { ...outcome, papers, total, totalIsExact: false, notes: [...outcome.notes, note] };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
