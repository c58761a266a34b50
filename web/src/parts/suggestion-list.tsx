import type { Suggestion } from "../../../src/wire/index.ts";
import type { Suggestions } from "../hooks/use-suggestions.ts";
import { clipText } from "../tex/pieces.ts";

interface SuggestionListProps {
  readonly suggestions: Suggestions;
  readonly onChoose: (suggestion: Suggestion) => void;
}

export const LIST_ID = "suggestions";
const KIND_NAMES = { phrase: "search", topic: "topic", paper: "paper" } as const;
const SHOWN_LENGTH = 160;

/** Id of the suggestion that the field speaks for; undefined for none. */
export function activeId({ open, active }: Suggestions): string | undefined {
  return open && active >= 0 ? `${LIST_ID}-${active}` : undefined;
}

/** The list under the search field. The keyboard stays in the field. */
export function SuggestionList({ suggestions, onChoose }: SuggestionListProps) {
  const { list, open, active, point } = suggestions;
  return (
    <div
      id={LIST_ID}
      class="suggestions"
      role="listbox"
      aria-label="Suggestions"
      tabIndex={-1}
      hidden={!open}
      onPointerDown={(event) => event.preventDefault()}
    >
      {list.map((suggestion, place) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keys
        <div
          key={`${suggestion.kind} ${suggestion.id ?? suggestion.text}`}
          id={`${LIST_ID}-${place}`}
          class="suggestion"
          role="option"
          tabIndex={-1}
          aria-selected={place === active}
          onPointerMove={() => place !== active && point(place)}
          onClick={() => onChoose(suggestion)}
        >
          <span class="suggestion-text" dir="auto">
            {clipText(suggestion.text, SHOWN_LENGTH)}
          </span>
          <span class="suggestion-kind">{KIND_NAMES[suggestion.kind]}</span>
        </div>
      ))}
    </div>
  );
}
