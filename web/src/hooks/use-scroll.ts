import { useLayoutEffect, useRef } from "preact/hooks";
import type { Place } from "../router.ts";

/** Once the content is there, takes the reader to where they were on this place, and the keyboard to the link that they
 *  had followed; a place that is new begins at its top. */
export function useScroll(place: Place, ready: boolean): void {
  const handled = useRef<Place>(undefined);
  useLayoutEffect(() => {
    if (!ready || handled.current === place) return;
    handled.current = place;
    if (!place.returning) return;
    scrollTo({ top: place.memory.scrollY ?? 0, behavior: "instant" });
    const { followed } = place.memory;
    if (followed === undefined) return;
    const links = document.querySelectorAll<HTMLAnchorElement>("a[data-stop]");
    [...links].find((link) => link.getAttribute("href") === followed)?.focus({ preventScroll: true });
  }, [place, ready]);
}
