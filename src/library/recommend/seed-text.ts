import { AppError, clip } from "../../core/index.ts";

export interface SeedText {
  readonly kind: "paper" | "list" | "topic" | "text";
  /** Id or name; the words of a text. */
  readonly value: string;
  readonly weight: number;
}

const MAX_WEIGHT = 100;
const MAX_FACTOR = 10;
const AT_END = /\*\s*([^\s*]+)\s*$/;
/** What may have been meant as a number: other stars belong to the text. */
const NUMBER = /^([+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?|[+-]?infinity|nan)$/i;

/** Reads a seed: an id, list:NAME, topic:ID or text:WORDS, perhaps with *WEIGHT at its end. Throws
 *  AppError("bad-request") for an empty one, and for a weight that is not above 0 and at most 100. */
export function parseSeed(given: string): SeedText {
  const { text, number: weight = 1 } = numbered(given);
  if (!(weight > 0 && weight <= MAX_WEIGHT)) {
    throw new AppError(
      "bad-request",
      `Expected the weight of a seed to be above 0 and at most ${MAX_WEIGHT}, got ${clip(given, 100)}. To push away, use dislike.`,
    );
  }
  const [, kind = "paper", rest = text] = /^(list|topic|text):(.*)$/s.exec(text) ?? [];
  const value = rest.trim();
  if (value === "")
    throw new AppError("bad-request", "Expected a seed to name a paper, a list, a topic or a text, got nothing.");
  return { kind: kind as SeedText["kind"], value, weight };
}

/** Reads WORD*FACTOR. Throws AppError("bad-request") for a factor that is not from 0 to 10. */
export function parseWordFactor(given: string): { readonly word: string; readonly factor: number } {
  const { text, number: factor } = numbered(given.replace(/=([^=]*)$/, "*$1"));
  if (/[\p{L}\p{N}]/u.test(text) && factor !== undefined && factor >= 0 && factor <= MAX_FACTOR)
    return { word: text, factor };
  throw new AppError(
    "bad-request",
    `Expected a word and a factor from 0 to ${MAX_FACTOR}, word*factor, got ${clip(given, 100)}.`,
  );
}

function numbered(given: string): { readonly text: string; readonly number: number | undefined } {
  const number = AT_END.exec(given)?.[1];
  if (number === undefined || !NUMBER.test(number)) return { text: given.trim(), number: undefined };
  return { text: given.replace(AT_END, "").trim(), number: Number(number.replace(/infinity/i, "Infinity")) };
}
