import type { Library } from "../library/index.ts";
import * as wire from "../wire/index.ts";
import { idOf, type Route } from "./app.ts";

/** The routes of what was listed when. */
export function addListingRoutes(route: Route, listings: Library["listings"]): void {
  route("listings", (request, response) => {
    const { by } = wire.ListingsParameters.parse(request.query);
    response.json(listings.periods(by) satisfies wire.ListingsAnswer);
  });
  route("listing", async (request, response) => {
    const { novelty, ...page } = wire.ListingParameters.parse(request.query);
    const order = { ...page, withNovelty: novelty === "1" };
    response.json((await listings.period(idOf(request.params["period"]), order)) satisfies wire.ListingAnswer);
  });
}
