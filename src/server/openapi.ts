import { z } from "zod";
import * as wire from "../wire/index.ts";

interface Operation {
  readonly path: string;
  readonly summary: string;
  readonly parameters?: z.ZodObject;
  /** Schema of the answer; absent where it is binary. */
  readonly answer?: string;
  /** What the id in the path names. */
  readonly hasId?: "paper" | "topic" | "period";
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
    summary: "How many of the papers that match a query each year, category, venue, source and topic has",
    parameters: wire.FacetsParameters,
    answer: "FacetsAnswer",
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
  related: {
    path: "/api/papers/{id}/related",
    summary: "The papers nearest in meaning to a paper",
    parameters: wire.RelatedParameters,
    answer: "RelatedAnswer",
    hasId: "paper",
  },
  paper: { path: "/api/papers/{id}", summary: "One paper", answer: "Paper", hasId: "paper" },
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
  stats: { path: "/api/stats", summary: "What the library holds, in numbers", answer: "Stats" },
  health: { path: "/api/health", summary: "Whether the server answers", answer: "Health" },
} as const satisfies Record<string, Operation>;

/** The OpenAPI 3.1 document of the API, derived from the wire schemas. */
export function openApiDocument(version: string): object {
  const { schemas } = z.toJSONSchema(z.globalRegistry, {
    uri: (id) => `#/components/schemas/${id}`,
    io: "output",
  });
  const paths = Object.values<Operation>(OPERATIONS).map(({ path, ...operation }) => [
    path,
    { get: describe(operation) },
  ]);
  return {
    openapi: "3.1.0",
    info: { title: "Orrery", version, description: "A local-first explorer of research papers by meaning." },
    paths: Object.fromEntries(paths),
    components: { schemas: Object.fromEntries(Object.entries(schemas).map(([id, schema]) => [id, withoutId(schema)])) },
  };
}

function describe({ summary, parameters, answer, hasId }: Omit<Operation, "path">): object {
  const problem = { description: "Problem details", content: content("application/problem+json", "Problem") };
  return {
    summary,
    parameters: [
      ...(hasId === undefined ? [] : [ID_PARAMETERS[hasId]]),
      ...(parameters === undefined ? [] : queryParameters(parameters)),
    ],
    responses: {
      "200": {
        description: "The answer",
        content: answer === undefined ? BINARY : content("application/json", answer),
      },
      "304": { description: "Nothing changed since the ETag in If-None-Match" },
      "400": problem,
      ...(hasId ? { "404": problem } : {}),
    },
  };
}

const BINARY = { "application/octet-stream": { schema: { type: "string", format: "binary" } } };

const ID_PARAMETERS = {
  paper: idParameter("The paper's id, or its arXiv id or DOI in any spelling; percent-encoded"),
  topic: idParameter("The topic's id, for example t12"),
  period: idParameter(
    "2024-05-01, 2024-W18 or 2024-05; --05-01 or --05 for pages without a year; page:source/name, percent-encoded",
    "period",
  ),
};

function idParameter(description: string, name = "id"): object {
  return { name, in: "path", required: true, description, schema: { type: "string" } };
}

function queryParameters(parameters: z.ZodObject): object[] {
  const schema = z.toJSONSchema(parameters, { io: "input", unrepresentable: "any" });
  const required = new Set(schema.required ?? []);
  return Object.entries(schema.properties ?? {}).map(([name, property]) => ({
    name,
    in: "query",
    required: required.has(name),
    ...(typeof property === "object" && property.description !== undefined
      ? { description: property.description }
      : {}),
    schema: property,
  }));
}

function content(type: string, id: string): object {
  return { [type]: { schema: { $ref: `#/components/schemas/${id}` } } };
}

/** OpenAPI names its schemas by their place; an $id would make other addresses of them. */
function withoutId({ $id, $schema, id, ...schema }: Record<string, unknown>): object {
  return schema;
}
