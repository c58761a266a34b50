import type { Grams } from "./grams.ts";
import type { Acronyms } from "./learn-acronyms.ts";
import { JOINER } from "./spellings.ts";
import type { Tokens } from "./tokens.ts";
import type { Usage } from "./usage.ts";
import { GENERIC_WORDS, WIDE_WORDS } from "./word-lists.ts";

/** What a word may do in a phrase. */
export const BEGINS = 1;
export const ENDS = 2;
export const STANDS_ALONE = 4;
export const GENERIC = 8;
/** It is written without blanks around it, so that every phrase of it goes on. */
export const UNSPACED = 16;
/** It stands between two words only: "of", "and". */
export const IS_OF = 32;
export const IS_AND = 128;
export const EMPTY_BEFORE_OF = 64;

/** A word that goes on more often than this is an adjective, or used as one: no phrase ends with it. */
const MAX_HEAD_GOES_ON = 0.78;
/** A word that so often follows "to" or "we" is a verb. */
const MAX_AS_VERB = 0.3;
/** A word that has so often the ending -s is a noun. */
const MIN_PLURAL = 0.04;

/** By fold: what each word that occurs in `minTexts` texts or more may do. */
export function classifyWords(
  { spellings }: Tokens,
  { texts, times, goesOn, size }: Grams,
  usage: Usage,
  acronyms: Acronyms,
  minTexts: number,
): Uint8Array {
  const classes = new Uint8Array(size);
  for (let spelling = 0; spelling < spellings.size; spelling++) {
    const word = spellings.fold(spelling);
    if (spellings.kind(spelling) === JOINER) {
      classes[word] = GENERIC | (spellings.foldText(word) === "of" ? IS_OF : IS_AND);
    }
    if (classes[word] !== 0 || texts[word]! < minTexts) continue;
    const text = spellings.foldText(word);
    const often = times[word]!;
    const isVerb = usage.asVerb[word]! > MAX_AS_VERB * often;
    const isNoun = usage.plural[word]! > MIN_PLURAL * often;
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
    "public private online offline shallow coarse large small high low long short strong weak simple complex robust accurate efficient deep wide big fast slow rich hard soft heavy light cold hot " +
    "open close near far true false same different many random mixed dark bright new old young black white blue green raw pure smart quick hybrid joint " +
    "quantum multi non pre post sub super semi pseudo quasi anti inter intra cross self ultra micro macro nano mono bi tri poly hyper meta " +
    "first second third single double triple multiple full half finite infinite convex compact smooth sparse dense discrete " +
    "using de la le der von van et des du san los"
  ).split(" "),
);

/** "Quality of service", "degrees of freedom" name something, unlike other generic words with "of". */
const NAMING_BEFORE_OF = new Set(["quality", "degree", "proof", "chain", "point"]);
const EMPTY_BEFORE_OF_WORDS = new Set(
  "million billion thousand hundred adoption assessment age hour decade piece operator space function derivative manifold polynomial regularity fine-tuning training ten line serie series majority host body plenty multitude spectrum abundance suite capability tendency subset sum product wide set group classe sequence pair family field problem need".split(
    " ",
  ),
);

const NO_BEGINNINGS = new Set(["current", "real-world", "well-known"]);
