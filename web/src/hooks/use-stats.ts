import type { Stats } from "../../../src/wire/index.ts";
import { fetchStats } from "../api.ts";
import { type Request, useRequest } from "./use-request.ts";

const KEPT_FOR_MS = 60_000;

let kept: { readonly stats: Stats; readonly at: number } | undefined;

/** Has what the library holds asked for anew: something came in. */
export function forgetStats(): void {
  kept = undefined;
}

/** What the library holds, asked for at most once a minute. */
export function useStats(): Request<Stats> {
  return useRequest("stats", (signal) => {
    if (kept !== undefined && performance.now() - kept.at < KEPT_FOR_MS) return kept.stats;
    return fetchStats(signal).then((stats) => {
      kept = { stats, at: performance.now() };
      return stats;
    });
  });
}
