import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Library } from "../library/index.ts";
import * as wire from "../wire/index.ts";
import type { Route } from "./app.ts";

const CHUNK = 1 << 16;

/** The route that gives papers as files for other programs. */
export function addExportRoutes(route: Route, cite: Library["cite"]): void {
  route("export", async (request, response) => {
    const { format, id, q, inline, ...rest } = wire.ExportParameters.parse(request.query);
    const file = await cite.write({ ids: id, query: q, ...rest }, format);
    const isShown = inline === "1";
    response.setHeader("Content-Type", isShown ? "text/plain; charset=utf-8" : file.mediaType);
    response.setHeader("Content-Disposition", `${isShown ? "inline" : "attachment"}; filename="${file.name}"`);
    response.setHeader("X-Total-Count", String(file.total));
    await pipeline(Readable.from(inChunks(file.pieces)), response).catch((error: unknown) => {
      if (!isGone(error)) throw error;
    });
  });
}

/** Few large pieces travel faster than one for each paper. */
function* inChunks(pieces: Iterable<string>): Generator<string> {
  let chunk = "";
  for (const piece of pieces) {
    chunk += piece;
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = "";
  }
  if (chunk !== "") yield chunk;
}

/** Whether the reader went away before the end. */
function isGone(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ERR_STREAM_PREMATURE_CLOSE";
}
