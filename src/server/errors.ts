import type { ErrorRequestHandler, Request, RequestHandler, Response } from "express";
import { ZodError } from "zod";
import { AppError, clip, type ErrorCode, messageOf } from "../core/index.ts";
import type { Problem } from "../wire/index.ts";

/** HTTP status and title of every error code. */
export const STATUS_OF: Readonly<Record<ErrorCode, readonly [status: number, title: string]>> = {
  "bad-request": [400, "Bad request"],
  forbidden: [403, "Forbidden"],
  conflict: [409, "Changed meanwhile"],
  "too-large": [413, "Too large"],
  "bad-input": [400, "Unusable input"],
  "bad-record": [400, "Unusable record"],
  "not-found": [404, "Not found"],
  "library-busy": [503, "Library busy"],
  "map-building": [503, "Map being laid out"],
  "model-mismatch": [409, "Another model"],
  cancelled: [499, "Cancelled"],
  "model-missing": [500, "Model missing"],
  "damaged-file": [500, "Damaged file"],
  "wrong-version": [500, "Wrong version"],
  unreachable: [502, "Not reachable"],
  "storage-failed": [500, "Storage failed"],
  "port-in-use": [500, "Port in use"],
};

const MAX_SHOWN = 60;

/** Answers every path of the API that no route took. */
export const unknownPath: RequestHandler = (request) => {
  throw new AppError("not-found", `There is no ${request.method} ${request.originalUrl}. See /api/openapi.json.`);
};

/** Turns whatever was thrown into RFC 9457 problem details. What nobody foresaw is reported and becomes a bare 500. */
export function problemHandler(report: (line: string) => void): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) return next(error);
    if (error instanceof ZodError) return send(response, "bad-request", describe(error, given(request)));
    if (error instanceof AppError) return send(response, error.code, error.message);
    const status = statusOf(error);
    if (status === 413) return send(response, "too-large", `${messageOf(error)}: expected a smaller body.`);
    if (error instanceof URIError || status === 400 || status === 415)
      return send(response, "bad-request", messageOf(error));
    report(`${request.method} ${request.originalUrl}: ${error instanceof Error ? error.stack : String(error)}`);
    respond(response, {
      type: "about:blank",
      title: "Internal error",
      status: 500,
      detail: "Something went wrong inside Orrery; its log says more.",
      code: "internal",
    });
  };
}

function send(response: Response, code: ErrorCode, detail: string): void {
  const [status, title] = STATUS_OF[code];
  respond(response, { type: "about:blank", title, status, detail, code });
}

function respond(response: Response, problem: Problem): void {
  response.removeHeader("ETag");
  response.setHeader("Cache-Control", "no-store");
  response.status(problem.status).type("application/problem+json").send(JSON.stringify(problem));
}

/** Express marks malformed requests with a status of their own. */
function statusOf(error: unknown): unknown {
  return typeof error === "object" && error !== null && "status" in error ? error.status : undefined;
}

/** All that a request says beside its path. */
function given({ query, body }: Request): unknown {
  return typeof body === "object" && body !== null ? { ...query, ...body } : query;
}

function describe(error: ZodError, query: unknown): string {
  return error.issues
    .map(({ path, message }) => {
      const [name] = path;
      const came =
        typeof query === "object" && query !== null ? (query as Record<string, unknown>)[String(name)] : query;
      if (name === undefined) return message; // of the whole
      const got = came === undefined ? "nothing" : clip(JSON.stringify(came), MAX_SHOWN);
      return `${String(name)}: ${message} (got ${got})`;
    })
    .join("; ");
}
