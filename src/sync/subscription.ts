import { z } from "zod";
import { AppError, clip } from "../core/index.ts";
import type { Reach } from "./http/reach.ts";

export const PERIOD_LENGTHS = ["day", "week", "month"] as const;
export type PeriodLength = (typeof PERIOD_LENGTHS)[number];

export const SUBSCRIPTION_KINDS = ["hf-daily", "arxiv-category", "arxiv-query", "feed", "folder"] as const;
export type SubscriptionKind = (typeof SUBSCRIPTION_KINDS)[number];

const Common = {
  /** What commands call it by. */
  id: z.string().regex(/^[\p{L}\p{N}._-]{1,80}$/u),
  /** Label under which the library keeps its papers, instead of the usual one. */
  name: z.string().min(1).max(200).optional(),
};
const Day = z.iso.date();
const Hosts = {
  /** Hosts, beside its own, that it may redirect to. */
  follow: z.array(z.string().min(1)).optional(),
  /** Its hosts may lie in a private network. */
  private: z.boolean().optional(),
};

/** One line of subscriptions.json. `since` is the first day that is asked for. */
export const Subscription = z.discriminatedUnion("kind", [
  z.strictObject({
    ...Common,
    ...Hosts,
    kind: z.literal("hf-daily"),
    by: z.enum(PERIOD_LENGTHS),
    since: Day.optional(),
  }),
  z.strictObject({
    ...Common,
    ...Hosts,
    kind: z.literal("arxiv-category"),
    category: z.string(),
    since: Day.optional(),
  }),
  z.strictObject({ ...Common, ...Hosts, kind: z.literal("arxiv-query"), query: z.string(), since: Day.optional() }),
  z.strictObject({ ...Common, ...Hosts, kind: z.literal("feed"), url: z.string() }),
  z.strictObject({ ...Common, kind: z.literal("folder"), path: z.string() }),
]);
export type Subscription = z.infer<typeof Subscription>;
export type SubscriptionOf<Kind extends SubscriptionKind> = Extract<Subscription, { kind: Kind }>;

/** Where the services that have a kind of their own answer. */
export interface Sites {
  readonly arxiv: string;
  readonly huggingFace: string;
}

export const SITES: Sites = { arxiv: "https://export.arxiv.org", huggingFace: "https://huggingface.co" };

/** What the user subscribes to, as one line: two subscriptions of the same are one. */
export function subjectOf(subscription: Subscription): string {
  switch (subscription.kind) {
    case "hf-daily":
      return subscription.by;
    case "arxiv-category":
      return subscription.category;
    case "arxiv-query":
      return subscription.query;
    case "feed":
      return subscription.url;
    case "folder":
      return subscription.path;
  }
}

/** What the memory of a subscription belongs to: another subject or first day begins anew. */
export function memoryKeyOf(subscription: Subscription): string {
  const since = "since" in subscription && subscription.since !== undefined ? ` since ${subscription.since}` : "";
  return `${subscription.kind} ${subjectOf(subscription)}${since}`;
}

/** The hosts that a subscription allows to be asked: its own, and those that the user named. None for a folder. */
export function reachOf(subscription: Subscription, sites: Sites): Reach {
  const own = addressOf(subscription, sites);
  if (own === undefined || subscription.kind === "folder") return { hosts: new Set(), private: false };
  return {
    hosts: new Set([own.host, ...(subscription.follow ?? [])]),
    private: subscription.private ?? false,
  };
}

/** A web address. Throws AppError "bad-request" for what is none. */
export function parseAddress(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !["http:", "https:"].includes(url.protocol) || url.hostname === "")
    throw new AppError(
      "bad-request",
      `Expected an address that begins with https:// or http://, got ${JSON.stringify(clip(text, 200))}.`,
    );
  if (url.username !== "" || url.password !== "")
    throw new AppError(
      "bad-request",
      "Expected an address without user name and password: they would stand in a file.",
    );
  url.hash = "";
  return url;
}

function addressOf(subscription: Subscription, sites: Sites): URL | undefined {
  switch (subscription.kind) {
    case "hf-daily":
      return new URL(sites.huggingFace);
    case "arxiv-category":
    case "arxiv-query":
      return new URL(sites.arxiv);
    case "feed":
      return parseAddress(subscription.url);
    case "folder":
      return undefined;
  }
}
