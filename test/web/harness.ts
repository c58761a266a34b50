/** A site with a browser before it for the stories of one test file, and what every page is asked. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect } from "vitest";
import { openBrowser } from "../helpers/browser.ts";
import { type Served, servePage } from "./serve.ts";
import { type TabOptions, withTab } from "./tabs.ts";

export type Story = (page: Page) => Promise<void>;

export interface VisitOptions extends TabOptions {
  /** What must be on the page before the story begins. */
  readonly ready?: string;
}

export interface Site {
  readonly served: Served;
  readonly browser: Browser;
  /** Opens an address in a window that nobody has used, and lets the story happen there. Fails when the page has
   *  thrown, or has broken its security policy. */
  visit(path: string, story: Story, options?: VisitOptions): Promise<void>;
}

export interface SiteOptions {
  /** What is read into the library beside the sample. */
  readonly more?: readonly string[];
  readonly webGl?: boolean;
}

const WIDE = { colorScheme: "light", viewport: { width: 1280, height: 800 } } as const;
const NARROW = { colorScheme: "dark", viewport: { width: 360, height: 800 } } as const;
/** The two windows in which a page shows all of its layouts and colours between them. */
export const WINDOWS = [WIDE, NARROW] as const;

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const AXE_OPTIONS = {
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  resultTypes: ["violations"],
  preload: false, // no rule of these needs the style sheets as text
};
const PATIENCE_MS = 20_000;

/** Call it in a `describe`: there is a site before its first test, and none after its last. */
export function useSite({ more = [], webGl = false }: SiteOptions = {}): Site {
  let open: { readonly served: Served; readonly browser: Browser } | undefined;
  const now = () => {
    if (open === undefined) throw new Error("Expected a site to be open: it is so within tests only.");
    return open;
  };
  beforeAll(async () => {
    const [served, browser] = await Promise.all([servePage(more), openBrowser({ webGl })]);
    open = { served, browser };
  });
  afterAll(async () => {
    await open?.browser.close();
    await open?.served.close();
  });
  return {
    get served() {
      return now().served;
    },
    get browser() {
      return now().browser;
    },
    visit: (path, story, options) => visit(now().browser, now().served.url + path, story, options),
  };
}

/** Opens an address of any site as `Site.visit` does. */
export function visit(
  browser: Browser,
  url: string,
  story: Story,
  { ready = ".search-input", ...options }: VisitOptions = {},
): Promise<void> {
  return withTab(browser, { ...WIDE, ...options }, async (page) => {
    const complaints: string[] = [];
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("console", (message) => {
      if (/Content.Security.Policy/i.test(message.text())) complaints.push(message.text());
    });
    page.setDefaultTimeout(PATIENCE_MS);
    await page.goto(url);
    await page.locator(ready).first().waitFor();
    await story(page);
    expect(complaints).toEqual([]);
  });
}

/** Keeps answers to such requests from the page until `comes` lets them go; it resolves when they are there, or have
 *  been cancelled, and the page has had the time to draw them. */
export async function holdBack(page: Page, address: string): Promise<{ comes(): Promise<void> }> {
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const ends: Promise<unknown>[] = [];
  await page.route(address, (route) => {
    const answered = released.then(() => route.continue()).then(() => route.request().response());
    ends.push(answered.then((response) => response?.finished()).catch(() => {})); // the page has cancelled it
  });
  return {
    async comes() {
      release();
      await Promise.all(ends);
      await page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");
    },
  };
}

/** Fails when axe finds a barrier on the page, or the page is wider than its window. */
export async function expectAccessible(page: Page): Promise<void> {
  // axe does not know the top layer: it takes what lies under an open panel for neighbors of what is in it
  const isCovered = (await page.locator(":popover-open").count()) > 0;
  const options = isCovered ? { ...AXE_OPTIONS, rules: { "target-size": { enabled: false } } } : AXE_OPTIONS;
  const found = await page.evaluate(`${AXE}; axe.run(document, ${JSON.stringify(options)})`);
  const { violations, passes } = found as { violations: Violation[]; passes: readonly unknown[] };
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  expect(passes.length).toBeGreaterThan(10); // rules that had something to look at
  expect(await page.evaluate("document.documentElement.scrollWidth - innerWidth")).toBeLessThanOrEqual(0);
}

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}
