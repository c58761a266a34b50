import { useContext } from "preact/hooks";
import type { ListedPaper, ListingAnswer, ListingEntry } from "../../../../src/wire/index.ts";
import { dayName, weekdayName } from "../../dates.ts";
import { NewForMe, useDailyPath } from "./daily-order.tsx";
import { ListedCard } from "./listed-card.tsx";

/** The papers of a period in their order; under their days where there are several, but for what is new for the reader. */
export function ListedPapers({ listing }: { readonly listing: ListingAnswer }) {
  const { by, listed, novelty } = listing;
  const isForMe = useContext(NewForMe);
  const dailyPath = useDailyPath();
  const cards = (papers: readonly ListedPaper[], heading: "h2" | "h3") => (
    <ol class="hits" start={papers[0]?.place}>
      {papers.map((paper) => (
        <li key={paper.id}>
          <ListedCard
            paper={paper}
            heading={heading}
            entries={worthSaying(paper, listing)}
            known={novelty?.known ?? 0}
          />
        </li>
      ))}
    </ol>
  );
  if (by === "day" || by === "page" || isForMe) return cards(listed, "h2");
  return (
    <>
      {daysOf(listing).map(({ day, papers }) => (
        <section key={day} aria-label={dayName(day)}>
          <h2 class="listed-day">
            <a href={dailyPath(day)}>{[weekdayName(day), dayName(day)].filter((name) => name !== "").join(", ")}</a>
          </h2>
          {cards(papers, "h3")}
        </section>
      ))}
    </>
  );
}

/** Where a paper stands, unless its place says all of it. */
function worthSaying(paper: ListedPaper, listing: ListingAnswer): ListingEntry[] {
  const entries = entriesIn(paper, listing);
  const pagesOfDay = listing.pages.filter(({ date }) => date !== undefined && date === entries[0]?.date);
  if (entries.length < 2 && pagesOfDay.length < 2) return [];
  return listing.by === "day" ? entries.map(({ date: _, ...entry }) => entry) : entries;
}

/** Where a paper stands in this period; the entry that gives it its place is the first. */
function entriesIn(paper: ListedPaper, { from = "", to = "" }: ListingAnswer): ListingEntry[] {
  return paper.listings
    .filter(({ date }) => date !== undefined && date >= from && date <= to)
    .sort((a, b) => compare(b.date ?? "", a.date ?? "") || a.rank - b.rank);
}

function daysOf(listing: ListingAnswer): { day: string; papers: ListedPaper[] }[] {
  const days: { day: string; papers: ListedPaper[] }[] = [];
  for (const paper of listing.listed) {
    const day = entriesIn(paper, listing)[0]?.date ?? "";
    const last = days.at(-1);
    if (last?.day === day) last.papers.push(paper);
    else days.push({ day, papers: [paper] });
  }
  return days;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
