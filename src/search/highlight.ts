import { wordsOf } from "./lexical/index.ts";

/** [start, end) in UTF-16 units. */
export type Span = [start: number, end: number];

/** Where in a text words stand that share an index term with `terms`, in order. */
export function spansOf(text: string, terms: { has(term: string): boolean }): Span[] {
  return wordsOf(text)
    .filter((word) => word.terms.some((term) => terms.has(term)))
    .map(({ start, end }): Span => [start, end]);
}

/** The words of `query` of which an index term is in `terms`, as they stand there, each once: of several forms of one
 *  word the first. */
export function wordsAmong(query: string, terms: { has(term: string): boolean }): string[] {
  const seen = new Set<string>();
  return wordsOf(query).flatMap(({ start, end, terms: own }) => {
    const isNew = own.some((term) => terms.has(term) && !seen.has(term));
    for (const term of own) seen.add(term);
    return isNew ? [query.slice(start, end)] : [];
  });
}

/** All index terms of the texts. */
export function termSet(...texts: readonly string[]): Set<string> {
  return new Set(texts.flatMap((text) => wordsOf(text).flatMap(({ terms }) => terms)));
}
