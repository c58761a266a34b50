import type { Listing } from "../../core/index.ts";
import type { IngestEvent } from "../event.ts";
import { dailyDay } from "../record/hugging-face.ts";
import { decode, isObject, parseJson } from "../record/json.ts";
import type { Element } from "./elements.ts";
import type { Format, Origin } from "./format.ts";
import { faultEvent, readElements } from "./json-document.ts";
import { recordEvent, recordEvents } from "./json-records.ts";
import { parsePageDate } from "./page-date.ts";

const SOURCE = "huggingface-papers";
/** The name of a whole day, whichever file it came in: the same day again is the same page. */
const DAY_NAME = "daily_papers";
const ENTRY = /"paper"\s*:\s*\{/;
const OF_DAILY = /"(?:submittedOnDailyAt|submittedOnDailyBy|submittedBy|numComments|upvotes)"\s*:/;
/** A month has fewer; longer arrays are collections, whose papers are read without their days. */
const MAX_LISTED = 5000;
/** What lies further apart is no answer for a month but the result of a search. */
const MAX_DAYS = 31;
const DAY_MS = 86_400_000;
const DATE_IN_NAME = /(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)/;

/** Answers of the Hugging Face API for the daily papers: each day in them is a listing, in the order of the answer. */
export const huggingFaceDaily: Format = {
  name: "Hugging Face daily papers",
  recognizes: ({ text }) => /^\s*\[\s*\{/.test(text) && ENTRY.test(text) && OF_DAILY.test(text),
  async *read(content, origin) {
    let entries: Entry[] | undefined = [];
    let failure: { readonly thrown: unknown } | undefined;
    try {
      for await (const elements of readElements(content)) {
        const read: Entry[] = elements.flatMap((element) => toEntries(element, origin));
        if (entries === undefined) yield read.map(({ event }) => event);
        else if (entries.length + read.length <= MAX_LISTED) entries.push(...read);
        else {
          yield [...entries, ...read].map(({ event }) => event);
          entries = undefined;
        }
      }
    } catch (thrown) {
      failure = { thrown }; // the papers that came before it count
    }
    if (entries !== undefined) yield listed(entries, origin);
    if (failure !== undefined) throw failure.thrown;
  },
};

interface Entry {
  readonly event: IngestEvent;
  readonly day?: string;
}

function toEntries(element: Element, origin: Origin): Entry[] {
  if (element.fault !== undefined) return [{ event: faultEvent(element, origin) }];
  const source = origin.source ?? SOURCE;
  const text = decode(element.bytes);
  let value: unknown;
  try {
    value = parseJson(text);
  } catch {
    return recordEvents(text, element.line, origin, source).map((event) => ({ event }));
  }
  const event = recordEvent(value, element.line, origin, source, text);
  const day = isObject(value) ? dailyDay(value) : undefined;
  return [day === undefined ? { event } : { event, day }];
}

/** The entries day by day, in the order in which days come first; ranks are places among the papers of a day. */
function listed(entries: readonly Entry[], origin: Origin): IngestEvent[] {
  const papers = entries.filter(({ event }) => event.kind === "paper");
  const named = parsePageDate(DATE_IN_NAME.exec(origin.name)?.[0] ?? "");
  const dayOf = ({ day }: Entry) => day ?? (papers.every((paper) => paper.day === undefined) ? named : undefined);
  const days = [...new Set(papers.map(dayOf))].filter((day) => day !== undefined);
  const times = days.map((day) => Date.parse(day));
  const span = (Math.max(...times) - Math.min(...times)) / DAY_MS;
  if (days.length === 0 || span >= MAX_DAYS) return entries.map(({ event }) => event);
  const events = entries.filter((entry) => entry.event.kind !== "paper" || dayOf(entry) === undefined);
  return [...events.map(({ event }) => event), ...days.flatMap((day) => pageOf(day))];

  function pageOf(day: string): IngestEvent[] {
    const name = days.length === 1 ? DAY_NAME : origin.name;
    const listing: Listing = { source: origin.source ?? SOURCE, name, date: day };
    const page = papers.filter((paper) => dayOf(paper) === day).map(({ event }) => event);
    return [
      { kind: "listing", listing, input: origin.input },
      ...page.map((event, i) => (event.kind === "paper" ? { ...event, listing: { name, rank: i + 1 } } : event)),
    ];
  }
}
