import type { SavedAnswer, SavedHitsAnswer } from "../../../src/wire/index.ts";
import { useReading } from "../reading/hooks.ts";
import { fetchSaved, fetchSavedHits, tellSeen } from "../saved/api.ts";
import { recallSince, rememberSince } from "../saved/seen-here.ts";
import { type Request, useRequest } from "./use-request.ts";

/** All saved searches with what is new; asked for again with every change of what the reader keeps. */
export function useSaved(): Request<SavedAnswer> {
  const revision = useReading(({ state }) => state?.revision);
  return useRequest(revision === undefined ? undefined : `saved ${revision}`, fetchSaved);
}

/** What is new for a saved search; who opens it has seen that. `returning` shows what was new when it was opened. */
export function useSavedHits(id: string | undefined, returning: boolean): Request<SavedHitsAnswer> {
  return useRequest(id, async (signal) => {
    const since = returning ? recallSince(id ?? "") : undefined;
    const answer = await fetchSavedHits(id ?? "", since, signal);
    rememberSince(answer.id, answer.since);
    if (answer.upTo > answer.since) tellSeen(answer.id, answer.upTo);
    return answer;
  });
}
