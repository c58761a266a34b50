import { forEachWord, wordsOf } from "./lexical/index.ts";

/** [start, end) in UTF-16 units. */
export type Span = [start: number, end: number];

/** Where in a text words stand that share an index term with `terms`, in order. */
export function spansOf(text: string, terms: { has(term: string): boolean }): Span[] {
  const spans: Span[] = [];
  forEachWord(text, (own, start, end) => {
    if (own.some((term) => terms.has(term))) spans.push([start, end]);
  });
  return spans;
}

/** A word of a query, as it stands there, with its index terms. */
export interface QueryWord {
  readonly text: string;
  readonly terms: readonly string[];
}

/** The words of `query` of which an index term is in `terms`, each once: of several forms of one word the first. */
export function wordsAmong(query: string, terms: { has(term: string): boolean }): QueryWord[] {
  const seen = new Set<string>();
  const words: QueryWord[] = [];
  forEachWord(query, (own, start, end) => {
    const among = own.filter((term) => terms.has(term));
    if (among.some((term) => !seen.has(term))) words.push({ text: query.slice(start, end), terms: among });
    for (const term of among) seen.add(term);
  });
  return words;
}

/** All index terms of the texts. */
export function termSet(...texts: readonly string[]): Set<string> {
  return new Set(texts.flatMap((text) => wordsOf(text).flatMap(({ terms }) => terms)));
}
