import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { AppError, type OnProgress, throwIfCancelled } from "../core/index.ts";
import { readSeen, type Seen, writeSeen } from "./files.ts";
import { Client, type ClientOptions } from "./http/client.ts";
import { LaterError, OfflineError, ReachError } from "./http/trouble.ts";
import { arxiv } from "./sources/arxiv.ts";
import { feed } from "./sources/feed.ts";
import { folder } from "./sources/folder.ts";
import { hfDaily } from "./sources/hf-daily.ts";
import type { Asking, Step } from "./sources/source.ts";
import {
  memoryKeyOf,
  reachOf,
  SITES,
  type Sites,
  type Subscription,
  type SubscriptionKind,
  subjectOf,
} from "./subscription.ts";

/** What the library did with files. */
export interface Counts {
  readonly added: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly rejected: number;
}

export interface SyncOptions extends ClientOptions {
  readonly subscriptions: readonly Subscription[];
  /** Where it is noted how far each has come. */
  readonly seenPath: string;
  /** Folder for what is fetched; it is made, and removed in the end. */
  readonly fetchFolder: string;
  /** Reads files into the library under a label; undefined keeps that of each file. */
  readonly ingest: (paths: readonly string[], source: string | undefined) => Promise<Counts>;
  readonly sites?: Sites;
  /** Leave out what can have brought nothing new since it was asked last. */
  readonly onlyDue?: boolean;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: OnProgress | undefined;
}

/** What a run did for one subscription. */
export interface SyncOutcome extends Counts {
  readonly id: string;
  readonly kind: SubscriptionKind;
  readonly subject: string;
  /** failed: not or not wholly asked, and `error` says why; waiting: its server asked to be left alone for a while. */
  readonly status: "good" | "failed" | "waiting";
  readonly requests: number;
  /** True where a host could not be found or reached at all, as without a network. */
  readonly offline: boolean;
  readonly error?: string;
  readonly notes: readonly string[];
}

/** Files are given to the library in so large parts: each of them saves the indexes. */
const FILES_A_PART = 20;
const NOTHING: Counts = { added: 0, updated: 0, unchanged: 0, rejected: 0 };

/** Brings the library up to date with each subscription, one after the other. What was read is noted at once: a run
 *  that breaks off is continued by the next. A subscription that fails does not stop the others. Throws AppError
 *  "cancelled" and what `ingest` throws. */
export async function runSubscriptions(options: SyncOptions): Promise<SyncOutcome[]> {
  const client = new Client(options);
  const outcomes: SyncOutcome[] = [];
  try {
    for (const [i, subscription] of options.subscriptions.entries()) {
      const { onProgress, subscriptions } = options;
      onProgress?.({
        stage: `Asking ${subscription.id},`,
        done: i,
        total: subscriptions.length,
        unit: "subscriptions",
      });
      outcomes.push(await new Run(subscription, client, options).toTheEnd());
    }
    return outcomes;
  } finally {
    rmSync(options.fetchFolder, { recursive: true, force: true });
  }
}

/** What a subscription has seen, or undefined where the note is of another subject under the same id. */
export function seenBy(subscription: Subscription, all: ReadonlyMap<string, Seen>): Seen | undefined {
  const seen = all.get(subscription.id);
  return seen?.of === memoryKeyOf(subscription) ? seen : undefined;
}

/** One subscription in one run. */
class Run {
  readonly #subscription: Subscription;
  readonly #client: Client;
  readonly #options: SyncOptions;
  readonly #notes: string[] = [];
  #counts = NOTHING;
  #files: string[] = [];
  #position: unknown;
  /** The position that the run began at. */
  #begin: unknown;

  constructor(subscription: Subscription, client: Client, options: SyncOptions) {
    this.#subscription = subscription;
    this.#client = client;
    this.#options = options;
  }

  async toTheEnd(): Promise<SyncOutcome> {
    const { clock, signal } = this.#options;
    const before = this.#client.requests;
    const seen = seenBy(this.#subscription, readSeen(this.#options.seenPath));
    this.#position = this.#begin = seen?.position;
    if (seen?.notBefore !== undefined && Date.parse(seen.notBefore) > clock().getTime()) {
      const error = `Its server asked to be left alone until ${seen.notBefore}.`;
      return this.#outcome("waiting", 0, { error });
    }
    let trouble: AppError | undefined;
    try {
      await this.#ask();
    } catch (error) {
      throwIfCancelled(signal);
      if (!(error instanceof FetchError)) throw error;
      trouble = error.trouble;
    }
    await this.#read(); // also what came before the trouble
    this.#note(trouble instanceof LaterError ? trouble.until : undefined);
    const requests = this.#client.requests - before;
    if (trouble === undefined) return this.#outcome(this.#isOfNoUse() ? "failed" : "good", requests);
    const offline = trouble instanceof OfflineError;
    return this.#outcome(trouble instanceof LaterError ? "waiting" : "failed", requests, {
      error: withRemedy(trouble),
      offline,
    });
  }

  async #ask(): Promise<void> {
    for await (const step of this.#steps()) {
      this.#files.push(...step.files);
      this.#position = step.position;
      if (step.note !== undefined) this.#notes.push(step.note);
      if (this.#files.length >= FILES_A_PART) await this.#read();
    }
  }

  /** The steps of the source. What it throws comes as FetchError, apart from what reading throws. */
  async *#steps(): AsyncGenerator<Step> {
    const { clock, fetchFolder, sites = SITES, onlyDue = false, signal } = this.#options;
    const folder = join(fetchFolder, this.#subscription.id);
    mkdirSync(folder, { recursive: true });
    try {
      const reach = reachOf(this.#subscription, sites);
      const [client, position, now] = [this.#client, this.#position, clock()];
      yield* source(this.#subscription, { client, reach, sites, folder, position, now, onlyDue, signal });
    } catch (error) {
      throw error instanceof AppError && error.code !== "storage-failed" ? new FetchError(error) : error;
    }
  }

  /** Gives the library what was fetched, and notes how far the subscription has come. */
  async #read(): Promise<void> {
    const files = this.#files;
    this.#files = [];
    if (files.length === 0) return;
    const { kind } = this.#subscription;
    const { added, updated, unchanged, rejected } = await this.#options.ingest(files, labelOf(this.#subscription));
    this.#counts = {
      added: this.#counts.added + added,
      updated: this.#counts.updated + updated,
      unchanged: this.#counts.unchanged + unchanged,
      rejected: this.#counts.rejected + rejected,
    };
    if (!this.#isOfNoUse() || kind === "folder") this.#note();
  }

  /** True where nothing that came was a paper: then it is asked for again the next time. */
  #isOfNoUse(): boolean {
    const { added, updated, unchanged, rejected } = this.#counts;
    return this.#subscription.kind !== "folder" && rejected > 0 && added + updated + unchanged === 0;
  }

  #note(notBefore?: Date): void {
    const { seenPath, clock } = this.#options;
    const all = readSeen(seenPath);
    all.set(this.#subscription.id, {
      of: memoryKeyOf(this.#subscription),
      askedAt: clock().toISOString(),
      ...(notBefore === undefined ? {} : { notBefore: notBefore.toISOString() }),
      position: this.#isOfNoUse() ? this.#begin : this.#position,
    });
    writeSeen(seenPath, all);
  }

  #outcome(
    status: SyncOutcome["status"],
    requests: number,
    { error, offline = false }: { readonly error?: string; readonly offline?: boolean } = {},
  ): SyncOutcome {
    const { id, kind } = this.#subscription;
    const useless = error === undefined && status === "failed" ? "Nothing that came could be used." : error;
    return {
      id,
      kind,
      subject: subjectOf(this.#subscription),
      status,
      ...this.#counts,
      requests,
      offline,
      ...(useless === undefined ? {} : { error: useless }),
      notes: this.#notes,
    };
  }
}

function withRemedy(trouble: AppError): string {
  if (!(trouble instanceof ReachError)) return trouble.message;
  return `${trouble.message} If it is meant to, add the subscription again with ${trouble.remedy}`;
}

/** The label of its papers: the user's; else that of the files of a folder, and that of all pages of daily papers, so
 *  that a day is one page however it came; else the id. */
function labelOf({ kind, name, id }: Subscription): string | undefined {
  return kind === "folder" || kind === "hf-daily" ? name : (name ?? id);
}

/** Trouble of one subscription, which is no trouble of the others. */
class FetchError extends Error {
  readonly trouble: AppError;

  constructor(trouble: AppError) {
    super(trouble.message);
    this.trouble = trouble;
  }
}

function source(subscription: Subscription, asking: Asking): AsyncGenerator<Step> {
  switch (subscription.kind) {
    case "hf-daily":
      return hfDaily(subscription, asking);
    case "arxiv-category":
    case "arxiv-query":
      return arxiv(subscription, asking);
    case "feed":
      return feed(subscription, asking);
    case "folder":
      return folder(subscription, asking);
  }
}
