import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AppError, parseArxivId } from "../core/index.ts";
import { Client, type ClientOptions, parseAddress, ReachError } from "../sync/index.ts";
import type { Report } from "./indexes.ts";

export interface DownloadOptions extends ClientOptions {
  /** Hosts, beside those of the addresses, that redirects may lead to. */
  readonly follow?: readonly string[];
  /** The hosts may lie in a private network though their names do not say so. */
  readonly private?: boolean;
  readonly signal?: AbortSignal;
  readonly report: Report;
}

/** Dumps of services are large: the one of arXiv has 1.5 GB. */
const LIMITS = { maxBytes: 20_000_000_000, totalMs: 6 * 3_600_000 };
const ACCEPT = "application/json, application/atom+xml;q=0.9, application/x-bibtex;q=0.9, */*;q=0.5";
const ARXIV_PAGE = /^(?:www\.|export\.)?arxiv\.org$/;
const HF_PAGE = /^\/papers\/(?:(\d{4}\.\d{4,5})|date\/(\d{4}-\d{2}-\d{2}))\/?$/;

/** What lies at web addresses, as files in a folder of their own, asked for as politely as Client does. */
export class Downloads {
  readonly #options: DownloadOptions;
  readonly #client: Client;
  #folder: string | undefined;
  #count = 0;

  constructor(options: DownloadOptions) {
    this.#options = options;
    this.#client = new Client({ ...options, limits: { ...LIMITS, ...options.limits } });
  }

  /** The path of a file with what is at an address. Pages of papers on arXiv and Hugging Face stand for what the API
   *  says of them. Throws AppError as Client.fetch, and "bad-request" for what is no address. */
  async fetch(address: string): Promise<string> {
    const { follow = [], private: isPrivate = false, signal, report } = this.#options;
    const url = dataAddress(parseAddress(address));
    this.#folder ??= mkdtempSync(join(tmpdir(), "orrery-download-"));
    const path = join(this.#folder, String(this.#count++));
    const reach = { hosts: new Set([url.host, ...follow]), private: isPrivate };
    try {
      const { cut } = await this.#client.fetch({ url, path, reach, signal, accept: ACCEPT });
      if (cut !== undefined) report(`${address}: only the beginning was read: it did not end within ${cut}.`);
      return path;
    } catch (error) {
      if (!(error instanceof ReachError)) throw error;
      throw new AppError(error.code, `${error.message} If it is meant to, add ${error.remedy}`, { cause: error });
    }
  }

  /** Removes the files. */
  remove(): void {
    if (this.#folder !== undefined) rmSync(this.#folder, { recursive: true, force: true });
    this.#folder = undefined;
  }
}

/** Where a service gives as data what it shows on a page. */
function dataAddress(url: URL): URL {
  if (ARXIV_PAGE.test(url.host) && /^\/(?:abs|pdf|html)\//.test(url.pathname)) {
    const id = parseArxivId(url.href)?.id;
    if (id !== undefined) return new URL(`https://export.arxiv.org/api/query?id_list=${id}`);
  }
  if (url.host === "huggingface.co") {
    const [, id, date] = HF_PAGE.exec(url.pathname) ?? [];
    if (id !== undefined) return new URL(`/api/papers/${id}`, url);
    if (date !== undefined) return new URL(`/api/daily_papers?date=${date}&limit=100`, url);
  }
  return url;
}
