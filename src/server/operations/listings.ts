import * as wire from "../../wire/index.ts";
import type { Operation } from "./operation.ts";

/** The routes of what was listed when. */
export const LISTING_OPERATIONS = {
  listings: {
    path: "/api/listings",
    summary: "The days, weeks or months in which papers were listed",
    parameters: wire.ListingsParameters,
    answer: "ListingsAnswer",
  },
  listing: {
    path: "/api/listings/{period}",
    summary: "The papers that were listed in a day, week or month, or on a page without date",
    parameters: wire.ListingParameters,
    answer: "ListingAnswer",
    hasId: "period",
  },
} as const satisfies Record<string, Operation>;
