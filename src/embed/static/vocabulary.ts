import { AppError } from "../../core/index.ts";
import { isRecord } from "./settings.ts";

/** The tokens of a lower-casing BERT WordPiece tokenizer, without any special token around a text. */
export interface Vocabulary {
  /** Ids of the tokens that can begin a word. */
  readonly beginnings: ReadonlyMap<string, number>;
  /** Ids of the tokens that continue a word, without their `##`. */
  readonly continuations: ReadonlyMap<string, number>;
  /** Id of the token that stands for a word that cannot be spelled. */
  readonly unknown: number;
  /** UTF-16 units of the longest token. */
  readonly longestToken: number;
  /** A word of more code points is unknown. */
  readonly longestWord: number;
}

const CONTINUATION = "##";
const DEFAULT_LONGEST_WORD = 100;
const MAX_LONGEST_WORD = 10_000;

/** Reads a parsed tokenizer.json. Throws AppError("damaged-file") when it is not a WordPiece tokenizer with BERT's
 *  lower-casing normaliser and pre-tokeniser and without special tokens, or has ids outside [0, `size`). */
export function parseVocabulary(tokenizer: unknown, size: number): Vocabulary {
  const file = isRecord(tokenizer) ? tokenizer : {};
  const { normalizer, pre_tokenizer: preTokenizer, model } = file;
  const fits =
    isRecord(normalizer) &&
    normalizer["type"] === "BertNormalizer" &&
    normalizer["lowercase"] === true &&
    normalizer["clean_text"] === true &&
    normalizer["handle_chinese_chars"] === true &&
    normalizer["strip_accents"] !== false &&
    isRecord(preTokenizer) &&
    preTokenizer["type"] === "BertPreTokenizer" &&
    (file["post_processor"] ?? null) === null &&
    Array.isArray(file["added_tokens"]) &&
    file["added_tokens"].length === 0;
  if (
    !fits ||
    !isRecord(model) ||
    model["type"] !== "WordPiece" ||
    model["continuing_subword_prefix"] !== CONTINUATION ||
    !isRecord(model["vocab"])
  ) {
    throw new AppError(
      "damaged-file",
      "Expected tokenizer.json to describe a lower-casing BERT WordPiece tokenizer without special tokens.",
    );
  }
  return {
    ...sortTokens(model["vocab"], size),
    unknown: unknownId(model["vocab"], model["unk_token"]),
    longestWord: longestWordOf(model["max_input_chars_per_word"]),
  };
}

function sortTokens(
  vocab: Record<string, unknown>,
  size: number,
): Pick<Vocabulary, "beginnings" | "continuations" | "longestToken"> {
  const beginnings = new Map<string, number>();
  const continuations = new Map<string, number>();
  let longestToken = 0;
  for (const token of Object.keys(vocab)) {
    const id = vocab[token];
    if (typeof id !== "number" || !Number.isInteger(id) || id < 0 || id >= size) {
      throw new AppError(
        "damaged-file",
        `Expected the id of ${JSON.stringify(token)} in tokenizer.json to be below ${size}, got ${JSON.stringify(id)}.`,
      );
    }
    if (token.startsWith(CONTINUATION)) continuations.set(token.slice(CONTINUATION.length), id);
    else beginnings.set(token, id);
    if (token.length > longestToken) longestToken = token.length;
  }
  return { beginnings, continuations, longestToken };
}

function unknownId(vocab: Record<string, unknown>, token: unknown): number {
  const id = typeof token === "string" ? vocab[token] : undefined;
  if (typeof id === "number") return id;
  throw new AppError(
    "damaged-file",
    `Expected unk_token of tokenizer.json to be in its vocabulary, got ${JSON.stringify(token)}.`,
  );
}

function longestWordOf(value: unknown): number {
  if (value === undefined) return DEFAULT_LONGEST_WORD;
  if (typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= MAX_LONGEST_WORD) return value;
  throw new AppError(
    "damaged-file",
    `Expected max_input_chars_per_word of tokenizer.json to be from 1 to ${MAX_LONGEST_WORD}, got ${JSON.stringify(value)}.`,
  );
}
