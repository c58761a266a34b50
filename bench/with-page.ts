import type { Page } from "playwright-core";
import { openBrowser } from "../test/helpers/browser.ts";
import { serve } from "./child.ts";

const PATIENCE_MS = 60_000;

/** Runs `use` on an empty window of a browser, of 1280 by 800, before a server that has answered each of the searches
 *  once. `url` ends in a slash. */
export async function withPage<Result>(
  library: string,
  searches: readonly string[],
  use: (page: Page, url: string) => Promise<Result>,
): Promise<Result> {
  const server = await serve(library);
  const browser = await openBrowser();
  try {
    for (const q of searches) {
      for (const path of ["search", "facets", "suggest"])
        await (await fetch(`${server.url}api/${path}?${new URLSearchParams({ q })}`)).arrayBuffer();
    }
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    page.setDefaultTimeout(PATIENCE_MS);
    return await use(page, server.url);
  } finally {
    await browser.close();
    await server.stop();
  }
}
