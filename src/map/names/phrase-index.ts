import { AppError, type OnProgress, throwIfCancelled } from "../../core/index.ts";
import { isAcronym } from "./acronyms.ts";
import { choosePhrases } from "./choose-phrases.ts";
import { countGrams, MAX_WORDS } from "./grams.ts";
import { type Acronyms, learnAcronyms } from "./learn-acronyms.ts";
import { collectPostings, IN_LOWER_CASE, type PhrasePostings } from "./phrase-postings.ts";
import type { PhraseTable } from "./phrase-table.ts";
import {
  type Counted,
  diversePhrases,
  formOf,
  type KeyPhrase,
  leastPapers,
  libraryScore,
  shortlist,
} from "./pick-phrases.ts";
import type { NamedText } from "./plain-text.ts";
import { type Spellings, WORD } from "./spellings.ts";
import { FIRST_WORD, readTokens, type Tokens } from "./tokens.ts";
import { readUsage } from "./usage.ts";
import { isUnspaced } from "./word-classes.ts";

export interface BuildOptions {
  readonly onProgress?: OnProgress;
  /** Looked at between the stages and every few thousand texts. */
  readonly signal?: AbortSignal;
}

/** What a set of papers has of phrases. */
export interface PhraseCounts {
  /** Phrases that some paper of the set has, in the order of their first paper. */
  readonly ids: Uint32Array;
  /** By place in `ids`: papers with it, and papers with it in the title. */
  readonly papers: Uint32Array;
  readonly titles: Uint32Array;
}

/** A phrase of the first few words of a title, when nothing better can be had. */
const TITLE_WORDS = 4;

/** All phrases of a library that may name something, with the papers that have each. */
export class PhraseIndex {
  /** How many papers there are. */
  readonly count: number;
  /** How many different phrases there are. */
  readonly size: number;
  /** By phrase: papers of the library that have it. */
  readonly papers: Uint32Array;
  readonly acronyms: Acronyms;
  readonly #lengths: Uint8Array;
  readonly #postings: PhrasePostings;
  readonly #spellings: Spellings;
  /** Titles alone, as in Tokens. */
  readonly #titles: Uint32Array;
  readonly #titleStarts: Uint32Array;
  /** By phrase, 0 between calls: its place in PhraseCounts plus 1. */
  readonly #places: Uint32Array;

  private constructor(
    count: number,
    chosen: { readonly count: number; readonly lengths: Uint8Array; readonly papers: Uint32Array },
    postings: PhrasePostings,
    acronyms: Acronyms,
    tokens: Tokens,
  ) {
    this.count = count;
    this.size = chosen.count;
    this.papers = chosen.papers;
    this.acronyms = acronyms;
    this.#lengths = chosen.lengths;
    this.#postings = postings;
    this.#spellings = tokens.spellings;
    [this.#titles, this.#titleStarts] = titlesOf(tokens);
    this.#places = new Uint32Array(chosen.count);
  }

  /** Reads `count` texts and finds their phrases. Texts beyond `count` are left unread; missing ones count as empty.
   *  Throws AppError("cancelled"). O(words); a quarter of a million abstracts take half a minute and 500 MB on the way. */
  static build(texts: Iterable<NamedText>, count: number, { onProgress, signal }: BuildOptions = {}): PhraseIndex {
    const report = (done: number) => {
      throwIfCancelled(signal);
      onProgress?.({ stage: "Finding phrases", done, total: 4, unit: "steps" });
    };
    const tokens = readTokens(texts, count, { onProgress, signal });
    report(0);
    const minTexts = minTextsFor(count);
    const grams = countGrams(tokens, minTexts);
    report(1);
    const usage = readUsage(tokens);
    const acronyms = learnAcronyms(tokens);
    const chosen = choosePhrases(tokens, grams, usage, acronyms, minTexts);
    report(2);
    const postings = collectPostings(tokens, grams, chosen, usage.running);
    report(3);
    const index = new PhraseIndex(count, chosen, postings, acronyms, tokens);
    report(4);
    return index;
  }

  /** A phrase as running text spells it. */
  phrase(id: number): string {
    const words: string[] = [];
    for (let k = 0; k < this.#lengths[id]!; k++) {
      const spelling = this.#postings.spellings[id * MAX_WORDS + k]!;
      const lower = spelling >= IN_LOWER_CASE;
      const text = this.#spellings.text(lower ? spelling - IN_LOWER_CASE : spelling);
      words.push(lower && !isAcronym(text) ? text.toLowerCase() : text);
    }
    return joined(words);
  }

  /** Numbers of the phrases of a paper, each once. */
  phrasesOf(paper: number): number[] {
    const { starts, ids } = this.#postings;
    return Array.from(ids.subarray(starts[paper]!, starts[paper + 1]!), (entry) => entry >>> 1);
  }

  /** Counts the phrases of a set of papers. Throws AppError("bad-request") for a paper that is not there. */
  countIn(papers: Uint32Array): PhraseCounts {
    const { starts, ids } = this.#postings;
    const touched: number[] = [];
    const having: number[] = [];
    const titles: number[] = [];
    const places = this.#places;
    for (const paper of papers) {
      if (paper >= this.count) {
        throw new AppError("bad-request", `Expected a paper from 0 to ${this.count - 1}, got ${paper}.`);
      }
      for (let i = starts[paper]!; i < starts[paper + 1]!; i++) {
        const entry = ids[i]!;
        const id = entry >>> 1;
        let place = places[id]! - 1;
        if (place < 0) {
          place = touched.length;
          places[id] = place + 1;
          touched.push(id);
          having.push(0);
          titles.push(0);
        }
        having[place]!++;
        if (entry & 1) titles[place]!++;
      }
    }
    for (const id of touched) places[id] = 0;
    return {
      ids: Uint32Array.from(touched),
      papers: Uint32Array.from(having),
      titles: Uint32Array.from(titles),
    };
  }

  /** For each phrase, which of the papers have it: 0 without, 1 with, 2 in the title. */
  presence(phrases: readonly number[], papers: Uint32Array): Uint8Array[] {
    const { starts, ids } = this.#postings;
    const found = phrases.map(() => new Uint8Array(papers.length));
    for (const [i, id] of phrases.entries()) this.#places[id] = i + 1;
    for (const [at, paper] of papers.entries()) {
      for (let i = starts[paper]!; i < starts[paper + 1]!; i++) {
        const entry = ids[i]!;
        const place = this.#places[entry >>> 1]!;
        if (place > 0) found[place - 1]![at] = 1 + (entry & 1);
      }
    }
    for (const id of phrases) this.#places[id] = 0;
    return found;
  }

  /** What tells a set of papers from the rest of the library, best first, with the number of its papers that have each. */
  keyPhrases(papers: Uint32Array, limit: number): KeyPhrase[] {
    const { ids, papers: having, titles } = this.countIn(papers);
    const least = leastPapers(papers.length);
    const counted: Counted[] = [];
    for (const [i, id] of ids.entries()) {
      const [has, inTitle] = [having[i]!, titles[i]!];
      if (has < least) continue;
      const everywhere = this.papers[id]! / this.count;
      const score = libraryScore(has, inTitle, papers.length, everywhere);
      counted.push({ id, papers: has, titles: inTitle, score });
    }
    const spell = (id: number) => formOf(this.phrase(id), this.papers[id]! / this.count);
    return diversePhrases(
      shortlist(counted, spell, (chosen) => this.presence(chosen, papers)),
      limit,
    );
  }

  /** The phrases that say most of the library, as a table that can be saved: the most frequent, single words last. */
  table(limit = 60_000): PhraseTable {
    const worth = (id: number) => this.papers[id]! * (this.#lengths[id] === 1 ? 0.5 : 1);
    const order = Array.from({ length: this.size }, (_, id) => id)
      .sort((a, b) => worth(b) - worth(a) || a - b)
      .slice(0, limit);
    return {
      phrases: order.map((id) => this.phrase(id)),
      papers: Uint32Array.from(order, (id) => this.papers[id]!),
      count: this.count,
    };
  }

  /** The first words of a paper's title, without stop words at the end; empty for a title without words. */
  titleBeginning(paper: number): string {
    const words: number[] = [];
    for (let i = this.#titleStarts[paper]!; i < this.#titleStarts[paper + 1]!; i++) {
      const spelling = this.#titles[i]! - FIRST_WORD;
      if (spelling >= 0) words.push(spelling);
    }
    words.length = Math.min(words.length, TITLE_WORDS);
    while (words.length > 1 && this.#spellings.kind(words.at(-1)!) !== WORD) words.pop();
    return joined(words.map((spelling) => this.#spellings.text(spelling)));
  }
}

/** A phrase of rarer words names nothing: 2 papers of a small library, 7 of a quarter of a million. */
function minTextsFor(count: number): number {
  return Math.max(2, Math.floor(count ** 0.25 / 3));
}

/** Words with blanks between them, where their script has blanks. */
function joined(words: readonly string[]): string {
  let text = "";
  for (const [i, word] of words.entries()) {
    const close = i === 0 || (isUnspaced(word) && isUnspaced(words[i - 1]!));
    text += close ? word : ` ${word}`;
  }
  return text;
}

function titlesOf({ stream, starts, titleEnds }: Tokens): [Uint32Array, Uint32Array] {
  const titleStarts = new Uint32Array(starts.length);
  for (const [d, end] of titleEnds.entries()) titleStarts[d + 1] = titleStarts[d]! + end - starts[d]!;
  const titles = new Uint32Array(titleStarts.at(-1)!);
  for (const [d, end] of titleEnds.entries()) titles.set(stream.subarray(starts[d]!, end), titleStarts[d]!);
  return [titles, titleStarts];
}
