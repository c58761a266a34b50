import type { Hit, SearchAnswer } from "../../../src/wire/index.ts";
import { fetchSearch } from "../api.ts";
import { appendFilters, PAGE_SIZE, type SearchState } from "../location.ts";
import { reading } from "../reading/page.ts";
import { type Request, useRequest } from "./use-request.ts";

/** Answers of one search put together: all hits from the first on. */
export interface Found {
  readonly answer: SearchAnswer;
  readonly hits: readonly Hit[];
}

const KEPT_SEARCHES = 30;
const KEPT_FOR_MS = 5 * 60_000;

const kept = new Map<string, { readonly found: Found; readonly at: number }>();

/** The hits of a search, as many pages as it shows. Going back to a search of the last minutes answers at once. */
export function useSearch(search: SearchState, unsettled: boolean): Request<Found> {
  const asked = search.q.trim() !== "";
  const prefix = unsettled && /[\p{L}\p{N}]$/u.test(search.q);
  const key = keyOf(search, prefix);
  return useRequest(asked ? `${key} ${search.pages}` : undefined, (signal) => {
    const keptKey = `${key}${readingOf(search)}`;
    const before = recall(keptKey);
    const wanted = search.pages * PAGE_SIZE;
    if (before !== undefined && (before.hits.length >= wanted || before.hits.length >= before.answer.total))
      return before;
    return load(search, prefix, before, signal).then((found) => keep(keptKey, found));
  });
}

async function load(
  search: SearchState,
  prefix: boolean,
  before: Found | undefined,
  signal: AbortSignal,
): Promise<Found> {
  const offset = before?.hits.length ?? 0;
  const answer = await fetchSearch(search, { k: search.pages * PAGE_SIZE - offset, offset, prefix }, signal);
  if (before === undefined) return { answer, hits: answer.hits };
  const known = new Set(before.hits.map((hit) => hit.id)); // papers added meanwhile may push others onto the next page
  return { answer, hits: [...before.hits, ...answer.hits.filter((hit) => !known.has(hit.id))] };
}

function keyOf(search: SearchState, prefix: boolean): string {
  const filters = new URLSearchParams();
  appendFilters(filters, search);
  return JSON.stringify([search.q, search.mode, search.sort, prefix, filters.toString()]);
}

/** What else an answer hangs on: what the reader keeps and has read, where the search asks for that. */
function readingOf({ lists, read }: SearchState): string {
  return lists.length > 0 || read !== undefined ? ` ${reading.state?.revision}` : "";
}

function recall(key: string): Found | undefined {
  const entry = kept.get(key);
  return entry !== undefined && performance.now() - entry.at < KEPT_FOR_MS ? entry.found : undefined;
}

function keep(key: string, found: Found): Found {
  kept.delete(key);
  kept.set(key, { found, at: performance.now() });
  for (const oldest of kept.keys()) {
    if (kept.size <= KEPT_SEARCHES) break;
    kept.delete(oldest);
  }
  return found;
}
