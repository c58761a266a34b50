import { useCallback, useEffect, useMemo, useRef } from "preact/hooks";
import type { Stage, View } from "../map/stage-types.ts";
import { type MapPlace, type MapState, roundPlace } from "../map-location.ts";
import { amend, go } from "../router.ts";

/** Moving the map writes the address when it comes to rest, not sixty times a second. */
const REST_MS = 250;

export interface MapRoute {
  /** Makes a new entry of the history. What is seen stays, unless `at` is among the changes: undefined goes to the
   *  subject of the new state. */
  readonly go: (more: Partial<MapState>) => void;
  /** The same within the present entry. */
  readonly amend: (more: Partial<MapState>) => void;
  /** To be called with every view of the stage. */
  readonly onView: (view: View) => void;
}

/** Keeps the address and the stage showing the same place, whichever of the two moves. `flyToSubject` goes to what the
 *  state is about; false when that is not known yet, so that it is asked again when `ready` changes. */
export function useMapRoute(
  map: MapState,
  stage: Stage | undefined,
  ready: string,
  flyToSubject: () => boolean,
): MapRoute {
  const newest = useRef({ map, stage, flyToSubject });
  newest.current = { map, stage, flyToSubject };
  const known = useRef<MapPlace | undefined>(map.at);
  const flown = useRef<string>(undefined);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const present = useCallback((): MapPlace | undefined => {
    const { map: state, stage: shown } = newest.current;
    known.current = shown === undefined ? state.at : roundPlace(shown.view);
    return known.current;
  }, []);

  useEffect(() => {
    if (stage === undefined) return;
    const { at } = map;
    if (at === undefined) {
      const { area, topics, q, listedFrom, listedTo } = map.search;
      const subject = JSON.stringify([map.paper, area, topics, q, listedFrom, listedTo]);
      known.current = undefined;
      if (flown.current !== subject && newest.current.flyToSubject()) flown.current = subject;
      return;
    }
    flown.current = undefined;
    if (isSame(at, known.current)) return;
    clearTimeout(timer.current);
    known.current = at;
    stage.show(at, true);
  }, [map, stage, ready]);

  useEffect(() => () => clearTimeout(timer.current), []);

  return useMemo(() => {
    const change = (how: typeof go | typeof amend, more: Partial<MapState>) => {
      clearTimeout(timer.current);
      const { map: state } = newest.current;
      const at = "at" in more ? undefined : { at: present() };
      how({ view: "map", map: { ...state, ...more, ...at } });
    };
    return {
      go: (more) => change(go, more),
      amend: (more) => change(amend, more),
      onView: () => {
        clearTimeout(timer.current);
        timer.current = setTimeout(() => {
          const { map: state } = newest.current;
          const at = present();
          if (at !== undefined && !isSame(at, state.at)) amend({ view: "map", map: { ...state, at } });
        }, REST_MS);
      },
    };
  }, [present]);
}

function isSame(a: MapPlace, b: MapPlace | undefined): boolean {
  return b !== undefined && a.x === b.x && a.y === b.y && a.zoom === b.zoom;
}
