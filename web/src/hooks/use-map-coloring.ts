import { useMemo } from "preact/hooks";
import type { MapColumn } from "../../../src/wire/index.ts";
import { fetchMapColumn } from "../api.ts";
import type { Coloring } from "../map/stage-types.ts";
import type { MapColor } from "../map-location.ts";
import { applyScheme, type LegendLine, schemeOf } from "../parts/map/coloring.ts";
import type { MapContent } from "./use-map.ts";
import { type Request, useRequest } from "./use-request.ts";

export interface MapColoring {
  readonly coloring: Coloring;
  readonly lines: readonly LegendLine[];
  readonly request: Request<MapColumn>;
}

/** The colours of the points and their legend; a column of the library is fetched when it is first asked for. */
export function useMapColoring(
  { points, topics, version }: MapContent,
  by: MapColor,
  hidden: readonly string[],
  theme: "light" | "dark",
): MapColoring {
  const fetched = by === "category" || by === "venue" || by === "source" ? by : undefined;
  const request = useRequest(fetched && `${version} ${fetched}`, (signal) =>
    fetchMapColumn(fetched ?? "category", signal),
  );
  const column = request.answer;
  const scheme = useMemo(() => schemeOf(by, points, topics, column), [by, points, topics, column]);
  const hiddenKeys = JSON.stringify(hidden);
  const applied = useMemo(() => applyScheme(scheme, theme, JSON.parse(hiddenKeys)), [scheme, theme, hiddenKeys]);
  return { ...applied, request };
}
