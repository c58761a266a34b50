/** Keeps papers up to date from what a reader subscribes to: services, feeds and folders. Fetches into files; what
 *  reads them is passed in. */
export { readSeen, readSubscriptions, type Seen, writeSubscriptions } from "./files.ts";
export { isPublicAddress } from "./http/addresses.ts";
export { Client, type ClientOptions, type Fetched, type Validators, type Wanted } from "./http/client.ts";
export type { Limits } from "./http/limits.ts";
export type { Sleep } from "./http/pace.ts";
export { checkReach, type Reach, type Resolve } from "./http/reach.ts";
export { LaterError, OfflineError } from "./http/trouble.ts";
export { isSame, makeSubscription, type NewSubscription } from "./new-subscription.ts";
export { runSubscriptions, type SyncOptions, type SyncOutcome, seenBy } from "./run.ts";
export {
  PERIOD_LENGTHS,
  SITES,
  type Sites,
  SUBSCRIPTION_KINDS,
  type Subscription,
  type SubscriptionKind,
  subjectOf,
} from "./subscription.ts";
