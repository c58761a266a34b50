import type { Library } from "../library/index.ts";
import * as wire from "../wire/index.ts";
import { idOf, type Route } from "./app.ts";

/** The routes of papers that are or may be one work; those of one paper come before the paper's own, whose id takes all
 *  that follows. */
export function addWorkRoutes(route: Route, { duplicates }: Library): void {
  route("records", (request, response) => {
    response.json(duplicates.records(idOf(request.params["id"])) satisfies wire.RecordsAnswer);
  });
  route("split", async (request, response) => {
    const { records } = wire.SplitRequest.parse(request.body);
    response.json((await duplicates.split(idOf(request.params["id"]), records)) satisfies wire.WorkChange);
  });
  route("duplicates", (request, response) => {
    const { k, offset } = wire.DuplicatesParameters.parse(request.query);
    response.json(duplicates.suspects(k, offset) satisfies wire.DuplicatesAnswer);
  });
  route("mergePapers", async (request, response) => {
    const { a, b } = wire.PaperPair.parse(request.body);
    response.json((await duplicates.merge(a, b)) satisfies wire.WorkChange);
  });
  route("keepApart", async (request, response) => {
    const { a, b } = wire.PaperPair.parse(request.body);
    response.json((await duplicates.keepApart(a, b)) satisfies wire.WorkChange);
  });
}
