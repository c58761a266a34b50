import { afterAll, beforeAll, expect, it } from "vitest";
import { buildLibrary } from "../helpers/library.ts";
import { savedPage } from "../helpers/papers.ts";
import { PAPERS, type Serving, startServing } from "./serving.ts";

interface JsonFeed {
  readonly title: string;
  readonly home_page_url: string;
  readonly feed_url: string;
  readonly items: readonly {
    readonly id: string;
    readonly title: string;
    readonly url: string;
    readonly content_text: string;
    readonly date_published: string;
  }[];
}

let served: Serving;
const get = (path: string, init: RequestInit = {}) => fetch(`${served.url}/api/feeds/${path}`, init);
const read = async (path: string) => (await (await get(path)).json()) as JsonFeed;
const titles = (from: number, to: number) => PAPERS.slice(from, to).map(({ title }) => title);

beforeAll(async () => {
  served = await startServing();
  const pages = [
    served.folder.write("may1.txt", savedPage(titles(0, 3), "May 1, 2024")),
    served.folder.write("may2.txt", savedPage(titles(2, 5), "May 2, 2024")),
    served.folder.write("undated.txt", savedPage(titles(5, 7), "")),
  ];
  await buildLibrary(served.folder.at("library"), pages);
  served.pass(2000);
});
afterAll(async () => {
  expect(served.reports).toEqual([]);
  await served.close();
});

it("The feed of daily papers gives the latest days first, each paper once, with the day on which it was listed", async () => {
  const feed = await read("daily.json?days=2");
  expect(feed.items.map(({ title }) => title)).toEqual([...titles(2, 5), ...titles(0, 2)]);
  expect(feed.items.map(({ date_published }) => date_published.slice(0, 10))).toEqual([
    ...Array(3).fill("2024-05-02"),
    ...Array(2).fill("2024-05-01"),
  ]);
  expect(feed.feed_url).toBe(`${served.url}/api/feeds/daily.json?days=2`);
  expect(feed.home_page_url).toBe(`${served.url}/daily`);
  expect((await read("daily.json?days=1")).items).toHaveLength(3);
  expect((await read("daily.json")).items).toHaveLength(7);
});

it("The page of each item is an address of its paper", async () => {
  const [item] = (await read("daily.json")).items;
  const id = decodeURIComponent(item?.url.split("/paper/")[1] ?? "");
  const paper = await fetch(`${served.url}/api/papers/${encodeURIComponent(id)}`);
  expect(((await paper.json()) as { title: string }).title).toBe(item?.title);
});

it("The feed of a search gives the papers that answer it, those that came last first", async () => {
  const feed = await read("search.json?q=graph&k=20");
  const found = await (await fetch(`${served.url}/api/search?q=graph&k=20`)).json();
  const hits = (found as { hits: { title: string }[] }).hits.map(({ title }) => title);
  expect(feed.items.map(({ title }) => title).sort()).toEqual(hits.sort());
  const dates = feed.items.map(({ date_published }) => date_published);
  expect(dates).toEqual([...dates].sort().reverse());
  expect([feed.title, feed.home_page_url]).toEqual(["Papers on graph", `${served.url}/search?q=graph`]);
  const filters = "yearFrom=2005&category=cs.*&category=math.OC";
  const few = await read(`search.json?q=graph&${filters}`);
  const filtered = await (await fetch(`${served.url}/api/search?q=graph&k=50&${filters}`)).json();
  expect(few.items).toHaveLength((filtered as { hits: unknown[] }).hits.length);
  expect(few.items.length).toBeGreaterThan(0);
  expect(few.home_page_url).toContain("category=cs.*&category=math.OC");
});

it("The feed of a list gives what is recommended from it, and why", async () => {
  const { list } = served.library.reading.create({ name: "Thesis", papers: ["paper-1", "paper-2"] });
  const feed = await read(`list.json?id=${list.id}&k=5`);
  expect(feed.title).toBe("Papers for Thesis");
  expect(feed.items).toHaveLength(5);
  expect(feed.items[0]?.content_text).toMatch(/^Near “.+”\.\n\n/);
  expect((await get("list.atom?id=nowhere")).status).toBe(404);
});

it("Feeds come as their media types, unchanged ones as 304, and one keeps its ids on another address", async () => {
  const atom = await get("daily.atom");
  expect(atom.headers.get("content-type")).toBe("application/atom+xml; charset=utf-8");
  expect((await get("daily.json")).headers.get("content-type")).toBe("application/feed+json; charset=utf-8");
  const etag = atom.headers.get("etag") ?? "";
  expect((await get("daily.atom", { headers: { "if-none-match": etag } })).status).toBe(304);
  const text = await atom.text();
  expect(text).toMatch(/^<\?xml version="1\.0" encoding="utf-8"\?>\n<feed /);
  const elsewhere = await fetch(`${served.url.replace("127.0.0.1", "localhost")}/api/feeds/daily.atom`).then((r) =>
    r.text(),
  );
  const idsOf = (xml: string) => xml.match(/<id>.*<\/id>/g);
  expect(idsOf(elsewhere)).toEqual(idsOf(text));
  expect(elsewhere).toContain('href="http://localhost:');
});

it.each([
  "daily.json?days=0",
  "daily.json?days=100",
  "search.atom?q=",
  "search.atom",
  "search.json?q=a&k=1000",
  "list.json",
])("%s is a bad request", async (path) => {
  const response = await get(path);
  expect([response.status, response.headers.get("content-type")]).toEqual([
    400,
    "application/problem+json; charset=utf-8",
  ]);
});
