import type { IngestEvent } from "../event.ts";

/** Where content comes from. */
export interface Origin {
  /** The path as given or found, or "-". */
  readonly input: string;
  /** The file's own name. */
  readonly name: string;
  /** The label that the user wants on everything; each format has one of its own for when there is none. */
  readonly source: string | undefined;
}

/** The beginning of an input. */
export interface Head {
  readonly text: string;
  /** True when `text` is all of it. */
  readonly whole: boolean;
}

/** One kind of input. To add a format, write one of these and name it in registry.ts. */
export interface Format {
  /** Shown to the user, for example "JSON Lines". */
  readonly name: string;
  /** Decides by content; file names are not trusted. */
  recognizes(head: Head): boolean;
  /** Events in the order of the file, in batches. Content is without byte order mark and meant to be UTF-8; it may
   *  throw halfway, when everything that came before should have been given out. */
  read(content: AsyncIterable<Buffer>, origin: Origin): AsyncGenerator<IngestEvent[]>;
}
