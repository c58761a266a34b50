/** Windows of the browser for stories: a used one is cleaned and kept for the next, since opening one costs the browser
 *  more than most stories do. */
import type { Browser, BrowserContextOptions, Page } from "playwright-core";

/** What a window is asked to be. Whatever else a context can be given makes a context of its own. */
export interface TabOptions extends BrowserContextOptions {
  /** Runs in the page before its own scripts. */
  readonly script?: string;
}

const RESTING = "/api/health"; // of the same site, so that the process stays, and without scripts

const LISTENED_TO = ["pageerror", "console", "request", "response", "requestfailed", "dialog", "download", "popup"];

const resting = new WeakMap<Browser, Page[]>();

/** Lets `use` have a window that nobody has used, as far as a page can see: nothing stored, nothing routed, no pointer
 *  over it. After a story that fails, no window is kept. */
export async function withTab(
  browser: Browser,
  options: TabOptions,
  use: (page: Page) => Promise<void>,
): Promise<void> {
  const { script, colorScheme, reducedMotion, viewport, ...special } = options;
  const isPlain = script === undefined && Object.keys(special).length === 0;
  const page = (isPlain ? takeTab(browser) : undefined) ?? (await openTab(browser, special, script));
  let isClean = false;
  try {
    if (viewport !== undefined && viewport !== null) await page.setViewportSize(viewport);
    await page.emulateMedia({ media: null, colorScheme: colorScheme ?? null, reducedMotion: reducedMotion ?? null });
    await use(page);
    isClean = isPlain && (await clean(page));
  } finally {
    if (isClean) resting.get(browser)?.push(page);
    else await page.context().close();
  }
}

function takeTab(browser: Browser): Page | undefined {
  if (!resting.has(browser)) resting.set(browser, []);
  return resting.get(browser)?.pop();
}

async function openTab(browser: Browser, options: BrowserContextOptions, script?: string): Promise<Page> {
  const context = await browser.newContext(options);
  if (script !== undefined) await context.addInitScript({ content: script });
  return context.newPage();
}

/** Whether the window could be cleaned: not where its site has gone, or where it has opened other windows. */
async function clean(page: Page): Promise<boolean> {
  for (const event of LISTENED_TO) page.removeAllListeners(event);
  await page.unrouteAll({ behavior: "ignoreErrors" });
  if (page.context().pages().length > 1) return false;
  try {
    await page.mouse.move(-1, -1); // or the next page would find the pointer over it
    await page.goto(new URL(RESTING, page.url()).href, { waitUntil: "commit" });
    await page.evaluate("localStorage.clear(); sessionStorage.clear()");
    await page.context().clearCookies();
    return true;
  } catch {
    return false;
  }
}
