/** Keeps papers up to date from what a reader subscribes to: services, feeds and folders. Fetches into files; what
 *  reads them is passed in. */
export { readSeen, readSubscriptions, writeSubscriptions } from "./files.ts";
export { isPublicAddress } from "./http/addresses.ts";
export { Client, type ClientOptions, type Wanted } from "./http/client.ts";
export { checkReach, type Resolve } from "./http/reach.ts";
export { LaterError, OfflineError, ReachError } from "./http/trouble.ts";
export { isSame, makeSubscription, type NewSubscription } from "./new-subscription.ts";
export { runSubscriptions, type SyncOptions, type SyncOutcome, seenBy } from "./run.ts";
export {
  PERIOD_LENGTHS,
  parseAddress,
  type Sites,
  SUBSCRIPTION_KINDS,
  type Subscription,
  subjectOf,
} from "./subscription.ts";
