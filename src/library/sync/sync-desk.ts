import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { AppError, clip, messageOf, type OnProgress } from "../../core/index.ts";
import { takeSyncLock } from "../../store/index.ts";
import {
  type ClientOptions,
  isSame,
  makeSubscription,
  type NewSubscription,
  readSeen,
  readSubscriptions,
  runSubscriptions,
  type Sites,
  type Subscription,
  type SyncOutcome,
  seenBy,
  subjectOf,
  writeSubscriptions,
} from "../../sync/index.ts";
import type { IngestOptions, IngestReport } from "../ingest.ts";

export interface SyncDeskOptions extends ClientOptions {
  /** Folder of the library. */
  readonly folder: string;
  readonly sites?: Sites;
}

/** A subscription, and when it was asked last. */
export interface SubscriptionState {
  readonly subscription: Subscription;
  readonly subject: string;
  /** ISO 8601 UTC; absent where it has never been asked. */
  readonly askedAt?: string;
  /** Its server asked to be left alone until then. */
  readonly notBefore?: string;
}

export interface SyncRunOptions {
  /** Ids or subjects of the subscriptions to ask; all where none is given. */
  readonly only?: readonly string[];
  /** Leave out what can have brought nothing new since it was asked last. */
  readonly onlyDue?: boolean;
  readonly signal?: AbortSignal;
  readonly onProgress?: OnProgress;
}

/** What reads files into the library: Library.ingest. */
export type Ingest = (inputs: readonly string[], options: IngestOptions) => Promise<IngestReport>;

/** The subscriptions of a library, kept in `subscriptions.json` in its folder. */
export class SyncDesk {
  readonly #options: SyncDeskOptions;
  readonly #path: string;
  readonly #seenPath: string;

  constructor(options: SyncDeskOptions) {
    this.#options = options;
    this.#path = join(options.folder, "subscriptions.json");
    this.#seenPath = join(options.folder, "subscriptions-seen.json");
  }

  /** True where there is a file of subscriptions that may hold any. */
  hasAny(): boolean {
    try {
      return readSubscriptions(this.#path).length > 0;
    } catch {
      return true; // who runs them says what is wrong with it
    }
  }

  /** All subscriptions in the order in which they were made. Throws AppError "damaged-file", "wrong-version". */
  list(): SubscriptionState[] {
    const seen = readSeen(this.#seenPath);
    return readSubscriptions(this.#path).map((subscription) => {
      const { askedAt, notBefore } = seenBy(subscription, seen) ?? {};
      return {
        subscription,
        subject: subjectOf(subscription),
        ...(askedAt === undefined ? {} : { askedAt }),
        ...(notBefore === undefined ? {} : { notBefore }),
      };
    });
  }

  /** Subscribes; asks nobody yet. A subscription to the same subject is replaced. Throws AppError "bad-request". */
  add(wanted: NewSubscription): Subscription {
    const known = readSubscriptions(this.#path);
    const made = makeSubscription(wanted, known);
    const others = known.some((each) => isSame(each, made))
      ? known.map((each) => (isSame(each, made) ? made : each))
      : [...known, made];
    this.#makeFolder();
    writeSubscriptions(this.#path, others);
    return made;
  }

  /** Ends subscriptions, named by id or subject; papers stay. Throws AppError "not-found" for the first unknown one,
   *  and then none ends. */
  remove(names: readonly string[]): Subscription[] {
    const known = readSubscriptions(this.#path);
    const gone = chosen(known, names);
    writeSubscriptions(
      this.#path,
      known.filter((each) => !gone.includes(each)),
    );
    return gone;
  }

  /** Asks the subscriptions for what is new and reads it. Throws AppError "not-found" for an unknown name,
   *  "library-busy" while another process does the same or writes, "cancelled" (the next run goes on from there), and
   *  what Library.ingest throws; trouble of a single subscription stands in its outcome. */
  async run(
    ingest: Ingest,
    { only = [], onlyDue = false, signal, onProgress }: SyncRunOptions,
  ): Promise<SyncOutcome[]> {
    const { folder, clock } = this.#options;
    const known = readSubscriptions(this.#path);
    const subscriptions = only.length === 0 ? known : chosen(known, only);
    this.#makeFolder();
    const lock = takeSyncLock(folder, `process ${process.pid}, since ${clock().toISOString()}`);
    try {
      return await runSubscriptions({
        ...this.#options,
        subscriptions,
        seenPath: this.#seenPath,
        fetchFolder: join(folder, "fetched"),
        onlyDue,
        signal,
        onProgress,
        ingest: (paths, source) =>
          ingest(paths, {
            ...(source === undefined ? {} : { source }),
            ...(signal === undefined ? {} : { signal }),
            ...(onProgress === undefined ? {} : { onProgress }),
          }),
      });
    } finally {
      lock.release();
    }
  }

  #makeFolder(): void {
    const { folder } = this.#options;
    try {
      mkdirSync(folder, { recursive: true });
    } catch (error) {
      throw new AppError("storage-failed", `Could not make the folder ${folder}: ${messageOf(error)}`, {
        cause: error,
      });
    }
  }
}

function chosen(known: readonly Subscription[], names: readonly string[]): Subscription[] {
  return names.map((name) => {
    const found = known.find(({ id }) => id === name) ?? known.find((each) => subjectOf(each) === name);
    if (found !== undefined) return found;
    const ids = known.map(({ id }) => id).join(", ");
    throw new AppError(
      "not-found",
      `There is no subscription ${JSON.stringify(clip(name, 100))}${ids === "" ? "; there is none at all" : `, only ${ids}`}.`,
    );
  });
}
