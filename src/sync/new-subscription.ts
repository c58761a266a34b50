import { isAbsolute } from "node:path";
import { AppError, clip } from "../core/index.ts";
import { PERIOD_LENGTHS, parseAddress, Subscription, type SubscriptionKind, subjectOf } from "./subscription.ts";

/** What a user says of a new subscription. */
export interface NewSubscription {
  readonly kind: SubscriptionKind;
  /** The category, query, address, absolute path, or length of a period. */
  readonly subject: string;
  readonly name?: string | undefined;
  /** First day to ask for, YYYY-MM-DD. */
  readonly since?: string | undefined;
  readonly follow?: readonly string[] | undefined;
  readonly private?: boolean | undefined;
}

const MAX_QUERY = 1000;
const MAX_ID = 60;
/** `cs.CL`, `hep-th`, `astro-ph.*` */
const CATEGORY = /^[a-z]+(?:-[a-z]+)?(?:\.(?:[A-Za-z]+(?:-[a-z]+)*|\*))?$/;
const HF_NAMES = { day: "hf-daily", week: "hf-weekly", month: "hf-monthly" } as const;

/** A subscription with an id that none of the known ones has; one to the same subject keeps its id. Throws AppError
 *  "bad-request" for what makes no sense. */
export function makeSubscription(wanted: NewSubscription, known: readonly Subscription[]): Subscription {
  refuseWhatDoesNotFit(wanted);
  const named = { ...checked(wanted), ...(wanted.name === undefined ? {} : { name: wanted.name }) };
  const draft = Subscription.safeParse({ ...named, id: "draft" });
  if (!draft.success) {
    const [issue] = draft.error.issues;
    throw new AppError("bad-request", `${issue?.path.join(".") ?? ""}: ${issue?.message ?? "not understood"}.`);
  }
  const same = known.find((each) => isSame(each, draft.data));
  const taken = new Set(known.map(({ id }) => id));
  return { ...draft.data, id: same?.id ?? freeId(plainId(draft.data), taken) };
}

/** True when both are subscriptions to the same thing. */
export function isSame(a: Subscription, b: Subscription): boolean {
  return a.kind === b.kind && subjectOf(a) === subjectOf(b);
}

function refuseWhatDoesNotFit({ kind, since, follow, private: isPrivate }: NewSubscription): void {
  if (since !== undefined && (kind === "feed" || kind === "folder"))
    throw new AppError("bad-request", `Expected --since with hf-daily or arXiv; a ${kind} gives what it has.`);
  if (kind === "folder" && (isPrivate === true || follow !== undefined))
    throw new AppError("bad-request", "Expected --private and --follow with subscriptions to hosts, got a folder.");
}

function checked({ kind, subject, since, follow, private: isPrivate }: NewSubscription): object {
  const days = since === undefined ? {} : { since };
  const hosts = {
    ...(follow === undefined ? {} : { follow: follow.map(parseHost) }),
    ...(isPrivate === true ? { private: true } : {}),
  };
  switch (kind) {
    case "hf-daily":
      if (PERIOD_LENGTHS.some((by) => by === subject)) return { kind, by: subject, ...days, ...hosts };
      throw wrong(`one of ${PERIOD_LENGTHS.join(", ")}`, subject);
    case "arxiv-category":
      if (CATEGORY.test(subject)) return { kind, category: subject, ...days, ...hosts };
      throw wrong("a category of arXiv, for example cs.CL or hep-th", subject);
    case "arxiv-query": {
      const query = subject.trim();
      if (query !== "" && query.length <= MAX_QUERY) return { kind, query, ...days, ...hosts };
      throw wrong(`a query of at most ${MAX_QUERY} characters, for example all:"graph kernels"`, subject);
    }
    case "feed":
      return { kind, url: parseAddress(subject.trim()).href, ...hosts };
    case "folder":
      if (isAbsolute(subject)) return { kind, path: subject };
      throw wrong("the whole path of a folder", subject);
  }
}

/** `cdn.example.org`, `example.org:8443`; an address is taken for its host. */
function parseHost(text: string): string {
  const address = text.includes("://") ? text : `https://${text}`;
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || url.hostname === "") throw wrong("a host, for example cdn.example.org", text);
  return url.host;
}

function wrong(expected: string, got: string): AppError {
  return new AppError("bad-request", `Expected ${expected}, got ${JSON.stringify(clip(got, 200))}.`);
}

function plainId(subscription: Subscription): string {
  switch (subscription.kind) {
    case "hf-daily":
      return HF_NAMES[subscription.by];
    case "arxiv-category":
      return slug(`arxiv-${subscription.category.replace(".*", "")}`);
    case "arxiv-query":
      return slug(`arxiv-${subscription.query.toLowerCase()}`);
    case "feed": {
      const { host, pathname } = new URL(subscription.url);
      return slug(`${host}${pathname}`.replace(/\.(?:xml|rss|atom|json)$/, ""));
    }
    case "folder":
      return slug(`folder-${subscription.path.split(/[\\/]/).filter(Boolean).at(-1) ?? ""}`);
  }
}

function slug(text: string): string {
  const plain = text.replace(/[^\p{L}\p{N}._-]+/gu, "-").replace(/-{2,}/g, "-");
  return Array.from(plain)
    .slice(0, MAX_ID)
    .join("")
    .replace(/^[-.]+|[-.]+$/g, "");
}

function freeId(wanted: string, taken: ReadonlySet<string>): string {
  const base = wanted === "" ? "subscription" : wanted;
  for (let i = 1; ; i++) {
    const id = i === 1 ? base : `${base}-${i}`;
    if (!taken.has(id)) return id;
  }
}
