import type { TasteWord } from "../../../../src/wire/index.ts";
import type { TasteState } from "../../taste-location.ts";

interface WordPanelProps {
  readonly words: readonly TasteWord[];
  readonly taste: TasteState;
  readonly onChange: (more: Partial<TasteState>) => void;
}

const MOST_FACTOR = 3;

/** What was learned, in words: each can be struck out, or turned up and down. */
export function WordPanel({ words, taste, onChange }: WordPanelProps) {
  const turn = (word: string, factor: number) => {
    const turned = new Map(taste.words);
    if (factor === 1) turned.delete(word);
    else turned.set(word, factor);
    onChange({ words: turned });
  };
  return (
    <details class="picks-words">
      <summary>What was learned, in words</summary>
      <ul>
        {words.map(({ word, weight, factor = 1 }) => (
          <li key={word} class={factor === 0 ? "is-struck" : weight < 0 ? "is-against" : ""}>
            <span class="picks-word" dir="auto" title={weight < 0 ? "speaks against a paper" : "speaks for a paper"}>
              {weight < 0 ? `− ${word}` : word}
            </span>
            <meter class="picks-weight" min="0" max="1" value={Math.abs(weight)} aria-hidden="true" />
            <input
              type="range"
              min="0"
              max={MOST_FACTOR}
              step="0.5"
              value={factor}
              aria-label={`How much ${word} counts`}
              onChange={(event) => turn(word, Number(event.currentTarget.value))}
            />
            <button
              type="button"
              class="unfold"
              aria-label={factor === 0 ? `Count ${word} again` : `Strike out ${word}`}
              onClick={() => turn(word, factor === 0 ? 1 : 0)}
            >
              {factor === 0 ? "Count again" : "Strike out"}
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}
