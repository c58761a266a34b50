import type { RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { clipQuery, EMPTY_SEARCH, type Route, type SearchState } from "../location.ts";
import { amend, go, typeTowards } from "../router.ts";
import { Icon } from "./icons.tsx";

interface SearchFieldProps {
  readonly field: RefObject<HTMLInputElement | null>;
  readonly route: Route;
}

/** Short enough to feel immediate, long enough to spare the server the letters within a word. */
const TYPING_PAUSE_MS = 60;

/** The one search field of the page. What is typed goes into the address after a short pause; Enter settles it. */
export function SearchField({ field, route }: SearchFieldProps) {
  const shownQuery = route.view === "search" ? route.search.q : undefined;
  const [draft, setDraft] = useState(shownQuery ?? "");
  const [sent, setSent] = useState(shownQuery);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const base: SearchState = route.view === "search" ? { ...route.search, pages: 1 } : EMPTY_SEARCH;

  if (shownQuery !== undefined && shownQuery !== sent) {
    setSent(shownQuery); // the address changed by Back, a link or an example
    setDraft(shownQuery);
  }
  useEffect(() => () => clearTimeout(timer.current), []);

  const send = (text: string, typing: boolean) => {
    clearTimeout(timer.current);
    const q = clipQuery(text);
    setSent(q);
    const next: Route = { view: "search", search: { ...base, q } };
    if (typing) typeTowards(next);
    else if (route.view === "search") amend(next, false);
    else go(next);
  };
  const onInput = (text: string) => {
    setDraft(text);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => send(text, true), TYPING_PAUSE_MS);
  };
  const onSubmit = (event: Event) => {
    event.preventDefault();
    send(draft, false);
  };

  return (
    <search class="search-field">
      <form action="/search" onSubmit={onSubmit}>
        <Icon name="search" />
        <input
          ref={field}
          class="search-input"
          type="text"
          name="q"
          inputMode="search"
          enterKeyHint="search"
          aria-label="Search papers"
          placeholder="Ask in plain words"
          autoComplete="off"
          autoCapitalize="off"
          spellcheck={false}
          dir="auto"
          value={draft}
          onInput={(event) => {
            if (!event.isComposing) onInput(event.currentTarget.value);
          }}
          onCompositionEnd={(event) => onInput(event.currentTarget.value)}
        />
        {draft === "" ? (
          <span class="search-key key" aria-hidden="true">
            /
          </span>
        ) : (
          <button
            type="button"
            class="search-clear"
            aria-label="Clear the search"
            onClick={() => {
              onInput("");
              field.current?.focus();
            }}
          >
            <Icon name="close" />
          </button>
        )}
      </form>
      {draft.length > clipQuery(draft).length && (
        <p class="search-clipped" role="note">
          This is longer than a search can be: only its beginning is used.
        </p>
      )}
    </search>
  );
}
