import * as wire from "../../wire/index.ts";
import type { Operation } from "./operation.ts";

/** The routes of the topic map. */
export const MAP_OPERATIONS = {
  mapStatus: {
    path: "/api/map/status",
    summary: "How far the topic map is, and how far it can be trusted",
    answer: "MapStatus",
    follows: "more",
  },
  mapPapers: {
    path: "/api/map/papers",
    summary: "The papers of some points of the map",
    parameters: wire.MapPapersParameters,
    answer: "MapPapersAnswer",
  },
  mapColumn: {
    path: "/api/map/column",
    summary: "Categories, venues or sources of the points of the map",
    parameters: wire.MapColumnParameters,
    answer: "MapColumn",
  },
  selection: {
    path: "/api/map/selection",
    summary: "What lies in an area of the map",
    parameters: wire.SelectionParameters,
    answer: "SelectionAnswer",
  },
  map: { path: "/api/map", summary: "The points of the map, in a binary form that src/wire/map.ts describes" },
  overTime: {
    path: "/api/topics-over-time",
    summary: "How many papers each topic of a level has in each year",
    parameters: wire.OverTimeParameters,
    answer: "TopicsOverTime",
  },
  topicPapers: {
    path: "/api/topics/{id}/papers",
    summary: "The papers of a topic, the most typical first",
    parameters: wire.TopicPapersParameters,
    answer: "MapPapersAnswer",
    hasId: "topic",
  },
  topic: { path: "/api/topics/{id}", summary: "One topic", answer: "Topic", hasId: "topic" },
  topics: { path: "/api/topics", summary: "All topics of the map, level by level", answer: "TopicsAnswer" },
} as const satisfies Record<string, Operation>;
