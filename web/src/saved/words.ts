import type { DigestAnswer } from "../../../src/wire/index.ts";
import { dateName } from "../dates.ts";

/** `1 paper`, `2 papers`. */
export function papersIn(count: number): string {
  return `${count.toLocaleString("en")} ${count === 1 ? "paper" : "papers"}`;
}

/** The day of a time, as short as it is clear: `today`, `12 Nov`, `12 Nov 2024`. */
export function sinceWhen(at: string, now = new Date()): string {
  const then = new Date(at);
  if (Number.isNaN(then.getTime())) return "then";
  if (then.toDateString() === now.toDateString()) return `today, ${then.toTimeString().slice(0, 5)}`;
  const year = then.getFullYear() === now.getFullYear() ? undefined : ("numeric" as const);
  return then.toLocaleDateString("en-GB", { day: "numeric", month: "short", year });
}

type Lead = Pick<DigestAnswer, "since" | "sinceIs" | "arrived" | "suited">;

/** What a digest is made of, in a sentence. A day that was asked for is named as it was, whatever the time zone. */
export function digestLead({ since, sinceIs, arrived, suited }: Lead): string {
  const forYou = suited === undefined ? "" : `, ${suited === 0 ? "none" : suited.toLocaleString("en")} of them for you`;
  const when = sinceIs === "date" ? dateName(since.slice(0, 10)) : sinceWhen(since);
  return `${arrived === 0 ? "Nothing" : papersIn(arrived)} came in since ${when}${forYou}.`;
}

/** What a saved search asks, in words: its query, then its filters. */
export function askedIn(search: string): string {
  const parameters = new URLSearchParams(search);
  const query = parameters.get("q") ?? "";
  parameters.delete("q");
  const filters = [...parameters].map(([name, value]) => FILTER_NAMES[name]?.(value) ?? value);
  return [query, ...filters].join(" · ");
}

const FILTER_NAMES: Readonly<Record<string, (value: string) => string>> = {
  mode: (value) => (value === "lexical" ? "words" : "meaning"),
  sort: () => "newest first",
  yearFrom: (value) => `from ${value}`,
  yearTo: (value) => `to ${value}`,
  listedFrom: (value) => `listed from ${value}`,
  listedTo: (value) => `listed to ${value}`,
  topic: () => "a topic",
  list: () => "in a list",
  read: (value) => (value === "yes" ? "read" : "unread"),
  area: () => "an area of the map",
};
