import type { ListedPaper, ListingEntry } from "../../../../src/wire/index.ts";
import { dayName } from "../../dates.ts";
import { paperPath } from "../../location.ts";
import { clipText } from "../../tex/pieces.ts";
import { PaperCard, SHOWN_TITLE_LENGTH } from "../paper-card.tsx";
import { RichText } from "../rich-text.tsx";

interface ListedCardProps {
  readonly paper: ListedPaper;
  readonly heading: "h2" | "h3";
  /** Where it stands in the period, to be said where there are several pages. */
  readonly entries: readonly ListingEntry[];
  /** How many papers were known before the period. */
  readonly known: number;
}

/** One paper of a period. */
export function ListedCard({ paper, heading, entries, known }: ListedCardProps) {
  const place = (
    <p class="listed-place">
      <span class="unseen">Place </span>
      {paper.place}
    </p>
  );
  return (
    <PaperCard
      paper={paper}
      heading={heading}
      side={place}
      fact={entries.length > 0 && <span>{entries.map(placeName).join(", ")}</span>}
    >
      {paper.mine !== undefined && <NearMine near={paper.mine.near} />}
      {paper.newInKind && <NewInKind paper={paper} known={known} />}
    </PaperCard>
  );
}

/** Why a paper is for the reader. */
function NearMine({ near }: { readonly near: { readonly id: string; readonly title: string } }) {
  return (
    <p class="near-mine">
      Near{" "}
      <a href={paperPath(near.id)} dir="auto">
        <RichText text={clipText(near.title, SHOWN_TITLE_LENGTH)} />
      </a>
      , which you keep
    </p>
  );
}

/** A quiet mark, which explains itself when it is opened. */
function NewInKind({ paper, known }: { readonly paper: ListedPaper; readonly known: number }) {
  const { nearest, novelty = 0 } = paper;
  return (
    <details class="new-in-kind">
      <summary>New in kind</summary>
      <p>
        Of {known.toLocaleString("en")} papers that the library knew before, the nearest in meaning is{" "}
        {nearest !== undefined && (
          <a href={paperPath(nearest.id)} dir="auto">
            <RichText text={clipText(nearest.title, SHOWN_TITLE_LENGTH)} />
          </a>
        )}
        , with a similarity of only {(1 - novelty).toFixed(2)}. Nineteen papers in twenty have a nearer one.
      </p>
    </details>
  );
}

function placeName({ name, date, rank }: ListingEntry): string {
  return `${rank}. on ${clipText(name, 60)}${date === undefined ? "" : ` (${dayName(date)})`}`;
}
