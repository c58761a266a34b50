import { NO_TOPIC, pathOf } from "../../map/index.ts";
import type { MapView } from "./map-view.ts";

export interface TopicCount {
  readonly id: string;
  readonly name: string;
  readonly count: number;
}

/** How many of the rows marked 1 lie in each topic of the top level, and in those of `ids`; the largest first. */
export function countTopics({ map }: MapView, accepts: Uint8Array, ids: readonly string[]): TopicCount[] {
  const deepest = new Uint32Array(map.topics.length);
  for (let point = 0; point < map.rows.length; point++) {
    const topic = map.topic[point] ?? NO_TOPIC;
    if (topic !== NO_TOPIC) deepest[topic] = (deepest[topic] ?? 0) + (accepts[map.rows[point] ?? 0] ?? 0);
  }
  const counts = new Uint32Array(map.topics.length);
  for (const [topic, count] of deepest.entries()) {
    if (count > 0) for (const place of pathOf(map, topic)) counts[place] = (counts[place] ?? 0) + count;
  }
  return map.topics
    .map(({ id, name, level }, place) => ({ id, name, level, count: counts[place] ?? 0 }))
    .filter(({ id, level }) => ids.includes(id) || level === 0)
    .map(({ id, name, count }) => ({ id, name, count }))
    .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
}
