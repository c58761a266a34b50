import { parentPort, workerData } from "node:worker_threads";
import { examine } from "../examine.ts";
import type { CheckWork } from "./start-check.ts";

const { folder, modelsFolder } = workerData as CheckWork; // given by startCheck alone

parentPort?.postMessage(await examine(folder, modelsFolder));
