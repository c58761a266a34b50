import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { usePrinting } from "../hooks/use-printing.ts";
import { clipText, type Span } from "../tex/pieces.ts";
import { RichText } from "./rich-text.tsx";

interface AbstractProps {
  readonly text: string;
  readonly spans: readonly Span[];
  /** What stands on the line below, beside the button. */
  readonly children: ComponentChildren;
  /** Another button, before that one. */
  readonly button?: ComponentChildren;
}

/** More than three lines hold on any screen; what lies beyond is drawn only when asked for. */
const FOLDED_LENGTH = 400;

/** An abstract folded to three lines, with a button to unfold it where there is more. The button keeps its place where
 *  there is none, so that nothing moves when the lines have been measured. */
export function Abstract({ text, spans, children, button }: AbstractProps) {
  const id = useId();
  const element = useRef<HTMLParagraphElement>(null);
  const [opened, setUnfolded] = useState(false);
  const unfolded = usePrinting() || opened;
  const [overflows, setOverflows] = useState(text.length > FOLDED_LENGTH);
  useEffect(() => {
    const paragraph = element.current;
    if (paragraph === null || unfolded) return;
    const observer = new ResizeObserver(() => {
      setOverflows(text.length > FOLDED_LENGTH || paragraph.scrollHeight > paragraph.clientHeight + 2);
    });
    observer.observe(paragraph);
    return () => observer.disconnect();
  }, [text, unfolded]);
  return (
    <div class="abstract">
      {text !== "" && (
        <p id={id} ref={element} class={unfolded ? "abstract-text" : "abstract-text folded"} dir="auto">
          <RichText text={unfolded ? text : clipText(text, FOLDED_LENGTH)} spans={spans} block={unfolded} />
        </p>
      )}
      <div class="hit-foot">
        {children}
        {button}
        <button
          type="button"
          class={overflows ? "unfold" : "unfold unneeded"}
          aria-expanded={unfolded}
          aria-controls={text === "" ? undefined : id}
          onClick={() => setUnfolded(!unfolded)}
        >
          {unfolded ? "Less" : "More"}
        </button>
      </div>
    </div>
  );
}
