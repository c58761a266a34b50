import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { EMPTY_SEARCH, type Route } from "../location.ts";
import { mapOf, searchOf } from "../map-location.ts";
import { reading } from "../reading/page.ts";
import { go, goBack } from "../router.ts";
import { NO_TASTE } from "../taste-location.ts";

interface Keys {
  readonly field: RefObject<HTMLInputElement | null>;
  readonly route: Route;
  readonly showHelp: () => void;
}

/** Links that j and k walk through, in reading order. */
const STOPS = "a[data-stop]";

/** Views that g and another key lead to. */
const SEQUENCES: ReadonlyMap<string, Route> = new Map<string, Route>([
  ["d", { view: "daily" }],
  ["f", { view: "picks", taste: NO_TASTE }],
  ["l", { view: "lists" }],
  ["i", { view: "library" }],
  ["n", { view: "digest" }],
]);

/** A second key counts as one with the first for so long. */
const SEQUENCE_MS = 1_500;

/** The keyboard of the whole page: `/` `j` `k` arrows `o` `x` `r` `s` `l` `c` `u` `m` `[` `]` `a` `n` `g d` `g f` `g l` `g i` `g n` Escape `?`. Keys typed into fields, dialogs and open panels stay there. */
export function useKeys({ field, route, showHelp }: Keys): void {
  const pressedG = useRef(Number.NEGATIVE_INFINITY);
  // Before the first paint: whoever sees the page can already use its keys.
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      // Brackets are typed with AltGr on many keyboards, which some systems report as Ctrl and Alt.
      const isModified = event.metaKey || ((event.ctrlKey || event.altKey) && !event.getModifierState("AltGraph"));
      if (event.defaultPrevented || isModified || event.isComposing || isModifierKey(event.key)) return;
      if (document.querySelector("dialog[open], :popover-open") !== null) return;
      const followsG = event.timeStamp - pressedG.current < SEQUENCE_MS;
      pressedG.current = Number.NEGATIVE_INFINITY;
      const inField = event.target === field.current;
      if (!inField && isEditable(event.target)) return;
      if (!inField && event.key === "g") pressedG.current = event.timeStamp;
      const isTaken = inField ? fieldKey(event.key) : followsG ? sequenceKey(event.key) : pageKey(event.key);
      if (isTaken) event.preventDefault();
    };

    const fieldKey = (key: string): boolean => {
      if (key === "ArrowDown") return moveFocus(1);
      if (key !== "Escape" || field.current === null) return false;
      if (field.current.value === "") field.current.blur();
      else clear(field.current);
      return true;
    };

    const sequenceKey = (key: string): boolean => {
      const view = SEQUENCES.get(key);
      if (view === undefined) return pageKey(key);
      go(view);
      return true;
    };

    const pageKey = (key: string): boolean => {
      const onStop = document.activeElement?.matches(STOPS) === true;
      if (key === "/") return focusField();
      if (key === "?") showHelp();
      else if (key === "j" || (key === "ArrowDown" && onStop)) return moveFocus(1);
      else if (key === "k" || (key === "ArrowUp" && onStop)) return moveFocus(-1) || focusField();
      else if (key === "x") return tick();
      else if (key === "r") return press("button.read-toggle");
      else if (key === "a") return press("button.like-toggle");
      else if (key === "n") return press("button.dislike-toggle");
      else if (key === "w") return press(".why-button");
      else if (key === "s" || key === "l") return press(".lists-button");
      else if (key === "c") return press(".cite-button");
      else if (key === "u") reading.undo();
      else if (key === "o" && onStop && document.activeElement instanceof HTMLElement) document.activeElement.click();
      else if (key === "m") return follow("a.these-on-map") || crossTheMap();
      else if (key === "[" || key === "]") return follow(key === "[" ? "a[rel~=prev]" : "a[rel~=next]");
      else if (key === "Escape") return leave();
      else return false;
      return true;
    };

    const crossTheMap = (): boolean => {
      go(acrossTheMap(route));
      return true;
    };

    const focusField = (): boolean => {
      field.current?.focus();
      field.current?.select();
      return true;
    };

    const leave = (): boolean => {
      if (route.view === "map") return false; // the map has more to leave, step by step
      if (route.view === "search") return focusField();
      goBack({ view: "search", search: EMPTY_SEARCH });
      return true;
    };

    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [field, route, showHelp]);
}

/** The same papers on the map, or as a list again. */
function acrossTheMap(route: Route): Route {
  if (route.view === "map") return { view: "search", search: searchOf(route.map) };
  if (route.view === "paper") return { view: "map", map: { ...mapOf(EMPTY_SEARCH), paper: route.id } };
  return { view: "map", map: mapOf(route.view === "search" ? route.search : EMPTY_SEARCH) };
}

/** Moves to the next stop after the focused one, or onto the first; false when there is none in that direction. */
function moveFocus(step: 1 | -1): boolean {
  const stops = [...document.querySelectorAll<HTMLElement>(STOPS)];
  const here = stops.indexOf(document.activeElement as HTMLElement);
  const next = here === -1 ? stops[step === 1 ? 0 : -1] : stops[here + step];
  if (next === undefined) return step === 1 && stops.length > 0;
  next.focus({ preventScroll: true });
  next.closest("li")?.scrollIntoView({ block: "nearest" });
  return true;
}

/** Presses a button of the paper that has the focus, of the paper that is open, or of those that are ticked; false where
 *  none has it. */
function press(button: string): boolean {
  const focused = document.activeElement?.closest("main li")?.querySelector<HTMLElement>(button);
  const found = focused ?? document.querySelector<HTMLElement>(`.paper-actions ${button}, .seed-bar ${button}`);
  found?.click();
  return found !== null;
}

/** Follows a link that the page shows; false where it shows none. */
function follow(selector: string): boolean {
  const link = document.querySelector<HTMLAnchorElement>(selector);
  link?.click();
  return link !== null;
}

/** Pressed on the way to another key. */
function isModifierKey(key: string): boolean {
  return key === "Shift" || key === "AltGraph" || key === "Control" || key === "Alt" || key === "Meta";
}

/** Ticks the paper that has the focus, or takes its tick off; false where none has. */
function tick(): boolean {
  const box = document.activeElement?.closest("li")?.querySelector<HTMLInputElement>(".hit-tick input") ?? undefined;
  box?.click();
  return box !== undefined;
}

function clear(field: HTMLInputElement): void {
  field.value = "";
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

/** Whether keys pressed there are text. */
export function isEditable(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return target.type !== "checkbox" && target.type !== "radio";
  return target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}
