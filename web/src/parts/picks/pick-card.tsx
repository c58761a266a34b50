import { useMemo } from "preact/hooks";
import type { RecommendAnswer } from "../../../../src/wire/index.ts";
import { paperPath } from "../../location.ts";
import type { TasteState } from "../../taste-location.ts";
import { clipText } from "../../tex/pieces.ts";
import { HitCard } from "../hit.tsx";
import { RichText } from "../rich-text.tsx";
import type { ScoreScale } from "../score.tsx";
import { OpinionButtons } from "./opinion-buttons.tsx";

interface PickCardProps {
  readonly hit: RecommendAnswer["hits"][number];
  readonly scale: ScoreScale;
  /** Where the picks are for likes and dislikes of the address; undefined where they are for the reader. */
  readonly taste: TasteState | undefined;
  readonly onChange: (more: Partial<TasteState>) => void;
}

const SHOWN_TITLE_LENGTH = 120;

/** One pick, why it is there, and the ways to say what one thinks of it. */
export function PickCard({ hit, scale, taste, onChange }: PickCardProps) {
  const { near, because, explores, id, title } = hit;
  const shown = useMemo(() => ({ ...hit, words: [] }), [hit]); // they stand below, as the reason

  return (
    <li>
      <HitCard hit={shown} kind="related" asked={near === undefined ? undefined : { paper: near.id }} scale={scale} />
      <p class="pick-why">
        {explores && (
          <span class="pick-explores" title="Not one of the best: what you make of it teaches most">
            to explore
          </span>
        )}
        {because.length > 0 && (
          <span class="pick-because" dir="auto">
            because of {because.join(", ")}
          </span>
        )}
        {near !== undefined && (
          <span>
            near{" "}
            <a href={paperPath(near.id)} dir="auto">
              <RichText text={clipText(near.title, SHOWN_TITLE_LENGTH)} />
            </a>
          </span>
        )}
        {taste === undefined ? (
          <OpinionButtons id={id} title={title} />
        ) : (
          <span class="pick-opinions">
            <button
              type="button"
              class="unfold like-toggle"
              aria-label={`More like this: ${title}`}
              onClick={() => onChange({ like: [...taste.like, id] })}
            >
              More like this
            </button>
            <button
              type="button"
              class="unfold dislike-toggle"
              aria-label={`Less like this: ${title}`}
              onClick={() => onChange({ dislike: [...taste.dislike, id] })}
            >
              Less like this
            </button>
          </span>
        )}
      </p>
    </li>
  );
}
