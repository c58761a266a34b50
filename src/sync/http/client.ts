import { setTimeout as wait } from "node:timers/promises";
import { AppError, throwIfCancelled } from "../../core/index.ts";
import { type Answer, exchange } from "./exchange.ts";
import { LIMITS, type Limits } from "./limits.ts";
import { Pace, type Sleep } from "./pace.ts";
import { checkReach, guardedLookup, type Reach, type Resolve, resolveName } from "./reach.ts";
import { parseRetryAfter } from "./retry-after.ts";
import { explained, LaterError, Passing } from "./trouble.ts";

export interface ClientOptions {
  /** Sent with every request, for example `Orrery/1.2.3`. */
  readonly userAgent: string;
  readonly clock: () => Date;
  readonly sleep?: Sleep;
  readonly resolve?: Resolve;
  readonly limits?: Partial<Limits>;
}

/** What a server said of the version of a document that is known already (RFC 9110 §8.8). */
export interface Validators {
  readonly etag?: string | undefined;
  readonly lastModified?: string | undefined;
}

export interface Wanted {
  readonly url: URL;
  /** Where the answer is written. */
  readonly path: string;
  readonly reach: Reach;
  readonly accept: string;
  readonly validators?: Validators;
  readonly signal?: AbortSignal | undefined;
  /** Looks at the file; a reason why it is not what it should be counts as a failure in passing. */
  readonly check?: (path: string, answer: Fetched) => Promise<string | undefined>;
}

export interface Fetched {
  /** False where the server says that nothing has changed since the validators; then no file is written. */
  readonly isNew: boolean;
  readonly validators: Validators;
  readonly bytes: number;
  /** The limit at which the answer was cut, in words; absent where it is whole. */
  readonly cut?: string;
}

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
/** Answers of servers that are overloaded or broken for the moment. */
const PASSING: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504]);

/** Asks servers for documents as a polite guest: says who asks, one request at a time to a site and never soon after
 *  another, asks whether anything has changed, waits when told to, and gives up in the end. */
export class Client {
  readonly #options: ClientOptions;
  readonly #limits: Limits;
  readonly #sleep: Sleep;
  readonly #pace: Pace;
  readonly #resolve: Resolve;
  /** What hosts said that ask to be left alone for long. */
  readonly #later = new Map<string, LaterError>();
  #requests = 0;

  constructor(options: ClientOptions) {
    this.#options = options;
    this.#limits = { ...LIMITS, ...options.limits };
    this.#sleep = options.sleep ?? ((ms, signal) => wait(ms, undefined, signal === undefined ? {} : { signal }));
    this.#pace = new Pace(() => options.clock().getTime(), this.#sleep);
    this.#resolve = options.resolve ?? resolveName;
  }

  /** Requests made so far. */
  get requests(): number {
    return this.#requests;
  }

  /** Fetches a document into a file. Throws AppError "forbidden" for a host that may not be asked, "bad-input" for an
   *  answer that says no, "unreachable" (OfflineError where there seems to be no network, LaterError where the
   *  server asks for a long pause) and "cancelled". */
  async fetch(wanted: Wanted): Promise<Fetched> {
    const { retries, firstPauseMs, maxPauseMs } = this.#limits;
    const later = this.#later.get(wanted.url.host);
    if (later !== undefined && later.until > this.#options.clock()) throw later;
    for (let attempt = 0; ; attempt++) {
      try {
        return await this.#follow(wanted);
      } catch (error) {
        throwIfCancelled(wanted.signal);
        if (!(error instanceof Passing)) throw error;
        const pauseMs = error.pauseMs ?? firstPauseMs * 2 ** attempt;
        const until = new Date(this.#options.clock().getTime() + pauseMs);
        if (pauseMs > maxPauseMs) {
          const asksToWait = new LaterError(`${error.message}, and asks to wait until ${minute(until)}.`, until);
          this.#later.set(wanted.url.host, asksToWait);
          throw asksToWait;
        }
        if (attempt >= retries) throw new AppError("unreachable", `${error.message}, ${attempt + 1} times in a row.`);
        await this.#pause(pauseMs, wanted.signal);
      }
    }
  }

  /** Makes the request, and those that its answers redirect to. */
  async #follow(wanted: Wanted): Promise<Fetched> {
    let url = wanted.url;
    checkReach(url, wanted.reach);
    for (let hops = 0; hops <= this.#limits.redirects; hops++) {
      const answer = await this.#ask(url, wanted);
      if (!REDIRECTS.has(answer.status)) return this.#judge(answer, url, wanted);
      const next = targetOf(answer, url);
      checkReach(next, wanted.reach, url);
      url = next;
    }
    throw new AppError(
      "bad-input",
      `Expected a document from ${wanted.url.href}, got more than ${this.#limits.redirects} redirects.`,
    );
  }

  async #ask(url: URL, { reach, path, accept, validators, signal }: Wanted): Promise<Answer> {
    await this.#pause(0, signal, url);
    this.#requests++;
    const { etag, lastModified } = validators ?? {};
    const headers = {
      "user-agent": this.#options.userAgent,
      accept,
      ...(etag === undefined ? {} : { "if-none-match": etag }),
      ...(lastModified === undefined ? {} : { "if-modified-since": lastModified }),
    };
    const lookup = guardedLookup(url, reach, this.#resolve);
    try {
      return await exchange({ url, headers, lookup, limits: this.#limits, signal, path });
    } catch (error) {
      throwIfCancelled(signal);
      throw explained(error, url);
    } finally {
      this.#pace.done(url.hostname);
    }
  }

  async #judge(answer: Answer, url: URL, { check, path }: Wanted): Promise<Fetched> {
    const { status, headers, bytes, cut } = answer;
    const validators = { etag: headers.etag, lastModified: headers["last-modified"] };
    if (status === 304) return { isNew: false, validators, bytes: 0 };
    if (status !== 200) throw this.#refusal(answer, url);
    const fetched = { isNew: true, validators, bytes, ...(cut === undefined ? {} : { cut }) };
    const fault = await check?.(path, fetched);
    if (fault !== undefined) throw new Passing(`${url.host} answered, but ${fault}`);
    return fetched;
  }

  #refusal({ status, headers }: Answer, url: URL): Error {
    const said = `${url.host} answered ${status}`;
    if (PASSING.has(status))
      return new Passing(said, parseRetryAfter(headers["retry-after"], this.#options.clock().getTime()));
    return new AppError("bad-input", `Expected a document from ${url.href}; ${said}${MEANING[status] ?? ""}.`);
  }

  /** Waits, for a time or for the turn of a host. */
  async #pause(milliseconds: number, signal: AbortSignal | undefined, url?: URL): Promise<void> {
    try {
      if (url === undefined) await this.#sleep(milliseconds, signal);
      else await this.#pace.turn(url.hostname, signal);
    } catch (error) {
      throwIfCancelled(signal);
      throw error;
    }
  }
}

const MEANING: Readonly<Record<number, string>> = {
  401: " (it wants a password)",
  403: " (it does not permit that)",
  404: " (it has no such document)",
  410: " (the document is gone for good)",
};

function targetOf({ headers, status }: Answer, url: URL): URL {
  const { location = "" } = headers;
  if (location !== "" && URL.canParse(location, url.href)) {
    const target = new URL(location, url);
    target.username = "";
    target.password = "";
    return target;
  }
  throw new AppError("bad-input", `${url.host} answered ${status}, a redirect, without an address to go to.`);
}

function minute(date: Date): string {
  return `${date.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
