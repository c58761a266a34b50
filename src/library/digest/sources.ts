import type { Paper } from "../../core/index.ts";
import type { Reading } from "../../reading/index.ts";
import type { Searchable } from "../../search/index.ts";
import type { Paper as WirePaper } from "../../wire/index.ts";
import type { ReaderInterest } from "../listings/for-me.ts";
import type { TopicGrowth } from "../map/growth.ts";
import type { Arrivals } from "../saved/arrivals.ts";
import type { SavedDesk } from "../saved/saved-desk.ts";

/** What a digest needs of the library. */
export interface DigestSources {
  readonly reading: Reading;
  readonly saved: SavedDesk;
  readonly arrivals: Arrivals;
  /** Undefined while there are no papers. */
  readonly searchable: () => Searchable | undefined;
  readonly interest: () => ReaderInterest;
  /** Lists that a paper is in. */
  readonly listsOf: (id: string) => { id: string; name: string }[];
  readonly readPaper: (row: number) => Paper | undefined;
  readonly readVector: (row: number) => Float32Array | undefined;
  readonly toWire: (row: number, paper: Paper) => WirePaper;
  /** Topics of a paper on the map, the top level first; none until the map is there. */
  readonly topicPath: (row: number) => { id: string; name: string }[];
  /** Topics that grow with the rows marked 1 in `fresh`, beside those marked in `known`; none until the map is there. */
  readonly growing: (fresh: Uint8Array, known: Uint8Array) => TopicGrowth[];
  readonly snapshot: <T>(work: () => T) => T;
  /** Changes with the papers. */
  readonly stamp: () => string;
}
