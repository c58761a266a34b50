import { parentPort, workerData } from "node:worker_threads";
import { AppError } from "../../core/index.ts";
import { examine } from "../examine.ts";
import { gradeLibrary } from "../grade/grade.ts";
import type { CheckMessage, CheckWork } from "./start-check.ts";

const { kind, folder, modelsFolder } = workerData as CheckWork; // given by startCheck alone
const tell = (message: CheckMessage) => parentPort?.postMessage(message);

try {
  const found = kind === "check" ? await examine(folder, modelsFolder) : await grade();
  tell({ kind: "finished", found });
} catch (error) {
  if (!(error instanceof AppError)) throw error;
  tell({ kind: "failed", code: error.code, message: error.message });
}

function grade() {
  const residentBytes = () => process.memoryUsage.rss();
  return gradeLibrary({ folder, modelsFolder, now: () => performance.now(), residentBytes });
}
