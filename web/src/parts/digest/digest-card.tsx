import type { DigestPaper, DigestReason } from "../../../../src/wire/index.ts";
import { listPath, paperPath } from "../../location.ts";
import { clipText } from "../../tex/pieces.ts";
import { Abstract } from "../abstract.tsx";
import { Facts } from "../facts.tsx";
import { authorsOf } from "../hit.tsx";
import { HitTick } from "../hit-tick.tsx";
import { OnMap } from "../on-map.tsx";
import { MarkButtons } from "../reading/mark-buttons.tsx";
import { PaperLists } from "../reading/paper-lists.tsx";
import { ReadFact } from "../reading/read-toggle.tsx";
import { RichText } from "../rich-text.tsx";

const SHOWN_TITLE_LENGTH = 400;
const NO_SPANS = [] as const;

/** One paper of a digest, with why it is there. */
export function DigestCard({ paper }: { readonly paper: DigestPaper }) {
  const title = clipText(paper.title, SHOWN_TITLE_LENGTH);
  return (
    <article class="hit listed">
      <div class="listed-side">
        <div class="hit-marks">
          <HitTick id={paper.id} title={title} />
          <MarkButtons id={paper.id} title={title} />
        </div>
      </div>
      <div class="hit-text">
        <h3 class="hit-title" dir="auto">
          <a href={paperPath(paper.id)} data-stop>
            <RichText text={title} />
          </a>
        </h3>
        {paper.authors.length > 0 && (
          <p class="hit-authors" dir="auto">
            {authorsOf(paper.authors)}
          </p>
        )}
        <p class="digest-reasons">
          {paper.reasons.map((reason) => (
            <Reason key={`${reason.kind} ${subjectOf(reason)}`} reason={reason} />
          ))}
        </p>
        <Abstract text={paper.abstract} spans={NO_SPANS}>
          <p class="hit-facts">
            <Facts paper={paper} />
            {paper.titleOnly && <span>title only</span>}
            <ReadFact id={paper.id} />
          </p>
        </Abstract>
        <PaperLists id={paper.id} />
        <OnMap paper={paper} />
      </div>
    </article>
  );
}

function Reason({ reason }: { readonly reason: DigestReason }) {
  if (reason.kind === "search") {
    return (
      <span>
        Answers your search <bdi>{reason.saved.name}</bdi>
      </span>
    );
  }
  const near = (
    <a href={paperPath(reason.paper.id)} dir="auto">
      <RichText text={clipText(reason.paper.title, SHOWN_TITLE_LENGTH)} />
    </a>
  );
  if (reason.kind === "unlike") return <span>Unlike all that came before; the nearest is {near}</span>;
  return (
    <span>
      Near {near}
      {reason.lists.length === 0 && ", which you have read or like"}
      {reason.lists.map(({ id, name }, i) => (
        <span key={id}>
          {i === 0 ? " in " : ", "}
          <a href={listPath(id)} dir="auto">
            {name}
          </a>
        </span>
      ))}
    </span>
  );
}

function subjectOf(reason: DigestReason): string {
  return reason.kind === "search" ? reason.saved.id : reason.paper.id;
}
