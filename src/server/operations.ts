import type { z } from "zod";
import { CITE_FORMATS, FEED_TYPES } from "../cite/index.ts";
import * as wire from "../wire/index.ts";
import { SAVED_OPERATIONS } from "./saved-operations.ts";
import { WORK_OPERATIONS } from "./work-operations.ts";

export interface Operation {
  /** "get" where it is not given. */
  readonly method?: "get" | "post" | "put" | "patch" | "delete";
  readonly path: string;
  readonly summary: string;
  readonly parameters?: z.ZodObject;
  /** What a request carries in its body, as JSON; with none, the body is not read. */
  readonly body?: z.ZodType;
  /** What its answer follows from beside its address: the library, where it is not given; what the reader keeps as well;
   *  or more, which no tag can stand for. */
  readonly follows?: "library" | "reading" | "more";
  /** Status of a good answer; 200 where it is not given. */
  readonly status?: 200 | 201;
  /** Schema of the answer; absent where it is binary or text. */
  readonly answer?: string;
  /** Media types of an answer that is text. */
  readonly text?: readonly string[];
  /** What the id in the path names. */
  readonly hasId?: "paper" | "topic" | "period" | "list" | "saved" | "job";
  /** True where the body is a file's bytes, which are read as they come. */
  readonly rawBody?: true;
}

/** Every route of the API. The router is made from the same list of paths, so that neither can lack one. */
export const OPERATIONS = {
  search: {
    path: "/api/search",
    summary: "Search papers by words, by meaning, or both",
    parameters: wire.SearchParameters,
    answer: "SearchAnswer",
  },
  facets: {
    path: "/api/facets",
    summary:
      "How many of the papers that match a query each year, category, venue, source, topic and list has, and how many are read",
    parameters: wire.FacetsParameters,
    answer: "FacetsAnswer",
    follows: "reading",
  },
  suggest: {
    path: "/api/suggest",
    summary: "What the typed beginning of a query may become: key phrases, topics of the map, titles of papers",
    parameters: wire.SuggestParameters,
    answer: "SuggestAnswer",
  },
  like: {
    path: "/api/like",
    summary: "The papers nearest in meaning to several papers together",
    parameters: wire.LikeParameters,
    answer: "LikeAnswer",
  },
  recommend: {
    path: "/api/recommend",
    summary: "Papers for what is liked and disliked: papers, lists, topics and texts, or what the reader keeps",
    parameters: wire.RecommendParameters,
    answer: "RecommendAnswer",
    follows: "reading",
  },
  explain: {
    path: "/api/explain",
    summary: "Why two papers are alike in meaning, or a query and a paper: the shares of words and sentences",
    parameters: wire.ExplainParameters,
    answer: "ExplainAnswer",
    follows: "reading",
  },
  related: {
    path: "/api/papers/{id}/related",
    summary: "The papers nearest in meaning to a paper",
    parameters: wire.RelatedParameters,
    answer: "RelatedAnswer",
    hasId: "paper",
  },
  mark: {
    path: "/api/papers/{id}/mark",
    summary: "Whether the reader has read a paper, their note on it, and the lists that it is in",
    answer: "Mark",
    hasId: "paper",
    follows: "reading",
  },
  editMark: {
    method: "put",
    path: "/api/papers/{id}/mark",
    summary: "Mark a paper as read or unread, or write a note on it",
    body: wire.MarkEdit,
    answer: "MarkChange",
    hasId: "paper",
  },
  ...WORK_OPERATIONS,
  paper: { path: "/api/papers/{id}", summary: "One paper", answer: "PaperAnswer", hasId: "paper" },
  papers: {
    path: "/api/papers",
    summary: "All papers, the latest added first",
    parameters: wire.PapersParameters,
    answer: "PapersAnswer",
  },
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
  listings: {
    path: "/api/listings",
    summary: "The days, weeks or months in which papers were listed",
    parameters: wire.ListingsParameters,
    answer: "ListingsAnswer",
  },
  listing: {
    path: "/api/listings/{period}",
    summary: "The papers that were listed in a day, week or month, or on a page without date",
    parameters: wire.ListingParameters,
    answer: "ListingAnswer",
    hasId: "period",
  },
  reading: {
    path: "/api/reading",
    summary: "All that papers are marked with: lists, what was read, which have notes",
    answer: "ReadingAnswer",
    follows: "reading",
  },
  lists: { path: "/api/lists", summary: "The reader's lists", answer: "ListsAnswer", follows: "reading" },
  newList: {
    method: "post",
    path: "/api/lists",
    summary: "Make a list, with papers in it or without",
    body: wire.NewList,
    answer: "ListChange",
    status: 201,
  },
  editListPapers: {
    method: "post",
    path: "/api/lists/{id}/papers",
    summary: "Take papers into a list, move them in it, or take them out",
    body: wire.ListPapersEdit,
    answer: "ListChange",
    hasId: "list",
  },
  recommended: {
    path: "/api/lists/{id}/recommended",
    summary: "Papers near those of a list, neither in it nor read",
    parameters: wire.RecommendedParameters,
    answer: "RecommendedAnswer",
    hasId: "list",
    follows: "reading",
  },
  list: {
    path: "/api/lists/{id}",
    summary: "A list with its papers",
    answer: "ReadingList",
    hasId: "list",
    follows: "reading",
  },
  editList: {
    method: "patch",
    path: "/api/lists/{id}",
    summary: "Rename a list, change its colour or note, or move it among the lists",
    body: wire.ListEdit,
    answer: "ListChange",
    hasId: "list",
  },
  deleteList: {
    method: "delete",
    path: "/api/lists/{id}",
    summary: "Delete a list",
    answer: "ListChange",
    hasId: "list",
  },
  markRead: {
    method: "post",
    path: "/api/marks",
    summary: "Mark papers as read or unread",
    body: wire.MarksEdit,
    answer: "MarkChange",
  },
  undo: {
    method: "post",
    path: "/api/undo",
    summary: "Take back one of the last 200 changes of lists, saved searches, marks and notes",
    body: wire.UndoRequest,
    answer: "UndoAnswer",
  },
  ...SAVED_OPERATIONS,
  intakeFile: {
    method: "post",
    path: "/api/intake",
    summary: "Read a file into the library: its bytes as they are, of any format that orrery ingest reads",
    parameters: wire.IntakeParameters,
    answer: "IntakeJob",
    rawBody: true,
  },
  intakeText: {
    method: "post",
    path: "/api/intake/text",
    summary: "Look up pasted ids, or read pasted records into the library",
    body: wire.IntakeTextBody,
    answer: "PasteAnswer",
  },
  intakeFetch: {
    method: "post",
    path: "/api/intake/fetch",
    summary: "Ask arXiv for papers and read them into the library",
    body: wire.IntakeFetchBody,
    answer: "IntakeJob",
  },
  intakeEvents: {
    path: "/api/intake/{job}/events",
    summary: "The state of a job, an IntakeJob with each change, as server-sent events until it ends",
    hasId: "job",
    text: ["text/event-stream"],
    follows: "more",
  },
  intakeCancel: {
    method: "delete",
    path: "/api/intake/{job}",
    summary: "End a job; what it has read stays",
    answer: "IntakeJob",
    hasId: "job",
  },
  intakeJobs: {
    path: "/api/intake",
    summary: "What came in lately, and what is coming in",
    answer: "IntakeJobs",
    follows: "more",
  },
  rejects: {
    path: "/api/rejects",
    summary: "Records that could not be used, with file, line and reason",
    parameters: wire.RejectsParameters,
    answer: "RejectsAnswer",
  },
  check: {
    path: "/api/check",
    summary: "Examine the library: model, store, indexes, map",
    answer: "CheckAnswer",
    follows: "more",
  },
  grade: {
    path: "/api/grade",
    summary: "Grade the library on its own papers: vectors, ranking, graph, map, speed",
    answer: "GradeAnswer",
    follows: "more",
  },
  stats: {
    path: "/api/stats",
    summary: "What the library holds, in numbers",
    answer: "Stats",
    follows: "reading", // its size does
  },
  export: {
    path: "/api/export",
    summary: "Papers as a file for other programs",
    parameters: wire.ExportParameters,
    text: Object.values(CITE_FORMATS).map(({ mediaType }) => mediaType),
    follows: "reading", // lists are filters
  },
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
  health: { path: "/api/health", summary: "Whether the server answers", answer: "Health" },
} as const satisfies Record<string, Operation>;
