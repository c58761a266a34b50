import type {
  CheckAnswer,
  GradeAnswer,
  IntakeJob,
  IntakeJobs,
  PasteAnswer,
  RejectsAnswer,
} from "../../../../src/wire/index.ts";
import { fetchJson } from "../../api.ts";

/** A file as it is; `signal` ends the sending. */
export function sendFile(file: File, signal: AbortSignal): Promise<IntakeJob> {
  const headers = { "content-type": "application/octet-stream" };
  return fetchJson(`/api/intake?${new URLSearchParams({ name: file.name })}`, signal, {
    method: "POST",
    headers,
    body: file,
  });
}

export function sendText(text: string, signal: AbortSignal): Promise<PasteAnswer> {
  return fetchJson("/api/intake/text", signal, json({ text }));
}

export function askArxiv(ids: readonly string[], signal: AbortSignal): Promise<IntakeJob> {
  return fetchJson("/api/intake/fetch", signal, json({ ids }));
}

export function fetchJobs(signal: AbortSignal): Promise<IntakeJobs> {
  return fetchJson("/api/intake", signal);
}

export function cancelJob(job: string, signal: AbortSignal): Promise<IntakeJob> {
  return fetchJson(`/api/intake/${encodeURIComponent(job)}`, signal, { method: "DELETE" });
}

export function eventsPath(job: string): string {
  return `/api/intake/${encodeURIComponent(job)}/events`;
}

export function fetchRejects(k: number, offset: number, signal: AbortSignal): Promise<RejectsAnswer> {
  return fetchJson(`/api/rejects?k=${k}&offset=${offset}`, signal);
}

export function fetchCheck(signal: AbortSignal): Promise<CheckAnswer> {
  return fetchJson("/api/check", signal);
}

export function fetchGrade(signal: AbortSignal): Promise<GradeAnswer> {
  return fetchJson("/api/grade", signal);
}

function json(body: object): RequestInit {
  return { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}
