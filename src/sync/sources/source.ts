import type { Client } from "../http/client.ts";
import type { Reach } from "../http/reach.ts";
import type { Sites } from "../subscription.ts";

/** What has been fetched since the step before. */
export interface Step {
  /** Files for the library to read; none where there was nothing new. */
  readonly files: readonly string[];
  /** How far the subscription has come once they are read. */
  readonly position: unknown;
  /** What the user should know. */
  readonly note?: string;
}

/** What a source needs to go on from where it was. */
export interface Asking {
  readonly client: Client;
  readonly reach: Reach;
  readonly sites: Sites;
  /** An empty folder for what is fetched. */
  readonly folder: string;
  /** The position of the last step that was read; undefined at the first time, anything after an update. */
  readonly position: unknown;
  readonly now: Date;
  /** Leave out what can have brought nothing new since it was asked last. */
  readonly onlyDue: boolean;
  readonly signal: AbortSignal | undefined;
}

/** So many requests of one subscription are made in one run; the next run goes on from there. */
export const MOST_REQUESTS = 200;
export const GOES_ON = `${MOST_REQUESTS} requests were made; the next run goes on from there.`;
