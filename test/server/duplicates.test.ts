import { afterAll, beforeAll, expect, it } from "vitest";
import { DuplicatesAnswer, type Problem, RecordsAnswer, WorkChange } from "../../src/wire/index.ts";
import { type Serving, startServing } from "./serving.ts";

let serving: Serving;

beforeAll(async () => {
  serving = await startServing();
});
afterAll(() => serving.close());

const get = async (path: string) => (await fetch(serving.url + path)).json();
const post = async (path: string, body: unknown, headers: Record<string, string> = {}) => {
  const init = {
    method: "POST",
    body: JSON.stringify(body),
    headers: { "Content-Type": "application/json", ...headers },
  };
  return (await fetch(serving.url + path, init)).json();
};

it("Papers are merged, shown with their records, and taken apart over HTTP, whatever their ids are", async () => {
  expect(DuplicatesAnswer.strict().parse(await get("/api/duplicates")).pairs).toEqual([]);
  const before = await (await fetch(`${serving.url}/api/papers/paper-1`)).headers.get("etag");
  const pair = { a: "paper-1", b: "odd id?with#marks&more=1" };
  expect(WorkChange.strict().parse(await post("/api/duplicates/merge", pair))).toEqual({ id: "paper-1" });
  expect((await fetch(`${serving.url}/api/papers/paper-1`)).headers.get("etag")).not.toBe(before);
  const { id, records } = RecordsAnswer.strict().parse(await get(`/api/papers/${encodeURIComponent(pair.b)}/records`));
  expect([id, records.map(({ reason }) => reason)]).toEqual(["paper-1", ["the first record", "merged by hand"]]);
  const split = await post("/api/papers/paper-1/split", { records: [records[1]?.number] });
  expect(split).toEqual({ id: "paper-1", other: pair.b });
  expect(await post("/api/duplicates/apart", { a: "paper-1", b: "paper-2" })).toEqual({
    id: "paper-1",
    other: "paper-2",
  });
});

it.each<[string, unknown, number, RegExp]>([
  ["/api/duplicates/merge", { a: "paper-1" }, 400, /b/],
  ["/api/duplicates/merge", { a: "paper-1", b: "paper-1" }, 400, /two papers/],
  ["/api/duplicates/apart", { a: "paper-1", b: "nobody" }, 404, /nobody/],
  ["/api/papers/paper-3/split", {}, 400, /several records/],
  ["/api/papers/paper-3/split", { records: [0] }, 400, /records/],
  ["/api/papers/nobody/split", {}, 404, /nobody/],
])("%s with %j is refused", async (path, body, status, detail) => {
  const problem = (await post(path, body)) as Problem;
  expect(problem).toMatchObject({ status, detail: expect.stringMatching(detail) });
});

it("A page of another site can merge nothing", async () => {
  const pair = { a: "paper-4", b: "paper-5" };
  expect(await post("/api/duplicates/merge", pair, { "Sec-Fetch-Site": "cross-site" })).toMatchObject({ status: 403 });
  expect(await get("/api/papers/paper-5")).toMatchObject({ id: "paper-5" });
});
