import { setTimeout as wait } from "node:timers/promises";
import { parentPort } from "node:worker_threads";
import { AppError, messageOf } from "../../core/index.ts";
import { Library } from "../library.ts";
import type { Met, ReaderAnswer, ReaderQuestion, ReaderWork } from "./reader.ts";

const PROGRESS_EVERY_MS = 150;
const MOST_MET = 20;

const answer = (message: ReaderAnswer) => parentPort?.postMessage(message);
const say = (message: string | undefined) => answer({ kind: "message", message });
let stop = new AbortController();

parentPort?.on("message", (asked: ReaderQuestion) => {
  if (asked.kind === "stop") return stop.abort(); // what has just ended, if nothing is under way
  stop = new AbortController();
  void read(asked.work, stop.signal).then(answer);
});

async function read(work: ReaderWork, stopped: AbortSignal): Promise<ReaderAnswer> {
  const begunAt = performance.now();
  try {
    const library = new Library({
      ...work.library,
      create: true,
      clock: () => new Date(Date.parse(work.now) + performance.now() - begunAt),
      report: say,
    });
    try {
      return await ingestWhenFree(library, work, stopped);
    } finally {
      await library.close();
    }
  } catch (error) {
    const code = error instanceof AppError ? error.code : "storage-failed";
    return { kind: "failed", code, message: messageOf(error) };
  }
}

/** Tries again while another process is writing. */
async function ingestWhenFree(library: Library, work: ReaderWork, stopped: AbortSignal): Promise<ReaderAnswer> {
  for (;;) {
    try {
      return await ingest(library, work, stopped);
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== "library-busy") throw error;
      if (stopped.aborted) throw new AppError("cancelled", "Cancelled before it began.", { cause: error });
      say("Another process is writing to the library: this waits for it to end.");
      await wait(work.retryMs, undefined, { signal: stopped }).catch(() => undefined);
    }
  }
}

async function ingest(
  library: Library,
  { path, name, source }: ReaderWork,
  stopped: AbortSignal,
): Promise<ReaderAnswer> {
  const met: Met[] = [];
  let doneBytes = 0;
  let toldAt = Number.NEGATIVE_INFINITY;
  const report = await library.ingest([path], {
    name,
    ...(source === undefined ? {} : { source }),
    stop: stopped,
    onBytes(bytes) {
      if (doneBytes === 0) say(undefined);
      doneBytes += bytes;
    },
    onCounts({ added, updated, unchanged, rejected, embedded }) {
      const now = performance.now();
      if (now - toldAt < PROGRESS_EVERY_MS) return;
      toldAt = now;
      answer({ kind: "progress", progress: { added, updated, unchanged, rejected, embedded, doneBytes } });
    },
    onPaper(row, outcome) {
      if (met.length < MOST_MET) met.push({ row, outcome });
    },
    onProgress({ stage, done, total }) {
      if (stage !== "Reading" && total !== undefined)
        say(`${stage} ${done.toLocaleString("en-US")} of ${total.toLocaleString("en-US")}`);
    },
  });
  return { kind: "finished", report, doneBytes, met };
}
