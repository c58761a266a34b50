import { wordsOf } from "./lexical/index.ts";

/** [start, end) in UTF-16 units. */
export type Span = [start: number, end: number];

/** Where in a text words stand that share an index term with `terms`, in order. */
export function spansOf(text: string, terms: { has(term: string): boolean }): Span[] {
  return wordsOf(text)
    .filter((word) => word.terms.some((term) => terms.has(term)))
    .map(({ start, end }): Span => [start, end]);
}

/** The words of `query`, each once and as it stands there, of which an index term is in `terms`. */
export function wordsAmong(query: string, terms: { has(term: string): boolean }): string[] {
  const found = wordsOf(query)
    .filter((word) => word.terms.some((term) => terms.has(term)))
    .map(({ start, end }) => query.slice(start, end));
  return [...new Set(found)];
}

/** All index terms of the texts. */
export function termSet(...texts: readonly string[]): Set<string> {
  return new Set(texts.flatMap((text) => wordsOf(text).flatMap(({ terms }) => terms)));
}
