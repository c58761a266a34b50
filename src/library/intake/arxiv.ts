import { setTimeout as wait } from "node:timers/promises";
import { AppError, messageOf, throwIfCancelled } from "../../core/index.ts";

/** How papers are asked of arXiv. */
export interface ArxivAccess {
  /** Address of its query service, for example https://export.arxiv.org/api/query */
  readonly url: string;
  /** Who asks, as arXiv wants to know. */
  readonly userAgent: string;
  /** Time between two requests: arXiv asks for three seconds. */
  readonly pauseMs?: number;
  /** Time for one whole answer. */
  readonly timeoutMs?: number;
}

/** Ids a request: their list is part of the address. */
const IDS_A_REQUEST = 100;
const PAUSE_MS = 3000;
const TIMEOUT_MS = 60_000;
/** A hundred papers are some 300 kB. */
const MAX_ANSWER_BYTES = 1 << 25;
const MAX_REDIRECTS = 3;
const ARXIV_HOST = /(?:^|\.)arxiv\.org$/;

/** What arXiv answers of these ids, request by request, as Atom. Tells of each request before it is sent. Throws
 *  AppError "bad-input" with what went wrong in a sentence, "cancelled". */
export async function* askArxiv(
  ids: readonly string[],
  access: ArxivAccess,
  signal: AbortSignal,
  onRequest: (asked: number) => void,
): AsyncGenerator<Buffer> {
  for (let at = 0; at < ids.length; at += IDS_A_REQUEST) {
    if (at > 0) await pause(access.pauseMs ?? PAUSE_MS, signal);
    const some = ids.slice(at, at + IDS_A_REQUEST);
    onRequest(at + some.length);
    yield await answerFor(some, access, signal);
  }
}

async function answerFor(ids: readonly string[], access: ArxivAccess, signal: AbortSignal): Promise<Buffer> {
  const url = new URL(access.url);
  url.searchParams.set("id_list", ids.join(","));
  url.searchParams.set("max_results", String(ids.length));
  const timeout = AbortSignal.timeout(access.timeoutMs ?? TIMEOUT_MS);
  try {
    const response = await follow(url, access, AbortSignal.any([signal, timeout]));
    if (!response.ok) throw failure(`it answered with status ${response.status}`);
    return await bodyOf(response);
  } catch (error) {
    throwIfCancelled(signal);
    if (error instanceof AppError) throw error;
    if (timeout.aborted) throw failure("it did not answer in time", error);
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    throw failure(`it cannot be reached (${messageOf(cause)}). Is this machine online?`, error);
  }
}

/** Redirects lead only to arXiv itself or to where the question was sent: else an answer could make this machine ask
 *  others in its own network. */
async function follow(start: URL, access: ArxivAccess, signal: AbortSignal): Promise<Response> {
  let url = start;
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
    const headers = { "User-Agent": access.userAgent, Accept: "application/atom+xml" };
    const response = await fetch(url, { headers, redirect: "manual", signal });
    const location = response.headers.get("location");
    if (response.status < 300 || response.status > 399 || location === null) return response;
    await response.body?.cancel();
    const next = new URL(location, url);
    const isArxiv = next.protocol === "https:" && ARXIV_HOST.test(next.hostname) && next.port === "";
    if (!isArxiv && next.origin !== start.origin) throw failure(`it sent us to ${next.host}, which is not arXiv`);
    url = next;
  }
  throw failure("it sent us from address to address");
}

async function bodyOf(response: Response): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > MAX_ANSWER_BYTES) throw failure(`its answer is longer than ${MAX_ANSWER_BYTES >> 20} MiB`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  try {
    await wait(milliseconds, undefined, { signal });
  } catch {
    throwIfCancelled(signal);
  }
}

function failure(reason: string, cause?: unknown): AppError {
  return new AppError("bad-input", `arXiv could not be asked: ${reason}.`, { cause });
}
