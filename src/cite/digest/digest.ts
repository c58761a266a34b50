import type { CitedPaper } from "../cited-paper.ts";

/** What came in for a reader, in words. */
export interface Digest {
  readonly title: string;
  /** What it is made of, in a sentence. */
  readonly lead: string;
  /** What a reader should know, a sentence or two each. */
  readonly notes: readonly string[];
  readonly groups: readonly DigestGroup[];
}

interface DigestGroup {
  readonly name: string;
  readonly papers: readonly {
    readonly paper: CitedPaper;
    /** Why it is there, a sentence each. */
    readonly reasons: readonly string[];
  }[];
}
