import type { Grams } from "./grams.ts";
import type { Acronyms } from "./learn-acronyms.ts";
import { OF } from "./spellings.ts";
import type { Tokens } from "./tokens.ts";
import type { Usage } from "./usage.ts";
import { GENERIC_WORDS, WIDE_WORDS } from "./word-lists.ts";

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
/** A word that goes on more often than this is an adjective, or used as one: no phrase ends with it. */
const MAX_HEAD_GOES_ON = 0.78;
/** What stands inside one longer phrase more often than this is no phrase of its own (compare the C-value of Frantzi,
 *  Ananiadou and Mima 2000). */
const MAX_INSIDE = 0.75;
/** A word that so often follows "to" or "we" is a verb. */
const MAX_AS_VERB = 0.3;

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
  const first = grams.map((level) => new Uint32Array(level.pairs === undefined ? 0 : level.size));
  const last = grams.map((level) => new Uint32Array(level.pairs === undefined ? 0 : level.size));
  const suffix = grams.map((level) => new Int32Array(level.pairs === undefined ? 0 : level.size));
  const emptyOf = grams.map(({ size }) => new Uint8Array(size)); // 1: "number of …", which names nothing
  const generic = grams.map(({ size }) => new Uint8Array(size)); // 1: every word of it is generic
  for (let word = 0; word < grams[0]!.size; word++) {
    generic[0]![word] = words[word]! & GENERIC ? 1 : 0; // "of" too
    if (grams[0]!.texts[word]! >= minTexts && words[word]! & STANDS_ALONE) chosen[0]![word] = 1;
  }
  for (let n = 1; n < grams.length; n++) {
    const level = grams[n]!;
    const shorter = grams[n - 1]!;
    for (let gram = 0; gram < level.size; gram++) {
      const prefix = level.pairs!.first(gram);
      const word = level.pairs!.second(gram);
      first[n]![gram] = n === 1 ? prefix : first[n - 1]![prefix]!;
      last[n]![gram] = word;
      const rest = n === 1 ? word : suffix[n - 1]![prefix]!;
      suffix[n]![gram] = n === 1 ? word : rest < 0 ? -1 : grams[n - 1]!.pairs!.find(rest, word);
      generic[n]![gram] = generic[n - 1]![prefix]! & (words[word]! & GENERIC ? 1 : 0);
      const before = n === 1 ? prefix : last[n - 1]![prefix]!;
      const isEmpty = (words[word]! & IS_OF) !== 0 && (words[before]! & EMPTY_BEFORE_OF) !== 0;
      emptyOf[n]![gram] = n > 1 && emptyOf[n - 1]![prefix] === 1 ? 1 : isEmpty ? 1 : 0;
      if (emptyOf[n]![gram] === 1) continue;
      if (level.texts[gram]! < minTexts || !(words[word]! & ENDS) || generic[n]![gram] === 1) continue;
      const start = first[n]![gram]!;
      if (!(words[start]! & BEGINS)) continue;
      const times = level.times[gram]!;
      if (level.goesOn[gram]! > MAX_GOES_ON * times && !(words[word]! & UNSPACED)) continue;
      let cohesion = npmi(times, shorter.times[prefix]!, grams[0]!.times[word]!, total);
      const tail = suffix[n]![gram]!;
      if (n > 1 && tail >= 0)
        cohesion = Math.min(cohesion, npmi(times, shorter.times[tail]!, grams[0]!.times[start]!, total));
      if (cohesion >= MIN_COHESION) chosen[n]![gram] = 1;
    }
  }
  dropInner(grams, chosen, suffix);
  return numbered(grams, chosen);
}

// What a word may do in a phrase.
const BEGINS = 1;
const ENDS = 2;
const STANDS_ALONE = 4;
const GENERIC = 8;
/** It is written without blanks around it, so that every phrase of it goes on. */
const UNSPACED = 16;
const IS_OF = 32;
const EMPTY_BEFORE_OF = 64;

const ADJECTIVE =
  /(?:al|ive|ous|able|ible|ful|less|ic|ary|ian|ese|ish|like|free|wise|aware|efficient|dependent|invariant|agnostic|specific|(?<!m)[ae]nt)$/;
const NOUNS_LIKE_ADJECTIVES = new Set(
  (
    "descent content consent extent percent accent scent intent talent patent restaurant covenant retrieval survival removal renewal logic music traffic arithmetic magic mathematic physical-layer arrival withdrawal betrayal approval dismissal " +
    "disposal refusal denial dark-ages fossil coal metal steel petal thermal cable table library boundary vocabulary galaxy summary dictionary " +
    "magnetic-field brownian laplacian hamiltonian lagrangian jacobian hessian grassmannian abelian gaussian bayesian politic rheumatic plastic " +
    "free wise fish rubric public republic pandemic epidemic clinic acoustic mosaic lattice chemical chinese japanese portuguese vietnamese maltese"
  ).split(" "),
);
const ENDS_IN_ED = new Set(
  "speed seed feed breed weed bed embed red infrared need deed thread shed unsupervised".split(" ").slice(0, -1),
);
const NO_HEADS = new Set(
  (
    "large small high low long short strong weak simple complex robust accurate efficient deep wide big fast slow rich hard soft heavy light cold hot " +
    "open close near far true false same different many random mixed dark bright new old young black white blue green raw pure smart quick hybrid joint " +
    "quantum multi non pre post sub super semi pseudo quasi anti inter intra cross self ultra micro macro nano mono bi tri poly hyper meta " +
    "first second third single double triple multiple full half finite infinite convex compact smooth sparse dense discrete " +
    "using de la le der von van et des du san los"
  ).split(" "),
);

/** "Quality of service", "degrees of freedom" name something, unlike other generic words with "of". */
const NAMING_BEFORE_OF = new Set(["quality", "degree", "proof", "chain", "point"]);
const EMPTY_BEFORE_OF_WORDS = new Set(
  "ten line serie series majority host body plenty multitude spectrum abundance suite capability tendency subset sum product wide set group classe sequence pair family field problem need".split(
    " ",
  ),
);

const NO_BEGINNINGS = new Set(["current", "real-world", "well-known"]);

function classifyWords(
  { spellings }: Tokens,
  { texts, times, goesOn, size }: Grams,
  usage: Usage,
  acronyms: Acronyms,
  minTexts: number,
): Uint8Array {
  const classes = new Uint8Array(size);
  for (let spelling = 0; spelling < spellings.size; spelling++) {
    const word = spellings.fold(spelling);
    if (spellings.kind(spelling) === OF) classes[word] = GENERIC | IS_OF;
    if (classes[word] !== 0 || texts[word]! < minTexts) continue;
    const text = spellings.foldText(word);
    const often = times[word]!;
    const isVerb = usage.asVerb[word]! > MAX_AS_VERB * often;
    const isNoun = usage.plural[word]! > 0.04 * often;
    const tail = text.slice(text.lastIndexOf("-") + 1);
    const isAdjective =
      NO_HEADS.has(tail) ||
      (ADJECTIVE.test(text) && text.length > 4 && !isNoun && !NOUNS_LIKE_ADJECTIVES.has(tail)) ||
      (text.endsWith("ed") && !ENDS_IN_ED.has(tail));
    const isIdeograph = isUnspaced(text);
    const isHead = isIdeograph || (!isVerb && !isAdjective && goesOn[word]! <= MAX_HEAD_GOES_ON * often);
    const isGeneric = GENERIC_WORDS.has(text);
    let found = isVerb || NO_BEGINNINGS.has(text) ? 0 : BEGINS;
    if (isHead) found |= ENDS;
    if (isIdeograph) found |= UNSPACED;
    if (isGeneric) found |= GENERIC;
    if (EMPTY_BEFORE_OF_WORDS.has(text) || (isGeneric && !NAMING_BEFORE_OF.has(text))) found |= EMPTY_BEFORE_OF;
    const isShort = text.length < 3 && !acronyms.has(text);
    if (isHead && !isGeneric && !isShort && !WIDE_WORDS.has(text)) found |= STANDS_ALONE;
    classes[word] = found;
  }
  return classes;
}

/** Whether it is a Han or Kana character, which the scanner takes for a word. */
export function isUnspaced(word: string): boolean {
  return word.length === 1 && word >= "\u3000";
}

function npmi(together: number, left: number, right: number, total: number): number {
  const share = together / total;
  return share >= 1 ? 1 : Math.log((share * total * total) / (left * right)) / -Math.log(share);
}

function dropInner(grams: readonly Grams[], chosen: readonly Uint8Array[], suffix: readonly Int32Array[]): void {
  for (let n = grams.length - 1; n >= 1; n--) {
    const level = grams[n]!;
    const shorter = grams[n - 1]!;
    for (let gram = 0; gram < level.size; gram++) {
      if (chosen[n]![gram] === 0) continue;
      for (const inner of [level.pairs!.first(gram), suffix[n]![gram]!]) {
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
