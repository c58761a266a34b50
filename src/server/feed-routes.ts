import type { Request, RequestHandler } from "express";
import { FEED_TYPES, type Feed, feedEntry, feedId, writeAtom, writeJsonFeed } from "../cite/index.ts";
import { type Library, reasonsInWords } from "../library/index.ts";
import * as wire from "../wire/index.ts";
import type { Route } from "./app.ts";

/** A feed as far as it does not depend on where it is asked for. */
interface Content {
  readonly key: string;
  readonly title: string;
  /** Path of the page that shows the same. */
  readonly path: string;
  readonly papers: readonly { readonly paper: wire.Paper; readonly at: string; readonly remark?: string }[];
}

/** A day of listings has rarely more. */
const PAPERS_A_DAY = 200;

/** The routes of feeds: the daily papers, a search, a saved one, what is recommended from a list, and the digest. */
export function addFeedRoutes(route: Route, library: Library): void {
  const both = (atom: Parameters<Route>[0], json: Parameters<Route>[0], content: Maker) => {
    route(atom, answer("atom", content));
    route(json, answer("json", content));
  };
  both("dailyAtom", "dailyJson", ({ query }) => daily(library, wire.DailyFeedParameters.parse(query).days));
  both("searchAtom", "searchJson", ({ query }) => search(library, query));
  both("savedAtom", "savedJson", ({ query }) => saved(library, wire.SavedFeedParameters.parse(query)));
  both("digestAtom", "digestJson", ({ query }) => digest(library, wire.DigestFeedParameters.parse(query)));
  both("listAtom", "listJson", ({ query }) => recommended(library, wire.ListFeedParameters.parse(query)));
}

type Maker = (request: Request) => Content | Promise<Content>;

function answer(format: keyof typeof FEED_TYPES, make: Maker): RequestHandler {
  return async (request, response) => {
    const feed = feedAt(request, await make(request));
    response.setHeader("Content-Type", FEED_TYPES[format]);
    response.send(format === "atom" ? writeAtom(feed) : writeJsonFeed(feed));
  };
}

/** The feed with the addresses that it has for this client. */
function feedAt(request: Request, { key, title, path, papers }: Content): Feed {
  const origin = `${request.protocol}://${request.headers.host ?? "localhost"}`;
  return {
    id: feedId(key),
    title,
    selfUrl: new URL(request.originalUrl, origin).href,
    pageUrl: new URL(path, origin).href,
    entries: papers.map(({ paper, at, remark }) =>
      feedEntry(cited(paper), {
        publishedAt: at,
        updatedAt: paper.updatedAt,
        pageUrl: new URL(`/paper/${encodeURIComponent(paper.id)}`, origin).href,
        ...(remark === undefined ? {} : { remark }),
      }),
    ),
  };
}

/** The latest days, each in the order of its pages. Days of no known year and pages without date count as of the time
 *  when their papers came into the library. */
async function daily(library: Library, days: number): Promise<Content> {
  const { periods } = library.listings.periods("day");
  const papers: Content["papers"][number][] = [];
  for (const { period, from } of periods.slice(0, days)) {
    const { listed } = await library.listings.period(period, { k: PAPERS_A_DAY, offset: 0, withNovelty: false });
    const isDated = from !== undefined && !from.startsWith("--");
    for (const paper of listed) papers.push({ paper, at: isDated ? `${from}T00:00:00.000Z` : paper.addedAt });
  }
  return { key: "daily", title: "Daily papers", path: "/daily", papers };
}

/** The papers that answer a search best, the latest in the library first. */
async function search(library: Library, query: Request["query"]): Promise<Content> {
  const { q, k, ...rest } = wire.SearchFeedParameters.parse(query);
  const { hits } = await library.search({ query: q, prefix: false, k, offset: 0, ...rest });
  const papers = hits.map(({ id }) => library.paper(id)).map((paper) => ({ paper, at: paper.addedAt }));
  papers.sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
  const asked = new URLSearchParams(addressed(query));
  asked.delete("k");
  asked.sort();
  return {
    key: `search ${asked}`,
    title: `Papers on ${q.trim() || "what the filters leave"}`,
    path: `/search?${asked}`,
    papers,
  };
}

/** What a saved search finds, the latest in the library first. */
async function saved(library: Library, { id, k }: { readonly id: string; readonly k: number }): Promise<Content> {
  const { search, papers } = await library.saved.latest(id, k);
  return {
    key: `saved ${search.id} ${search.createdAt}`,
    title: search.name,
    path: `/search?${search.search}&saved=${search.id}`,
    papers: papers.map((each) => library.paper(each)).map((paper) => ({ paper, at: paper.addedAt })),
  };
}

/** What came in lately for the reader, the latest first, each with its reasons. */
async function digest(library: Library, { days, k }: { readonly days: number; readonly k: number }): Promise<Content> {
  const { groups } = await library.digest.make({ since: days, k });
  const papers = groups.flatMap((group) =>
    group.papers.map((paper) => {
      const remark = reasonsInWords(paper.reasons).join(" ");
      return { paper, at: paper.addedAt, ...(remark === "" ? {} : { remark }) };
    }),
  );
  papers.sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
  return { key: "digest", title: "Digest", path: "/digest", papers };
}

async function recommended(library: Library, { id, k }: { readonly id: string; readonly k: number }): Promise<Content> {
  const { list, hits } = await library.recommend.forList(id, k);
  const papers = hits.map(({ id: paperId, near }) => {
    const paper = library.paper(paperId);
    return { paper, at: paper.addedAt, remark: `Near “${near.title}”.` };
  });
  const path = `/lists/${encodeURIComponent(list.id)}`;
  return { key: `list ${list.id} ${list.createdAt}`, title: `Papers for ${list.name}`, path, papers };
}

/** What was asked, as names and values. */
function addressed(query: Request["query"]): [string, string][] {
  return Object.entries(query).flatMap(([name, value]) =>
    [value].flat().flatMap((each): [string, string][] => (typeof each === "string" ? [[name, each]] : [])),
  );
}

function cited(paper: wire.Paper): Parameters<typeof feedEntry>[0] {
  const { id, title, abstract, authors, categories, arxivId, doi, url } = paper;
  return {
    id,
    title,
    abstract,
    authors,
    categories,
    ...(arxivId === undefined ? {} : { arxivId }),
    ...(doi === undefined ? {} : { doi }),
    ...(url === undefined ? {} : { url }),
  };
}
