import type { OnProgress } from "../core/index.ts";
import type { Filters, SearchMode } from "../search/index.ts";
import type { Report } from "./indexes.ts";
import type { ArxivAccess } from "./intake/arxiv.ts";
import type { ModelChoice } from "./model.ts";

/** Results end here: who wants more wants a filter. */
export const MAX_RESULTS = 10_000;

export interface LibraryOptions {
  readonly folder: string;
  readonly modelsFolder: string;
  readonly model?: ModelChoice;
  readonly allowDownload?: boolean;
  /** Makes the library where there is none; otherwise that is an error. */
  readonly create?: boolean;
  /** Loads the HNSW index and keeps it: for a process that answers many searches. Without it the exact index does. */
  readonly graph?: boolean;
  /** Keeps the topic map in step with the papers, in threads of its own. */
  readonly map?: boolean;
  /** Threads that lay it out. */
  readonly mapThreads?: number;
  /** Threads that embed during ingest. */
  readonly workers?: number;
  /** How papers are asked of arXiv when the reader wants that; without it they are not. */
  readonly arxiv?: ArxivAccess;
  /** Time before the intake tries again while another process is writing. */
  readonly intakeRetryMs?: number;
  readonly clock: () => Date;
  /** What a user should know of, in one line each. */
  readonly report: Report;
  readonly onProgress?: OnProgress;
}

/** Filters by places on the map and by what the reader keeps, beside those by what papers say of themselves. */
export interface RequestFilters extends Filters {
  /** Ids of topics. */
  readonly topic?: readonly string[] | undefined;
  /** Corners of an area of the map: x,y;x,y;x,y */
  readonly area?: string | undefined;
  /** Ids or names of the reader's lists. */
  readonly list?: readonly string[] | undefined;
  /** Only what the reader has marked as read, or only the rest. */
  readonly read?: "yes" | "no" | undefined;
}

export interface SearchRequest extends RequestFilters {
  readonly query: string;
  readonly mode: SearchMode;
  /** "date": the newest of the most relevant first; see newestFirst. Relevance where it is not given. */
  readonly sort?: "relevance" | "date";
  readonly prefix: boolean;
  readonly k: number;
  readonly offset: number;
}
