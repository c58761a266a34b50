import type { Ref } from "preact";
import { useState } from "preact/hooks";
import { usePrinting } from "../hooks/use-printing.ts";
import { clipText } from "../tex/pieces.ts";
import { RichText } from "./rich-text.tsx";

/** From here on a title is set smaller. */
const LONG_TITLE = 220;
/** No title is this long; what lies beyond (a whole text in the wrong field) must not push the paper off the screen. */
const FOLDED_TITLE = 800;
const FOLDED_AUTHORS = 20;

interface PaperTitleProps {
  readonly text: string;
  readonly heading: Ref<HTMLHeadingElement>;
}

/** The title of a paper as the heading of its page, folded where it is no title any more. */
export function PaperTitle({ text, heading }: PaperTitleProps) {
  const [opened, setOpened] = useState(false);
  const whole = usePrinting() || opened;
  return (
    <>
      <h1 ref={heading} tabIndex={-1} class={text.length > LONG_TITLE ? "paper-title long" : "paper-title"} dir="auto">
        <RichText text={whole ? text : clipText(text, FOLDED_TITLE)} />
      </h1>
      {text.length > FOLDED_TITLE && (
        <button type="button" class="unfold" aria-expanded={whole} onClick={() => setOpened(!opened)}>
          {whole ? "Less of the title" : "The whole title"}
        </button>
      )}
    </>
  );
}

/** All authors; of a large collaboration the first, and the others on a click. */
export function PaperAuthors({ authors }: { readonly authors: readonly string[] }) {
  const [opened, setOpened] = useState(false);
  const whole = usePrinting() || opened;
  const more = authors.length - FOLDED_AUTHORS;
  return (
    <p class="paper-authors" dir="auto">
      {(whole ? authors : authors.slice(0, FOLDED_AUTHORS)).join(", ")}
      {more > 0 && (
        <>
          {" "}
          <button type="button" class="unfold" aria-expanded={whole} onClick={() => setOpened(!opened)}>
            {whole ? "Fewer authors" : `and ${more.toLocaleString("en")} more`}
          </button>
        </>
      )}
    </p>
  );
}
