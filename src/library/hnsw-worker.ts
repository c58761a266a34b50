import { parentPort, workerData } from "node:worker_threads";
import { AppError, messageOf } from "../core/index.ts";
import type { KnnIndex } from "../knn/index.ts";
import { openStore, type Store } from "../store/index.ts";
import type { BuilderAnswer, BuilderJob, BuilderRequest } from "./hnsw-builder.ts";
import { catchUpHnsw, openHnsw, type Tracked } from "./indexes.ts";

const job = workerData as BuilderJob; // given by startHnswBuilder alone
const answer = (message: BuilderAnswer) => parentPort?.postMessage(message);
const report = (line: string) => answer({ kind: "report", line });
let store: Store | undefined;
let tracked: Tracked<KnnIndex> | undefined;

parentPort?.on("message", (request: BuilderRequest) => {
  try {
    store ??= openStore(job.storePath);
    const onProgress = (progress: { stage: string; done: number; unit: string }) =>
      answer({ kind: "progress", progress });
    tracked =
      tracked === undefined
        ? openHnsw(store, job.indexPath, job.expected, report, onProgress)
        : catchUpHnsw(store, tracked, job.expected, report, onProgress);
    if (request === "catch-up") return;
    const { index, revision } = tracked;
    index.save(job.indexPath, { model: job.expected.model, revision });
    store.close();
    answer({ kind: "finished", count: index.count });
  } catch (error) {
    const code = error instanceof AppError ? error.code : "storage-failed";
    answer({ kind: "failed", code, message: messageOf(error) });
  }
});
