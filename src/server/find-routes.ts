import type { Library } from "../library/index.ts";
import * as wire from "../wire/index.ts";
import type { Route } from "./app.ts";

/** The routes that help to find papers beside the search itself. */
export function addFindRoutes(route: Route, { find, explain, recommend }: Library): void {
  route("facets", async (request, response) => {
    const { q, prefix, ...rest } = wire.FacetsParameters.parse(request.query);
    const answer = await find.facets({ query: q, prefix: prefix === "1", ...rest });
    response.json(answer satisfies wire.FacetsAnswer);
  });
  route("like", async (request, response) => {
    const { id, k, offset, ...filters } = wire.LikeParameters.parse(request.query);
    response.json((await find.like(id, k, offset, filters)) satisfies wire.LikeAnswer);
  });
  route("recommend", async (request, response) => {
    const answer = await recommend.recommend(wire.RecommendParameters.parse(request.query));
    response.json(answer satisfies wire.RecommendAnswer);
  });
  route("explain", async (request, response) => {
    const { a, q = "", b } = wire.ExplainParameters.parse(request.query);
    const answer = a === undefined ? await explain.query(q, b) : await explain.papers(a, b);
    response.json(answer satisfies wire.ExplainAnswer);
  });
  route("suggest", (request, response) => {
    const { q, k } = wire.SuggestParameters.parse(request.query);
    response.json(find.suggest(q, k) satisfies wire.SuggestAnswer);
  });
}
