import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AppError } from "../../src/core/index.ts";
import type { Library } from "../../src/library/index.ts";
import { createApp, hostsFor, listen, STATUS_OF } from "../../src/server/index.ts";
import { Problem } from "../../src/wire/index.ts";
import { ROOT } from "../helpers/places.ts";
import { rawGet, type Serving, startServing } from "./serving.ts";

let served: Serving;

beforeAll(async () => {
  served = await startServing();
});
afterAll(async () => {
  expect(served.reports).toEqual([]); // every error was foreseen
  await served.close();
});

/** The problem details that a request gets. */
async function problemOf(path: string, init: RequestInit = {}): Promise<Problem> {
  const response = await fetch(`${served.url}${path}`, init);
  return problemIn(response.status, Object.fromEntries(response.headers), await response.text());
}

function problemIn(status: number, headers: Readonly<Record<string, unknown>>, body: string): Problem {
  expect(headers["content-type"]).toBe("application/problem+json; charset=utf-8");
  expect(headers["cache-control"]).toBe("no-store");
  expect(headers).not.toHaveProperty("etag");
  const problem = Problem.parse(JSON.parse(body));
  expect(problem.status).toBe(status);
  return problem;
}

const WRONG: [what: string, path: string, status: number, detail: RegExp][] = [
  ["k of 0", "/api/search?q=a&k=0", 400, /^k: .*\(got "0"\)/],
  ["k of 1e9", "/api/search?q=a&k=1e9", 400, /^k: .*10000/],
  ["k of -1", "/api/search?q=a&k=-1", 400, /^k: /],
  ["k of abc", "/api/papers?k=abc", 400, /^k: .*\(got "abc"\)/],
  ["k of a half", "/api/papers/paper-1/related?k=0.5", 400, /^k: /],
  ["k given twice", "/api/search?q=a&k=1&k=2", 400, /^k: /],
  ["an offset below 0", "/api/papers?offset=-1", 400, /^offset: /],
  ["no query", "/api/search", 400, /^q: .*\(got nothing\)/],
  ["two queries", "/api/search?q=a&q=b", 400, /^q: /],
  ["an empty query", "/api/search?q=", 400, /empty query/],
  ["a query of white space", "/api/search?q=%20%09", 400, /empty query/],
  ["a query of exclusions", "/api/search?q=-graph", 400, /only exclusions/],
  ["a query of 100,001 characters", `/api/search?q=${"a".repeat(100_001)}`, 400, /^q: .*100000/],
  ["an unknown mode", "/api/search?q=a&mode=magic", 400, /^mode: .*hybrid/],
  ["a year of one digit", "/api/search?q=a&yearFrom=5", 400, /^yearFrom: /],
  ["two wrong parameters", "/api/search?q=a&yearTo=x&k=0", 400, /yearTo: .*; k: /],
  ["a date that is none", "/api/search?q=a&listedFrom=yesterday", 400, /^listedFrom: .*YYYY-MM-DD/],
  ["an unknown paper", "/api/papers/nowhere", 404, /"nowhere"/],
  ["related papers of an unknown one", "/api/papers/no%2Fwhere/related", 404, /"no\/where"/],
  ["an id of 5,000 characters", `/api/papers/${"x".repeat(5000)}`, 404, /^.{1,200}$/],
  ["malformed percent-encoding in an id", "/api/papers/%E0%A4%A", 400, /%E0/],
  ["an unknown path of the API", "/api/nothing?x=1", 404, /GET \/api\/nothing/],
  ["the bare API", "/api", 404, /openapi\.json/],
  ["an asset that is not there", "/assets/app-000.js", 404, /app-000\.js/],
];

describe("Problem details say what was expected and what came for", () => {
  it.each(WRONG)("%s", async (_what, path, status, detail) => {
    const problem = await problemOf(path);
    expect(problem.status).toBe(status);
    expect(problem.detail).toMatch(detail);
    expect(problem.code).toBe(status === 404 ? "not-found" : "bad-request");
  });

  it.each(["POST", "PUT", "DELETE", "PATCH"])("the method %s, on the API and on the page", async (method) => {
    for (const path of ["/api/search?q=a", "/api/papers/paper-1", "/", "/paper/x"]) {
      expect(await problemOf(path, { method })).toMatchObject({ status: 404, detail: expect.stringContaining(method) });
    }
  });

  it("paths that lead out of the API or the page's folder", async () => {
    for (const path of [
      "/../secret.txt",
      "/..%2fsecret.txt",
      "/assets/..%2f..%2f..%2fsecret.txt",
      "/%2e%2e/secret.txt",
    ]) {
      const { status, body } = await rawGet(served.url, path);
      expect(body).not.toContain("hidden words");
      expect([200, 400, 403, 404]).toContain(status);
    }
    const { status, headers, body } = await rawGet(served.url, "/api/papers/../../../secret.txt");
    expect(problemIn(status, headers, body).status).toBe(404);
  });

  it("a request under a name that is not the server's", async () => {
    for (const host of ["evil.example", "evil.example:80", "127.0.0.1.evil.example"]) {
      const { status, headers, body } = await rawGet(served.url, "/api/stats", { host });
      expect(problemIn(status, headers, body)).toMatchObject({ status: 400, code: "bad-request" });
    }
    for (const host of ["localhost", "LOCALHOST:7070", "127.0.0.1"]) {
      expect((await rawGet(served.url, "/api/health", { host })).status).toBe(200);
    }
  });

  it("nothing where a query of 10,000 words comes: it is answered", async () => {
    const query = Array.from({ length: 10_000 }, (_, i) => `graph${i.toString(36)}`).join("+");
    const response = await fetch(`${served.url}/api/search?q=${query}`);
    expect(response.status).toBe(200);
    const chinese = encodeURIComponent("論".repeat(100_000));
    expect((await fetch(`${served.url}/api/search?q=${chinese}`)).status).toBe(200);
  });
});

describe("Every code of an error", () => {
  const codes = [...readFileSync(join(ROOT, "src/core/errors.ts"), "utf8").matchAll(/^ {2}\| "([\w-]+)"/gm)].map(
    ([, code]) => code!,
  );

  it("has a status and a title", () => {
    expect(codes).toContain("bad-request");
    expect(Object.keys(STATUS_OF).sort()).toEqual(codes.toSorted());
    for (const [status, title] of Object.values(STATUS_OF)) {
      expect(status).toBeGreaterThanOrEqual(400);
      expect(title).not.toBe("");
    }
  });

  it("reaches the client with its status, and what nobody foresaw is a bare 500 that the log explains", async () => {
    const thrown: unknown[] = Object.keys(STATUS_OF).map(
      (code) => new AppError(code as AppError["code"], `Of ${code}.`),
    );
    thrown.push(new TypeError("an inner secret"), "a text");
    const library = {
      refresh: () => undefined,
      stamp: () => "1",
      stats() {
        throw thrown.shift();
      },
    } as unknown as Library; // only what /api/stats asks of a library
    const reports: string[] = [];
    const app = createApp({
      library,
      pageFolder: served.folder.path,
      version: "0",
      report: (line) => reports.push(line),
    });
    const listening = await listen(app, "127.0.0.1", 0);
    for (const [code, [status]] of Object.entries(STATUS_OF)) {
      const response = await fetch(`${listening.url}api/stats`);
      expect(response.status).toBe(status);
      expect(await response.json()).toMatchObject({ code, detail: `Of ${code}.`, status });
    }
    expect(reports).toEqual([]);
    for (const reason of ["an inner secret", "a text"]) {
      const response = await fetch(`${listening.url}api/stats`);
      const body = await response.text();
      expect([response.status, body.includes(reason)]).toEqual([500, false]);
      expect(reports.at(-1)).toContain(reason);
    }
    await listening.close();
  });
});

describe("Listening", () => {
  it("on a port that is in use is refused, with another port to try", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => other.once("listening", resolve));
    const { port } = other.address() as AddressInfo;
    const app = createApp({
      library: served.library,
      pageFolder: served.folder.path,
      version: "0",
      report: () => undefined,
    });
    await expect(listen(app, "127.0.0.1", port)).rejects.toMatchObject({
      code: "port-in-use",
      message: expect.stringContaining(`--port ${port + 1}`),
    });
    other.close();
  });

  it("on an address of another machine is refused", async () => {
    const app = createApp({
      library: served.library,
      pageFolder: served.folder.path,
      version: "0",
      report: () => undefined,
    });
    await expect(listen(app, "192.0.2.1", 0)).rejects.toMatchObject({ code: "bad-request" });
  });

  it("guards the names of loopback addresses only", () => {
    expect(hostsFor("127.0.0.1")).toContain("localhost");
    expect(hostsFor("::1")).toContain("[::1]");
    expect(hostsFor("0.0.0.0")).toBeUndefined();
  });
});
