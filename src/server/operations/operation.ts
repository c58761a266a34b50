import type { z } from "zod";

/** A route of the API, for the router and for its description. */
export interface Operation {
  /** "get" where it is not given. */
  readonly method?: "get" | "post" | "put" | "patch" | "delete";
  readonly path: string;
  readonly summary: string;
  readonly parameters?: z.ZodObject;
  /** What a request carries in its body, as JSON; with none, the body is not read. */
  readonly body?: z.ZodType;
  /** What its answer follows from beside its address: the library, where it is not given; what the reader keeps as well;
   *  or more, which no tag can stand for. */
  readonly follows?: "library" | "reading" | "more";
  /** Status of a good answer; 200 where it is not given. */
  readonly status?: 200 | 201;
  /** Schema of the answer; absent where it is binary or text. */
  readonly answer?: string;
  /** Media types of an answer that is text. */
  readonly text?: readonly string[];
  /** What the id in the path names. */
  readonly hasId?: "paper" | "topic" | "period" | "list" | "saved" | "job";
  /** True where the body is a file's bytes, which are read as they come. */
  readonly rawBody?: true;
}
