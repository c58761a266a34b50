import { isAcronym } from "./acronyms.ts";
import { MAX_WORDS } from "./grams.ts";
import type { NamedText } from "./plain-text.ts";
import { BREAK, IS_GENERIC, IS_LOWER, IS_WIDE, IS_WORD, WordReader, type WordStream } from "./word-stream.ts";

/** Where a phrase stands. */
export interface PhrasePlace {
  /** Place in the list of texts. */
  readonly text: number;
  readonly field: keyof NamedText;
  /** [start, end) in UTF-16 units of the field. */
  readonly start: number;
  readonly end: number;
}

/** A phrase that stands in two sets of texts. */
export interface SharedPhrase {
  /** As running text spells it; found out when it is asked for. */
  readonly phrase: string;
  /** What its words are called whatever their case and ending: numbers that the phrases of one finder share. */
  readonly folds: readonly number[];
  /** Whether it names something alone: not when it is one word as wide as "function". */
  readonly isTelling: boolean;
  readonly a: readonly PhrasePlace[];
  readonly b: readonly PhrasePlace[];
}

/** Remembers more words than this no longer. */
const MOST_SPELLINGS = 200_000;
let latest = new WordReader();

/** Finds the phrases that another text has in common with some texts: the longest that fits at each place, of four words
 *  at most, none of which is a stop word, and which are not all generic ("method", "large"). Case, endings of plurals
 *  and spelling do not matter. Markup and formulas part phrases. O(length) for each text. */
export function phraseFinder(texts: readonly NamedText[]): (other: NamedText) => SharedPhrase[] {
  if (latest.size > MOST_SPELLINGS) latest = new WordReader();
  const reader = latest;
  const own = reader.read(texts);
  const beginnings = beginningsOf(own, reader);
  const prefixes = reader.prefixesOf(own);
  return (other) => {
    const stream = reader.read([other], prefixes);
    const found = new Map<string, Found>();
    for (let at = 0; at < stream.folds.length; ) {
      const match = longestMatch(reader, own, beginnings, stream, at);
      if (match === undefined) {
        at++;
        continue;
      }
      const folds = stream.folds.slice(at, at + match.length);
      const key = folds.join(" ");
      const entry = found.get(key) ?? { folds, match, places: [] };
      found.set(key, entry);
      entry.places.push(at);
      at += match.length;
    }
    let lowered: ReadonlySet<number> | undefined;
    return [...found.values()].map(({ folds, match, places }): SharedPhrase => {
      const [first = 0] = places;
      const a = match.places.map((place) => placeOf(own, place, match.length));
      const b = places.map((place) => placeOf(stream, place, match.length));
      return {
        get phrase() {
          const spelled = plainest([...inRunningText(b, [other]), ...inRunningText(a, texts)]);
          if (spelled === undefined) return inTitle(b, [other]);
          lowered ??= loweredFolds(reader, [own, stream]);
          return withoutCapitals(spelled, folds, lowered);
        },
        folds,
        isTelling: folds.length > 1 || (reader.traits(stream.spellings[first] ?? 0) & IS_WIDE) === 0,
        a,
        b,
      };
    });
  };
}

interface Match {
  /** In words. */
  readonly length: number;
  /** Where it stands in the stream of the texts that are looked in. */
  readonly places: readonly number[];
}

interface Found {
  readonly folds: readonly number[];
  readonly match: Match;
  readonly places: number[];
}

/** By fold: where it stands and a phrase may begin with it. */
function beginningsOf({ folds, spellings }: WordStream, reader: WordReader): Map<number, number[]> {
  const beginnings = new Map<number, number[]>();
  for (const [at, fold] of folds.entries()) {
    if (fold === BREAK || (reader.traits(spellings[at] ?? 0) & IS_WORD) === 0) continue;
    const places = beginnings.get(fold);
    if (places === undefined) beginnings.set(fold, [at]);
    else places.push(at);
  }
  return beginnings;
}

/** The longest phrase at a place of `stream` that stands in `own` too. */
function longestMatch(
  reader: WordReader,
  own: WordStream,
  beginnings: ReadonlyMap<number, readonly number[]>,
  stream: WordStream,
  at: number,
): Match | undefined {
  const candidates = beginnings.get(stream.folds[at]!);
  if (candidates === undefined || (reader.traits(stream.spellings[at]!) & IS_WORD) === 0) return undefined;
  let longest = 0;
  let places: number[] = [];
  for (const place of candidates) {
    let length = 0;
    let isGeneric = true;
    for (let k = 0; k < MAX_WORDS; k++) {
      const fold = stream.folds[at + k];
      if (fold === undefined || fold === BREAK || fold !== own.folds[place + k]) break;
      const traits = reader.traits(stream.spellings[at + k]!);
      if ((traits & IS_WORD) === 0) continue;
      isGeneric &&= (traits & IS_GENERIC) !== 0;
      if (!isGeneric) length = k + 1;
    }
    if (length === 0 || length < longest) continue;
    if (length > longest) places = [];
    longest = length;
    places.push(place);
  }
  return longest === 0 ? undefined : { length: longest, places };
}

/** Folds that are somewhere spelt without a capital. */
function loweredFolds(reader: WordReader, streams: readonly WordStream[]): Set<number> {
  const lowered = new Set<number>();
  for (const { folds, spellings } of streams) {
    for (let i = 0; i < folds.length; i++) if (reader.traits(spellings[i]!) & IS_LOWER) lowered.add(folds[i]!);
  }
  return lowered;
}

function placeOf({ fields, starts, ends }: WordStream, at: number, length: number): PhrasePlace {
  let field = fields.length - 1;
  while (fields[field]! > at) field--;
  return {
    text: field >> 1,
    field: field % 2 === 0 ? "title" : "abstract",
    start: starts[at]!,
    end: ends[at + length - 1]!,
  };
}

/** The spellings inside sentences of abstracts; titles and beginnings have capitals of their own. */
function inRunningText(places: readonly PhrasePlace[], texts: readonly NamedText[]): string[] {
  return places.flatMap(({ text, field, start, end }) => {
    const source = texts[text]?.[field] ?? "";
    const isBeginning = start === 0 || /[.!?:]\s*$/.test(source.slice(Math.max(0, start - 3), start));
    return field === "title" || isBeginning ? [] : [source.slice(start, end)];
  });
}

/** The first of the spellings with the fewest capitals. */
function plainest(spellings: readonly string[]): string | undefined {
  const capitals = (spelling: string) => spelling.replace(/[^\p{Lu}]/gu, "").length;
  const fewest = Math.min(...spellings.map(capitals));
  return spellings.find((spelling) => capitals(spelling) === fewest);
}

/** Where "Federated Learning" is defined, "federated" may stand elsewhere. */
function withoutCapitals(phrase: string, folds: readonly number[], lowered: ReadonlySet<number>): string {
  const words = phrase.split(/\s+/);
  if (words.length !== folds.length) return phrase;
  return words.map((word, i) => (lowered.has(folds[i]!) && !isAcronym(word) ? word.toLowerCase() : word)).join(" ");
}

/** The spelling of a title, or of a sentence's beginning; of a title in capitals without these. */
function inTitle([place]: readonly PhrasePlace[], texts: readonly NamedText[]): string {
  if (place === undefined) return "";
  const source = texts[place.text]?.[place.field] ?? "";
  const phrase = source.slice(place.start, place.end);
  const words = source.split(/\s+/).filter((word) => word.length > 3);
  const capitals = words.filter((word) => /^\p{Lu}/u.test(word));
  if (place.field === "title" && capitals.length < 0.6 * words.length) return phrase;
  return phrase
    .split(" ")
    .map((word) => (isAcronym(word) ? word : word.toLowerCase()))
    .join(" ");
}
