import { useId, useState } from "preact/hooks";
import type { Hit } from "../../../src/wire/index.ts";
import { paperPath } from "../location.ts";
import { clipText } from "../tex/pieces.ts";
import { Abstract } from "./abstract.tsx";
import { Facts } from "./facts.tsx";
import { HitTick } from "./hit-tick.tsx";
import { PrintedLink } from "./printed-link.tsx";
import { MarkButtons } from "./reading/mark-buttons.tsx";
import { PaperLists } from "./reading/paper-lists.tsx";
import { ReadFact } from "./reading/read-toggle.tsx";
import { RichText } from "./rich-text.tsx";
import { NewMark } from "./saved/new-mark.tsx";
import { reasonOf, reasonsOf, ScoreBars, type ScoreScale } from "./score.tsx";
import { type Asked, Why, WhyButton } from "./why.tsx";

export type HitKind = "found" | "related";

interface HitCardProps {
  readonly hit: Hit;
  readonly scale: ScoreScale;
  /** Hits of a search are headings of the page; related papers stand one level below the paper. */
  readonly kind: HitKind;
  /** What it is there for, where that can be explained. */
  readonly asked?: Asked | undefined;
}

const SHOWN_TITLE_LENGTH = 400;
const SHOWN_AUTHORS = 6;

/** One paper in a list of hits. */
export function HitCard({ hit, scale, kind, asked }: HitCardProps) {
  const [why, setWhy] = useState(false);
  const whyId = useId();
  const Heading = kind === "found" ? "h2" : "h3";
  const title = clipText(hit.title, SHOWN_TITLE_LENGTH);
  const reasons = kind === "found" ? [reasonOf(hit)] : reasonsOf(hit);
  return (
    <article class="hit">
      <div class="hit-side">
        <ScoreBars hit={hit} scale={scale} />
        <div class="hit-marks">
          <HitTick id={hit.id} title={title} />
          <MarkButtons id={hit.id} title={title} />
        </div>
      </div>
      <div class="hit-text">
        <Heading class="hit-title" dir="auto">
          <a href={paperPath(hit.id)} data-stop>
            <RichText text={title} spans={hit.matches.title} />
          </a>
        </Heading>
        {hit.authors.length > 0 && (
          <p class="hit-authors" dir="auto">
            {authorsOf(hit.authors)}
          </p>
        )}
        <PrintedLink paper={hit} />
        <Abstract
          text={hit.abstract}
          spans={hit.matches.abstract}
          button={
            asked !== undefined && (
              <WhyButton title={title} panelId={whyId} unfolded={why} onToggle={() => setWhy(!why)} />
            )
          }
        >
          <p class="hit-facts">
            <NewMark row={hit.row} />
            <Facts paper={hit} />
            {hit.titleOnly && <span>title only</span>}
            <ReadFact id={hit.id} />
            {reasons.map((reason) => reason !== "" && <span key={reason}>{reason}</span>)}
          </p>
        </Abstract>
        {why && asked !== undefined && <Why id={whyId} asked={asked} paper={hit.id} />}
        <PaperLists id={hit.id} />
      </div>
    </article>
  );
}

/** The first authors, and how many more there are. */
export function authorsOf(authors: readonly string[]): string {
  const shown = authors.slice(0, SHOWN_AUTHORS).map((author) => clipText(author, 60));
  const more = authors.length - shown.length;
  return more > 0 ? `${shown.join(", ")} and ${more} more` : shown.join(", ");
}
