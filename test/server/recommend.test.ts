import { afterAll, beforeAll, expect, it } from "vitest";
import * as wire from "../../src/wire/index.ts";
import { type Serving, startServing } from "./serving.ts";

let served: Serving;

beforeAll(async () => {
  served = await startServing();
});
afterAll(() => served.close());

const get = (parameters: string, headers: Record<string, string> = {}) =>
  fetch(`${served.url}/api/recommend?${parameters}`, { headers });
const judge = (body: object) => {
  const headers = { "content-type": "application/json" };
  return fetch(`${served.url}/api/marks`, { method: "POST", headers, body: JSON.stringify(body) });
};

it("Recommendations over HTTP follow likes and dislikes, and come anew when the reader judges a paper", async () => {
  const like = "like=paper-1&dislike=paper-2&k=5";
  const first = await get(like);
  const answer = wire.RecommendAnswer.strict().parse(await first.json());
  expect(answer.hits).toHaveLength(5);
  expect(answer.seeds.map(({ id, liked }) => [id, liked])).toEqual([
    ["paper-1", true],
    ["paper-2", false],
  ]);
  const etag = first.headers.get("etag") ?? "";
  expect((await get(like, { "if-none-match": etag })).status).toBe(304);
  const judged = await judge({ ids: [answer.hits[0]!.id], opinion: "disliked" });
  expect(wire.MarkChange.parse(await judged.json()).marks[0]).toMatchObject({ opinion: "disliked" });
  const second = await get(like, { "if-none-match": etag });
  expect(second.status).toBe(200);
  const { hits } = wire.RecommendAnswer.parse(await second.json());
  expect(hits.map(({ id }) => id)).not.toContain(answer.hits[0]!.id);
});

it.each([
  ["like=nowhere", 404],
  ["like=list:nowhere", 404],
  ["like=paper-1*NaN", 400],
  ["like=paper-1&diversity=2", 400],
  ["like=paper-1&weight=word", 400],
  ["k=0", 400],
])("To %s the server says %d", async (parameters, status) => {
  expect((await get(parameters)).status).toBe(status);
});

it("A mark is either read or an opinion, and an opinion one of two or none", async () => {
  const ids = ["paper-1"];
  for (const body of [{ ids }, { ids, read: true, opinion: "liked" }, { ids, opinion: "great" }]) {
    expect((await judge(body)).status).toBe(400);
  }
  expect((await judge({ ids, opinion: null })).status).toBe(200);
});
