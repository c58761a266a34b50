import { writeDigestHtml, writeDigestMarkdown } from "../cite/index.ts";
import { digestInWords, type Library } from "../library/index.ts";
import * as wire from "../wire/index.ts";
import type { Route } from "./app.ts";

const FILES = {
  markdown: { write: writeDigestMarkdown, type: "text/markdown; charset=utf-8", name: "digest.md" },
  html: { write: writeDigestHtml, type: "text/html; charset=utf-8", name: "digest.html" },
} as const;

/** The routes of what is new for the reader. */
export function addDigestRoutes(route: Route, { digest }: Library): void {
  route("digest", async (request, response) => {
    const { since, k, format } = wire.DigestParameters.parse(request.query);
    const answer = await digest.make({ since, k });
    if (format === "json") {
      response.json(answer satisfies wire.DigestAnswer);
      return;
    }
    const { write, type, name } = FILES[format];
    response.setHeader("Content-Type", type);
    response.setHeader("Content-Disposition", `attachment; filename="${name}"`);
    response.send(write(digestInWords(answer)));
  });
  route("seenDigest", (request, response) => {
    const { upTo } = wire.SeenRequest.parse(request.body);
    response.json(digest.seen(upTo) satisfies wire.SeenAnswer);
  });
}
