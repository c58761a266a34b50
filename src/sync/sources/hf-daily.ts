import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { AppError, throwIfCancelled } from "../../core/index.ts";
import type { Fetched, Validators } from "../http/client.ts";
import type { PeriodLength, SubscriptionOf } from "../subscription.ts";
import { newYorkDay, periodsBetween, plusDays } from "./periods.ts";
import { type Asking, GOES_ON, MOST_REQUESTS, type Step } from "./source.ts";

const Position = z.object({
  /** The day with whose period the next run begins. */
  from: z.iso.date(),
  /** What the server said of the periods that may still change. */
  open: z.record(z.string(), z.object({ etag: z.string().optional(), lastModified: z.string().optional() })),
});
type Position = z.infer<typeof Position>;

/** The day of the first daily papers. */
const FIRST_DAY = "2023-05-04";
/** So far back begins a subscription that names no day. */
const DAYS_BACK: Readonly<Record<PeriodLength, number>> = { day: 6, week: 7, month: 0 };
const PARAMETER: Readonly<Record<PeriodLength, string>> = { day: "date", week: "week", month: "month" };
/** The most that one answer holds. */
const PAGE = 100;
const MOST_PAGES = 50;
/** A week that some years have, and the site may not know. */
const UNKNOWN_WEEK = "-W53";
const NOTHING = { files: [], validators: {} };
/** A period is asked for again until so many days after its end: papers are listed late, and moved. */
const SETTLED_DAYS = 1;

/** The Daily Papers of Hugging Face, period by period from the first that may have changed. One step for each period:
 *  its papers as one JSON array, in the order of the site. */
export async function* hfDaily(subscription: SubscriptionOf<"hf-daily">, asking: Asking): AsyncGenerator<Step> {
  const { by, since } = subscription;
  const today = newYorkDay(asking.now);
  const settled = plusDays(today, -SETTLED_DAYS);
  const known = Position.safeParse(asking.position).data;
  const begin = later(known?.from ?? since ?? plusDays(today, -DAYS_BACK[by]), FIRST_DAY);
  let position: Position = { from: begin, open: {} };
  const before = asking.client.requests;
  for (const { period, next } of periodsBetween(begin, today, by)) {
    throwIfCancelled(asking.signal);
    if (asking.client.requests - before >= MOST_REQUESTS) {
      yield { files: [], position, note: GOES_ON };
      return;
    }
    const { files, validators } = await fetchPeriod(period, by, known?.open[period] ?? {}, asking).catch((error) => {
      if (error instanceof AppError && error.code === "bad-input" && period.endsWith(UNKNOWN_WEEK)) return NOTHING;
      throw error;
    });
    position = {
      from: later(begin, earlier(next, settled)),
      open: next > settled ? { ...position.open, [period]: validators } : position.open,
    };
    yield { files, position };
  }
}

async function fetchPeriod(
  period: string,
  by: PeriodLength,
  known: Validators,
  { client, reach, sites, folder, signal }: Asking,
): Promise<{ files: string[]; validators: Validators }> {
  const papers: unknown[] = [];
  const path = join(folder, "page.json");
  let validators = known;
  let pageBefore = "";
  for (let page = 0; page < MOST_PAGES; page++) {
    const url = new URL("/api/daily_papers", sites.huggingFace);
    url.search = new URLSearchParams({ [PARAMETER[by]]: period, p: String(page), limit: String(PAGE) }).toString();
    const asked = { url, path, reach, signal, accept: "application/json", check: whyNoList };
    const fetched = await client.fetch(page === 0 ? { ...asked, validators: known } : asked);
    if (!fetched.isNew) break;
    if (page === 0) validators = fetched.validators;
    const text = await readFile(path, "utf8");
    if (text === pageBefore) break; // a server that knows no pages gives the first again
    pageBefore = text;
    const listed = JSON.parse(text) as unknown[]; // whyNoList has seen that it is one
    papers.push(...listed);
    if (listed.length < PAGE) break;
  }
  if (papers.length === 0) return { files: [], validators };
  const file = join(folder, `daily-papers-${period}.json`);
  await writeFile(file, JSON.stringify(papers));
  return { files: [file], validators };
}

async function whyNoList(path: string, { cut }: Fetched): Promise<string | undefined> {
  if (cut !== undefined) return `its answer was longer than ${cut}`;
  const text = await readFile(path, "utf8");
  try {
    return Array.isArray(JSON.parse(text)) ? undefined : "not with a JSON array of papers";
  } catch {
    return /^\s*</.test(text) ? "with a web page, not with JSON" : "with JSON that is cut off or broken";
  }
}

function later(a: string, b: string): string {
  return a > b ? a : b;
}

function earlier(a: string, b: string): string {
  return a < b ? a : b;
}
