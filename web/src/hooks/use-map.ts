import { fetchMapPoints, fetchTopics } from "../api.ts";
import { decodePoints } from "../map/index.ts";
import type { Points } from "../map/stage-types.ts";
import { indexTopics, type TopicIndex } from "../parts/map/topic-index.ts";
import { type Request, useRequest } from "./use-request.ts";

export interface MapContent {
  readonly version: string;
  readonly points: Points;
  readonly topics: TopicIndex;
}

/** The map that was seen last: coming back to it shows it at once. */
let kept: MapContent | undefined;

/** The points and topics of one version of the map. */
export function useMap(version: string | undefined): Request<MapContent> {
  return useRequest(version, (signal) => {
    if (version === undefined || kept?.version === version) return kept as MapContent;
    return load(version, signal);
  });
}

async function load(version: string, signal: AbortSignal): Promise<MapContent> {
  const [buffer, topics] = await Promise.all([fetchMapPoints(signal), fetchTopics(signal)]);
  kept = { version, points: decodePoints(buffer), topics: indexTopics(topics) };
  return kept;
}
