/** The real server on the shipped sample and one hostile paper, with the page as it was built for this run. */
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Library } from "../../src/library/index.ts";
import { createApp, type Listening, listen } from "../../src/server/index.ts";
import { CORPUS, MODELS, ROOT } from "../helpers/places.ts";
import { madeOnce } from "../helpers/scratch.ts";

export const HOSTILE = {
  id: "odd/id%20 a?b#c",
  title: "<img src=x onerror=\"document.title='owned'\"> <script>alert(1)</script> \u202Egnihton\u200B of $x_1",
  abstract: `A price of $5 and $6 beside $E = mc^2$, \\(\\frac{a}{b}\\), \\[\\sum_i x_i\\] and $\\nosuchmacro{$. ${"zeppelin kernels $\\alpha_i$ ".repeat(700)}`,
  url: "javascript:alert(1)",
};

export interface Served {
  readonly url: string;
  /** Folder of the library. */
  readonly folder: string;
  /** Folder of the built page. */
  readonly pageFolder: string;
  /** Stops the server, and starts it again at the same address. */
  stop(): Promise<void>;
  restart(): Promise<void>;
  /** Stops everything and removes what was written. */
  close(): Promise<void>;
}

/** The page on a copy of the sample, which has its map. `more` is read into the library beside the sample. */
export async function servePage(more: readonly string[] = []): Promise<Served> {
  const folder = mkdtempSync(join(tmpdir(), "orrery-page-"));
  cpSync(await madeOnce("sample", buildSample), folder, { recursive: true });
  return serve(folder, async (library) => {
    if (more.length > 0) await library.ingest(more);
    await library.openMap();
  });
}

/** The same page on a library without papers. */
export function serveEmpty(): Promise<Served> {
  return serve(mkdtempSync(join(tmpdir(), "orrery-empty-")), async () => {});
}

async function serve(folder: string, prepare: (library: Library) => Promise<void>): Promise<Served> {
  const pageFolder = await madeOnce("page", copyPage);
  const library = openLibrary(folder);
  await prepare(library);
  const app = createApp({ library, pageFolder, version: "test", report: () => {} });
  let listening: Listening = await listen(app, "127.0.0.1", 0);
  const { port } = new URL(listening.url);
  return {
    url: listening.url.replace(/\/$/, ""),
    folder,
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

async function buildSample(folder: string): Promise<void> {
  const hostile = join(`${folder}-hostile.jsonl`);
  writeFileSync(hostile, JSON.stringify(HOSTILE));
  const library = openLibrary(folder);
  await library.ingest([CORPUS, hostile]);
  await library.openMap();
  await library.close();
}

/** A page that is built anew while the tests run does not change under them. */
async function copyPage(folder: string): Promise<void> {
  cpSync(join(ROOT, "dist/web"), folder, { recursive: true });
}

function openLibrary(folder: string): Library {
  return new Library({
    folder,
    modelsFolder: MODELS,
    create: true,
    clock: () => new Date("2026-01-01T00:00:00Z"),
    map: true,
    report: () => {},
  });
}
