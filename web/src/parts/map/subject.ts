import type { MapHits } from "../../hooks/use-map-hits.ts";
import type { OpenPaper } from "../../hooks/use-map-paper.ts";
import type { View } from "../../map/stage-types.ts";
import { lightsListed, type MapState } from "../../map-location.ts";
import { parseArea } from "./area.ts";
import { type Frame, isInSight, viewOfArea, viewOfPaper, viewOfPoints, viewOfTopic } from "./flights.ts";
import type { TopicIndex } from "./topic-index.ts";

interface Subject {
  readonly map: MapState;
  readonly topics: TopicIndex;
  readonly open: OpenPaper;
  readonly hits: MapHits;
  /** Whether nothing has been shown yet, so that also what could be seen already is brought near. */
  readonly isFirst: boolean;
}

/** Where the stage should go for what the address is about: the open paper, else the selection, the topic, the hits,
 *  the whole map. "wait" while that is not known, undefined when it can be seen where the stage is. */
export function subjectView(frame: Frame, { map, topics, open, hits, isFirst }: Subject): View | "wait" | undefined {
  if (map.paper !== undefined) {
    if (!open.located) return "wait";
    if (open.point === undefined) return frame.stage.home;
    return isFirst || !isInSight(frame, open.point) ? viewOfPaper(frame, open.point) : undefined;
  }
  if (map.search.area !== undefined) return viewOfArea(frame, parseArea(map.search.area));
  const topic = topics.topics[topics.places.get(map.search.topics.at(-1) ?? "") ?? -1];
  if (topic !== undefined) return viewOfTopic(frame, topic);
  if (map.search.q.trim() === "" && !lightsListed(map)) return frame.stage.home;
  if (hits.request.pending) return "wait";
  return hits.points === undefined || hits.points.length === 0 ? frame.stage.home : viewOfPoints(frame, hits.points);
}
