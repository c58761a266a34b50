import { rmSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ZodType } from "zod";
import { loadMap, type TopicMap } from "../../src/map/index.ts";
import { createApp, listen, OPERATIONS } from "../../src/server/index.ts";
import * as wire from "../../src/wire/index.ts";
import { buildLibrary, openLibrary, withLibrary } from "../helpers/library.ts";
import { randomPapers, toJsonLines } from "../helpers/papers.ts";
import { type TemporaryFolder, temporaryFolder } from "../helpers/temporary.ts";

const PAPERS = randomPapers(150);

interface Served {
  readonly library: ReturnType<typeof openLibrary>["library"];
  readonly reports: readonly string[];
  readonly pass: (milliseconds: number) => void;
  get(path: string, headers?: Record<string, string>): Promise<Response>;
  close(): Promise<void>;
}

let folder: TemporaryFolder;
let served: Served;
let map: TopicMap;

beforeAll(async () => {
  folder = temporaryFolder();
  await buildLibrary(folder.at("library"), [folder.write("papers.jsonl", toJsonLines(PAPERS))]);
  served = await serve("library");
  await served.library.buildMap("build");
  ({ map } = loadMap(folder.at("library", "map.bin")));
});
afterAll(async () => {
  expect(served.reports).toEqual([]);
  await served.close();
  folder.remove();
});

describe("The API of the map answers in the shape of its schema:", () => {
  it("topics, a topic, its papers, and topics over time", async () => {
    const { topics, papers } = await read("/api/topics", wire.TopicsAnswer);
    expect([papers, topics.length]).toEqual([150, map.topics.length]);
    for (const { id, name, size } of topics.slice(0, 3)) {
      expect(await read(`/api/topics/${id}`, wire.Topic)).toMatchObject({ id, name, size });
      const page = await read(`/api/topics/${id}/papers?k=3&offset=2`, wire.MapPapersAnswer);
      expect([page.total, page.offset, page.papers.length]).toEqual([size, 2, 3]);
    }
    expect((await read("/api/topics-over-time", wire.TopicsOverTime)).level).toBe(0);
    expect((await read("/api/topics-over-time?level=1", wire.TopicsOverTime)).topics.length).toBeGreaterThan(0);
  });

  it("status, papers of points, columns, and selections", async () => {
    expect(await read("/api/map/status", wire.MapStatus)).toMatchObject({ state: "ready", papers: 150, drift: 0 });
    const { papers } = await read("/api/map/papers?row=4&row=2&row=999", wire.MapPapersAnswer);
    expect(papers.map(({ id }) => id)).toEqual(["paper-4", "paper-2"]);
    for (const by of ["category", "venue", "source"]) {
      const { codes } = await read(`/api/map/column?by=${by}`, wire.MapColumn);
      expect(Buffer.from(codes, "base64")).toHaveLength(300);
    }
    const everything = await read("/api/map/selection?area=0,0;0,1;1,1;1,0&k=7&venue=ICLR", wire.SelectionAnswer);
    expect(everything.total).toBe(PAPERS.filter(({ venue }) => venue === "ICLR").length);
    expect(everything.papers).toHaveLength(7);
  });

  it("searches and related papers in topics and areas", async () => {
    const [first, second] = map.topics;
    const search = await read(
      `/api/search?q=graph&mode=semantic&k=1000&topic=${first!.id}&topic=${second!.id}`,
      wire.SearchAnswer,
    );
    expect(search.total).toBe(first!.size + second!.size);
    const related = await read(`/api/papers/paper-1/related?k=1000&topic=${first!.id}`, wire.RelatedAnswer);
    expect([first!.size - 1, first!.size]).toContain(related.hits.length);
    const all = await read("/api/search?q=graph&mode=semantic&k=1000&area=0,0;0,1;1,1;1,0", wire.SearchAnswer);
    expect(all.total).toBe(150);
  });
});

describe("The binary of the map", () => {
  it("holds the numbers of the map, in at most twelve bytes a point and a header", async () => {
    const response = await served.get("/api/map");
    expect(response.headers.get("content-type")).toContain("application/octet-stream");
    const bytes = new DataView(await response.arrayBuffer());
    const count = 150;
    expect(bytes.byteLength).toBe(wire.MAP_HEADER_BYTES + 12 * count);
    expect(String.fromCharCode(...new Uint8Array(bytes.buffer, 0, 4))).toBe("ORRM");
    const header = [4, 8, 12, 16, 20, 24, 28].map((at) => bytes.getUint32(at, true));
    expect(header).toEqual([wire.MAP_VERSION, count, 2000, map.topics.length, 0, 0, 0]);
    let at = wire.MAP_HEADER_BYTES;
    const column = (size: 1 | 2 | 4) =>
      Array.from({ length: count }, () => {
        const value =
          size === 4 ? bytes.getUint32(at, true) : size === 2 ? bytes.getUint16(at, true) : bytes.getUint8(at);
        at += size;
        return value;
      });
    expect(column(4)).toEqual([...map.rows]);
    for (const places of [map.x, map.y]) {
      for (const [i, place] of column(2).entries()) expect(Math.abs(place / 65_535 - places[i]!)).toBeLessThan(1e-5);
    }
    expect(column(2)).toEqual([...map.topic]);
    expect(column(1).map((step) => 2000 + step - 1)).toEqual([...map.rows].map((row) => PAPERS[row - 1]!.year));
    for (const [i, trust] of column(1).entries()) expect(Math.abs(trust / 255 - map.trust[i]!)).toBeLessThan(0.003);
    expect(at).toBe(bytes.byteLength);
  });

  it("names topics by their places in the list of topics", async () => {
    const { topics } = await read("/api/topics", wire.TopicsAnswer);
    expect(topics.map(({ id }) => id)).toEqual(map.topics.map(({ id }) => id));
  });

  it("tells years before the first that fits, years that are not known, and no years at all", async () => {
    const paper = (id: string, year?: number) => ({ ...PAPERS[0]!, id, title: `Of ${id}`, year });
    const years = [1500, 1700, undefined, 2001, 1747, 1748];
    const lines = toJsonLines(years.map((year, i) => paper(`y${i}`, year)));
    await buildLibrary(folder.at("years"), [folder.write("years.jsonl", lines)]);
    await buildLibrary(folder.at("yearless"), [folder.write("yearless.jsonl", toJsonLines([paper("only")]))]);
    const decoded = async (name: string) => {
      const other = await serve(name);
      await other.library.buildMap("build");
      const bytes = Buffer.from(await (await other.get("/api/map")).arrayBuffer());
      await other.close();
      const count = bytes.readUInt32LE(8);
      return { base: bytes.readUInt32LE(12), steps: [...bytes.subarray(32 + 10 * count, 32 + 11 * count)] };
    };
    expect(await decoded("years")).toEqual({ base: 1747, steps: [1, 1, 0, 255, 1, 2] });
    expect(await decoded("yearless")).toMatchObject({ steps: [0] });
  });
});

describe("A request to the map", () => {
  it("that names the tag of the last answer comes back as 304 without a body, until the map changes", async () => {
    const paths = ["/api/map", "/api/topics", "/api/topics/t1", "/api/map/column?by=venue", "/api/topics-over-time"];
    const tags = new Map<string, string>();
    for (const path of paths) {
      const tag = (await served.get(path)).headers.get("etag")!;
      tags.set(path, tag);
      const second = await served.get(path, { "if-none-match": tag });
      expect([second.status, await second.text()]).toEqual([304, ""]);
    }
    const status = await served.get("/api/map/status", { "if-none-match": tags.get("/api/map")! });
    expect([status.status, status.headers.get("cache-control")]).toEqual([200, "no-store"]);
    await served.library.buildMap("refit");
    for (const path of paths) {
      expect((await served.get(path, { "if-none-match": tags.get(path)! })).status).toBe(200);
    }
    ({ map } = loadMap(folder.at("library", "map.bin")));
  });

  it.each([
    "/api/topics/t99999",
    "/api/topics/t99999/papers",
    "/api/topics/__proto__",
    "/api/topics/%2E%2E%2Fpapers",
    "/api/search?q=graph&topic=t99999",
    "/api/papers/paper-1/related?topic=t99999",
    "/api/map/selection?area=0,0;0,1;1,1&topic=t99999",
    "/api/map/nowhere",
  ])("for what there is not, %s, is answered 404", async (path) => {
    await expectProblem(path, 404, "not-found");
  });

  it.each([
    "/api/search?q=graph&area=0,0;1,1",
    "/api/search?q=graph&area=",
    "/api/papers/paper-1/related?area=a,b;c,d;e,f",
    "/api/map/selection",
    "/api/map/selection?area=0,0;0,1;1,x",
    "/api/map/selection?area=0,0;0,1;1,1&k=0",
    `/api/map/selection?area=${"0,0;".repeat(6000)}1,1`,
    "/api/map/papers",
    "/api/map/papers?row=minus",
    "/api/map/papers?row=-1",
    `/api/map/papers?${"row=1&".repeat(101)}`,
    "/api/map/column",
    "/api/map/column?by=colour",
    "/api/topics-over-time?level=top",
    "/api/topics/t1/papers?offset=-1",
  ])("that makes no sense, like %s, is answered 400", async (path) => {
    await expectProblem(path, 400, "bad-request");
  });
});

describe("A server without a map", () => {
  it("because there are no papers says so: 404, and the status is empty", async () => {
    const empty = await serve("empty", { map: true });
    expect(await read("/api/map/status", wire.MapStatus, empty)).toMatchObject({ state: "empty", papers: 0 });
    for (const path of ["/api/map", "/api/topics", "/api/topics/t1", "/api/map/selection?area=0,0;0,1;1,1"]) {
      await expectProblem(path, 404, "not-found", empty);
    }
    await empty.close();
  });

  it("because it is being laid out says 503, goes on searching, and has it in the end", async () => {
    await withLibrary(folder.at("soon"), ({ library }) => library.ingest([folder.at("papers.jsonl")]));
    rmSync(folder.at("soon", "map.bin"), { force: true });
    const soon = await serve("soon", { map: true });
    await soon.library.warm();
    for (const path of ["/api/map", "/api/topics", "/api/search?q=graph&topic=t1"]) {
      const response = await soon.get(path);
      expect([response.status, response.headers.get("cache-control")]).toEqual([503, "no-store"]);
      expect(wire.Problem.parse(await response.json())).toMatchObject({ code: "map-building" });
    }
    const status = () => read("/api/map/status", wire.MapStatus, soon);
    expect((await status()).state).toBe("building");
    expect((await soon.get("/api/search?q=graph")).status).toBe(200);
    while ((await status()).state === "building") {
      soon.pass(2000);
      await sleep(20);
    }
    expect(await status()).toMatchObject({ state: "ready", papers: 150 });
    expect((await soon.get("/api/map")).status).toBe(200);
    expect(soon.reports).toEqual([]);
    await soon.close();
  });
});

describe("The OpenAPI document", () => {
  it("names every route of the map, every one of its parameters and its answer", async () => {
    const document = (await (await served.get("/api/openapi.json")).json()) as {
      paths: Record<string, { get: { parameters: { name: string }[]; responses: Record<string, unknown> } }>;
      components: { schemas: Record<string, unknown> };
    };
    const answers: Readonly<Record<string, string>> = {
      "/api/map": "",
      "/api/map/status": "MapStatus",
      "/api/map/papers": "MapPapersAnswer",
      "/api/map/column": "MapColumn",
      "/api/map/selection": "SelectionAnswer",
      "/api/topics": "TopicsAnswer",
      "/api/topics/{id}": "Topic",
      "/api/topics/{id}/papers": "MapPapersAnswer",
      "/api/topics-over-time": "TopicsOverTime",
    };
    for (const [path, schema] of Object.entries(answers)) {
      const operation = document.paths[path]!.get;
      const wanted = Object.values(OPERATIONS).find((each) => each.path === path)!;
      const parameters = "parameters" in wanted ? Object.keys(wanted.parameters.shape) : [];
      const names = operation.parameters.map(({ name }) => name);
      expect(names).toEqual([...(path.includes("{id}") ? ["id"] : []), ...parameters]);
      const answer = JSON.stringify(operation.responses["200"]);
      if (schema === "") expect(answer).toContain("application/octet-stream");
      else expect(answer).toContain(`#/components/schemas/${schema}"`);
      if (schema !== "") expect(document.components.schemas).toHaveProperty(schema);
    }
    for (const path of ["/api/search", "/api/papers/{id}/related", "/api/map/selection"]) {
      const names = document.paths[path]!.get.parameters.map(({ name }) => name);
      expect(names).toEqual(expect.arrayContaining(["topic", "area"]));
    }
  });
});

async function serve(name: string, options: Parameters<typeof openLibrary>[1] = {}): Promise<Served> {
  const reports: string[] = [];
  const report = (line: string) => void reports.push(line);
  const { library, pass } = openLibrary(folder.at(name), { report, ...options });
  const app = createApp({ library, pageFolder: folder.at("page"), version: "1.2.3", report });
  const listening = await listen(app, "127.0.0.1", 0);
  return {
    library,
    reports,
    pass,
    get: (path, headers = {}) => fetch(listening.url.replace(/\/$/, "") + path, { headers }),
    async close() {
      await listening.close();
      await library.close();
    },
  };
}

async function read<T>(path: string, schema: ZodType<T>, server = served): Promise<T> {
  const response = await server.get(path);
  const text = await response.text();
  expect(response.status, `${path}: ${text}`).toBe(200);
  expect(response.headers.get("content-type")).toBe("application/json; charset=utf-8");
  const strict = "strict" in schema && typeof schema.strict === "function" ? (schema.strict() as ZodType<T>) : schema;
  return strict.parse(JSON.parse(text));
}

async function expectProblem(path: string, status: number, code: string, server = served): Promise<void> {
  const response = await server.get(path);
  const text = await response.text();
  expect(response.status, `${path}: ${text}`).toBe(status);
  expect(response.headers.get("content-type")).toContain("application/problem+json");
  expect(response.headers.get("etag")).toBeNull();
  expect(wire.Problem.parse(JSON.parse(text))).toMatchObject({ status, code, detail: expect.stringMatching(/\w/) });
}
