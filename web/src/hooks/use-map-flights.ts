import { useEffect, useRef } from "preact/hooks";
import type { Points, Stage } from "../map/stage-types.ts";
import type { MapState } from "../map-location.ts";
import { parseArea } from "../parts/map/area.ts";
import { type Frame, placeOf, viewOfPoints, viewToUncover } from "../parts/map/flights.ts";
import { frameOf } from "../parts/map/frame.ts";
import { subjectView } from "../parts/map/subject.ts";
import type { MapContent } from "./use-map.ts";
import type { MapHits } from "./use-map-hits.ts";
import type { OpenPaper } from "./use-map-paper.ts";
import { type MapRoute, useMapRoute } from "./use-map-route.ts";

/** The stage once it was asked for; undefined inside where this browser can draw no map. */
export interface Drawn {
  readonly stage: Stage | undefined;
  readonly element: HTMLElement;
}

interface Shown {
  readonly map: MapState;
  readonly content: MapContent;
  readonly open: OpenPaper;
  readonly hits: MapHits;
}

export interface MapFlights {
  readonly route: MapRoute;
  readonly showWhole: () => void;
  readonly showHits: () => void;
}

/** Takes the stage to where the address says, or to what it is about, always beside the panels that lie over it. */
export function useMapFlights(drawn: Drawn | undefined, { map, content, open, hits }: Shown): MapFlights {
  const { points, topics } = content;
  const stage = drawn?.stage;
  const isFirst = useRef(map.at === undefined);
  const flyToSubject = (): boolean => {
    const frame = frameNow(drawn, points);
    const view = frame && subjectView(frame, { map, topics, open, hits, isFirst: isFirst.current });
    if (view === "wait") return false;
    if (view !== undefined) stage?.show(view, !isFirst.current);
    isFirst.current = false;
    return true;
  };
  const route = useMapRoute(map, stage, `${open.located} ${hits.request.pending}`, flyToSubject);

  // What was opened or drawn where the panel now lies is moved out from under it.
  const { area } = map.search;
  useEffect(() => {
    const frame = map.at === undefined ? undefined : frameNow(drawn, points);
    const places = open.point !== undefined ? [placeOf(points, open.point)] : area !== undefined && parseArea(area);
    const view = frame && places ? viewToUncover(frame, places) : undefined;
    if (view !== undefined) stage?.show(view, true);
  }, [open.point, area, stage]);

  return {
    route,
    showWhole: () => stage?.show(stage.home, true),
    showHits: () => {
      const frame = frameNow(drawn, points);
      if (frame !== undefined && hits.points !== undefined) stage?.show(viewOfPoints(frame, hits.points), true);
    },
  };
}

function frameNow(drawn: Drawn | undefined, points: Points): Frame | undefined {
  return drawn?.stage === undefined ? undefined : frameOf(drawn.stage, drawn.element, points);
}
