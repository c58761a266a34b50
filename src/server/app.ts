import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import compression from "compression";
import express, { type Express, type RequestHandler, Router } from "express";
import helmet from "helmet";
import { AppError } from "../core/index.ts";
import type { Library } from "../library/index.ts";
import * as wire from "../wire/index.ts";
import { addDigestRoutes } from "./digest-routes.ts";
import { problemHandler, unknownPath } from "./errors.ts";
import { addExportRoutes } from "./export-routes.ts";
import { addFeedRoutes } from "./feed-routes.ts";
import { addFindRoutes } from "./find-routes.ts";
import { addIntakeRoutes } from "./intake-routes.ts";
import { addListingRoutes } from "./listing-routes.ts";
import { openApiDocument } from "./openapi.ts";
import { OPERATIONS, type Operation } from "./operations/index.ts";
import { addMarkRoutes, addReadingRoutes } from "./reading-routes.ts";
import { addSavedRoutes } from "./saved-routes.ts";
import { NO_CACHE, tagger } from "./tags.ts";
import { addWorkRoutes } from "./work-routes.ts";
import { guardWrites, jsonBody, type Writers } from "./writes.ts";

export interface AppOptions {
  readonly library: Library;
  /** Folder of the built page. */
  readonly pageFolder: string;
  readonly version: string;
  /** Host names that requests may carry; undefined accepts all. Guards against DNS rebinding. */
  readonly allowedHosts?: readonly string[];
  /** Who may change anything; "local" where it is not given. */
  readonly writers?: Writers;
  readonly report: (line: string) => void;
}

const ASSET_MAX_AGE_MS = 365 * 24 * 3600 * 1000;

/** The server as an Express app: the API under /api, the page everywhere else. */
export function createApp(options: AppOptions): Express {
  const app = express();
  app.disable("x-powered-by");
  app.set("etag", false); // ETags come from the library's revision, before any work is done
  app.use(securityHeaders());
  if (options.allowedHosts !== undefined) app.use(onlyHosts(options.allowedHosts));
  app.use(compression());
  app.use("/api", api(options));
  app.use(page(options.pageFolder));
  app.use(unknownPath);
  app.use(problemHandler(options.report));
  return app;
}

function api({ library, version, writers = "local" }: AppOptions): Router {
  const router = Router();
  const document = openApiDocument(version);
  router.use(guardWrites(writers));
  const tag = tagger(library, version, writers);
  const route: Route = (name, handler) => {
    const operation: Operation = OPERATIONS[name];
    const { path, method = "get", body } = operation;
    const pattern = path.replace("/api", "").replace(/\{(\w+)\}/, "*$1");
    router[method](pattern, tag(operation), ...(body === undefined ? [] : jsonBody()), handler);
  };
  router.get("/openapi.json", tag({}), (_request, response) => void response.json(document));
  route("health", (_request, response) => {
    const papers = library.count();
    response.json({ status: papers === 0 ? "empty" : "ok", papers, version } satisfies wire.Health);
  });
  route("stats", (_request, response) => void response.json(library.stats() satisfies wire.Stats));
  route("search", async (request, response) => {
    const { q, prefix, ...rest } = wire.SearchParameters.parse(request.query);
    response.json((await library.search({ query: q, prefix: prefix === "1", ...rest })) satisfies wire.SearchAnswer);
  });
  route("related", async (request, response) => {
    const { k, ...filters } = wire.RelatedParameters.parse(request.query);
    const answer = await library.related(idOf(request.params["id"]), { k, filters });
    response.json(answer satisfies wire.RelatedAnswer);
  });
  addMarkRoutes(route, library.reading);
  addWorkRoutes(route, library);
  route("paper", (request, response) => {
    response.json(library.paper(idOf(request.params["id"])) satisfies wire.PaperAnswer);
  });
  route("papers", (request, response) => {
    const { k, offset } = wire.PapersParameters.parse(request.query);
    response.json(library.latest(k, offset) satisfies wire.PapersAnswer);
  });
  addReadingRoutes(route, library, writers);
  addSavedRoutes(route, library);
  addDigestRoutes(route, library);
  addExportRoutes(route, library.cite);
  addFeedRoutes(route, library);
  addIntakeRoutes(route, library);
  addFindRoutes(route, library);
  addMapRoutes(route, library.map);
  addListingRoutes(route, library.listings);
  router.use(unknownPath);
  return router;
}

/** Adds a route of the API by its name. */
export type Route = (operation: keyof typeof OPERATIONS, handler: RequestHandler) => void;

function addMapRoutes(route: Route, map: Library["map"]): void {
  route("mapStatus", (_request, response) => void response.json(map.status() satisfies wire.MapStatus));
  route("mapPapers", (request, response) => {
    const { row } = wire.MapPapersParameters.parse(request.query);
    response.json(map.papers(row) satisfies wire.MapPapersAnswer);
  });
  route("mapColumn", (request, response) => {
    response.json(map.column(wire.MapColumnParameters.parse(request.query).by) satisfies wire.MapColumn);
  });
  route("selection", (request, response) => {
    const { area, k, offset, ...filters } = wire.SelectionParameters.parse(request.query);
    response.json(map.selection(area, filters, k, offset) satisfies wire.SelectionAnswer);
  });
  route("map", (_request, response) => void response.type("application/octet-stream").send(map.points()));
  route("overTime", (request, response) => {
    const { level } = wire.OverTimeParameters.parse(request.query);
    response.json(map.topicsOverTime(level) satisfies wire.TopicsOverTime);
  });
  route("topicPapers", (request, response) => {
    const { k, offset } = wire.TopicPapersParameters.parse(request.query);
    response.json(map.topicPapers(idOf(request.params["id"]), k, offset) satisfies wire.MapPapersAnswer);
  });
  route("topic", (request, response) => void response.json(map.topic(idOf(request.params["id"])) satisfies wire.Topic));
  route("topics", (_request, response) => void response.json(map.topics() satisfies wire.TopicsAnswer));
}

/** Ids hold slashes: the wildcard gives their decoded parts. */
export function idOf(parts: string | string[] | undefined): string {
  return Array.isArray(parts) ? parts.join("/") : (parts ?? "");
}

function securityHeaders(): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", "data:"],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        manifestSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: false, // plain HTTP on loopback
    referrerPolicy: { policy: "no-referrer" },
  });
}

/** Refuses requests that reached this address under a name that is not its own. */
function onlyHosts(allowed: readonly string[]): RequestHandler {
  return (request, _response, next) => {
    const host = (request.headers.host ?? "").replace(/:\d+$/, "").toLowerCase();
    if (allowed.includes(host)) return next();
    throw new AppError(
      "bad-request",
      `Expected a request to ${allowed.join(" or ")}, got one to ${JSON.stringify(host)}.`,
    );
  };
}

/** The built page; every address without a file of its own is a view of it. */
function page(folder: string): Router {
  const router = Router();
  const index = join(folder, "index.html");
  router.use(
    express.static(folder, {
      index: false,
      etag: true,
      setHeaders(response, path) {
        const hashed = path.startsWith(join(folder, "assets"));
        response.setHeader(
          "Cache-Control",
          hashed ? `public, max-age=${ASSET_MAX_AGE_MS / 1000}, immutable` : NO_CACHE,
        );
      },
    }),
  );
  router.use((request, response, next) => {
    // No pattern: it would refuse addresses whose percent signs make no sense
    if (request.method !== "GET" && request.method !== "HEAD") return next();
    if (request.path.startsWith("/assets/")) throw new AppError("not-found", `There is no ${request.path}.`);
    if (!existsSync(index)) throw new AppError("not-found", `The page is not built: expected ${index}. Run npm start.`);
    response.setHeader("Cache-Control", NO_CACHE);
    response.sendFile("index.html", { root: resolve(folder) }); // a root: the folders above may have dots
  });
  return router;
}
