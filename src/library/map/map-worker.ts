import { parentPort, workerData } from "node:worker_threads";
import { AppError, messageOf } from "../../core/index.ts";
import type { MapAnswer, MapJob } from "./map-builder.ts";
import { bringUpToDate } from "./up-to-date.ts";

const job = workerData as MapJob; // given by startMapBuilder alone
const answer = (message: MapAnswer) => parentPort?.postMessage(message);

try {
  await bringUpToDate(job, {
    report: (line) => answer({ kind: "report", line }),
    onProgress: (progress) => answer({ kind: "progress", progress }),
    clock: () => performance.now(),
  });
  answer({ kind: "finished" });
} catch (error) {
  const code = error instanceof AppError ? error.code : "storage-failed";
  answer({ kind: "failed", code, message: messageOf(error) });
}
