import { foldWord } from "./fold.ts";
import { MAX_WORDS } from "./grams.ts";
import {
  type Counted,
  diversePhrases,
  formOf,
  type KeyPhrase,
  leastPapers,
  libraryScore,
  shortlist,
} from "./pick-phrases.ts";
import { type NamedText, plainText } from "./plain-text.ts";
import { NO_GAP, scanWords } from "./scan.ts";
import { kindOf, STOP, withPlainHyphens } from "./spellings.ts";
import { GENERIC_WORDS } from "./word-lists.ts";

/** Phrases of a library with the number of its papers that have each: all that is needed to tell what other texts are about. */
export interface PhraseTable {
  readonly phrases: readonly string[];
  /** By phrase. */
  readonly papers: Uint32Array;
  /** Papers of the library. */
  readonly count: number;
}

/** What tells these texts from the library that the table was made from: what PhraseIndex.keyPhrases says of the same
 *  papers, as far as the table has the phrases. */
export function keyPhrasesOf(table: PhraseTable, texts: readonly NamedText[], limit: number): KeyPhrase[] {
  const numbers = numbersOf(table);
  const found = texts.map(({ title, abstract }) => {
    const entries = new Map<number, number>();
    for (const phrase of phrasesIn(title, numbers)) entries.set(phrase, 2);
    for (const phrase of phrasesIn(abstract, numbers)) if (!entries.has(phrase)) entries.set(phrase, 1);
    return entries;
  });
  const papers = new Map<number, number>();
  const titles = new Map<number, number>();
  for (const [phrase, level] of found.flatMap((entries) => [...entries])) {
    papers.set(phrase, (papers.get(phrase) ?? 0) + 1);
    if (level === 2) titles.set(phrase, (titles.get(phrase) ?? 0) + 1);
  }
  const least = leastPapers(texts.length);
  const counted: Counted[] = [];
  for (const [id, has] of papers) {
    if (has < least) continue;
    const inTitle = titles.get(id) ?? 0;
    const everywhere = table.papers[id]! / table.count;
    counted.push({
      id,
      papers: has,
      titles: inTitle,
      score: libraryScore(has, inTitle, texts.length, everywhere),
    });
  }
  const spell = (id: number) => formOf(table.phrases[id]!, table.papers[id]! / table.count);
  const presence = (ids: readonly number[]) =>
    ids.map((id) => Uint8Array.from(found, (entries) => entries.get(id) ?? 0));
  return diversePhrases(shortlist(counted, spell, presence), limit);
}

/** By the folds of its words with blanks between them: the number of a phrase. */
const numbersByTable = new WeakMap<PhraseTable, ReadonlyMap<string, number>>();

function numbersOf(table: PhraseTable): ReadonlyMap<string, number> {
  let numbers = numbersByTable.get(table);
  if (numbers === undefined) {
    const folded = table.phrases.map((phrase, i): [string, number] => [foldsIn(phrase).join(" "), i]);
    // Where such a word was a phrase, running text had dropped what it belongs to; here it would be met everywhere.
    numbers = new Map(folded.filter(([folds]) => !GENERIC_WORDS.has(folds)));
    numbersByTable.set(table, numbers);
  }
  return numbers;
}

function foldsIn(text: string): string[] {
  const folds: string[] = [];
  scanWords(text, (start, end) => {
    folds.push(foldWord(text.slice(start, end)));
  });
  return folds;
}

function phrasesIn(text: string, numbers: ReadonlyMap<string, number>): Set<number> {
  const plain = plainText(text);
  const found = new Set<number>();
  let run: string[] = []; // the last words without a break between them
  scanWords(plain, (start, end, _hash, before) => {
    const word = plain.slice(start, end);
    if (before !== NO_GAP || kindOf(word) === STOP) run = [];
    if (kindOf(word) === STOP) return;
    run.push(foldWord(withPlainHyphens(word)));
    if (run.length > MAX_WORDS) run.shift();
    for (let from = 0; from < run.length; from++) {
      const number = numbers.get(run.slice(from).join(" "));
      if (number !== undefined) found.add(number);
    }
  });
  return found;
}
