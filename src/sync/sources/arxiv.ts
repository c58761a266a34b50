import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { AppError, clip, collapseWhitespace, throwIfCancelled } from "../../core/index.ts";
import type { Fetched } from "../http/client.ts";
import type { SubscriptionOf } from "../subscription.ts";
import { type Asking, GOES_ON, MOST_REQUESTS, type Step } from "./source.ts";

const Pass = z.object({ from: z.iso.datetime(), to: z.iso.datetime(), start: z.number().int().min(0) });
const Position = z.object({
  /** All that arXiv gave until then has been read. */
  through: z.iso.datetime().optional(),
  /** The pass that broke off: papers submitted between two times, of which so many have been read. */
  pass: Pass.optional(),
});
type Pass = z.infer<typeof Pass>;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** So far back begins a subscription that names no day. */
const FIRST_DAYS = 7;
/** So far behind what was read last a pass begins: a paper is announced some days after it was submitted, later where
 *  there are holidays or moderators look at it. */
const OVERLAP_DAYS = 7;
/** Answers change once a day (arXiv API User's Manual); who asks for what is due asks no sooner. */
const DUE_HOURS = 12;
const PAGE = 500;
/** Deep pages are slow, and there are none beyond 30,000: from here on the pass begins anew where it has come to. */
const DEEPEST = 10_000;

/** Papers of the arXiv API in the order in which they were submitted, page by page. */
export async function* arxiv(
  subscription: SubscriptionOf<"arxiv-category"> | SubscriptionOf<"arxiv-query">,
  asking: Asking,
): AsyncGenerator<Step> {
  const { through, pass: broken } = Position.safeParse(asking.position).data ?? {};
  const now = asking.now.getTime();
  const before = asking.client.requests;
  if (
    broken === undefined &&
    asking.onlyDue &&
    through !== undefined &&
    now - Date.parse(through) < DUE_HOURS * HOUR_MS
  ) {
    yield { files: [], position: { through }, note: "Not asked: arXiv changes once a day." };
    return;
  }
  let done = through;
  for (let pass = broken ?? nextPass(done, subscription.since, now); ; pass = nextPass(done, subscription.since, now)) {
    for (let next: Pass | undefined = pass; next !== undefined; ) {
      throwIfCancelled(asking.signal);
      if (asking.client.requests - before >= MOST_REQUESTS) {
        yield { files: [], position: positionOf(done, next), note: GOES_ON };
        return;
      }
      const page: Page = await fetchPage(subscription, next, asking);
      next = following(next, page);
      if (next === undefined) done = pass.to;
      yield { files: page.file === undefined ? [] : [page.file], position: positionOf(done, next) };
    }
    if (now - Date.parse(pass.to) < HOUR_MS) return;
  }
}

interface Page {
  readonly file: string | undefined;
  readonly entries: number;
  readonly total: number;
  /** When the last of its papers was submitted. */
  readonly last: string | undefined;
}

/** From some days before what was read last until now, in whole minutes. */
function nextPass(through: string | undefined, since: string | undefined, now: number): Pass {
  const begin =
    through === undefined
      ? Date.parse(since ?? new Date(now - FIRST_DAYS * DAY_MS).toISOString())
      : Math.max(Date.parse(through) - OVERLAP_DAYS * DAY_MS, Date.parse(since ?? "1991-01-01"));
  return { from: new Date(Math.min(begin, now)).toISOString(), to: new Date(now).toISOString(), start: 0 };
}

/** Where a pass goes on after a page; undefined where the page was its last. */
function following(pass: Pass, { entries, total, last }: Page): Pass | undefined {
  const start = pass.start + entries;
  if (entries === 0 || start >= total) return undefined;
  const isDeep = start >= DEEPEST && last !== undefined && last > pass.from;
  return isDeep ? { ...pass, from: last, start: 0 } : { ...pass, start };
}

function positionOf(through: string | undefined, pass: Pass | undefined): z.infer<typeof Position> {
  return { ...(through === undefined ? {} : { through }), ...(pass === undefined ? {} : { pass }) };
}

async function fetchPage(
  subscription: SubscriptionOf<"arxiv-category"> | SubscriptionOf<"arxiv-query">,
  pass: Pass,
  { client, reach, sites, folder, signal }: Asking,
): Promise<Page> {
  const subject = subscription.kind === "arxiv-category" ? `cat:${subscription.category}` : `(${subscription.query})`;
  const url = new URL("/api/query", sites.arxiv);
  url.search = new URLSearchParams({
    search_query: `${subject} AND submittedDate:[${minuteOf(pass.from)} TO ${minuteOf(pass.to)}]`,
    sortBy: "submittedDate",
    sortOrder: "ascending",
    start: String(pass.start),
    max_results: String(PAGE),
  }).toString();
  const path = join(folder, `arxiv-${minuteOf(pass.from)}-${pass.start}.atom`);
  const check = (file: string, answer: Fetched) => whyNoPage(file, answer, pass.start);
  await client.fetch({ url, path, reach, signal, accept: "application/atom+xml", check });
  const text = await readFile(path, "utf8");
  const entries = countEntries(text);
  const last = [...text.matchAll(/<published>\s*([^<]+?)\s*<\/published>/g)].at(-1)?.[1];
  const isTime = last !== undefined && !Number.isNaN(Date.parse(last));
  return {
    file: entries === 0 ? undefined : path,
    entries,
    total: totalOf(text) ?? entries,
    last: isTime ? new Date(last).toISOString() : undefined,
  };
}

/** arXiv now and then breaks off, or answers a page that should be full with an empty one. Throws AppError "bad-input"
 *  where it says that the query is wrong. */
async function whyNoPage(path: string, { cut }: Fetched, start: number): Promise<string | undefined> {
  if (cut !== undefined) return `its answer was cut at ${cut}`;
  const text = await readFile(path, "utf8");
  if (/<html[\s>]/i.test(text.slice(0, 1000))) return "with a web page, not with a feed";
  if (!/<\/feed>\s*$/.test(text)) return "its answer is cut off";
  if (text.includes("arxiv.org/api/errors")) {
    const said = /<summary[^>]*>([\s\S]*?)<\/summary>/.exec(text)?.[1] ?? "";
    throw new AppError("bad-input", `arXiv says: ${clip(collapseWhitespace(said), 300)}`);
  }
  return countEntries(text) === 0 && (totalOf(text) ?? 0) > start ? "with an empty page" : undefined;
}

function countEntries(text: string): number {
  return text.match(/<entry[\s>]/g)?.length ?? 0;
}

function totalOf(text: string): number | undefined {
  const total = /<opensearch:totalResults[^>]*>\s*(\d+)/.exec(text)?.[1];
  return total === undefined ? undefined : Number(total);
}

/** `202405011230`, in UTC, as arXiv wants it. */
function minuteOf(time: string): string {
  return new Date(time).toISOString().slice(0, 16).replace(/\D/g, "");
}
