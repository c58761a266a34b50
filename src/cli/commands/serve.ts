import { existsSync } from "node:fs";
import { counted } from "../../core/index.ts";
import { SyncDesk } from "../../library/index.ts";
import type { Writers } from "../../server/index.ts";
import { backgroundThreads, CORPUS_FOLDER, clock, openLibrary, PAGE_FOLDER, version } from "../environment.ts";
import type { CommonOptions, ModelOptions } from "../options.ts";
import type { Output } from "../output.ts";
import { type Schedule, startSchedule } from "./sync-schedule.ts";

/** Asked only when a reader wants papers that are not here. */
const ARXIV_URL = "https://export.arxiv.org/api/query";

export interface ServeCommandOptions extends CommonOptions, ModelOptions {
  readonly host: string;
  readonly port: number;
  readonly sample: boolean;
  readonly writes: Writers;
  readonly offline?: boolean;
  /** Minutes between two runs of sync; never where it is not given. */
  readonly sync?: number;
}

/** Serves the library until it is told to stop. An empty library is first filled with the bundled sample. */
export async function serve(options: ServeCommandOptions, output: Output): Promise<number> {
  const { createApp, hostsFor, listen } = await import("../../server/index.ts"); // here, for no other command needs Express
  const library = openLibrary(options, output, {
    create: true,
    graph: true,
    map: true,
    mapThreads: backgroundThreads(),
    workers: 0,
    ...(options.offline === true ? {} : { arxiv: { url: ARXIV_URL, userAgent: `Orrery/${version()}` } }),
  });
  try {
    if (library.count() === 0 && options.sample && existsSync(CORPUS_FOLDER)) await ingestSample(options, output);
    await library.warm();
    library.intake.resume();
    const hosts = hostsFor(options.host);
    const app = createApp({
      library,
      pageFolder: PAGE_FOLDER,
      version: version(),
      ...(hosts === undefined ? {} : { allowedHosts: hosts }),
      writers: options.writes,
      report: (line) => output.note(`${clock().toISOString()} ${line}`),
    });
    const listening = await listen(app, options.host, options.port);
    const { url } = listening;
    const papers = library.count();
    if (options.json) output.json({ url, papers });
    else output.line(`Orrery is open at ${url} with ${counted(papers, "paper")}. Stop it with Ctrl+C.`);
    const schedule = options.sync === undefined ? undefined : scheduleOf({ ...options, minutes: options.sync }, output);
    await untilStopped();
    await schedule?.stop();
    await listening.close();
    return 0;
  } finally {
    await library.close();
  }
}

function scheduleOf(options: ServeCommandOptions & { readonly minutes: number }, output: Output): Schedule {
  const desk = new SyncDesk({ folder: options.library, userAgent: `Orrery/${version()}`, clock });
  return startSchedule({
    ...options,
    script: process.argv[1] ?? "",
    isWanted: () => desk.hasAny(),
    report: (line) => output.note(`${clock().toISOString()} ${line}`),
  });
}

async function ingestSample(options: ServeCommandOptions, output: Output): Promise<void> {
  output.note("The library is empty: filling it with the bundled sample …");
  const library = openLibrary(options, output, { create: true, workers: backgroundThreads() });
  try {
    const { added } = await library.ingest([CORPUS_FOLDER]);
    output.note(`${added} papers added. Add your own with: npx orrery ingest <files>`);
  } finally {
    await library.close();
  }
}

function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    process.once("SIGINT", () => resolve());
    process.once("SIGTERM", () => resolve());
  });
}
