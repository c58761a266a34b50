/** The thread of an encoder pool: texts in, vectors out. */
import { parentPort, workerData } from "node:worker_threads";
import { AppError, messageOf } from "../core/index.ts";
import type { WorkerAnswer, WorkerRequest, WorkerStart } from "./encoder-pool.ts";
import { createStaticEncoder, type StaticEncoder } from "./static/index.ts";

const port = parentPort;
if (port === null) throw new Error("Expected to be run as a worker thread.");
const encoder = open();

port.on("message", ({ job, texts }: WorkerRequest) => {
  if (encoder === undefined) return;
  const { values } = encoder.encode(texts);
  port.postMessage({ kind: "vectors", job, values } satisfies WorkerAnswer, [values.buffer as ArrayBuffer]);
});

function open(): StaticEncoder | undefined {
  const { model, dimension, thread } = workerData as WorkerStart; // the pool that started this thread made it
  try {
    const opened = createStaticEncoder(model, dimension === undefined ? { thread } : { thread, dimension });
    port?.postMessage({ kind: "ready", dimension: opened.dimension } satisfies WorkerAnswer);
    return opened;
  } catch (error) {
    const code = error instanceof AppError ? error.code : undefined;
    port?.postMessage({ kind: "failed", code, message: messageOf(error) } satisfies WorkerAnswer);
    return undefined;
  }
}
