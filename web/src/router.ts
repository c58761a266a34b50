import { useEffect, useState } from "preact/hooks";
import { formatRoute, parseRoute, type Route } from "./location.ts";

/** What an entry of the browser's history remembers besides its address. */
interface EntryMemory {
  /** The query of this entry is still being typed: the next keystroke replaces it. */
  readonly typing?: boolean;
  /** The query was left as it was typed, without Enter: its last word may be the beginning of one. */
  readonly unsettled?: boolean;
  /** Where the reader was when leaving. */
  readonly scrollY?: number;
  /** Address of the link that was followed from here. */
  readonly followed?: string;
  /** How many entries of this visit lie before it. */
  readonly depth?: number;
}

export interface Place {
  readonly route: Route;
  readonly memory: EntryMemory;
  /** True when the reader came here by Back, Forward or reload, so that the old position is to be restored. */
  readonly returning: boolean;
}

type Listener = (place: Place) => void;

const listeners = new Set<Listener>();
let place: Place = { route: currentRoute(), memory: { ...readMemory(), typing: false }, returning: true };

history.scrollRestoration = "manual";
addEventListener("popstate", () => {
  moveTo({ route: currentRoute(), memory: readMemory(), returning: true });
});
addEventListener("pagehide", () => remember({}));
addEventListener("scrollend", () => remember({}));

/** The place that the address bar shows; the component is drawn again when it changes. */
export function usePlace(): Place {
  const [current, setCurrent] = useState(place);
  useEffect(() => {
    setCurrent(place);
    listeners.add(setCurrent);
    return () => {
      listeners.delete(setCurrent);
    };
  }, []);
  return current;
}

/** Goes to a route as a new entry of the history. */
export function go(route: Route, followed?: string): void {
  remember(followed === undefined ? { typing: false } : { typing: false, followed });
  push(route, sameSubject(place.route, route) ? { unsettled: place.memory.unsettled ?? false } : {});
}

/** Changes the route of this entry, for example while more hits are shown. */
export function amend(route: Route, more: Pick<EntryMemory, "typing" | "unsettled"> = {}): void {
  if (!sameSubject(place.route, route)) scrollTo({ top: 0, behavior: "instant" });
  const memory = { ...readMemory(), ...more };
  write("replaceState", memory, route);
  moveTo({ route, memory, returning: false });
}

/** Changes the route while the reader types: the first keystroke makes an entry, those that follow amend it. */
export function typeTowards(route: Route): void {
  if (place.memory.typing === true) {
    amend(route);
    return;
  }
  remember({ typing: false });
  push(route, { typing: true, unsettled: true });
}

/** Changes the route when the reader has pressed Enter: what is typed from here on is a new query. */
export function settle(route: Route): void {
  if (place.route.view === route.view) amend(route, { typing: false, unsettled: false });
  else go(route);
}

/** Back to the entry before, or to the start page when this is where the visit began. */
export function goBack(fallback: Route): void {
  if ((readMemory().depth ?? 0) > 0) history.back();
  else go(fallback);
}

/** Lets plain clicks on links of this page change the route without loading it again. */
export function followLinks(event: MouseEvent): void {
  const modified = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
  if (event.defaultPrevented || event.button !== 0 || modified || !(event.target instanceof Element)) return;
  const link = event.target.closest("a");
  if (link === null || link.origin !== location.origin || link.target !== "" || link.pathname.startsWith("/api/"))
    return;
  if (link.hash !== "") return;
  event.preventDefault();
  go(parseRoute(link.pathname, link.search), link.getAttribute("href") ?? "");
}

function push(route: Route, more: EntryMemory): void {
  if (!sameSubject(place.route, route)) scrollTo({ top: 0, behavior: "instant" });
  const memory = { ...more, depth: (readMemory().depth ?? 0) + 1 };
  write("pushState", memory, route);
  moveTo({ route, memory, returning: false });
}

/** Whether a reader would say that both show the same thing, for example one search with and without a filter. */
function sameSubject(before: Route, after: Route): boolean {
  if (before.view === "map" && after.view === "map") return before.map.search.q === after.map.search.q;
  return before.view === "search" && after.view === "search" && before.search.q === after.search.q;
}

function moveTo(next: Place): void {
  place = next;
  for (const listener of listeners) listener(next);
}

function remember(more: EntryMemory): void {
  write("replaceState", { ...readMemory(), scrollY, ...more });
}

function write(method: "pushState" | "replaceState", memory: EntryMemory, route?: Route): void {
  try {
    history[method](memory, "", route === undefined ? undefined : formatRoute(route));
  } catch {
    // Browsers limit how often an address may change; the page itself goes on, and the next change catches up.
  }
}

function readMemory(): EntryMemory {
  const state: unknown = history.state;
  return typeof state === "object" && state !== null ? (state as EntryMemory) : {};
}

function currentRoute(): Route {
  return parseRoute(location.pathname, location.search);
}
