import { AppError, clip } from "../../core/index.ts";
import { parseQuery } from "../../search/index.ts";
import { SearchParameters } from "../../wire/index.ts";
import type { SearchRequest } from "../options.ts";

/** What a saved search asks for. */
export type SavedQuery = Omit<SearchRequest, "k" | "offset" | "prefix">;

/** Where a view stood, not what it showed. */
const LEFT_OUT = new Set(["pages", "saved", "new", "k", "offset", "prefix"]);

/** What is searched for by the parameters of an address. Throws AppError("bad-request") for those that are none of a
 *  search, and for a query without words. */
export function parseSavedQuery(search: string): SavedQuery {
  const given = new URLSearchParams(search.replace(/^\?/, ""));
  const parameters: Record<string, string | string[]> = {};
  for (const name of new Set(given.keys())) {
    if (LEFT_OUT.has(name)) continue;
    if (!Object.hasOwn(SearchParameters.shape, name)) {
      throw new AppError("bad-request", `Expected parameters of a search, got ${JSON.stringify(clip(name, 60))}.`);
    }
    const values = given.getAll(name);
    parameters[name] = values.length === 1 ? (values[0] ?? "") : values;
  }
  const { success, data, error } = SearchParameters.safeParse({ q: "", ...parameters });
  if (!success) {
    const [issue] = error.issues;
    throw new AppError("bad-request", `${issue?.path.join(".")}: ${issue?.message}`);
  }
  const { k, offset, prefix, q, ...rest } = data;
  if (parseQuery(q).positive === "") {
    throw new AppError("bad-request", "Expected a query with at least one word to look for.");
  }
  return { query: q, ...rest };
}

/** The same as parameters of an address, in the order that the page gives them: equal searches become equal texts. */
export function formatSavedQuery({ query, mode, sort, ...filters }: SavedQuery): string {
  const parameters = new URLSearchParams({ q: query });
  if (mode !== "hybrid") parameters.set("mode", mode);
  if (sort === "date") parameters.set("sort", sort);
  const { yearFrom, yearTo, category, venue, source, listedFrom, listedTo, topic, list, read, area } = filters;
  const named = { yearFrom, yearTo, category, venue, source, listedFrom, listedTo, topic, list, read, area };
  for (const [name, value] of Object.entries(named)) {
    for (const each of [value ?? []].flat()) parameters.append(name, String(each));
  }
  return parameters.toString().replaceAll("%2C", ",").replaceAll("%3B", ";"); // areas stay legible and short
}
