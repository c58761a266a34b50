import type { ComponentChildren } from "preact";
import type { PaperAnswer } from "../../../src/wire/index.ts";
import { paperPath } from "../location.ts";
import { clipText } from "../tex/pieces.ts";
import { Abstract } from "./abstract.tsx";
import { Facts } from "./facts.tsx";
import { authorsOf } from "./hit.tsx";
import { OnMap } from "./on-map.tsx";
import { MarkButtons } from "./reading/mark-buttons.tsx";
import { PaperLists } from "./reading/paper-lists.tsx";
import { ReadFact } from "./reading/read-toggle.tsx";
import { RichText } from "./rich-text.tsx";

interface PaperCardProps {
  readonly paper: PaperAnswer;
  readonly heading: "h2" | "h3";
  /** What stands beside it, above its marks, and before them in their row. */
  readonly side?: ComponentChildren;
  readonly tick?: ComponentChildren;
  /** Why it is there, before its abstract. */
  readonly reasons?: ComponentChildren;
  /** After its other facts. */
  readonly fact?: ComponentChildren;
  /** After all. */
  readonly children?: ComponentChildren;
}

export const SHOWN_TITLE_LENGTH = 400;
const NO_SPANS = [] as const;

/** A paper of a list that no query made: nothing in it is marked. */
export function PaperCard({ paper, heading: Heading, side, tick, reasons, fact, children }: PaperCardProps) {
  const title = clipText(paper.title, SHOWN_TITLE_LENGTH);
  return (
    <article class="hit listed">
      <div class="listed-side">
        {side}
        <div class="hit-marks">
          {tick}
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
        {reasons}
        <Abstract text={paper.abstract} spans={NO_SPANS}>
          <p class="hit-facts">
            <Facts paper={paper} />
            {paper.titleOnly && <span>title only</span>}
            <ReadFact id={paper.id} />
            {fact}
          </p>
        </Abstract>
        <PaperLists id={paper.id} />
        <OnMap paper={paper} />
        {children}
      </div>
    </article>
  );
}
