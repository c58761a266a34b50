import { CITE_FORMATS } from "../../cite/index.ts";
import * as wire from "../../wire/index.ts";
import type { Operation } from "./operation.ts";

/** The routes of papers as they are, and as files for other programs. */
export const PAPER_OPERATIONS = {
  paper: { path: "/api/papers/{id}", summary: "One paper", answer: "PaperAnswer", hasId: "paper" },
  papers: {
    path: "/api/papers",
    summary: "All papers, the latest added first",
    parameters: wire.PapersParameters,
    answer: "PapersAnswer",
  },
  export: {
    path: "/api/export",
    summary: "Papers as a file for other programs",
    parameters: wire.ExportParameters,
    text: Object.values(CITE_FORMATS).map(({ mediaType }) => mediaType),
    follows: "reading", // lists are filters
  },
} as const satisfies Record<string, Operation>;
