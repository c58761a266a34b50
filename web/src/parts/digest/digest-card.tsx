import type { DigestPaper, DigestReason } from "../../../../src/wire/index.ts";
import { listPath, paperPath } from "../../location.ts";
import { clipText } from "../../tex/pieces.ts";
import { HitTick } from "../hit-tick.tsx";
import { PaperCard, SHOWN_TITLE_LENGTH } from "../paper-card.tsx";
import { RichText } from "../rich-text.tsx";

/** One paper of a digest, with why it is there. */
export function DigestCard({ paper }: { readonly paper: DigestPaper }) {
  const reasons = (
    <p class="digest-reasons">
      {paper.reasons.map((reason) => (
        <Reason key={`${reason.kind} ${subjectOf(reason)}`} reason={reason} />
      ))}
    </p>
  );
  const tick = <HitTick id={paper.id} title={clipText(paper.title, SHOWN_TITLE_LENGTH)} />;
  return <PaperCard paper={paper} heading="h3" tick={tick} reasons={reasons} />;
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
