import { afterAll, beforeAll, expect, it } from "vitest";
import { DigestAnswer } from "../../src/wire/index.ts";
import { type Serving, startServing } from "./serving.ts";

let served: Serving;
const get = (path: string) => fetch(`${served.url}/api/${path}`);
const digest = async (query = "") => DigestAnswer.strict().parse(await (await get(`digest${query}`)).json());

beforeAll(async () => {
  served = await startServing();
  served.library.saved.create({ name: "Graphs", search: "q=graph&mode=lexical" });
});
afterAll(async () => {
  expect(served.reports).toEqual([]);
  await served.close();
});

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
  const headers = { "content-type": "application/json" };
  const seen = await fetch(`${served.url}/api/digest/seen`, {
    method: "POST",
    headers,
    body: JSON.stringify({ upTo }),
  });
  expect(seen.status).toBe(200);
  expect(await digest()).toMatchObject({ sinceIs: "last", arrived: 0, groups: [] });
});

it.each([
  "digest?since=yesterday",
  "digest?since=2026-13-01",
  "digest?k=0",
  "digest?format=pdf",
  "feeds/digest.atom?days=0",
])("%s is a bad request", async (path) => {
  expect((await get(path)).status).toBe(400);
});
