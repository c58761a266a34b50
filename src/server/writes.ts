import { isIP } from "node:net";
import express, { type Request, type RequestHandler } from "express";
import { AppError } from "../core/index.ts";

/** Who may change what the server keeps: requests from this machine, from anywhere, or nobody's. */
export type Writers = "local" | "all" | "none";

const MAX_BODY = "8mb";
const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/;
/** Names that the domain name system leads nowhere else: no foreign page can take them for its own. */
const LOCAL_NAME = /^([^.]+|.+\.localhost)$/;

/** Reads a body as JSON. Anything else is refused: other types are what a form of a foreign page could send. */
export function jsonBody(): RequestHandler[] {
  const requireJson: RequestHandler = (request, _response, next) => {
    if (request.is("application/json") !== false) return next();
    const came = request.headers["content-type"] ?? "none";
    throw new AppError("bad-request", `Expected a body of type application/json, got ${came}.`);
  };
  return [requireJson, express.json({ limit: MAX_BODY })];
}

/** Whether such a request may change anything. From this machine is what comes from it and asks for it: a page of another
 *  site whose name leads here, and those whom a proxy lets in from outside, ask for another host. */
export function mayWrite(writers: Writers, { socket, headers }: Pick<Request, "socket" | "headers">): boolean {
  if (writers !== "local") return writers === "all";
  return LOOPBACK.test(socket.remoteAddress ?? "") && isLocal(headers.host ?? "");
}

/** Lets reading pass, and changes only from those who may make them: never from a page of another site, which a
 *  browser tells by Sec-Fetch-Site or Origin. */
export function guardWrites(writers: Writers): RequestHandler {
  return (request, _response, next) => {
    if (request.method === "GET" || request.method === "HEAD") return next();
    const site = request.headers["sec-fetch-site"] ?? "none";
    if (site !== "none" && site !== "same-origin") {
      throw new AppError("forbidden", `Expected a change to come from Orrery's own page, got one from a ${site} page.`);
    }
    const { origin, host = "" } = request.headers;
    if (origin !== undefined && !isOf(origin, host)) {
      throw new AppError("forbidden", `Expected a change to come from Orrery's own page, got one from ${origin}.`);
    }
    if (mayWrite(writers, request)) return next();
    throw new AppError(
      "forbidden",
      writers === "none"
        ? "This server only answers; it takes no changes (--writes none)."
        : "Only the machine that runs this server may change anything; --writes all lets others too.",
    );
  };
}

function isLocal(host: string): boolean {
  const name = host.replace(/:\d+$/, "").replace(/^\[(.*)\]$/, "$1");
  return isIP(name) !== 0 || LOCAL_NAME.test(name);
}

function isOf(origin: string, host: string): boolean {
  try {
    return new URL(origin).host === host.toLowerCase();
  } catch {
    return false; // "null", from a page without an address
  }
}
