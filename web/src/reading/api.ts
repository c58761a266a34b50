import type { ReadingAnswer, ReadingList, RecommendedAnswer } from "../../../src/wire/index.ts";
import { ApiError, fetchJson } from "../api.ts";
import { type Change, type ChangeAnswer, type NoteSubject, requestOf } from "./changes.ts";

const RECOMMENDED = 12;

/** Bodies up to this size are sent even when the page is left meanwhile; browsers allow 64 kB in all. */
const MAX_KEPT_ALIVE = 30_000;

/** A change that takes longer counts as lost on the way, and is sent again. */
const SEND_TIMEOUT_MS = 20_000;

export function fetchReading(): Promise<ReadingAnswer> {
  return fetchJson("/api/reading", new AbortController().signal);
}

export function fetchList(id: string, signal: AbortSignal): Promise<ReadingList> {
  return fetchJson(`/api/lists/${encodeURIComponent(id)}`, signal);
}

export function fetchRecommended(id: string, signal: AbortSignal): Promise<RecommendedAnswer> {
  return fetchJson(`/api/lists/${encodeURIComponent(id)}/recommended?k=${RECOMMENDED}`, signal);
}

/** The note that the server has of a paper or a list. */
export async function fetchNote({ of, id }: NoteSubject, signal = new AbortController().signal): Promise<string> {
  const path = of === "list" ? `/api/lists/${encodeURIComponent(id)}` : `/api/papers/${encodeURIComponent(id)}/mark`;
  const { note } = await fetchJson<{ note: string }>(path, signal);
  return note;
}

/** The server's answer to a change; every failure is an ApiError. */
export function sendChange(change: Change): Promise<ChangeAnswer> {
  const { method, path, body } = requestOf(change);
  const text = body === undefined ? undefined : JSON.stringify(body);
  const answer = fetchJson<ChangeAnswer>(path, AbortSignal.timeout(SEND_TIMEOUT_MS), {
    method,
    keepalive: (text ?? "").length * 3 < MAX_KEPT_ALIVE,
    ...(text === undefined ? {} : { body: text, headers: { "content-type": "application/json" } }),
  });
  return answer.catch((error: unknown) => {
    throw error instanceof ApiError ? error : new ApiError("The server took too long.", 0);
  });
}
