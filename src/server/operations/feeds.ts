import { FEED_TYPES } from "../../cite/index.ts";
import * as wire from "../../wire/index.ts";
import type { Operation } from "./operation.ts";

/** The routes of feeds. */
export const FEED_OPERATIONS = {
  dailyAtom: {
    path: "/api/feeds/daily.atom",
    summary: "The papers of the latest days with listings as an Atom feed",
    parameters: wire.DailyFeedParameters,
    text: [FEED_TYPES.atom],
  },
  dailyJson: {
    path: "/api/feeds/daily.json",
    summary: "The same as a JSON Feed",
    parameters: wire.DailyFeedParameters,
    text: [FEED_TYPES.json],
  },
  searchAtom: {
    path: "/api/feeds/search.atom",
    summary: "The papers that answer a search best as an Atom feed, the latest in the library first",
    parameters: wire.SearchFeedParameters,
    text: [FEED_TYPES.atom],
  },
  searchJson: {
    path: "/api/feeds/search.json",
    summary: "The same as a JSON Feed",
    parameters: wire.SearchFeedParameters,
    text: [FEED_TYPES.json],
  },
  listAtom: {
    path: "/api/feeds/list.atom",
    summary: "What is recommended from a list of the reader as an Atom feed",
    parameters: wire.ListFeedParameters,
    text: [FEED_TYPES.atom],
    follows: "reading",
  },
  listJson: {
    path: "/api/feeds/list.json",
    summary: "The same as a JSON Feed",
    parameters: wire.ListFeedParameters,
    text: [FEED_TYPES.json],
    follows: "reading",
  },
} as const satisfies Record<string, Operation>;
