import { useMemo } from "preact/hooks";
import type { Hit } from "../../../src/wire/index.ts";
import { fetchFiltered, fetchSearch } from "../api.ts";
import { appendFilters, EMPTY_SEARCH } from "../location.ts";
import type { Points } from "../map/stage-types.ts";
import { lightsListed, type MapState, searchOf } from "../map-location.ts";
import { pointsOf } from "../parts/map/points.ts";
import { type Request, useRequest } from "./use-request.ts";

const LIT_HITS = 100;
export const LIT_LISTED = 1_000;

export interface MapHits {
  readonly request: Request<readonly Pick<Hit, "row">[]>;
  /** The hits that are on the map, the best first; undefined when nothing is asked for. */
  readonly points: Uint32Array | undefined;
}

/** The best hits of the search on the map, the whole one or within what is selected; without a query, the papers that
 *  were listed within its dates. */
export function useMapHits(map: MapState, points: Points, unsettled: boolean): MapHits {
  const search = searchOf(map);
  const isListed = lightsListed(map);
  const asked = isListed || search.q.trim() !== "";
  const prefix = unsettled && /[\p{L}\p{N}]$/u.test(search.q);
  const { listedFrom, listedTo, lists, read } = search;
  const parameters = new URLSearchParams();
  appendFilters(parameters, search);
  const key = JSON.stringify([search.q, search.mode, prefix, parameters.toString()]);
  const request = useRequest(asked ? key : undefined, (signal): Promise<readonly Pick<Hit, "row">[]> => {
    if (isListed)
      return fetchFiltered({ ...EMPTY_SEARCH, listedFrom, listedTo, lists, read }, LIT_LISTED, signal).then(
        ({ papers }) => papers,
      );
    return fetchSearch(search, { k: LIT_HITS, offset: 0, prefix }, signal).then(({ hits }) => hits);
  });
  const hits = asked ? request.answer : undefined;
  const lit = useMemo(
    () =>
      hits &&
      pointsOf(
        points,
        hits.map((hit) => hit.row),
      ),
    [hits, points],
  );
  return { request, points: lit };
}
