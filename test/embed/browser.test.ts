import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { build } from "vite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createStaticEncoder, readStaticModel } from "../../src/embed/static/index.ts";
import { BROWSER, openBrowser } from "../helpers/browser.ts";
import { BUNDLED, ROOT, readBundled, samplePapers } from "./fixtures.ts";

const PAGE = `<!doctype html><title>static model</title>
<script type="module">import * as door from "/static.js"; globalThis.door = door;</script>`;
const TEXTS = [...samplePapers().slice(0, 40), "", "naïve Σίσυφος 中文 🦀", "\ud800 a\u200bb", "x".repeat(100_000)];

describe.skipIf(BROWSER === undefined)("In a browser (needs Chromium)", () => {
  const bundle = mkdtempSync(join(tmpdir(), "orrery-browser-"));
  let server: Server;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    await build({
      root: ROOT,
      configFile: false,
      logLevel: "error",
      build: {
        outDir: bundle,
        lib: { entry: join(ROOT, "src/embed/static/index.ts"), formats: ["es"], fileName: () => "static.js" },
      },
    });
    server = await serve(bundle);
    browser = await openBrowser();
    page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    await page.waitForFunction("globalThis.door");
  });

  afterAll(async () => {
    await browser?.close();
    server?.close();
    rmSync(bundle, { recursive: true, force: true });
  });

  it.each([
    [512, "simd"],
    [128, "simd"],
    [512, "plain"],
  ] as const)(
    "the static model gives the vectors of Node in %d dimensions with the %s kernel",
    async (dimension, kernel) => {
      const found = await page.evaluate(embedInPage, { texts: TEXTS, dimension, kernel });
      const expected = createStaticEncoder(await readStaticModel(readBundled), { dimension }).encode(TEXTS).values;
      expect(found.kernel).toBe(kernel);
      expect(found.values.length).toBe(expected.length);
      const largest = expected.reduce((most, value, i) => Math.max(most, Math.abs(value - found.values[i]!)), 0);
      expect(largest).toBeLessThan(1e-6);
    },
  );
});

/** Runs in the page, where nothing of this file is in reach. */
async function embedInPage(request: { texts: string[]; dimension: number; kernel: "simd" | "plain" }) {
  const { door } = globalThis as unknown as { door: typeof import("../../src/embed/static/index.ts") };
  const model = await door.readStaticModel(async (path) => {
    const response = await fetch(`/model/${path}`);
    return new Uint8Array(await response.arrayBuffer());
  });
  const { texts, dimension } = request;
  const encoder = door.createStaticEncoder(model, request.kernel === "plain" ? request : { dimension });
  return { kernel: encoder.kernel, values: Array.from(encoder.encode(texts).values) };
}

function serve(bundle: string): Promise<Server> {
  const server = createServer((request, response) => {
    const path = request.url ?? "/";
    if (path === "/") return response.writeHead(200, { "content-type": "text/html" }).end(PAGE);
    const file = path.startsWith("/model/") ? join(BUNDLED, path.slice("/model/".length)) : join(bundle, path);
    if (!existsSync(file)) return response.writeHead(404).end();
    const type = path.endsWith(".js") ? "text/javascript" : "application/octet-stream";
    return response.writeHead(200, { "content-type": type }).end(readFileSync(file));
  });
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve(server));
  });
}
