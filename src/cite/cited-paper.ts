import type { PaperRecord } from "../core/index.ts";

/** What there is to say of a paper when it is cited. */
export interface CitedPaper extends PaperRecord {
  readonly id: string;
  /** Names of its topics on the map, the top level first. */
  readonly topics?: readonly string[];
}
