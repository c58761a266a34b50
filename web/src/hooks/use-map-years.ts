import { useCallback, useEffect, useMemo, useState } from "preact/hooks";
import type { Points } from "../map/stage-types.ts";
import type { MapState } from "../map-location.ts";
import { countYears } from "../parts/map/points.ts";
import type { YearRange } from "../parts/map/year-range.ts";

export interface MapYears {
  /** Papers per year, the first year first. */
  readonly counts: readonly { readonly year: number; readonly count: number }[];
  /** Undefined: all. */
  readonly shown: YearRange | undefined;
  /** Shows other years without changing the address. */
  readonly move: (range: YearRange | undefined) => void;
}

/** The years that are shown: those of the address, or where a thumb is being dragged to or the years are played. */
export function useMapYears(points: Points, { search: { yearFrom, yearTo } }: MapState): MapYears {
  const [moved, setMoved] = useState<YearRange | "all">();
  const counts = useMemo(() => countYears(points), [points]);
  const move = useCallback((range: YearRange | undefined) => setMoved(range ?? "all"), []);
  useEffect(() => setMoved(undefined), [yearFrom, yearTo]);
  const settled = useMemo((): YearRange | undefined => {
    if (yearFrom === undefined && yearTo === undefined) return undefined;
    return [yearFrom ?? counts[0]?.year ?? 0, yearTo ?? counts.at(-1)?.year ?? 9_999];
  }, [yearFrom, yearTo, counts]);
  return { counts, shown: moved === undefined ? settled : moved === "all" ? undefined : moved, move };
}
