import * as wire from "../../wire/index.ts";
import type { Operation } from "./operation.ts";

/** The routes that find papers, and say why. */
export const FIND_OPERATIONS = {
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
} as const satisfies Record<string, Operation>;
