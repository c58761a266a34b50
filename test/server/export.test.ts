import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CITE_FORMATS, type CiteFormatName } from "../../src/cite/index.ts";
import * as wire from "../../src/wire/index.ts";
import { ODD, PAPERS, type Serving, startServing } from "./serving.ts";

const FORMATS = Object.keys(CITE_FORMATS) as CiteFormatName[];

let served: Serving;

beforeAll(async () => {
  served = await startServing();
});
afterAll(async () => {
  expect(served.reports).toEqual([]);
  await served.close();
});

const get = (parameters: [string, string][], headers: Record<string, string> = {}) =>
  fetch(`${served.url}/api/export?${new URLSearchParams(parameters)}`, { headers });
const idsIn = (jsonLines: string) =>
  jsonLines.split("\n").flatMap((line) => (line === "" ? [] : (JSON.parse(line) as { id: string }).id));

describe("GET /api/export", () => {
  it("takes every format there is, and names its media type and a file to save it in", async () => {
    expect(wire.ExportParameters.shape.format.unwrap().options).toEqual(FORMATS);
    for (const format of FORMATS) {
      const response = await get([
        ["format", format],
        ["id", "paper-1"],
        ["id", "paper-2"],
      ]);
      const { mediaType, extension } = CITE_FORMATS[format];
      expect(response.status).toBe(200);
      expect(response.headers.get("content-type")).toBe(mediaType);
      expect(response.headers.get("content-disposition")).toBe(`attachment; filename="orrery-papers.${extension}"`);
      expect(await response.text()).toContain(PAPERS[1]!.title.split(" ")[1]);
    }
  });

  it("gives plain text to look at when asked for", async () => {
    const response = await get([
      ["id", "paper-1"],
      ["inline", "1"],
    ]);
    expect(response.headers.get("content-type")).toBe("text/plain; charset=utf-8");
    expect(response.headers.get("content-disposition")).toMatch(/^inline; filename="orrery-anon\w+\.bib"$/);
    expect(await response.text()).toMatch(/^@\w+\{anon/);
  });

  it("writes the hits of a query in their order, and says how many there are", async () => {
    const query: [string, string][] = [
      ["q", "graph kernels"],
      ["mode", "semantic"],
      ["venue", "ICLR"],
    ];
    const search = await fetch(`${served.url}/api/search?${new URLSearchParams([...query, ["k", "1000"]])}`);
    const { hits } = wire.SearchAnswer.parse(await search.json());
    const response = await get([...query, ["format", "jsonl"], ["k", "5"]]);
    expect(response.headers.get("x-total-count")).toBe(String(hits.length));
    expect(idsIn(await response.text())).toEqual(hits.slice(0, 5).map(({ id }) => id));
  });

  it("writes all papers that pass the filters, and those with the oddest ids", async () => {
    const iclr = await get([
      ["format", "jsonl"],
      ["venue", "ICLR"],
    ]);
    expect(idsIn(await iclr.text())).toHaveLength(PAPERS.filter(({ venue }) => venue === "ICLR").length);
    const odd = await get([["format", "jsonl"], ...ODD.map(({ id }): [string, string] => ["id", id])]);
    expect(idsIn(await odd.text())).toEqual(ODD.map(({ id }) => id));
  });

  it("answers an unchanged file with 304", async () => {
    const tag = (await get([["id", "paper-1"]])).headers.get("etag") ?? "";
    expect((await get([["id", "paper-1"]], { "if-none-match": tag })).status).toBe(304);
  });

  it("names what is unknown, and says what it expected, in problem details", async () => {
    const problem = async (...parameters: [string, string][]) => {
      const response = await get(parameters);
      expect(response.headers.get("content-type")).toContain("application/problem+json");
      expect(response.headers.get("content-disposition")).toBeNull();
      return [response.status, ((await response.json()) as wire.Problem).detail];
    };
    expect(await problem(["id", "nobody"], ["id", "paper-1"])).toEqual([404, expect.stringContaining('"nobody"')]);
    expect(await problem(["id", "paper-1"], ["q", "graph"])).toEqual([400, expect.stringContaining("got both")]);
    expect(await problem(["format", "docx"])).toEqual([400, expect.stringMatching(/format.*bibtex.*docx/)]);
    expect(await problem(["k", "10001"])).toEqual([400, expect.stringMatching(/^k: .*10001/)]);
  });

  it("goes on answering when a reader leaves in the middle", async () => {
    await new Promise<void>((resolve) => {
      const leaving = request(`${served.url}/api/export?format=csv`, (response) => {
        response.once("data", () => leaving.destroy());
        response.once("close", resolve);
      });
      leaving.end();
    });
    expect((await get([["id", "paper-1"]])).status).toBe(200);
  });
});
