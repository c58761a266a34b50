import { useMemo } from "preact/hooks";
import type { MapContent } from "../../hooks/use-map.ts";
import type { MapColoring } from "../../hooks/use-map-coloring.ts";
import type { MapHits } from "../../hooks/use-map-hits.ts";
import type { OpenPaper } from "../../hooks/use-map-paper.ts";
import type { StageState } from "../../map/stage-types.ts";
import type { MapState } from "../../map-location.ts";
import { parseArea } from "./area.ts";
import { pointOf } from "./points.ts";
import type { YearRange } from "./year-range.ts";

interface StageInputs extends Pick<StageState, "tool" | "theme"> {
  readonly content: MapContent;
  readonly map: MapState;
  readonly coloring: MapColoring;
  readonly hits: MapHits;
  readonly open: OpenPaper;
  /** Row of the paper that is pointed at in a list. */
  readonly listed: number | undefined;
  readonly shownYears: YearRange | undefined;
}

/** What the stage draws; parts that do not change keep their identity. */
export function useStageState(inputs: StageInputs): StageState {
  const { content, map, coloring: colored, hits, open, listed, shownYears, tool, theme } = inputs;
  const { points, topics } = content;
  const { coloring } = colored;
  const { point } = open;
  const { area: areaText, topics: selected } = map.search;
  const [yearFrom, yearTo] = shownYears ?? [];

  const listedPoint = listed === undefined ? undefined : pointOf(points, listed);
  const joined = useMemo(() => {
    if (point === undefined || listedPoint === undefined || listedPoint === point) return open.joined;
    return Uint32Array.of(listedPoint);
  }, [point, listedPoint, open.joined]);
  const lit = useMemo(() => {
    if (hits.points === undefined && point === undefined && listedPoint === undefined) return undefined;
    const first = [point, listedPoint].filter((each) => each !== undefined);
    return Uint32Array.from(
      new Set([...first, ...(hits.points ?? []), ...((point !== undefined && open.joined) || [])]),
    );
  }, [hits.points, point, listedPoint, open.joined]);
  const area = useMemo(() => (areaText === undefined ? undefined : parseArea(areaText)), [areaText]);
  const years = useMemo(
    () => (yearFrom === undefined || yearTo === undefined ? undefined : ([yearFrom, yearTo] as const)),
    [yearFrom, yearTo],
  );
  const topic = topics.places.get(selected.at(-1) ?? "");
  const { contours } = map;

  return useMemo(
    () => ({
      points,
      topics: topics.topics,
      coloring,
      years,
      lit,
      open: point,
      joined: point === undefined ? undefined : joined,
      area,
      topic,
      tool,
      contours,
      theme,
    }),
    [points, topics, coloring, years, lit, point, joined, area, topic, tool, contours, theme],
  );
}
