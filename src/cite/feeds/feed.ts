import { createHash } from "node:crypto";
import type { CitedPaper } from "../cited-paper.ts";
import { bestLink, linksOf } from "../links.ts";

export const FEED_TYPES = {
  atom: "application/atom+xml; charset=utf-8",
  json: "application/feed+json; charset=utf-8",
} as const;

/** A list of papers for feed readers. All addresses are whole; times are ISO 8601, UTC. */
export interface Feed {
  /** Stays the same whatever the address of the feed is. */
  readonly id: string;
  readonly title: string;
  /** Of the feed itself. */
  readonly selfUrl: string;
  /** Of the page that shows the same. */
  readonly pageUrl: string;
  readonly entries: readonly FeedEntry[];
}

export interface FeedEntry {
  /** The same wherever the paper is, at whatever address this library is served. */
  readonly id: string;
  readonly title: string;
  /** Plain text; empty for a paper without abstract and remark. */
  readonly text: string;
  readonly authors: readonly string[];
  readonly categories: readonly string[];
  readonly publishedAt: string;
  /** Not before `publishedAt`. */
  readonly updatedAt: string;
  /** The paper's page in Orrery. */
  readonly pageUrl: string;
  /** Where the paper can be read. */
  readonly outUrl?: string;
}

/** What a feed says of a paper beside what the paper says of itself. */
export interface EntryFrame {
  readonly publishedAt: string;
  readonly updatedAt: string;
  readonly pageUrl: string;
  /** Why the paper stands in the feed. */
  readonly remark?: string;
}

/** The entry of a paper. */
export function feedEntry(paper: CitedPaper, { publishedAt, updatedAt, pageUrl, remark }: EntryFrame): FeedEntry {
  const links = linksOf({ arxivId: paper.arxivId, doi: paper.doi, url: paper.url });
  const outUrl = bestLink(links);
  return {
    id: links.arxiv ?? links.doi ?? feedId(`paper ${paper.id}`),
    title: paper.title,
    text: [remark, paper.abstract].filter((part) => part !== undefined && part !== "").join("\n\n"),
    authors: paper.authors,
    categories: paper.categories,
    publishedAt,
    updatedAt: updatedAt < publishedAt ? publishedAt : updatedAt,
    pageUrl,
    ...(outUrl === undefined ? {} : { outUrl }),
  };
}

/** A URN that a name always gets: a UUID of version 5 (RFC 9562), in a namespace of our own. */
export function feedId(name: string): string {
  const bytes = createHash("sha1").update(`orrery ${name}`).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return `urn:uuid:${bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-")}`;
}

/** When a feed last changed; the beginning of time for an empty one. */
export function lastUpdate({ entries }: Feed): string {
  return entries.reduce((last, { updatedAt }) => (updatedAt > last ? updatedAt : last), "1970-01-01T00:00:00.000Z");
}

/** Entries in their order, each paper once: two entries of one id are no valid feed. */
export function withoutTwins(entries: readonly FeedEntry[]): FeedEntry[] {
  const seen = new Set<string>();
  return entries.filter(({ id }) => !seen.has(id) && seen.add(id));
}
