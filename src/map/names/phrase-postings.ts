import type { ChosenPhrases } from "./choose-phrases.ts";
import { type Grams, MAX_WORDS } from "./grams.ts";
import { doubled, hashPair, PairTable } from "./pair-table.ts";
import { ACRONYM, STOP, WORD } from "./spellings.ts";
import { BREAK_SIGN, FIRST_WORD, SENTENCE_SIGN, type Tokens } from "./tokens.ts";

/** Which phrases each text has, and how each phrase is spelt. */
export interface PhrasePostings {
  /** Text d has the phrases ids[starts[d] … starts[d + 1]) >>> 1, each once; the lowest bit says that its title has it. */
  readonly starts: Uint32Array;
  readonly ids: Uint32Array;
  /** Phrase p is best spelt spellings[p · MAX_WORDS …], as many as it has words; plus IN_LOWER_CASE for a word that only
   *  titles have, beside words that running text does not capitalise. */
  readonly spellings: Uint32Array;
}

export const IN_LOWER_CASE = 0x80000000;

/** A spelling in running text counts as much as so many in titles, at the beginning of a sentence, or where a term is
 *  defined, "Large Language Models (LLMs)". */
const RUNNING_WEIGHT = 1000;
/** One that is not part of a longer phrase shows better whether it is singular or plural. */
const HEAD_WEIGHT = 4000;

export function collectPostings(
  tokens: Tokens,
  grams: readonly Grams[],
  { phraseOf, count, lengths }: ChosenPhrases,
  running: Uint32Array,
): PhrasePostings {
  const { stream, titleEnds } = tokens;
  const documents = tokens.starts.length - 1;
  const starts = new Uint32Array(documents + 1);
  let ids = new Uint32Array(1 << 16);
  let filled = 0;
  const placeInText = new Int32Array(count).fill(-1); // place in ids when of this text or an earlier one
  const forms = new SpelledForms(stream, lengths);
  for (let d = 0; d < documents; d++) {
    const begin = filled;
    const titleEnd = titleEnds[d]!;
    forEachPhrase(tokens, grams, phraseOf, d, (phrase, position) => {
      const inTitle = position < titleEnd;
      const end = position + lengths[phrase]!;
      const following = (stream[end + 1] ?? 0) - FIRST_WORD;
      const isDefinition = stream[end] === BREAK_SIGN && following >= 0 && tokens.spellings.has(following, ACRONYM);
      const isPlain = !inTitle && !isDefinition && stream[position - 1] !== SENTENCE_SIGN;
      const next = (stream[end] ?? 0) - FIRST_WORD;
      const goesOn = next >= 0 && tokens.spellings.kind(next) === WORD; // "robot" of "robot learning" is not "robots"
      const weight = !isPlain ? 1 : goesOn ? RUNNING_WEIGHT : HEAD_WEIGHT;
      forms.count(phrase, position, weight);
      const place = placeInText[phrase]!;
      if (place >= begin) return; // titles come first, so that the title's bit is set already
      if (filled === ids.length) ids = doubled(ids);
      placeInText[phrase] = filled;
      ids[filled++] = phrase * 2 + (inTitle ? 1 : 0);
    });
    starts[d + 1] = filled;
  }
  return {
    starts,
    ids: ids.slice(0, filled),
    spellings: forms.best(count, usualCase(tokens, running, grams[0]!), running),
  };
}

/** Calls `visit` for every place of every phrase in a text. */
function forEachPhrase(
  tokens: Tokens,
  grams: readonly Grams[],
  phraseOf: readonly Int32Array[],
  text: number,
  visit: (phrase: number, position: number) => void,
): void {
  const { stream, spellings } = tokens;
  const end = tokens.starts[text + 1]!;
  for (let i = tokens.starts[text]!; i < end; i++) {
    let spelling = stream[i]! - FIRST_WORD;
    if (spelling < 0 || spellings.kind(spelling) !== 1) continue;
    let gram = spellings.fold(spelling);
    for (let n = 0; ; ) {
      const phrase = phraseOf[n]![gram]!;
      if (phrase >= 0) visit(phrase, i);
      if (++n === MAX_WORDS || i + n >= end) break;
      spelling = stream[i + n]! - FIRST_WORD;
      if (spelling < 0 || spellings.kind(spelling) === STOP) break;
      gram = grams[n]!.pairs!.find(gram, spellings.fold(spelling));
      if (gram < 0) break;
    }
  }
}

/** Counts how phrases are spelt, each form by a hash of its spellings and the place where it came first. */
class SpelledForms {
  readonly #stream: Uint32Array;
  readonly #lengths: Uint8Array;
  readonly #forms = new PairTable();
  #weights = new Uint32Array(1 << 13);
  #places = new Uint32Array(1 << 13);

  constructor(stream: Uint32Array, lengths: Uint8Array) {
    this.#stream = stream;
    this.#lengths = lengths;
  }

  count(phrase: number, position: number, weight: number): void {
    let hash = 0;
    for (let k = 0; k < this.#lengths[phrase]!; k++) hash = hashPair(hash, this.#stream[position + k]!);
    const known = this.#forms.size;
    const form = this.#forms.numberOf(phrase, hash >>> 0);
    if (form >= this.#weights.length) {
      this.#weights = doubled(this.#weights);
      this.#places = doubled(this.#places);
    }
    if (form === known) this.#places[form] = position;
    this.#weights[form] = Math.min(0xffffffff, this.#weights[form]! + weight);
  }

  /** Spellings of the best form of each phrase, MAX_WORDS apart. */
  best(count: number, usual: Uint32Array, running: Uint32Array): Uint32Array {
    const heaviest = new Float64Array(count);
    const best = new Uint32Array(count * MAX_WORDS);
    for (let form = 0; form < this.#forms.size; form++) {
      const phrase = this.#forms.first(form);
      const length = this.#lengths[phrase]!;
      const place = this.#places[form]!;
      // Headings and names of methods are capitalised for their own sake: a form in lower case counts for more.
      let capitals = 0;
      for (let k = 0; k < length; k++) {
        const spelling = this.#stream[place + k]! - FIRST_WORD;
        if (usual[spelling] !== spelling) capitals++;
      }
      const weight = this.#weights[form]! * (capitals > 0 ? CAPITALISED_FACTOR : 1);
      if (!(weight > heaviest[phrase]!)) continue;
      heaviest[phrase] = weight;
      // Titles and beginnings of sentences say nothing of capitals, nor does one author who likes them: there the usual
      // case of each word decides.
      const isWeak = this.#weights[form]! < (capitals === length ? CAPITALS_WEIGHT : RUNNING_WEIGHT);
      for (let k = 0; k < length; k++) {
        const spelling = this.#stream[place + k]! - FIRST_WORD;
        const isFromTitles = isWeak && capitals > 0 && length > 1 && running[spelling] === 0;
        best[phrase * MAX_WORDS + k] = !isWeak ? spelling : isFromTitles ? spelling + IN_LOWER_CASE : usual[spelling]!;
      }
    }
    return best;
  }
}

const CAPITALISED_FACTOR = 0.25;
/** Less than three times in running text. */
const CAPITALS_WEIGHT = 2.5 * HEAD_WEIGHT;

/** By spelling: itself, or the same word in lower case when that is how running text mostly has it. Words of one text
 *  alone stay as they are: no phrase has them. */
function usualCase({ spellings }: Tokens, running: Uint32Array, words: Grams): Uint32Array {
  const usual = Uint32Array.from({ length: spellings.size }, (_, spelling) => spelling);
  const lower = new Map<string, number>();
  const capitalised: [string, number][] = [];
  for (const spelling of usual) {
    if (words.texts[spellings.fold(spelling)]! < 2) continue;
    const text = spellings.text(spelling);
    const plain = text.toLowerCase();
    if (plain !== text) capitalised.push([plain, spelling]);
    else if (!lower.has(text)) lower.set(text, spelling);
  }
  for (const [plain, spelling] of capitalised) {
    const other = lower.get(plain);
    if (other !== undefined && running[other]! * 2 > running[spelling]!) usual[spelling] = other;
  }
  return usual;
}
