import type { Request, RequestHandler, Response } from "express";
import { AppError } from "../core/index.ts";
import type { Library } from "../library/index.ts";
import * as wire from "../wire/index.ts";
import type { Route } from "./app.ts";

const HEARTBEAT_MS = 15_000;
const CONTENT_TYPE = "application/octet-stream";

/** The routes by which papers come in, and those that tell how the library is. */
export function addIntakeRoutes(route: Route, { intake, upkeep }: Library): void {
  route("intakeFile", async (request, response) => {
    const { name } = wire.IntakeParameters.parse(request.query);
    response.json((await intake.take(name, contentOf(request))) satisfies wire.IntakeJob);
  });
  route("intakeText", async (request, response) => {
    const { text } = wire.IntakeTextBody.parse(request.body);
    response.json((await intake.paste(text)) satisfies wire.PasteAnswer);
  });
  route("intakeFetch", (request, response) => {
    const { ids } = wire.IntakeFetchBody.parse(request.body);
    response.json(intake.fetch(ids) satisfies wire.IntakeJob);
  });
  route("intakeEvents", events(intake));
  route("intakeCancel", (request, response) => {
    response.json(intake.cancel(jobOf(request)) satisfies wire.IntakeJob);
  });
  route("intakeJobs", (_request, response) => {
    response.json(intake.jobs() satisfies wire.IntakeJobs);
  });
  route("rejects", (request, response) => {
    const { k, offset } = wire.RejectsParameters.parse(request.query);
    response.json(upkeep.rejects(k, offset) satisfies wire.RejectsAnswer);
  });
  route("check", async (_request, response) => {
    response.json((await upkeep.check()) satisfies wire.CheckAnswer);
  });
  route("grade", async (_request, response) => {
    response.json((await upkeep.grade()) satisfies wire.GradeAnswer);
  });
}

/** The body as it comes. A type that no form of a foreign page can send, and a length that is not too large already. */
function contentOf(request: Request): Request {
  const type = request.headers["content-type"]?.split(";")[0]?.trim().toLowerCase();
  if (type !== CONTENT_TYPE) {
    throw new AppError("bad-request", `Expected a body of type ${CONTENT_TYPE}, got ${type ?? "none"}.`);
  }
  const length = Number(request.headers["content-length"] ?? 0);
  if (length > wire.MAX_INTAKE_BYTES) {
    throw new AppError("too-large", `Expected at most 2 GiB, got ${length} bytes. Read it with: orrery ingest <file>`);
  }
  return request;
}

/** The state of a job as server-sent events: at once, with every change, and a last time when it ends. */
function events(intake: Library["intake"]): RequestHandler {
  return (request, response) => {
    let isOpen = false;
    let heartbeat: NodeJS.Timeout | undefined;
    const stop = intake.watch(jobOf(request), (state) => {
      if (!isOpen) open(response);
      isOpen = true;
      response.write(`data: ${JSON.stringify(state satisfies wire.IntakeJob)}\n\n`);
      if (state.endedAt === undefined) return;
      clearInterval(heartbeat); // nothing may follow the end
      response.end();
    });
    if (!response.writableEnded) heartbeat = setInterval(() => response.write(": still here\n\n"), HEARTBEAT_MS);
    response.on("close", () => {
      clearInterval(heartbeat);
      stop();
    });
  };
}

/** no-transform keeps compression away, which would hold events back until there are many. */
function open(response: Response): void {
  response.writeHead(200, {
    "Content-Type": "text/event-stream; charset=utf-8",
    "Cache-Control": "no-store, no-transform",
    "X-Accel-Buffering": "no",
  });
  response.flushHeaders();
}

function jobOf(request: Request): string {
  const job = request.params["job"];
  return Array.isArray(job) ? job.join("/") : (job ?? "");
}
