import type { FacetsAnswer } from "../../../src/wire/index.ts";
import { fetchFacets } from "../api.ts";
import { appendFilters, type SearchState } from "../location.ts";
import { type Request, useRequest } from "./use-request.ts";
import { useRested } from "./use-rested.ts";

/** While a query is typed, its counts wait for so long a pause: they must not hold up the hits of the next letter. */
const TYPING_REST_MS = 200;

/** Counts for the filters that follow the query, asked for once its hits are `ready`: they must not wait for these. The
 *  counts before stay until then. */
export function useFacets(search: SearchState, unsettled: boolean, ready: boolean): Request<FacetsAnswer> {
  const prefix = unsettled && /[\p{L}\p{N}]$/u.test(search.q);
  const parameters = new URLSearchParams();
  appendFilters(parameters, search);
  const key = JSON.stringify([search.q, search.mode, prefix, parameters.toString()]);
  const due = useRested(ready ? key : undefined, unsettled ? TYPING_REST_MS : 0);
  return useRequest(due, (signal) => fetchFacets(search, prefix, signal));
}
