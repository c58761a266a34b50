/** The browser of the browser tests: $CHROME, else Chromium or Chrome where this machine has one. */
import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

export const BROWSER = [
  process.env["CHROME"] ?? "",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
].find(existsSync);

export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    ...(BROWSER === undefined ? {} : { executablePath: BROWSER }),
    args: [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}
