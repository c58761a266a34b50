import type { SetName } from "./places.ts";
import type { Row } from "./row.ts";

/** What benches work on. */
export interface Context {
  readonly set: SetName;
  /** The file of the set. */
  readonly input: string;
  /** Folder of the library that is built from it. */
  readonly library: string;
  readonly seed: number;
  /** How much is streamed where memory must not grow with the input. */
  readonly gigabytes: number;
}

/** Measures one thing in a process of its own. */
export type Bench = (context: Context) => Promise<Row[]>;
