import type { IngestEvent } from "../event.ts";
import type { Columns } from "../record/columns.ts";

/** Where content comes from. */
export interface Origin {
  /** The path as given or found, or "-". */
  readonly input: string;
  /** The file's own name. */
  readonly name: string;
  /** The label that the user wants on everything; each format has one of its own for when there is none. */
  readonly source: string | undefined;
  /** Columns that the user names for fields. */
  readonly columns?: Columns;
}

/** The beginning of an input. */
export interface Head {
  readonly text: string;
  /** True when `text` is all of it. */
  readonly whole: boolean;
  /** Columns that the user names for fields. */
  readonly columns?: Columns;
}

/** One kind of input. To add a format, write one of these and name it in registry.ts. */
export interface Format {
  /** Shown to the user, for example "JSON Lines". */
  readonly name: string;
  /** Set where files of this format hold one part of each paper only, and are read together with those of the other. */
  readonly holds?: "papers" | "abstracts";
  /** Decides by content; file names are not trusted. */
  recognizes(head: Head): boolean;
  /** Events in the order of the file, in batches. Content is without byte order mark and meant to be UTF-8; it may
   *  throw halfway, when everything that came before should have been given out. */
  read(content: AsyncIterable<Buffer>, origin: Origin): AsyncGenerator<IngestEvent[]>;
}
