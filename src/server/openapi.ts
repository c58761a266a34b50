import { z } from "zod";
import * as wire from "../wire/index.ts";

interface Operation {
  readonly path: string;
  readonly summary: string;
  readonly parameters?: z.ZodObject;
  readonly answer: string;
  readonly hasId?: true;
}

/** Every route of the API. The router is made from the same list of paths, so that neither can lack one. */
export const OPERATIONS = {
  search: {
    path: "/api/search",
    summary: "Search papers by words, by meaning, or both",
    parameters: wire.SearchParameters,
    answer: "SearchAnswer",
  },
  related: {
    path: "/api/papers/{id}/related",
    summary: "The papers nearest in meaning to a paper",
    parameters: wire.RelatedParameters,
    answer: "RelatedAnswer",
    hasId: true,
  },
  paper: { path: "/api/papers/{id}", summary: "One paper", answer: "Paper", hasId: true },
  papers: {
    path: "/api/papers",
    summary: "All papers, the latest added first",
    parameters: wire.PapersParameters,
    answer: "PapersAnswer",
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
    parameters: [...(hasId ? [ID_PARAMETER] : []), ...(parameters === undefined ? [] : queryParameters(parameters))],
    responses: {
      "200": { description: "The answer", content: content("application/json", answer) },
      "304": { description: "Nothing changed since the ETag in If-None-Match" },
      "400": problem,
      ...(hasId ? { "404": problem } : {}),
    },
  };
}

const ID_PARAMETER = {
  name: "id",
  in: "path",
  required: true,
  description: "The paper's id, or its arXiv id or DOI in any spelling; percent-encoded",
  schema: { type: "string" },
};

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
