import * as wire from "../../wire/index.ts";
import type { Operation } from "./operation.ts";

/** The routes that say how the library is. */
export const UPKEEP_OPERATIONS = {
  rejects: {
    path: "/api/rejects",
    summary: "Records that could not be used, with file, line and reason",
    parameters: wire.RejectsParameters,
    answer: "RejectsAnswer",
  },
  check: {
    path: "/api/check",
    summary: "Examine the library: model, store, indexes, map",
    answer: "CheckAnswer",
    follows: "more",
  },
  grade: {
    path: "/api/grade",
    summary: "Grade the library on its own papers: vectors, ranking, graph, map, speed",
    answer: "GradeAnswer",
    follows: "more",
  },
  stats: {
    path: "/api/stats",
    summary: "What the library holds, in numbers",
    answer: "Stats",
    follows: "reading", // its size does
  },
  health: { path: "/api/health", summary: "Whether the server answers", answer: "Health" },
} as const satisfies Record<string, Operation>;
