import type { RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Suggestion } from "../../../src/wire/index.ts";
import { useSuggestions } from "../hooks/use-suggestions.ts";
import { clipQuery, EMPTY_SEARCH, type Route, type SearchState } from "../location.ts";
import { type MapState, mapOf } from "../map-location.ts";
import { go, settle, typeTowards } from "../router.ts";
import { Icon } from "./icons.tsx";
import { activeId, LIST_ID, SuggestionList } from "./suggestion-list.tsx";

interface SearchFieldProps {
  readonly field: RefObject<HTMLInputElement | null>;
  readonly route: Route;
}

/** The first letter is asked for at once, those that follow sooner than this wait together: that spares the server most
 *  letters of whoever types faster than most. */
const TYPING_PAUSE_MS = 60;

/** The one search field of the page. What is typed goes into the address at once, or after a short pause; Enter settles it. */
export function SearchField({ field, route }: SearchFieldProps) {
  const shownQuery = searchOf(route)?.q;
  const [draft, setDraft] = useState(shownQuery ?? "");
  const [sent, setSent] = useState(shownQuery);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const typedAt = useRef(Number.NEGATIVE_INFINITY);
  const newest = useRef(route);
  newest.current = route;

  if (shownQuery !== undefined && shownQuery !== sent) {
    clearTimeout(timer.current); // the address changed by Back, a link or an example
    setSent(shownQuery);
    setDraft(shownQuery);
  }
  useEffect(() => () => clearTimeout(timer.current), []);

  const send = (text: string, goTo: (route: Route) => void) => {
    const { current } = newest;
    const q = clipQuery(text);
    setSent(q);
    const before = searchOf(current) ?? EMPTY_SEARCH;
    const another = q === before.q ? {} : { saved: undefined, fresh: undefined };
    const search = { ...before, ...another, q, pages: 1 };
    if (current.view !== "map") goTo({ view: "search", search });
    else goTo({ view: "map", map: goTo === settle ? towardsHits(current.map, search) : { ...current.map, search } });
  };
  const choose = (suggestion: Suggestion) => {
    clearTimeout(timer.current);
    suggestions.close();
    if (suggestion.kind === "phrase") {
      setDraft(suggestion.text);
      send(suggestion.text, settle);
      return;
    }
    field.current?.blur();
    go(routeTo(suggestion, newest.current));
  };
  const suggestions = useSuggestions(choose);
  const onInput = (text: string) => {
    const typedOn = newest.current;
    setDraft(text);
    suggestions.typed(text);
    clearTimeout(timer.current);
    const pauseMs = Math.max(0, typedAt.current + TYPING_PAUSE_MS - performance.now());
    timer.current = setTimeout(() => {
      typedAt.current = performance.now();
      const { current } = newest;
      const search = searchOf(current);
      const leftMeanwhile = current !== typedOn && search === undefined;
      const unchanged = search?.q === clipQuery(text);
      if (!leftMeanwhile && !unchanged) send(text, typeTowards);
    }, pauseMs);
  };
  const onSubmit = (event: Event) => {
    event.preventDefault();
    clearTimeout(timer.current);
    suggestions.close();
    send(draft, settle);
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
          role="combobox"
          aria-label="Search papers"
          aria-autocomplete="list"
          aria-expanded={suggestions.open}
          aria-controls={LIST_ID}
          aria-activedescendant={activeId(suggestions)}
          placeholder="Ask in plain words"
          autoComplete="off"
          autoCapitalize="off"
          spellcheck={false}
          dir="auto"
          value={draft}
          onInput={(event) => {
            if (!event.isComposing) onInput(event.currentTarget.value);
          }}
          onKeyDown={suggestions.onKeyDown}
          onBlur={suggestions.close}
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
              suggestions.close();
              field.current?.focus();
            }}
          >
            <Icon name="close" />
          </button>
        )}
      </form>
      <SuggestionList suggestions={suggestions} onChoose={choose} />
      {draft.length > clipQuery(draft).length && (
        <p class="search-clipped" role="note">
          This is longer than a search can be: only its beginning is used.
        </p>
      )}
    </search>
  );
}

/** Where a topic or a paper is shown, beside what is shown now. */
function routeTo({ kind, id = "" }: Suggestion, current: Route): Route {
  if (kind === "paper")
    return current.view === "map"
      ? { view: "map", map: { ...current.map, at: undefined, paper: id } }
      : { view: "paper", id };
  const search = { ...EMPTY_SEARCH, topics: [id] };
  return current.view === "map" ? { view: "map", map: mapOf(search) } : { view: "search", search };
}

function searchOf(route: Route): SearchState | undefined {
  if (route.view === "map") return route.map.search;
  return route.view === "search" ? route.search : undefined;
}

/** Enter on the map goes to where the hits are; what was open or selected gives way, unless the search is within it. */
function towardsHits(map: MapState, search: SearchState): MapState {
  const whole = { ...search, topics: [], area: undefined };
  return { ...map, paper: undefined, at: undefined, search: map.within ? search : whole };
}
