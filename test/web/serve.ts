/** The real server on the shipped sample and one hostile paper, with the page as it is in web/ now, and a browser. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { build } from "vite";
import { Library } from "../../src/library/index.ts";
import { createApp, type Listening, listen } from "../../src/server/index.ts";

const ROOT = resolve(import.meta.dirname, "../..");

export const HOSTILE = {
  id: "odd/id%20 a?b#c",
  title: "<img src=x onerror=\"document.title='owned'\"> <script>alert(1)</script> \u202Egnihton\u200B of $x_1",
  abstract: `A price of $5 and $6 beside $E = mc^2$, \\(\\frac{a}{b}\\), \\[\\sum_i x_i\\] and $\\nosuchmacro{$. ${"zeppelin kernels $\\alpha_i$ ".repeat(700)}`,
  url: "javascript:alert(1)",
};

export interface Served {
  readonly url: string;
  /** Folder of the built page. */
  readonly pageFolder: string;
  /** Stops the server, and starts it again at the same address. */
  stop(): Promise<void>;
  restart(): Promise<void>;
  /** Stops everything and removes what was written. */
  close(): Promise<void>;
}

/** The same page on a library without papers. */
export async function serveEmpty(pageFolder: string): Promise<Pick<Served, "url" | "close">> {
  const folder = mkdtempSync(join(tmpdir(), "orrery-empty-"));
  const library = new Library({
    folder,
    modelsFolder: join(ROOT, "models"),
    create: true,
    clock: () => new Date("2026-01-01T00:00:00Z"),
    map: true,
    report: () => {},
  });
  const app = createApp({ library, pageFolder, version: "test", report: () => {} });
  const listening = await listen(app, "127.0.0.1", 0);
  return {
    url: listening.url.replace(/\/$/, ""),
    async close() {
      await listening.close();
      await library.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** `more` is read into the library beside the sample. */
export async function servePage(more: readonly string[] = []): Promise<Served> {
  const folder = mkdtempSync(join(tmpdir(), "orrery-page-"));
  const pageFolder = join(folder, "page");
  const hostile = join(folder, "hostile.jsonl");
  writeFileSync(hostile, JSON.stringify(HOSTILE));
  await build({
    configFile: join(ROOT, "vite.config.ts"),
    root: join(ROOT, "web"),
    logLevel: "silent",
    build: { outDir: pageFolder },
  });
  const library = new Library({
    folder: join(folder, "library"),
    modelsFolder: join(ROOT, "models"),
    create: true,
    clock: () => new Date("2026-01-01T00:00:00Z"),
    map: true,
    report: () => {},
  });
  await library.ingest([join(ROOT, "corpus"), hostile, ...more]);
  await library.openMap();
  const app = createApp({ library, pageFolder, version: "test", report: () => {} });
  let listening: Listening = await listen(app, "127.0.0.1", 0);
  const { port } = new URL(listening.url);
  return {
    url: listening.url.replace(/\/$/, ""),
    pageFolder,
    stop: () => listening.close(),
    async restart() {
      listening = await listen(app, "127.0.0.1", Number(port));
    },
    async close() {
      await listening.close().catch(() => {}); // a test may have stopped it
      await library.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
