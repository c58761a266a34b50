import type { ListedPaper, ListingEntry } from "../../../../src/wire/index.ts";
import { dayName } from "../../dates.ts";
import { paperPath } from "../../location.ts";
import { clipText } from "../../tex/pieces.ts";
import { Abstract } from "../abstract.tsx";
import { Facts } from "../facts.tsx";
import { authorsOf } from "../hit.tsx";
import { OnMap } from "../on-map.tsx";
import { MarkButtons } from "../reading/mark-buttons.tsx";
import { PaperLists } from "../reading/paper-lists.tsx";
import { ReadFact } from "../reading/read-toggle.tsx";
import { RichText } from "../rich-text.tsx";

interface ListedCardProps {
  readonly paper: ListedPaper;
  readonly heading: "h2" | "h3";
  /** Where it stands in the period, to be said where there are several pages. */
  readonly entries: readonly ListingEntry[];
  /** How many papers were known before the period. */
  readonly known: number;
}

const SHOWN_TITLE_LENGTH = 400;
const NO_SPANS = [] as const;

/** One paper of a period. */
export function ListedCard({ paper, heading: Heading, entries, known }: ListedCardProps) {
  const title = clipText(paper.title, SHOWN_TITLE_LENGTH);
  return (
    <article class="hit listed">
      <div class="listed-side">
        <p class="listed-place">
          <span class="unseen">Place </span>
          {paper.place}
        </p>
        <div class="hit-marks">
          <MarkButtons id={paper.id} title={title} />
        </div>
      </div>
      <div class="hit-text">
        <Heading class="hit-title" dir="auto">
          <a href={paperPath(paper.id)} data-stop>
            <RichText text={title} />
          </a>
        </Heading>
        {paper.authors.length > 0 && (
          <p class="hit-authors" dir="auto">
            {authorsOf(paper.authors)}
          </p>
        )}
        <Abstract text={paper.abstract} spans={NO_SPANS}>
          <p class="hit-facts">
            <Facts paper={paper} />
            {paper.titleOnly && <span>title only</span>}
            <ReadFact id={paper.id} />
            {entries.length > 0 && <span>{entries.map(placeName).join(", ")}</span>}
          </p>
        </Abstract>
        <PaperLists id={paper.id} />
        <OnMap paper={paper} />
        {paper.mine !== undefined && <NearMine near={paper.mine.near} />}
        {paper.newInKind && <NewInKind paper={paper} known={known} />}
      </div>
    </article>
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
