import * as wire from "../../wire/index.ts";
import type { Operation } from "./operation.ts";

/** The routes by which papers come in. */
export const INTAKE_OPERATIONS = {
  intakeFile: {
    method: "post",
    path: "/api/intake",
    summary: "Read a file into the library: its bytes as they are, of any format that orrery ingest reads",
    parameters: wire.IntakeParameters,
    answer: "IntakeJob",
    rawBody: true,
  },
  intakeText: {
    method: "post",
    path: "/api/intake/text",
    summary: "Look up pasted ids, or read pasted records into the library",
    body: wire.IntakeTextBody,
    answer: "PasteAnswer",
  },
  intakeFetch: {
    method: "post",
    path: "/api/intake/fetch",
    summary: "Ask arXiv for papers and read them into the library",
    body: wire.IntakeFetchBody,
    answer: "IntakeJob",
  },
  intakeEvents: {
    path: "/api/intake/{job}/events",
    summary: "The state of a job, an IntakeJob with each change, as server-sent events until it ends",
    hasId: "job",
    text: ["text/event-stream"],
    follows: "more",
  },
  intakeCancel: {
    method: "delete",
    path: "/api/intake/{job}",
    summary: "End a job; what it has read stays",
    answer: "IntakeJob",
    hasId: "job",
  },
  intakeJobs: {
    path: "/api/intake",
    summary: "What came in lately, and what is coming in",
    answer: "IntakeJobs",
    follows: "more",
  },
} as const satisfies Record<string, Operation>;
