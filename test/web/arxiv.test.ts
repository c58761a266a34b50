import type { ChildProcess } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TopicsAnswer } from "../../src/wire/index.ts";
import { BROWSER, openBrowser } from "../helpers/browser.ts";
import { finished, orreryProcess, startOrrery } from "../helpers/cli.ts";
import { ROOT } from "../helpers/places.ts";
import { type TemporaryFolder, temporaryFolder } from "../helpers/temporary.ts";
import { visit } from "./harness.ts";

const ARXIV_20K = join(ROOT, "../shared/corpora/arxiv-20k.jsonl.gz");
const QUESTION = "what do gravitational waves tell about merging black holes";
/** Enough that nothing is small any more, and few enough for every run of the tests. */
const PAPERS = 3_000;
const MAP_PATIENCE_MS = 240_000; // it is laid out meanwhile, on a machine that may be busy

/** One reader's hour with thousands of papers: command line, server process and page as a user has them. */
describe.skipIf(BROWSER === undefined || !existsSync(ARXIV_20K))("thousands of papers of arXiv", () => {
  let folder: TemporaryFolder;
  let browser: Browser;
  let server: { readonly child: ChildProcess; readonly ended: Promise<unknown>; readonly url: string };

  beforeAll(async () => {
    folder = temporaryFolder();
    const [ingest, opened] = await Promise.all([
      orreryProcess([
        "ingest",
        folder.write("arxiv.jsonl", firstLines(ARXIV_20K)),
        "--library",
        folder.at("library"),
        "--quiet",
      ]),
      openBrowser({ webGl: true }),
    ]);
    browser = opened;
    expect(ingest).toMatchObject({ code: 0 });
    server = await serve("0");
  }, 300_000);
  afterAll(async () => {
    await browser?.close();
    server?.child.kill("SIGTERM");
    await server?.ended;
    folder.remove();
  });

  it("are searched by a question, read, put into a list, exported, and there again by their addresses", async () => {
    let found = "";
    let titles: string[] = [];
    await visit(browser, server.url, async (page) => {
      await page.keyboard.press("/");
      await page.keyboard.type(QUESTION, { delay: 10 });
      await page.keyboard.press("Enter");
      const results = page.locator(".results[aria-busy=false] .hit-title");
      await results
        .filter({ hasText: /gravitational[- ]wave/i })
        .first()
        .waitFor();
      await expect.poll(() => page.url()).toContain("q=what");
      found = page.url();
      titles = await results.allTextContents();
      await page.keyboard.press("ArrowDown"); // from the field to the first hit
      await page.keyboard.press("o");
      await page.locator(".related .hit").nth(3).waitFor();
      expect(await page.locator("h1").textContent()).toBe(titles[0]);

      await page.keyboard.press("s");
      await page.keyboard.type("Waves");
      await page.keyboard.press("Enter");
      await page.locator(".paper a", { hasText: "Waves" }).click();
      await page.locator(".members li", { hasText: titles[0] ?? "?" }).waitFor();
      await page.getByRole("button", { name: /^Export/ }).click();
      const download = page.waitForEvent("download");
      await page.getByRole("link", { name: "BibTeX" }).first().click();
      const file = await (await download).path();
      expect(readFileSync(file, "utf8")).toMatch(/^@\w+\{[\s\S]*title +=/);
    });
    await visit(browser, found, async (page) => {
      await page.locator(".hit-title").first().waitFor();
      expect((await page.locator(".hit-title").allTextContents()).slice(0, titles.length)).toEqual(titles);
    });
  });

  it("keep what is being typed while the server is away, and answer when it is back", async () => {
    await visit(browser, server.url, async (page) => {
      const port = new URL(server.url).port;
      server.child.kill("SIGTERM");
      await server.ended;
      await page.locator(".search-input").fill("supernova neutrinos");
      await page.locator(".notice").first().waitFor();
      server = await serve(port);
      await page
        .locator(".hit-title", { hasText: /neutrino/i })
        .first()
        .waitFor({ timeout: 60_000 });
      expect(await page.locator(".search-input").inputValue()).toBe("supernova neutrinos");
    });
  });

  it("lie on a map, where the hits of a search are lit", async () => {
    await visit(browser, `${server.url}search?q=exoplanet+atmospheres`, async (page) => {
      await page.locator(".hit").first().waitFor();
      await page.keyboard.press("m");
      await page.locator(".map-stage[data-drawn-by]").waitFor({ timeout: MAP_PATIENCE_MS });
      const topics = (await (await fetch(`${server.url}api/topics`)).json()) as TopicsAnswer;
      expect(topics.levels).toBeGreaterThanOrEqual(3);
      await page.locator(".hits-note").waitFor();
    });
  }, 300_000);

  async function serve(port: string): Promise<typeof server> {
    const child = startOrrery(["serve", "--library", folder.at("library"), "--port", port]);
    const ended = finished(child);
    const url = await new Promise<string>((resolve, reject) => {
      child.stdout?.on("data", (text) => {
        const address = /http:\/\/[^\s"]+/.exec(String(text))?.[0];
        if (address !== undefined) resolve(address);
      });
      ended.then(({ stderr }) => reject(new Error(`The server has ended: ${stderr}`)));
    });
    return { child, ended, url };
  }
});

function firstLines(path: string): string {
  const lines = gunzipSync(readFileSync(path)).toString("utf8").split("\n");
  return lines.slice(0, PAPERS).join("\n");
}
