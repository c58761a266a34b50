import type { SavedAnswer, SavedChange, SavedHitsAnswer, SeenAnswer } from "../../../src/wire/index.ts";
import { ApiError, fetchJson } from "../api.ts";
import { reading } from "../reading/page.ts";
import { say } from "../reading/toasts.ts";

const MOST_NEW = 200;

export function fetchSaved(signal: AbortSignal): Promise<SavedAnswer> {
  return fetchJson("/api/saved", signal);
}

/** What came in for a saved search since it was seen, or after a row. */
export function fetchSavedHits(id: string, since: number | undefined, signal: AbortSignal): Promise<SavedHitsAnswer> {
  const after = since === undefined ? "" : `&since=${since}`;
  return fetchJson(`${pathOf(id)}?k=${MOST_NEW}${after}`, signal);
}

/** Tells the server how far the reader has looked; where that does not arrive, what is new stays new. */
export function tellSeen(id: string, upTo: number): void {
  send<SeenAnswer>("POST", `${pathOf(id)}/seen`, { upTo }).then(
    ({ revision }) => reading.heard(revision),
    () => {},
  );
}

/** Saves a search and gives its id, or says why not. */
export async function saveSearch(name: string, search: string): Promise<string | undefined> {
  const change = await changed(`Saved as ${name}.`, send("POST", "/api/saved", { name, search }));
  return change?.saved?.id;
}

export async function editSaved(
  id: string,
  edit: { readonly name?: string; readonly search?: string },
  text: string,
): Promise<void> {
  await changed(text, send("PATCH", pathOf(id), edit));
}

export async function deleteSaved(id: string, name: string): Promise<void> {
  await changed(`Deleted ${name}.`, send("DELETE", pathOf(id)));
}

/** Says what was changed, with the way to take it back, or why it was not. */
async function changed(text: string, answer: Promise<SavedChange>): Promise<SavedChange | undefined> {
  try {
    const change = await answer;
    reading.took(text, change);
    return change;
  } catch (error) {
    say({ text: `Not saved: ${error instanceof ApiError ? error.message : String(error)}` });
    return undefined;
  }
}

function send<Answer>(method: "POST" | "PATCH" | "DELETE", path: string, body?: object): Promise<Answer> {
  return fetchJson<Answer>(path, new AbortController().signal, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
  });
}

function pathOf(id: string): string {
  return `/api/saved/${encodeURIComponent(id)}`;
}
