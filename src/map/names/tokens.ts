import type { OnProgress } from "../../core/index.ts";
import { throwIfCancelled } from "../../core/index.ts";
import { foldWord } from "./fold.ts";
import type { NamedText } from "./plain-text.ts";
import { plainText } from "./plain-text.ts";
import { FIRST_HASH, NO_GAP, nextHash, SENTENCE, scanWords } from "./scan.ts";
import { STOP_WORDS } from "./word-lists.ts";
import { WordTable } from "./word-table.ts";

/** What a spelling may be in a phrase. */
export const WORD = 1;
/** No phrase contains it. */
export const STOP = 0;
/** The one preposition that may stand inside a phrase ("equation of state"). */
export const OF = 2;

/** Signs in a stream of tokens beside the words, which begin at FIRST_WORD. */
export const BREAK_SIGN = 0;
export const SENTENCE_SIGN = 1;
export const FIRST_WORD = 2;

/** All texts as one stream of numbers: signs for breaks, and FIRST_WORD + number of a spelling for words. */
export interface Tokens {
  /** Text d is stream[starts[d] … starts[d + 1]); its title ends before titleEnds[d]. */
  readonly stream: Uint32Array;
  readonly starts: Uint32Array;
  readonly titleEnds: Uint32Array;
  readonly spellings: Spellings;
}

/** The different spellings of words: each has a kind, and the number of its fold, which other spellings share. */
export class Spellings {
  readonly #table = new WordTable();
  readonly #folds = new WordTable();
  #kinds = new Uint8Array(1 << 12);
  #foldOf = new Uint32Array(1 << 12);

  get size(): number {
    return this.#table.size;
  }

  /** How many different folds there are. */
  get foldCount(): number {
    return this.#folds.size;
  }

  /** Number of the spelling text[start … end). */
  numberOf(text: string, start: number, end: number, hash: number): number {
    const known = this.#table.size;
    const spelling = this.#table.numberOf(text, start, end, hash);
    if (spelling === known) this.#learn(spelling, text.slice(start, end));
    return spelling;
  }

  kind(spelling: number): number {
    return this.#kinds[spelling]!;
  }

  fold(spelling: number): number {
    return this.#foldOf[spelling]!;
  }

  /** The letters of a spelling, dashes as plain hyphens. */
  text(spelling: number): string {
    return withPlainHyphens(this.#table.word(spelling));
  }

  foldText(fold: number): string {
    return this.#folds.word(fold);
  }

  #learn(spelling: number, word: string): void {
    if (spelling >= this.#kinds.length) {
      const kinds = new Uint8Array(this.#kinds.length * 2);
      kinds.set(this.#kinds);
      this.#kinds = kinds;
      const folds = new Uint32Array(kinds.length);
      folds.set(this.#foldOf);
      this.#foldOf = folds;
    }
    const fold = foldWord(word);
    let hash = FIRST_HASH;
    for (let i = 0; i < fold.length; i++) hash = nextHash(hash, fold.charCodeAt(i));
    this.#kinds[spelling] = kindOf(word);
    this.#foldOf[spelling] = this.#folds.numberOf(fold, 0, fold.length, hash);
  }
}

/** What a word may be in a phrase: WORD, STOP or OF. */
export function kindOf(word: string): number {
  const lower = word.toLowerCase();
  if (lower === "of") return OF;
  if (
    STOP_WORDS.has(lower) ||
    (ADVERB.test(lower) && !NOT_ADVERBS.has(lower)) ||
    (QUANTITY.test(lower) && !DIMENSION.test(lower))
  )
    return STOP;
  return lower.length === 1 && lower < "\u3000" ? STOP : WORD;
}

export function withPlainHyphens(word: string): string {
  return word.replace(/--|[\u2010\u2011\u2013]/g, "-");
}

const QUANTITY = /^[\d.,-]+(?:[a-z]{1,2}|th|[kmg]b|year-old)?$/;
/** 3D, 5G: numbers that name something. */
const DIMENSION = /^\d(?:\.5)?[dg]$/;
const ADVERB = /^[a-z-]{3,}ly$/;
const NOT_ADVERBS = new Set(
  "family subfamily superfamily supply assembly anomaly butterfly dragonfly monopoly italy july daily elderly sly early poly friendly ally rally tally reply".split(
    " ",
  ),
);

/** Reads all texts once. Works in one go; `signal` is looked at between texts. */
export function readTokens(
  texts: Iterable<NamedText>,
  count: number,
  { onProgress, signal }: { onProgress?: OnProgress | undefined; signal?: AbortSignal | undefined },
): Tokens {
  const spellings = new Spellings();
  let stream = new Uint32Array(Math.min(1 << 20, 400 * (count + 16)));
  const starts = new Uint32Array(count + 1);
  const titleEnds = new Uint32Array(count);
  let at = 0;
  let document = 0;
  const read = (text: string) => {
    const plain = plainText(text);
    if (at + plain.length + 2 > stream.length) stream = grown(stream, at + plain.length + 2, document, count);
    stream[at++] = SENTENCE_SIGN;
    scanWords(plain, (start, end, hash, before) => {
      if (before !== NO_GAP && stream[at - 1]! >= FIRST_WORD)
        stream[at++] = before === SENTENCE ? SENTENCE_SIGN : BREAK_SIGN;
      stream[at++] = FIRST_WORD + spellings.numberOf(plain, start, end, hash);
    });
  };
  for (const { title, abstract } of texts) {
    if (document === count) break;
    if (document % PROGRESS_STEP === 0) {
      throwIfCancelled(signal);
      onProgress?.({ stage: "Reading texts", done: document, total: count, unit: "papers" });
    }
    starts[document] = at;
    read(title);
    titleEnds[document] = at;
    read(abstract);
    document++;
  }
  starts.fill(at, document);
  titleEnds.fill(at, document);
  return { stream: stream.subarray(0, at), starts, titleEnds, spellings };
}

const PROGRESS_STEP = 2000;

/** Room for as many tokens a text as there were so far, and a little more. */
function grown(stream: Uint32Array, needed: number, done: number, count: number): Uint32Array<ArrayBuffer> {
  const expected = done > 100 ? Math.min(4, (1.05 * count) / done) : 2;
  const larger = new Uint32Array(Math.max(needed * 1.2, stream.length * Math.max(expected, 1.2)));
  larger.set(stream);
  return larger;
}
