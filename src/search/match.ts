import type { Filters } from "./catalog.ts";
import { firstTerms, maskOf, type Searchable, type SearchOrder } from "./engine.ts";

/** So many of the nearest papers count as what a question asks for, where its words cannot say. */
export const NEAREST = 1000;

/** Which papers belong to a query: those that contain one of its words, or those nearest to it in meaning. */
export type MatchedBy = "words" | "nearest";

export interface Matcher {
  readonly by: MatchedBy;
  /** 1 by row for each paper that passes the filters and belongs to the query. */
  within(filters: Filters): { readonly accepts: Uint8Array; readonly count: number };
}

/** Says which papers a query is about, within any filters. By words a paper belongs to it that contains one of them;
 *  the NEAREST papers that pass the filters do where the mode is "semantic", or where "hybrid" knows none of the words.
 *  Phrases and exclusions hold in every mode. */
export function matcherOf(parts: Searchable, order: Omit<SearchOrder, "filters" | "wanted">): Matcher {
  const { query, mode, prefix, vector } = order;
  const phrases = new Map<string, readonly number[]>();
  const rowsWithPhrase = (phrase: string) => {
    const rows = phrases.get(phrase) ?? parts.rowsWithPhrase(phrase);
    phrases.set(phrase, rows);
    return rows;
  };
  const maskFor = (filters: Filters) => maskOf({ ...parts, rowsWithPhrase }, { query, filters });
  const words = mode === "semantic" ? undefined : wordMarks(parts, query.positive, prefix);
  if (words !== undefined && (mode === "lexical" || words.count > 0)) {
    return { by: "words", within: (filters) => both(maskFor(filters).accepts, words.marks) };
  }
  return {
    by: "nearest",
    within(filters) {
      const mask = maskFor(filters);
      const accepts = new Uint8Array(mask.accepts.length);
      if (vector.every((value) => value === 0)) return { accepts, count: 0 };
      const { labels } = parts.semantic.search(vector, NEAREST, mask, "question");
      for (const row of labels) accepts[row] = 1;
      return { accepts, count: labels.length };
    },
  };
}

/** The rows that contain a word of the text. */
function wordMarks({ lexical, catalog }: Searchable, text: string, prefix: boolean) {
  const marks = new Uint8Array(catalog.limit);
  let count = 0;
  for (const term of firstTerms(lexical.termWeights(text, prefix), []).keys()) {
    const rows = lexical.rowsOf(term);
    count += rows.length;
    for (const row of rows) marks[row] = 1;
  }
  return { marks, count };
}

function both(accepts: Uint8Array, marks: Uint8Array): { accepts: Uint8Array; count: number } {
  let count = 0;
  for (let row = 0; row < accepts.length; row++) {
    const each = (accepts[row] ?? 0) & (marks[row] ?? 0);
    accepts[row] = each;
    count += each;
  }
  return { accepts, count };
}
