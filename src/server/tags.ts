import type { Request, RequestHandler } from "express";
import type { Library } from "../library/index.ts";
import type { Operation } from "./operations/index.ts";
import { mayWrite, type Writers } from "./writes.ts";

/** Keep it, but ask before use: the ETag answers in a fraction of a millisecond. */
export const NO_CACHE = "no-cache";

/** Makes the handlers that take up what others have written, and tag answers: an answer of the API follows from its
 *  address and the state of the library, so that one tag serves all; where it shows what the reader keeps, or whether
 *  that may be changed, from these too. Changes are not tagged. */
export function tagger(library: Library, version: string, writers: Writers) {
  return ({ follows = "library" }: Pick<Operation, "follows">): RequestHandler =>
    (request, response, next) => {
      library.refresh();
      const isRead = request.method === "GET" || request.method === "HEAD";
      if (!isRead || follows === "more") {
        response.setHeader("Cache-Control", "no-store");
        return next();
      }
      const showsOwn = follows === "reading" || filtersByOwn(request);
      const writable = showsOwn && mayWrite(writers, request) ? "-w" : "";
      const tag = `W/"${version}-${library.stamp(showsOwn)}${writable}"`;
      response.setHeader("Cache-Control", NO_CACHE);
      response.setHeader("ETag", tag);
      if (knows(request.headers["if-none-match"], tag)) response.status(304).end();
      else next();
    };
}

/** Any answer may be narrowed down to what the reader keeps, or sorted by it. */
function filtersByOwn({ query }: Request): boolean {
  return query["list"] !== undefined || query["read"] !== undefined || query["sort"] === "mine";
}

/** True when the client holds the answer of this tag. Unlike request.fresh also for one that sends no-cache beside it,
 *  as Node's fetch does: that is a word to caches between it and this server. */
function knows(ifNoneMatch: string | undefined, tag: string): boolean {
  const bare = (each: string) => each.trim().replace(/^W\//, "");
  return ifNoneMatch?.split(",").some((each) => bare(each) === bare(tag)) ?? false;
}
