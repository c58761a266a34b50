import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ZodType } from "zod";
import { OPERATIONS } from "../../src/server/index.ts";
import * as wire from "../../src/wire/index.ts";
import { buildLibrary, withLibrary } from "../helpers/library.ts";
import { toJsonLines } from "../helpers/papers.ts";
import { ODD, PAPERS, rawGet, type Serving, startServing } from "./serving.ts";

let served: Serving;

beforeAll(async () => {
  served = await startServing();
});
afterAll(async () => {
  expect(served.reports).toEqual([]); // nothing unforeseen happened in any of the tests
  await served.close();
});

const get = (path: string, headers: Record<string, string> = {}) => fetch(`${served.url}${path}`, { headers });
async function read<T>(path: string, schema: ZodType<T>): Promise<T> {
  const response = await get(path);
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toBe("application/json; charset=utf-8");
  return strictly(schema).parse(await response.json());
}

describe("The API answers in the shape of its schema:", () => {
  it("search, in each mode and with every parameter", async () => {
    for (const mode of ["hybrid", "lexical", "semantic"]) {
      const { hits, ...rest } = await read(`/api/search?q=graph+kernels&mode=${mode}&k=5&offset=2`, wire.SearchAnswer);
      expect(hits.map(({ rank }) => rank)).toEqual([3, 4, 5, 6, 7]);
      expect(rest).toMatchObject({ query: "graph kernels", mode, offset: 2 });
    }
    const filters = "yearFrom=2001&yearTo=2015&category=cs.*&venue=ICLR&source=papers.jsonl&listedFrom=2020-01-01";
    expect((await read(`/api/search?q=graph&prefix=1&${filters}`, wire.SearchAnswer)).hits).toEqual([]);
  });

  it("related papers, a paper, the list of papers, statistics and health", async () => {
    const related = await read("/api/papers/paper-3/related?k=4&yearFrom=2000", wire.RelatedAnswer);
    expect([related.id, related.hits.length]).toEqual(["paper-3", 4]);
    expect((await read("/api/papers/paper-3", wire.PaperAnswer)).title).toBe(PAPERS[2]!.title);
    expect((await read("/api/papers?k=3&offset=1", wire.PapersAnswer)).papers).toHaveLength(3);
    expect(await read("/api/stats", wire.Stats)).toMatchObject({
      papers: 72,
      vectors: 72,
      index: { state: "in step" },
    });
    expect(await read("/api/health", wire.Health)).toEqual({ status: "ok", papers: 72, version: "1.2.3" });
  });

  it("20 hits where k is not given, and all for a k larger than the library", async () => {
    expect((await read("/api/search?q=graph", wire.SearchAnswer)).hits).toHaveLength(20);
    expect((await read("/api/search?q=graph&mode=semantic&k=10000", wire.SearchAnswer)).hits).toHaveLength(72);
  });

  it("any of the values of a filter that is given twice", async () => {
    const path = (venues: string) => `/api/search?q=graph&mode=semantic&k=100&${venues}`;
    const count = async (venues: string) => (await read(path(venues), wire.SearchAnswer)).hits.length;
    const [iclr, neurips] = [await count("venue=ICLR"), await count("venue=NeurIPS")];
    expect(iclr).toBeGreaterThan(0);
    expect(await count("venue=ICLR&venue=NeurIPS")).toBe(iclr + neurips);
  });
});

describe("The OpenAPI document", () => {
  it("describes every route, every one of its parameters, and refers only to schemas that it holds", async () => {
    const document = (await (await get("/api/openapi.json")).json()) as OpenApi;
    expect(document.openapi).toBe("3.1.0");
    expect(document.info.version).toBe("1.2.3");
    const described = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    );
    const routes = Object.values<{ method?: string; path: string }>(OPERATIONS);
    expect(described.sort()).toEqual(routes.map(({ method = "get", path }) => `${method} ${path}`).sort());
    const namesOf = (path: string) => document.paths[path]?.get.parameters.map(({ name }) => name);
    expect(namesOf("/api/search")).toEqual(Object.keys(wire.SearchParameters.shape));
    expect(namesOf("/api/papers/{id}/related")).toEqual(["id", ...Object.keys(wire.RelatedParameters.shape)]);
    const text = JSON.stringify(document);
    const references = [...text.matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name!);
    expect(references.length).toBeGreaterThan(10);
    expect(Object.keys(document.components.schemas)).toEqual(expect.arrayContaining(references));
    expect(text).not.toContain('"$id"');
  });

  it("names no route that does not answer", async () => {
    const routes = Object.values<{ method?: string; path: string }>(OPERATIONS);
    const paths = routes.filter(({ method }) => method === undefined).map(({ path }) => path);
    // Those of the map, of a period, of a list and of a saved search are asked where there are such: see the tests of these.
    for (const path of paths.filter(
      (each) => !/^\/api\/(intake\/\{|export|feeds|map|topics|listings\/|lists\/|saved\/)/.test(each),
    )) {
      const response = await get(`${path.replace("{id}", "paper-1")}?q=graph&id=paper-1&b=paper-1`);
      expect(response.status, path).toBe(200);
      expect(response.headers.get("content-type")).toContain("json");
    }
  });
});

describe("An id", () => {
  it.each(ODD.map(({ id, title }) => [id, title] as const))(
    "like %j leads to its paper and its related ones",
    async (id, title) => {
      const path = `/api/papers/${encodeURIComponent(id).replaceAll(".", "%2E")}`;
      const paper = await rawGet(served.url, path);
      expect(wire.PaperAnswer.parse(JSON.parse(paper.body))).toMatchObject({ id, title });
      const related = await rawGet(served.url, `${path}/related?k=3`);
      expect(wire.RelatedAnswer.parse(JSON.parse(related.body))).toMatchObject({ id, hits: { length: 3 } });
    },
  );

  it("may be written with its slash as it is, and arXiv ids and DOIs in any spelling", async () => {
    const spellings = {
      "math/0611800": ["math/0611800", "math.CA%2F0611800v2", encodeURIComponent("https://arxiv.org/abs/math/0611800")],
      "10.1145/3292500.3330701": [
        "10.1145/3292500.3330701",
        encodeURIComponent("https://doi.org/10.1145/3292500.3330701"),
      ],
    };
    for (const [id, paths] of Object.entries(spellings)) {
      for (const path of paths) expect((await read(`/api/papers/${path}`, wire.PaperAnswer)).id).toBe(id);
    }
  });
});

describe("Every answer of the API", () => {
  it("carries a tag, and comes as 304 without a body while nothing has changed", async () => {
    for (const path of ["/api/search?q=graph", "/api/stats", "/api/papers/paper-1", "/api/papers", "/api/health"]) {
      const first = await get(path);
      const tag = first.headers.get("etag")!;
      expect(tag).toMatch(/^W\/"[\w.-]+"$/);
      expect(first.headers.get("cache-control")).toBe("no-cache");
      const second = await get(path, { "if-none-match": tag });
      expect([second.status, await second.text()]).toEqual([304, ""]);
      expect((await get(path, { "if-none-match": 'W/"other"' })).status).toBe(200);
    }
  });

  it("is compressed when it is long", async () => {
    const response = await get("/api/papers?k=60", { "accept-encoding": "gzip" });
    expect(response.headers.get("content-encoding")).toBe("gzip");
    expect(response.headers.get("vary")).toContain("Accept-Encoding");
    expect(wire.PapersAnswer.parse(await response.json()).papers).toHaveLength(60);
  });

  it("is a new one with a new tag after another process has added a paper", async () => {
    const tag = (await get("/api/stats")).headers.get("etag")!;
    const zeppelin = { id: "zeppelin", title: "Zeppelins over Novosibirsk", abstract: "An airship." };
    const at = served.folder.at("library");
    await buildLibrary(at, [served.folder.write("new.jsonl", toJsonLines([zeppelin]))]);
    served.pass(2000);
    expect((await get("/api/stats", { "if-none-match": tag })).status).toBe(200);
    expect((await read("/api/search?q=novosibirsk", wire.SearchAnswer)).hits[0]?.id).toBe("zeppelin");
    await withLibrary(at, ({ library }) => library.remove(["zeppelin"]));
    served.pass(2000);
    expect((await read("/api/search?q=novosibirsk&mode=lexical", wire.SearchAnswer)).hits).toEqual([]);
  });
});

interface OpenApi {
  readonly openapi: string;
  readonly info: { readonly version: string };
  readonly paths: Readonly<Record<string, { readonly get: { readonly parameters: readonly { name: string }[] } }>>;
  readonly components: { readonly schemas: Readonly<Record<string, unknown>> };
}

/** Refuses fields that the schema does not know, at the top. */
function strictly<T>(schema: ZodType<T>): ZodType<T> {
  return "strict" in schema && typeof schema.strict === "function" ? (schema.strict() as ZodType<T>) : schema;
}
