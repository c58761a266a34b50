import { setTimeout as wait } from "node:timers/promises";
import { parentPort, workerData } from "node:worker_threads";
import { AppError, messageOf } from "../../core/index.ts";
import type { IngestCounts, IngestReport } from "../ingest.ts";
import { Library } from "../library.ts";
import type { Met, ReaderAnswer, ReaderWork } from "./reader.ts";

const PROGRESS_EVERY_MS = 150;
const MOST_MET = 20;

const work = workerData as ReaderWork; // given by startReader alone
const answer = (message: ReaderAnswer) => parentPort?.postMessage(message);
const say = (message: string | undefined) => answer({ kind: "message", message });
const stop = new AbortController();
const begunAt = performance.now();
const met: Met[] = [];
let doneBytes = 0;
let toldAt = Number.NEGATIVE_INFINITY;

parentPort?.on("message", () => stop.abort());

try {
  const library = new Library({
    ...work.library,
    create: true,
    clock: () => new Date(Date.parse(work.now) + performance.now() - begunAt),
    report: (line) => say(line),
  });
  try {
    const report = await ingestWhenFree(library);
    answer({ kind: "finished", report, doneBytes, met });
  } finally {
    await library.close();
  }
} catch (error) {
  const code = error instanceof AppError ? error.code : "storage-failed";
  answer({ kind: "failed", code, message: messageOf(error) });
}

/** Tries again while another process is writing. */
async function ingestWhenFree(library: Library): Promise<IngestReport> {
  for (;;) {
    try {
      return await ingest(library);
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== "library-busy") throw error;
      if (stop.signal.aborted) throw new AppError("cancelled", "Cancelled before it began.", { cause: error });
      say("Another process is writing to the library: this waits for it to end.");
      await wait(work.retryMs, undefined, { signal: stop.signal }).catch(() => undefined);
    }
  }
}

function ingest(library: Library): Promise<IngestReport> {
  return library.ingest([work.path], {
    name: work.name,
    ...(work.source === undefined ? {} : { source: work.source }),
    stop: stop.signal,
    onBytes(bytes) {
      if (doneBytes === 0) say(undefined);
      doneBytes += bytes;
    },
    onCounts: tell,
    onPaper(row, outcome) {
      if (met.length < MOST_MET) met.push({ row, outcome });
    },
    onProgress({ stage, done, total }) {
      if (stage !== "Reading" && total !== undefined)
        say(`${stage} ${done.toLocaleString("en-US")} of ${total.toLocaleString("en-US")}`);
    },
  });
}

function tell(counts: IngestCounts): void {
  const now = performance.now();
  if (now - toldAt < PROGRESS_EVERY_MS) return;
  toldAt = now;
  const { added, updated, unchanged, rejected, embedded } = counts;
  answer({ kind: "progress", progress: { added, updated, unchanged, rejected, embedded, doneBytes } });
}
