import { afterAll, beforeAll, expect, it } from "vitest";
import { DigestAnswer, SavedAnswer, SavedChange, SavedHitsAnswer, SeenAnswer } from "../../src/wire/index.ts";
import { buildLibrary } from "../helpers/library.ts";
import { toJsonLines } from "../helpers/papers.ts";
import { type Serving, startServing } from "./serving.ts";

let served: Serving;
const get = (path: string, init: RequestInit = {}) => fetch(`${served.url}/api/${path}`, init);
const send = (method: string, path: string, body?: object) =>
  get(path, { method, headers: { "content-type": "application/json" }, ...(body && { body: JSON.stringify(body) }) });
const all = async () => SavedAnswer.strict().parse(await (await get("saved")).json());
let nth = 0;
const comeIn = async (title: string) => {
  const paper = { id: `new-${++nth}`, title, abstract: "It just came." };
  await buildLibrary(served.folder.at("library"), [served.folder.write(`new-${nth}.jsonl`, toJsonLines([paper]))]);
  served.pass(2000);
};

beforeAll(async () => {
  served = await startServing();
});
afterAll(async () => {
  expect(served.reports).toEqual([]);
  await served.close();
});

it("A search is saved, says what is new, is seen, renamed, deleted and brought back", async () => {
  const made = await send("POST", "saved", { name: "Graphs of ours", search: "q=graph&mode=lexical" });
  expect(made.status).toBe(201);
  SavedChange.strict().parse(await made.json());
  const before = await get("saved");
  const etag = before.headers.get("etag") ?? "";
  expect((await get("saved", { headers: { "if-none-match": etag } })).status).toBe(304);
  await comeIn("A graph that is new");
  expect((await all()).saved).toMatchObject([{ id: "s1", name: "Graphs of ours", newPapers: 1 }]);
  const path = `saved/${encodeURIComponent("graphs of ours")}`;
  const shown = SavedHitsAnswer.strict().parse(await (await get(`${path}?k=5`)).json());
  expect(shown.hits.map(({ title, row }) => [title, row > shown.since])).toEqual([["A graph that is new", true]]);
  SeenAnswer.strict().parse(await (await send("POST", "saved/s1/seen", { upTo: shown.upTo })).json());
  expect((await all()).saved[0]?.newPapers).toBe(0);
  const renamed = (await (await send("PATCH", "saved/s1", { name: "Graphs" })).json()) as SavedChange;
  expect(renamed.saved?.name).toBe("Graphs");
  const { undo } = (await (await send("DELETE", "saved/s1")).json()) as SavedChange;
  expect((await all()).saved).toEqual([]);
  expect(await (await send("POST", "undo", { undo })).json()).toMatchObject({
    what: "Deleted the saved search “Graphs”",
  });
  expect((await all()).saved[0]?.name).toBe("Graphs");
});

it("The feed of a saved search gives what it finds, the latest in the library first, and its page", async () => {
  await comeIn("A newer graph");
  const feed = (await (await get("feeds/saved.json?id=Graphs&k=3")).json()) as {
    title: string;
    home_page_url: string;
    items: { title: string }[];
  };
  expect(feed.title).toBe("Graphs");
  expect(feed.home_page_url).toBe(`${served.url}/search?q=graph&mode=lexical&saved=s1`);
  expect(feed.items.map(({ title }) => title).slice(0, 2)).toEqual(["A newer graph", "A graph that is new"]);
  const atom = await get("feeds/saved.atom?id=s1");
  expect(atom.headers.get("content-type")).toBe("application/atom+xml; charset=utf-8");
  const etag = atom.headers.get("etag") ?? "";
  expect((await get("feeds/saved.atom?id=s1", { headers: { "if-none-match": etag } })).status).toBe(304);
});

it.each([
  ["POST", "saved", { name: "GRAPHS", search: "q=a+tensor" }, 400],
  ["POST", "saved", { name: "Other", search: "q=" }, 400],
  ["POST", "saved", { name: "Other" }, 400],
  ["POST", "saved", { name: " ", search: "q=graph" }, 400],
  ["PATCH", "saved/s1", { colour: "red" }, 400],
  ["POST", "saved/s1/seen", { upTo: -1 }, 400],
  ["POST", "saved/s1/seen", { upTo: 1.5 }, 400],
  ["DELETE", "saved/s9", undefined, 404],
  ["GET", "saved/s9", undefined, 404],
  ["GET", "saved/s1?k=1000", undefined, 400],
  ["GET", "feeds/saved.atom?id=s9", undefined, 404],
] as const)("%s %s %j is refused, and nothing changes", async (method, path, body, status) => {
  const { revision } = await all();
  expect((await send(method, path, body)).status).toBe(status);
  expect((await all()).revision).toBe(revision);
});

const digest = async (query = "") => DigestAnswer.strict().parse(await (await get(`digest${query}`)).json());

it("The digest comes as JSON, as files and as feeds, and none of them counts as read", async () => {
  const answer = await digest("?k=5");
  expect(answer.sinceIs).toBe("first");
  expect(answer.groups.flatMap(({ papers }) => papers)).toHaveLength(5);
  for (const [format, type, file] of [
    ["markdown", /^text\/markdown/, "digest.md"],
    ["html", /^text\/html/, "digest.html"],
  ] as const) {
    const response = await get(`digest?format=${format}&k=5`);
    expect(response.headers.get("content-type")).toMatch(type);
    expect(response.headers.get("content-disposition")).toBe(`attachment; filename="${file}"`);
    expect(await response.text()).toContain("Answers your saved search Graphs.");
  }
  const feed = (await (await get("feeds/digest.json?k=5")).json()) as { items: { content_text: string }[] };
  expect(feed.items).toHaveLength(5);
  expect(feed.items[0]?.content_text).toMatch(/^Answers your saved search Graphs\./);
  expect((await get("feeds/digest.atom")).headers.get("content-type")).toMatch(/^application\/atom\+xml/);
  expect((await digest()).sinceIs).toBe("first");
});

it("Once it is said to have been read, the next begins there", async () => {
  const { upTo } = await digest();
  const seen = await send("POST", "digest/seen", { upTo });
  expect(seen.status).toBe(200);
  expect(await digest()).toMatchObject({ sinceIs: "last", arrived: 0, groups: [] });
});

it.each([
  "digest?since=yesterday",
  "digest?since=2026-13-01",
  "digest?since=2026-02-30",
  "digest?k=0",
  "digest?format=pdf",
  "feeds/digest.atom?days=0",
])("%s is a bad request", async (path) => {
  expect((await get(path)).status).toBe(400);
});
