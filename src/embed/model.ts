import type { Embeddings } from "../core/index.ts";
import type { PoolingKind } from "./known-models.ts";
import type { Lexicon } from "./static/index.ts";

/** What a text is: many models want different words put before a question and a passage. */
export type TextRole = "query" | "passage";

/** Something that turns texts into unit vectors. */
export interface EmbeddingModel {
  /** `name@dimension#fingerprint`, as `orrery-static@512#1a2b3c4d`: another id means other vectors. The fingerprint
   *  covers weights, tokenizer, pooling and prefixes. */
  readonly id: string;
  readonly name: string;
  readonly dimension: number;
  /** How far the vector of a paper is best drawn towards that of its title alone, 0 to 1. `embed` does not do it: it
   *  knows no titles. */
  readonly titleShare: number;
  /** So many first numbers of a vector, half of it or fewer, are a vector as well, if shorter ones are of use at all. */
  readonly prefixDimension: number | undefined;
  /** What is put before a text of each role. */
  readonly prefixes: Readonly<Record<TextRole, string>>;
  /** The words of a static model, of whose vectors those of texts are sums; undefined for other models. */
  readonly lexicon: (() => Lexicon) | undefined;
  /** One row for each text, in order, each of unit length; a text without any known token gets the zero vector.
   *  Throws AppError("cancelled") when the signal fires. */
  embed(texts: readonly string[], role: TextRole, signal?: AbortSignal): Promise<Embeddings>;
  /** Frees threads and memory; waits for nothing. Work under way is cancelled. */
  close(): Promise<void>;
}

export interface LoadModelOptions {
  /** A name in `modelsFolder`, a folder, or a hub id; "orrery-static" when absent. */
  readonly model?: string;
  /** Length of the vectors. Fewer than the model has: its first ones, scaled to unit length again. */
  readonly dimension?: number;
  /** Threads that embed beside this one; static models only. 0, the default, embeds on this thread. */
  readonly workers?: number;
  /** Where models lie, each in a folder of its name, and where downloads go. */
  readonly modelsFolder: string;
  /** Allows fetching a hub id that is not there from huggingface.co; false when absent. */
  readonly allowDownload?: boolean;
  /** The next three override what is known of the model. */
  readonly pooling?: PoolingKind;
  readonly queryPrefix?: string;
  readonly passagePrefix?: string;
}

/** What does the work behind an EmbeddingModel: prefixes are already there, and so is the length of the vectors. */
export interface TextEncoder {
  readonly dimension: number;
  encode(texts: readonly string[], signal: AbortSignal | undefined): Promise<Embeddings>;
  close(): Promise<void>;
}
