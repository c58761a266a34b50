import { z } from "zod";
import { OPERATIONS, type Operation } from "./operations/index.ts";

/** The OpenAPI 3.1 document of the API, derived from the wire schemas. */
export function openApiDocument(version: string): object {
  const { schemas } = z.toJSONSchema(z.globalRegistry, {
    uri: (id) => `#/components/schemas/${id}`,
    io: "output",
  });
  const paths: Record<string, Record<string, object>> = {};
  for (const { path, method = "get", ...operation } of Object.values<Operation>(OPERATIONS)) {
    paths[path] = { ...paths[path], [method]: describe(operation, method) };
  }
  return {
    openapi: "3.1.0",
    info: { title: "Orrery", version, description: "A local-first explorer of research papers by meaning." },
    paths,
    components: { schemas: Object.fromEntries(Object.entries(schemas).map(([id, schema]) => [id, withoutId(schema)])) },
  };
}

function describe(
  { summary, parameters, body, rawBody, answer, text, hasId, follows, status = 200 }: Omit<Operation, "path">,
  method: string,
): object {
  const problem = { description: "Problem details", content: content("application/problem+json", "Problem") };
  return {
    summary,
    parameters: [
      ...(hasId === undefined ? [] : [ID_PARAMETERS[hasId]]),
      ...(parameters === undefined ? [] : queryParameters(parameters)),
    ],
    ...(body === undefined ? {} : { requestBody: { required: true, content: bodyContent(body) } }),
    ...(rawBody === true ? { requestBody: { required: true, content: contentOf(undefined) } } : {}),
    responses: {
      [status]: {
        description: "The answer",
        content: answer === undefined ? contentOf(text) : content("application/json", answer),
      },
      ...(method === "get" && follows !== "more"
        ? { "304": { description: "Nothing changed since the ETag in If-None-Match" } }
        : {}),
      "400": problem,
      ...(method === "get" ? {} : { "403": problem }),
      ...(hasId ? { "404": problem } : {}),
      ...(method === "get" ? {} : { "409": problem }),
      ...(body === undefined && rawBody === undefined ? {} : { "413": problem }),
      ...(method === "get" ? {} : { "503": problem }),
    },
  };
}

/** Of an answer that is not JSON: text of these media types, else bytes. */
function contentOf(text: readonly string[] | undefined): object {
  if (text === undefined) return { "application/octet-stream": { schema: { type: "string", format: "binary" } } };
  return Object.fromEntries(text.map((type) => [type, { schema: { type: "string" } }]));
}

const ID_PARAMETERS = {
  paper: idParameter("The paper's id, or its arXiv id or DOI in any spelling; percent-encoded"),
  topic: idParameter("The topic's id, for example t12"),
  list: idParameter("The list's id, for example l3, or its name, percent-encoded"),
  saved: idParameter("The saved search's id, for example s3, or its name, percent-encoded"),
  job: idParameter("The id of a job of the intake", "job"),
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

function bodyContent(body: z.ZodType): object {
  const schema = z.toJSONSchema(body, { io: "input", unrepresentable: "any" });
  return { "application/json": { schema: withoutId(schema) } };
}

function content(type: string, id: string): object {
  return { [type]: { schema: { $ref: `#/components/schemas/${id}` } } };
}

/** OpenAPI names its schemas by their place; an $id would make other addresses of them. */
function withoutId({ $id, $schema, id, ...schema }: Record<string, unknown>): object {
  return schema;
}
