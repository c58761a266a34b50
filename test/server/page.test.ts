import { rmSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { rawGet, type Serving, startServing } from "./serving.ts";

let served: Serving;

beforeAll(async () => {
  served = await startServing();
});
afterAll(() => served.close());

const get = (path: string, headers: Record<string, string> = {}) => fetch(`${served.url}${path}`, { headers });

describe("The page", () => {
  it.each([
    "/",
    "/paper/x",
    "/paper/10.1145%2F3292500.3330701",
    "/paper/2401.00001",
    "/search?q=graph",
    "/stats",
    "/paper/%FF",
    "/lists/%",
  ])("is served at %s", async (path) => {
    const response = await get(path);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(response.headers.get("cache-control")).toBe("no-cache");
    expect(await response.text()).toContain("<title>Orrery</title>");
  });

  it("is not sent again to who has it", async () => {
    const since = (await get("/")).headers.get("last-modified")!;
    expect((await rawGet(served.url, "/", { "if-modified-since": since })).status).toBe(304);
  });

  it("has assets that may be kept for ever, compressed", async () => {
    const response = await get("/assets/app-1a2b3c.js", { "accept-encoding": "gzip" });
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toContain("javascript");
    expect(response.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    expect(response.headers.get("content-encoding")).toBe("gzip");
  });

  it("says that it is not built where it is not", async () => {
    const other = await startServing();
    rmSync(other.folder.at(".built"), { recursive: true });
    const response = await fetch(`${other.url}/`);
    expect([response.status, await response.text()]).toEqual([404, expect.stringContaining("npm start")]);
    await other.close();
  });
});

describe("Security headers", () => {
  it.each(["/", "/api/health", "/api/nothing", "/assets/app-1a2b3c.js"])("guard %s", async (path) => {
    const { headers } = await get(path);
    const policy = headers.get("content-security-policy")!.split(";");
    expect(policy).toEqual(
      expect.arrayContaining([
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
      ]),
    );
    expect(policy.join()).not.toMatch(/unsafe|\*|https?:/);
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("x-frame-options")).toBe("SAMEORIGIN");
    expect(headers.get("referrer-policy")).toBe("no-referrer");
    expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
    expect(headers.has("x-powered-by")).toBe(false);
    expect(headers.has("strict-transport-security")).toBe(false);
  });
});
