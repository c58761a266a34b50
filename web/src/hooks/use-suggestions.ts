import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import type { Suggestion } from "../../../src/wire/index.ts";
import { fetchSuggestions } from "../api.ts";
import { useRequest } from "./use-request.ts";

export interface Suggestions {
  readonly list: readonly Suggestion[];
  /** Whether the list is on show. */
  readonly open: boolean;
  /** Place of the suggestion that Enter takes; -1 for none: then Enter searches for what is typed. */
  readonly active: number;
  readonly point: (place: number) => void;
  /** To be called with what is typed, whenever it changes by typing. */
  readonly typed: (text: string) => void;
  readonly close: () => void;
  /** Takes the keys of the list while it is on show, and no others. */
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

/** Longer than the pause before a search: hits come first. */
const PAUSE_MS = 120;
const SUGGESTIONS = 7;
const MIN_LETTERS = 2;
const MAX_LETTERS = 200;

/** What the typed beginning may become, in a list that is worked as the combobox pattern of WAI-ARIA says. It opens by
 *  typing alone, and closes at once when the pointer goes to what lies beneath. */
export function useSuggestions(choose: (suggestion: Suggestion) => void): Suggestions {
  const [asked, setAsked] = useState<string>();
  const [active, setActive] = useState(-1);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const { answer } = useRequest(asked, (signal) => fetchSuggestions(asked ?? "", SUGGESTIONS, signal));
  const fits = asked !== undefined && answer !== undefined && continues(asked, answer.query);
  const list = fits ? answer.suggestions : [];
  const open = list.length > 0;

  const close = useCallback(() => {
    clearTimeout(timer.current);
    setAsked(undefined);
    setActive(-1);
  }, []);
  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => {
    if (!open) return;
    const onMove = ({ target }: PointerEvent) => {
      if (target instanceof Element && target.closest("main") !== null) close();
    };
    addEventListener("pointermove", onMove);
    return () => removeEventListener("pointermove", onMove);
  }, [open, close]);

  return {
    list,
    open,
    active: Math.min(active, list.length - 1),
    point: setActive,
    close,
    typed(text) {
      const { length } = text.trim();
      clearTimeout(timer.current);
      setActive(-1);
      if (length < MIN_LETTERS || length > MAX_LETTERS) setAsked(undefined);
      else timer.current = setTimeout(() => setAsked(text), PAUSE_MS);
    },
    onKeyDown(event) {
      if (!open || event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
      const chosen = list[active];
      const places = list.length + 1; // the field itself is one of them
      if (event.key === "ArrowDown") setActive(((active + 2) % places) - 1);
      else if (event.key === "ArrowUp") setActive(((active + places) % places) - 1);
      else if (event.key === "Escape") close();
      else if (event.key === "Enter" && chosen !== undefined) choose(chosen);
      else return;
      event.preventDefault();
    },
  };
}

/** Whether an answer for one text still makes sense for the other. */
function continues(text: string, other: string): boolean {
  return text.startsWith(other) || other.startsWith(text);
}
