import type { LexicalIndex } from "../lexical/index.ts";
import { termsOf, wordsOf } from "../lexical/index.ts";

/** A question made from a paper, and what is left of the paper to answer it. */
export interface Question {
  readonly kind: "title" | "keywords" | "sentence" | "half";
  readonly text: string;
  /** The paper without what the question says in the same words. */
  readonly rest: { readonly title: string; readonly abstract: string };
}

export interface PaperText {
  readonly title: string;
  readonly abstract: string;
}

const SENTENCE_END = /(?<=[.?!])\s+/;
/** Of abstracts with fewer sentences nothing is left without one. */
const LEAST_SENTENCES = 3;

/** What users type, made from a paper: its title, the `keywords` rarest words of it, a sentence of the abstract, and half
 *  of the abstract, as when a text is pasted. None for a paper without abstract, which answers nothing but its title. */
export function questionsOf(paper: PaperText, keywords: number, lexical: LexicalIndex): Question[] {
  const { title, abstract } = paper;
  if (abstract === "") return [];
  const untitled = { title: "", abstract };
  const questions: Question[] = [
    { kind: "title", text: title, rest: untitled },
    { kind: "keywords", text: keywordsOf(title, keywords, lexical), rest: untitled },
  ];
  const sentences = abstract.split(SENTENCE_END);
  if (sentences.length >= LEAST_SENTENCES) {
    const middle = Math.floor(sentences.length / 2);
    const without = sentences.filter((_, i) => i !== middle).join(" ");
    questions.push({ kind: "sentence", text: sentences[middle] ?? "", rest: { title, abstract: without } });
    const half = Math.ceil(sentences.length / 2);
    const second = { title, abstract: sentences.slice(half).join(" ") };
    questions.push({ kind: "half", text: sentences.slice(0, half).join(" "), rest: second });
  }
  return questions.filter(({ text }) => termsOf(text).length > 0);
}

/** The words of a text that the fewest papers have, in the order of the text. */
function keywordsOf(text: string, count: number, lexical: LexicalIndex): string {
  const words = new Map(
    wordsOf(text).map(({ start, end, terms }) => [
      text.slice(start, end),
      Math.min(...terms.map((term) => lexical.rowsOf(term).length)),
    ]),
  );
  const rarest = new Set(
    [...words]
      .sort(([, a], [, b]) => a - b)
      .slice(0, count)
      .map(([word]) => word),
  );
  return [...words.keys()].filter((word) => rarest.has(word)).join(" ");
}
