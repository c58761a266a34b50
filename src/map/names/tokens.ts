import type { OnProgress } from "../../core/index.ts";
import { throwIfCancelled } from "../../core/index.ts";
import type { NamedText } from "./plain-text.ts";
import { plainText } from "./plain-text.ts";
import { NO_GAP, SENTENCE, scanWords } from "./scan.ts";
import { Spellings } from "./spellings.ts";

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
