import * as wire from "../../wire/index.ts";
import type { Operation } from "./operation.ts";

/** The routes of papers that are or may be one work. */
export const WORK_OPERATIONS = {
  records: {
    path: "/api/papers/{id}/records",
    summary: "What the sources of a paper say, why each was taken to be of it, and which fields it gave",
    answer: "RecordsAnswer",
    hasId: "paper",
  },
  split: {
    method: "post",
    path: "/api/papers/{id}/split",
    summary: "Take a merge back: some records of a paper, or those that came last, become a paper of their own",
    body: wire.SplitRequest,
    answer: "WorkChange",
    hasId: "paper",
  },
  duplicates: {
    path: "/api/duplicates",
    summary: "Pairs of papers that may be one work and that nobody has decided on",
    parameters: wire.DuplicatesParameters,
    answer: "DuplicatesAnswer",
  },
  mergePapers: {
    method: "post",
    path: "/api/duplicates/merge",
    summary: "Make one paper of two",
    body: wire.PaperPair,
    answer: "WorkChange",
  },
  keepApart: {
    method: "post",
    path: "/api/duplicates/apart",
    summary: "Keep two papers apart, also where one record names both",
    body: wire.PaperPair,
    answer: "WorkChange",
  },
} as const satisfies Record<string, Operation>;
