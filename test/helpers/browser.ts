/** The browser of the browser tests: $CHROME, else Chromium or Chrome where this machine has one. */
import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

export const BROWSER = [
  process.env["CHROME"] ?? "",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
].find(existsSync);

const QUIET = [
  "--headless",
  "--no-sandbox",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const WITHOUT_GPU = ["--disable-gpu"];
/** WebGL that is computed in software. */
const WITH_WEBGL = ["--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"];

export function openBrowser({ webGl = false } = {}): Promise<Browser> {
  return chromium.launch({
    ...(BROWSER === undefined ? {} : { executablePath: BROWSER }),
    args: [...QUIET, ...(webGl ? WITH_WEBGL : WITHOUT_GPU)],
  });
}
