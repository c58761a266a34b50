import type { ListedPaper, ListingEntry } from "../../../../src/wire/index.ts";
import { dayName } from "../../dates.ts";
import { paperPath } from "../../location.ts";
import { clipText } from "../../tex/pieces.ts";
import { Abstract } from "../abstract.tsx";
import { authorsOf, Facts } from "../hit.tsx";
import { OnMap } from "../on-map.tsx";
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
  return (
    <article class="hit listed">
      <p class="listed-place">
        <span class="unseen">Place </span>
        {paper.place}
      </p>
      <div class="hit-text">
        <Heading class="hit-title" dir="auto">
          <a href={paperPath(paper.id)} data-stop>
            <RichText text={clipText(paper.title, SHOWN_TITLE_LENGTH)} />
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
            {entries.length > 0 && <span>{entries.map(placeName).join(", ")}</span>}
          </p>
        </Abstract>
        <OnMap paper={paper} />
        {paper.newInKind && <NewInKind paper={paper} known={known} />}
      </div>
    </article>
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
