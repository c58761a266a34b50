import type { Paper } from "../src/core/index.ts";
import type { Store } from "../src/store/index.ts";
import { core } from "./program.ts";

/** What is asked of a library, drawn from its own papers. */
export interface Queries {
  /** A third each: half of a title, a sentence of an abstract, two or three words of a title in any order. */
  readonly mixed: readonly string[];
  /** Two or three words that follow each other in a title, in quotes. */
  readonly phrases: readonly string[];
  /** The mixed queries as they stand while the last word is being typed. */
  readonly typed: readonly string[];
  /** Ids of papers. */
  readonly ids: readonly string[];
  /** Rows of the same papers. */
  readonly rows: readonly number[];
}

const SENTENCE_WORDS = [4, 60] as const;

/** `count` of each kind; the same for the same library and seed. */
export function drawQueries(store: Store, count: number, seed: number): Queries {
  const rng = core.mulberry32(seed);
  const all = store.latest(Number.MAX_SAFE_INTEGER, 0);
  const rows = core.sampleWithout(rng, all.length, Math.min(count, all.length)).map((i) => all[i]!);
  const papers = rows.map((row) => store.papers.paper(row)!);
  const paperAt = (i: number) => papers[i % papers.length]!;
  const many = (draw: (paper: Paper, i: number) => string) =>
    Array.from({ length: count }, (_, i) => asWords(draw(paperAt(i), i)) || paperAt(i).title);
  const pick = <T>(values: readonly T[]): T => values[Math.floor(rng() * values.length)]!;

  const kinds = [
    (paper: Paper) => {
      const words = wordsOf(paper.title);
      const half = Math.ceil(words.length / 2);
      return (rng() < 0.5 ? words.slice(0, half) : words.slice(-half)).join(" ");
    },
    (paper: Paper) => pick(sentencesOf(paper)),
    (paper: Paper) => {
      const words = wordsOf(paper.title);
      return core
        .sampleWithout(rng, words.length, 2 + Math.floor(rng() * 2))
        .map((i) => words[i]!)
        .join(" ");
    },
  ];
  const mixed = many((paper, i) => kinds[i % kinds.length]!(paper));
  const phrases = many((paper) => {
    const words = wordsOf(paper.title);
    const length = 2 + Math.floor(rng() * 2);
    const start = Math.floor(rng() * Math.max(1, words.length - length + 1));
    return words.slice(start, start + length).join(" ");
  }).map((phrase) => `"${phrase}"`);
  const typed = mixed.map((query) => query.slice(0, Math.max(3, query.length - 1 - Math.floor(rng() * 3))));
  return { mixed, phrases, typed, ids: papers.map(({ id }) => id), rows };
}

function sentencesOf({ title, abstract }: Paper): string[] {
  const sentences = abstract.split(/(?<=[.?!])\s+/).filter((sentence) => {
    const words = wordsOf(sentence).length;
    return words >= SENTENCE_WORDS[0] && words <= SENTENCE_WORDS[1];
  });
  return sentences.length > 0 ? sentences : [title];
}

function wordsOf(text: string): string[] {
  return text.split(" ").filter((word) => /[\p{L}\p{N}]/u.test(word));
}

/** Quotes and dashes of a paper are no operators of the query. */
function asWords(text: string): string {
  return text
    .replace(/["“”]/g, " ")
    .replace(/(^|\s)-+/g, "$1")
    .trim();
}
