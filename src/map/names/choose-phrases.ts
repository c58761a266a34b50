import type { Grams } from "./grams.ts";
import type { Acronyms } from "./learn-acronyms.ts";
import type { Tokens } from "./tokens.ts";
import type { Usage } from "./usage.ts";
import {
  BEGINS,
  classifyWords,
  EMPTY_BEFORE_OF,
  ENDS,
  GENERIC,
  IS_AND,
  IS_OF,
  STANDS_ALONE,
  UNSPACED,
} from "./word-classes.ts";

/** The word sequences that may name something. */
export interface ChosenPhrases {
  readonly count: number;
  /** [length - 1][sequence]: number of the phrase, or -1. */
  readonly phraseOf: readonly Int32Array[];
  /** By phrase. */
  readonly lengths: Uint8Array;
  readonly papers: Uint32Array;
}

/** Words of a phrase come together at least so much more often than by chance: normalised pointwise mutual information
 *  (Bouma 2009), from 0 (chance) to 1 (never apart). */
const MIN_COHESION = 0.16;
/** A sequence that goes on with another word more often than this is a fragment of something longer. */
const MAX_GOES_ON = 0.8;
/** What stands inside one longer phrase more often than this is no phrase of its own (compare the C-value of Frantzi,
 *  Ananiadou and Mima 2000). */
const MAX_INSIDE = 0.75;
/** "Sensing and communication" is one thing when its beginning hardly occurs without the rest. */
const MIN_AND = 0.5;

/** Chooses among the sequences that occur in at least `minTexts` texts. */
export function choosePhrases(
  tokens: Tokens,
  grams: readonly Grams[],
  usage: Usage,
  acronyms: Acronyms,
  minTexts: number,
): ChosenPhrases {
  const words = classifyWords(tokens, grams[0]!, usage, acronyms, minTexts);
  const total = grams[0]!.times.reduce((sum, times) => sum + times, 0);
  const chosen = grams.map(({ size }) => new Uint8Array(size));
  const parts = [partsOfWords(words)];
  for (let word = 0; word < words.length; word++) {
    if (grams[0]!.texts[word]! >= minTexts && words[word]! & STANDS_ALONE) chosen[0]![word] = 1;
  }
  for (let n = 1; n < grams.length; n++) {
    const level = grams[n]!;
    const longer = partsOf(level, grams[n - 1]!, parts[n - 1]!, words, n);
    parts.push(longer);
    for (let gram = 0; gram < level.size; gram++) {
      if (level.texts[gram]! < minTexts || longer.numberOf[gram] === 1 || longer.generic[gram] === 1) continue;
      const start = longer.first[gram]!;
      const end = level.pairs!.second(gram);
      if (!(words[start]! & BEGINS) || !(words[end]! & ENDS)) continue;
      const times = level.times[gram]!;
      if (level.goesOn[gram]! > MAX_GOES_ON * times && !(words[end]! & UNSPACED)) continue;
      if (times < MIN_AND * longer.beforeAnd[gram]!) continue;
      if (cohesion(grams, longer, gram, n, total) >= MIN_COHESION) chosen[n]![gram] = 1;
    }
  }
  dropInner(grams, chosen, parts);
  return numbered(grams, chosen);
}

/** What the sequences of one length are made of. */
interface Parts {
  /** The first word. */
  readonly first: Uint32Array;
  /** The sequence without its first word, or -1 when that is not among the shorter ones. */
  readonly suffix: Int32Array;
  readonly last: Uint32Array;
  /** 1 when it says "number of" or the like. */
  readonly numberOf: Uint8Array;
  /** 1 when all its words are generic. */
  readonly generic: Uint8Array;
  /** How often that occurs which stands before its "and"; 0 without one. */
  readonly beforeAnd: Uint32Array;
}

function partsOfWords(words: Uint8Array): Parts {
  const self = Uint32Array.from(words.keys());
  const generic = Uint8Array.from(words, (word) => (word & GENERIC ? 1 : 0));
  const none = new Uint8Array(words.length);
  return {
    first: self,
    suffix: Int32Array.from(self),
    last: self,
    numberOf: none,
    generic,
    beforeAnd: new Uint32Array(words.length),
  };
}

function partsOf(level: Grams, shorterLevel: Grams, shorter: Parts, words: Uint8Array, n: number): Parts {
  const { size } = level;
  const pairs = level.pairs!;
  const parts = {
    first: new Uint32Array(size),
    suffix: new Int32Array(size),
    last: new Uint32Array(size),
    numberOf: new Uint8Array(size),
    generic: new Uint8Array(size),
    beforeAnd: new Uint32Array(size),
  };
  for (let gram = 0; gram < size; gram++) {
    const prefix = pairs.first(gram);
    const word = pairs.second(gram);
    parts.first[gram] = shorter.first[prefix]!;
    parts.last[gram] = word;
    const rest = shorter.suffix[prefix]!;
    parts.suffix[gram] = n === 1 ? word : rest < 0 ? -1 : shorterLevel.pairs!.find(rest, word);
    parts.generic[gram] = shorter.generic[prefix]! & (words[word]! & GENERIC ? 1 : 0);
    const saysNumberOf = (words[word]! & IS_OF) !== 0 && (words[shorter.last[prefix]!]! & EMPTY_BEFORE_OF) !== 0;
    parts.numberOf[gram] = saysNumberOf ? 1 : shorter.numberOf[prefix]!;
    parts.beforeAnd[gram] = words[word]! & IS_AND ? shorterLevel.times[prefix]! : shorter.beforeAnd[prefix]!;
  }
  return parts;
}

/** The worse of two cuts: the last word from what is before it, the first from what comes after it. */
function cohesion(grams: readonly Grams[], { first, suffix }: Parts, gram: number, n: number, total: number): number {
  const { times, pairs } = grams[n]!;
  const shorter = grams[n - 1]!.times;
  const words = grams[0]!.times;
  const together = times[gram]!;
  const worst = npmi(together, shorter[pairs!.first(gram)]!, words[pairs!.second(gram)]!, total);
  const tail = suffix[gram]!;
  return n > 1 && tail >= 0 ? Math.min(worst, npmi(together, shorter[tail]!, words[first[gram]!]!, total)) : worst;
}

function npmi(together: number, left: number, right: number, total: number): number {
  const share = together / total;
  return share >= 1 ? 1 : Math.log((share * total * total) / (left * right)) / -Math.log(share);
}

function dropInner(grams: readonly Grams[], chosen: readonly Uint8Array[], parts: readonly Parts[]): void {
  for (let n = grams.length - 1; n >= 1; n--) {
    const level = grams[n]!;
    const shorter = grams[n - 1]!;
    for (let gram = 0; gram < level.size; gram++) {
      if (chosen[n]![gram] === 0) continue;
      for (const inner of [level.pairs!.first(gram), parts[n]!.suffix[gram]!]) {
        if (inner >= 0 && level.times[gram]! > MAX_INSIDE * shorter.times[inner]!) chosen[n - 1]![inner] = 2;
      }
    }
  }
}

function numbered(grams: readonly Grams[], chosen: readonly Uint8Array[]): ChosenPhrases {
  let count = 0;
  const phraseOf = chosen.map((level) => Int32Array.from(level, (is) => (is === 1 ? count++ : -1)));
  const lengths = new Uint8Array(count);
  const papers = new Uint32Array(count);
  for (const [n, level] of phraseOf.entries()) {
    for (const [gram, phrase] of level.entries()) {
      if (phrase < 0) continue;
      lengths[phrase] = n + 1;
      papers[phrase] = grams[n]!.texts[gram]!;
    }
  }
  return { count, phraseOf, lengths, papers };
}
