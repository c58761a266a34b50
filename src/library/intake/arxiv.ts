import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AppError } from "../../core/index.ts";
import { Client, type ClientOptions } from "../../sync/index.ts";

/** How papers are asked of arXiv. */
export interface ArxivAccess extends Pick<ClientOptions, "userAgent" | "sleep" | "limits"> {
  /** Address of its query service, for example https://export.arxiv.org/api/query */
  readonly url: string;
}

/** Ids a request: their list is part of the address. */
const IDS_A_REQUEST = 100;
/** A hundred papers are some 300 kB. */
const LIMITS = { maxBytes: 32_000_000, totalMs: 60_000 };
/** Where its service may send us on to. */
const ARXIV_HOSTS = ["export.arxiv.org", "arxiv.org", "www.arxiv.org"];

/** Asks arXiv, how politely Client says: one for all that is asked, so that one request is not soon after another. */
export class Arxiv {
  readonly #client: Client;
  readonly #url: string;

  constructor({ url, ...access }: ArxivAccess & Pick<ClientOptions, "clock">) {
    this.#url = url;
    this.#client = new Client({ ...access, limits: { ...LIMITS, ...access.limits } });
  }

  /** What arXiv answers of these ids, request by request, as Atom. Tells of each request before it is made. Throws
   *  AppError with what went wrong in a sentence, and "cancelled". */
  async *ask(ids: readonly string[], signal: AbortSignal, onRequest: (asked: number) => void): AsyncGenerator<Buffer> {
    const folder = await mkdtemp(join(tmpdir(), "orrery-arxiv-"));
    try {
      for (let at = 0; at < ids.length; at += IDS_A_REQUEST) {
        const some = ids.slice(at, at + IDS_A_REQUEST);
        onRequest(at + some.length);
        yield await answerFor(some, this.#client, this.#url, join(folder, "answer.atom"), signal);
      }
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
}

async function answerFor(
  ids: readonly string[],
  client: Client,
  service: string,
  path: string,
  signal: AbortSignal,
): Promise<Buffer> {
  const url = new URL(service);
  url.searchParams.set("id_list", ids.join(","));
  url.searchParams.set("max_results", String(ids.length));
  const reach = { hosts: new Set([url.host, ...ARXIV_HOSTS]), private: false };
  try {
    const { cut } = await client.fetch({ url, path, reach, signal, accept: "application/atom+xml" });
    if (cut !== undefined) throw new AppError("too-large", `its answer did not end within ${cut}.`);
    return await readFile(path);
  } catch (error) {
    if (!(error instanceof AppError) || error.code === "cancelled") throw error;
    throw new AppError(error.code, `arXiv could not be asked: ${error.message}`, { cause: error });
  }
}
