import { useLayoutEffect, useRef } from "preact/hooks";
import type { MapPaper } from "../../../../src/wire/index.ts";
import { clipText } from "../../tex/pieces.ts";
import { Facts } from "../facts.tsx";
import { RichText } from "../rich-text.tsx";

interface HoverCardProps {
  readonly paper: MapPaper;
  readonly topic: string;
  readonly color: string | undefined;
  /** CSS pixels from the stage's upper left corner. */
  readonly x: number;
  readonly y: number;
}

const GAP = 14;
const SHOWN_TITLE_LENGTH = 180;

/** What a point is, beside the pointer and always on the stage. */
export function HoverCard({ paper, topic, color, x, y }: HoverCardProps) {
  const card = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const stage = card.current?.parentElement;
    if (card.current === null || stage === null || stage === undefined) return;
    const { offsetWidth: width, offsetHeight: height } = card.current;
    const beside = x + GAP + width > stage.clientWidth ? x - GAP - width : x + GAP;
    const below = y + GAP + height > stage.clientHeight ? y - GAP - height : y + GAP;
    const left = Math.max(4, Math.min(beside, stage.clientWidth - width - 4));
    const top = Math.max(4, Math.min(below, stage.clientHeight - height - 4));
    card.current.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
  });
  return (
    <div ref={card} class="hover-card" aria-hidden="true">
      <p class="hover-title" dir="auto">
        <RichText text={clipText(paper.title, SHOWN_TITLE_LENGTH)} />
      </p>
      <p class="hit-facts">
        <Facts paper={paper} most={3} />
      </p>
      <p class="hover-topic">
        <span class="topic-dot" style={{ background: color ?? "var(--bar-part)" }} />
        <bdi>{topic}</bdi>
      </p>
    </div>
  );
}
