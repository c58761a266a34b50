import type { DuplicatesAnswer, RecordsAnswer, WorkChange } from "../../src/wire/index.ts";
import { fetchJson } from "./api.ts";

/** Deciding waits while another process writes, and embeds what has changed. */
const DECISION_TIMEOUT_MS = 30_000;

/** What the sources of a paper say. */
export function fetchRecords(id: string, signal: AbortSignal): Promise<RecordsAnswer> {
  return fetchJson(`/api/papers/${encodeURIComponent(id)}/records`, signal);
}

/** Pairs of papers that may be one work. */
export function fetchDuplicates(k: number, signal: AbortSignal): Promise<DuplicatesAnswer> {
  return fetchJson(`/api/duplicates?k=${k}`, signal);
}

export function mergePapers(a: string, b: string): Promise<WorkChange> {
  return post("/api/duplicates/merge", { a, b });
}

export function keepPapersApart(a: string, b: string): Promise<WorkChange> {
  return post("/api/duplicates/apart", { a, b });
}

/** Makes a paper of its own of some records of a paper, or of those that came last. */
export function splitPaper(id: string, records?: readonly number[]): Promise<WorkChange> {
  return post(`/api/papers/${encodeURIComponent(id)}/split`, records === undefined ? {} : { records });
}

function post(path: string, body: unknown): Promise<WorkChange> {
  const headers = { "content-type": "application/json" };
  const init = { method: "POST", body: JSON.stringify(body), headers };
  return fetchJson(path, AbortSignal.timeout(DECISION_TIMEOUT_MS), init);
}
