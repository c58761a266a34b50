import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { z } from "zod";
import * as wire from "../../src/wire/index.ts";
import { ODD, PAPERS, type Serving, startServing } from "./serving.ts";

let served: Serving;

beforeAll(async () => {
  served = await startServing();
});
afterAll(async () => {
  expect(served.reports).toEqual([]);
  await served.close();
});

type Method = "POST" | "PUT" | "PATCH" | "DELETE";

const get = (path: string, headers: Record<string, string> = {}) => fetch(`${served.url}${path}`, { headers });
const read = async <T>(path: string, schema: z.ZodType<T>): Promise<T> => {
  const response = await get(path);
  expect([response.status, path]).toEqual([200, path]);
  return schema.parse(await response.json());
};
const send = (method: Method, path: string, body?: unknown) =>
  fetch(`${served.url}${path}`, {
    method,
    ...(body === undefined ? {} : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
  });
const change = async <T>(method: Method, path: string, body: unknown, schema: z.ZodType<T>): Promise<T> => {
  const response = await send(method, path, body);
  expect([response.ok, response.headers.get("cache-control"), response.headers.get("etag")]).toEqual([
    ...[true, "no-store"],
    null,
  ]);
  return schema.parse(await response.json());
};
const refused = async (method: Method, path: string, body: unknown) => {
  const response = await send(method, path, body);
  const problem = wire.Problem.parse(await response.json());
  expect(problem.status).toBe(response.status);
  return problem;
};
const reading = () => read("/api/reading", wire.ReadingAnswer.strict());
const list = (id: string) => read(`/api/lists/${id}`, wire.ReadingList.strict());
const inList = async (id: string) => (await list(id)).papers.map((paper) => paper.id);
const undo = (token: string) => change("POST", "/api/undo", { undo: token }, wire.UndoAnswer.strict());
const make = (body: object) => change("POST", "/api/lists", body, wire.ListChange.strict());
const pathOf = (id: string) => encodeURIComponent(id);

describe("Lists over HTTP", () => {
  it("are made, changed, ordered, deleted and brought back", async () => {
    const response = await send("POST", "/api/lists", { name: " Thesis ", papers: ["paper-1", "paper-2"] });
    expect(response.status).toBe(201);
    const { list: thesis } = wire.ListChange.strict().parse(await response.json());
    expect(thesis).toMatchObject({ name: "Thesis", color: "blue", note: "", count: 2, unread: 2 });
    const id = thesis!.id;
    const later = (await make({ name: "Later", color: "pink", note: "some day" })).list!;
    const edited = await change("PATCH", `/api/lists/${id}`, { color: "red", before: null }, wire.ListChange);
    expect(edited.list).toMatchObject({ id, color: "red", name: "Thesis" });
    const ids = async () => (await read("/api/lists", wire.ListsAnswer.strict())).lists.map((each) => each.id);
    expect(await ids()).toEqual([later.id, id]);
    await change(
      "POST",
      `/api/lists/${id}/papers`,
      { add: ["paper-3", "paper-2"], before: "paper-1" },
      wire.ListChange,
    );
    expect(await inList(id)).toEqual(["paper-3", "paper-2", "paper-1"]);
    expect((await list(id)).papers[0]?.paper?.title).toBe(PAPERS[2]?.title);
    const deleted = await change("DELETE", `/api/lists/${id}`, undefined, wire.ListChange.strict());
    expect(deleted).not.toHaveProperty("list");
    expect((await get(`/api/lists/${id}`)).status).toBe(404);
    expect((await undo(deleted.undo)).what).toContain("Thesis");
    expect(await inList("thesis")).toEqual(["paper-3", "paper-2", "paper-1"]); // by name, too
  });

  it("give recommendations, each with the member that it is nearest to", async () => {
    const { list: made } = await make({ name: "Seeds", papers: ["paper-10", "paper-20"] });
    const path = `/api/lists/${made!.id}/recommended`;
    const answer = await read(`${path}?k=7`, wire.RecommendedAnswer.strict());
    expect(answer.list).toEqual(made);
    expect(answer.hits).toHaveLength(7);
    for (const { near } of answer.hits) expect(["paper-10", "paper-20"]).toContain(near.id);
    for (const k of ["0", "201", "x"]) expect((await get(`${path}?k=${k}`)).status).toBe(400);
    expect((await get("/api/lists/l999/recommended")).status).toBe(404);
  });
});

describe("Marks over HTTP", () => {
  it.each(ODD.map(({ id }) => id))("are kept for a paper whose id is %j", async (id) => {
    const path = `/api/papers/${pathOf(id)}/mark`;
    expect(await read(path, wire.Mark.strict())).toEqual({ id, read: false, note: "", lists: [] });
    const { marks } = await change("PUT", path, { read: true, note: "n" }, wire.MarkChange.strict());
    expect(marks).toEqual([{ id, read: true, readAt: expect.any(String), note: "n", lists: [] }]);
    expect(await read(path, wire.Mark)).toEqual(marks[0]);
    expect((await get(`/api/papers/${pathOf(id)}`)).status).toBe(200);
    const { list: made } = await make({ name: `List of ${id}`, papers: [id] });
    await change("POST", `/api/lists/${made!.id}/papers`, { remove: [id] }, wire.ListChange);
    expect(await inList(made!.id)).toEqual([]);
    await change("DELETE", `/api/lists/${pathOf(`List of ${id}`)}`, undefined, wire.ListChange);
  });

  it("of many papers at once are set and taken back", async () => {
    const ids = PAPERS.slice(30, 40).map(({ id }) => id);
    const { marks, undo: token } = await change("POST", "/api/marks", { ids, read: true }, wire.MarkChange.strict());
    expect(marks.map(({ id, read: isRead }) => [id, isRead])).toEqual(ids.map((id) => [id, true]));
    const readOnes = async () => (await reading()).marks.filter((mark) => mark.read).map(({ id }) => id);
    expect(await readOnes()).toEqual(expect.arrayContaining(ids));
    expect((await undo(token)).what).toBe("Marked 10 papers as read");
    expect((await readOnes()).filter((id) => ids.includes(id))).toEqual([]);
    expect(await refused("POST", "/api/undo", { undo: token })).toMatchObject({ status: 409, code: "conflict" });
  });

  it("of two tabs with one note: the second is told, and loses nothing of the first", async () => {
    const path = "/api/papers/paper-50/mark";
    await change("PUT", path, { note: "first tab", noteWas: "" }, wire.MarkChange);
    const problem = await refused("PUT", path, { note: "second tab", noteWas: "" });
    expect(problem).toMatchObject({ status: 409, code: "conflict", title: "Changed meanwhile" });
    expect((await read(path, wire.Mark)).note).toBe("first tab");
    await change("PUT", path, { note: "both", noteWas: "first tab" }, wire.MarkChange);
  });

  it("and moves of many tabs at the same moment all arrive", async () => {
    const ids = PAPERS.slice(0, 12).map(({ id }) => id);
    const { list: made } = await make({ name: "Busy", papers: ids });
    const { revision } = await reading();
    await Promise.all([
      ...ids.map((id) => change("PUT", `/api/papers/${id}/mark`, { note: `on ${id}` }, wire.MarkChange)),
      ...ids.map((id) => change("POST", `/api/lists/${made!.id}/papers`, { add: [id], before: null }, wire.ListChange)),
    ]);
    expect((await inList(made!.id)).sort()).toEqual([...ids].sort());
    expect((await reading()).marks.filter(({ hasNote }) => hasNote).map(({ id }) => id)).toEqual(
      expect.arrayContaining(ids),
    );
    expect((await reading()).revision).toBeGreaterThanOrEqual(revision + 23);
  });
});

describe("Filters and counts", () => {
  it("follow lists and marks, a field's own filter does not narrow its own counts", async () => {
    const some = PAPERS.slice(0, 20).map(({ id }) => id);
    const { list: made } = await make({ name: "Counted", papers: some });
    await change("POST", "/api/marks", { ids: PAPERS.map(({ id }) => id), read: false }, wire.MarkChange);
    await change("POST", "/api/marks", { ids: some.slice(0, 5), read: true }, wire.MarkChange);
    const isRead = new Set((await reading()).marks.filter((mark) => mark.read).map(({ id }) => id));
    const facets = (filters: string) =>
      read(`/api/facets?q=graph&mode=semantic&${filters}`, wire.FacetsAnswer.strict());
    const countIn = async (filters: string) => (await facets(filters)).lists?.find(({ id }) => id === made!.id);
    const all = await facets("");
    expect(all.read).toEqual({ yes: isRead.size, no: 72 - isRead.size });
    expect(await countIn("")).toEqual({ id: made!.id, name: "Counted", color: made!.color, count: 20 });
    expect(await countIn("read=yes")).toMatchObject({ count: 5 });
    expect(await facets(`list=${made!.id}&read=yes`)).toMatchObject({ total: 5, read: { yes: 5, no: 15 } });
    expect(await countIn(`list=${made!.id}&read=yes`)).toMatchObject({ count: 5 });
    expect((await facets(`list=${made!.id}`)).lists).toEqual(all.lists);
    const hits = await read(`/api/search?q=graph&mode=semantic&k=100&list=Counted&read=no`, wire.SearchAnswer);
    expect(hits.hits.map(({ id }) => id).sort()).toEqual(some.slice(5).sort());
    const related = await read(`/api/papers/paper-1/related?list=Counted&k=100`, wire.RelatedAnswer);
    expect(related.hits).toHaveLength(19);
    expect((await get("/api/search?q=graph&list=nowhere")).status).toBe(404);
    expect((await get("/api/search?q=graph&read=maybe")).status).toBe(400);
  });
});

describe("An ETag", () => {
  const OWN = [
    "/api/reading",
    "/api/lists",
    "/api/lists/Tagged",
    "/api/lists/Tagged/recommended",
    "/api/papers/paper-7/mark",
    "/api/facets?q=graph",
    "/api/search?q=graph&list=Tagged",
    "/api/search?q=graph&read=no",
    "/api/like?id=paper-9&read=no",
    "/api/papers/paper-9/related?list=Tagged",
    "/api/stats",
  ];
  const OTHERS = [
    "/api/search?q=graph",
    "/api/papers/paper-7",
    "/api/topics",
    "/api/map",
    "/api/listings",
    "/api/papers",
  ];

  it("of an answer that shows something of the reader's own changes with it, and of no other", async () => {
    await make({ name: "Tagged", papers: ["paper-7"] });
    await served.library.openMap();
    const tagsOf = async (paths: readonly string[]) =>
      Promise.all(paths.map(async (path) => (await get(path)).headers.get("etag") ?? ""));
    const [own, others] = [await tagsOf(OWN), await tagsOf(OTHERS)];
    await change("PUT", "/api/papers/paper-7/mark", { note: "new" }, wire.MarkChange);
    expect(await tagsOf(OTHERS)).toEqual(others);
    for (const [i, tag] of (await tagsOf(OWN)).entries()) {
      expect([OWN[i], tag === own[i]]).toEqual([OWN[i], false]);
      expect([OWN[i], (await get(OWN[i]!, { "if-none-match": own[i]! })).status]).toEqual([OWN[i], 200]);
      expect([OWN[i], (await get(OWN[i]!, { "if-none-match": tag })).status]).toEqual([OWN[i], 304]);
    }
  });
});
