import { useMemo } from "preact/hooks";
import type { Hit, PaperAnswer } from "../../../src/wire/index.ts";
import { fetchPaper, fetchRelated } from "../api.ts";
import type { Points } from "../map/stage-types.ts";
import { pointOf, pointsOf } from "../parts/map/points.ts";
import { type Request, useRequest } from "./use-request.ts";

const RELATED = 15;

export interface OpenPaper {
  readonly paper: Request<PaperAnswer>;
  readonly related: Request<readonly Hit[]>;
  /** False while it is not yet known where the paper is. */
  readonly located: boolean;
  readonly point: number | undefined;
  /** Points of the related papers, the nearest first. */
  readonly joined: Uint32Array | undefined;
}

/** The paper that is open beside the map and the papers nearest to it. */
export function useMapPaper(id: string | undefined, points: Points): OpenPaper {
  const key = id === undefined ? undefined : `paper ${id}`;
  const paper = useRequest(key, (signal) => fetchPaper(id ?? "", signal));
  const related = useRequest(key, (signal) =>
    fetchRelated(id ?? "", RELATED, signal).then(({ hits }): readonly Hit[] => hits),
  );
  const row = key !== undefined && paper.answeredKey === key ? paper.answer?.row : undefined;
  const point = row === undefined ? undefined : pointOf(points, row);
  const hits = key !== undefined && related.answeredKey === key ? related.answer : undefined;
  const joined = useMemo(
    () =>
      hits &&
      pointsOf(
        points,
        hits.map((hit) => hit.row),
      ),
    [hits, points],
  );
  return { paper, related, located: row !== undefined || paper.error !== undefined, point, joined };
}
