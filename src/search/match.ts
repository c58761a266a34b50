import { topPositions } from "../core/index.ts";
import { firstTerms, maskOf, type Searchable, type SearchOrder } from "./engine.ts";
import { isZero } from "./rank.ts";

/** So many of the nearest papers count as what a question asks for, where its words cannot say. */
export const NEAREST = 1000;

/** Which papers belong to a query: those that contain one of its words, or those nearest to it in meaning. */
type MatchedBy = "words" | "nearest";

interface Matcher {
  readonly by: MatchedBy;
  /** 1 by row for each paper that belongs to the query among those that every one of the masks marks. */
  among(masks: readonly Uint8Array[]): { readonly accepts: Uint8Array; readonly count: number };
}

/** Says which papers a query is about, within its filters and any further masks. By words a paper belongs to it that
 *  contains one of them; where the mode is "semantic", or "hybrid" knows none of the words, the NEAREST papers do that
 *  the masks leave, as the index of 8-bit codes sees them. Phrases and exclusions hold in every mode. */
export function matcherOf(parts: Searchable, order: Omit<SearchOrder, "wanted">): Matcher {
  const { query, mode, prefix } = order;
  const mask = maskOf(parts, order);
  const words = mode === "semantic" ? undefined : wordMarks(parts, query.positive, prefix);
  if (words !== undefined && (mode === "lexical" || words.count > 0)) {
    const belonging = intersection([mask.accepts, words.marks]);
    return { by: "words", among: (masks) => intersection([belonging.accepts, ...masks]) };
  }
  const similarities = new Float32Array(parts.catalog.limit).fill(Number.NEGATIVE_INFINITY);
  if (!isZero(order.vector)) {
    const scan = parts.semantic.scan(order.vector, mask);
    for (let i = 0; i < scan.labels.length; i++) similarities[scan.labels[i] ?? 0] = scan.similarities[i] ?? 0;
  }
  return {
    by: "nearest",
    among(masks) {
      const rows = topPositions(similarities, NEAREST, intersection([mask.accepts, ...masks]).accepts);
      const accepts = new Uint8Array(similarities.length);
      for (const row of rows) accepts[row] = 1;
      return { accepts, count: rows.length };
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
    for (let i = 0; i < rows.length; i++) marks[rows[i] ?? 0] = 1;
  }
  return { marks, count };
}

/** The rows that all of the masks mark, four at a time: masks are as long as each other, and hold 0 and 1 only. */
function intersection([first = new Uint8Array(0), ...others]: readonly Uint8Array[]) {
  const fours = new Uint32Array(Math.ceil(first.length / 4));
  const accepts = new Uint8Array(fours.buffer, 0, first.length);
  accepts.set(first);
  for (const other of others) {
    const whole = other.byteOffset % 4 === 0 ? Math.floor(other.length / 4) : 0;
    const theirs = new Uint32Array(other.buffer, whole === 0 ? 0 : other.byteOffset, whole);
    for (let i = 0; i < whole; i++) fours[i] = (fours[i] ?? 0) & (theirs[i] ?? 0);
    for (let row = 4 * whole; row < accepts.length; row++) accepts[row] = (accepts[row] ?? 0) & (other[row] ?? 0);
  }
  let count = 0;
  for (let i = 0; i < fours.length; i++) count += Math.imul(fours[i] ?? 0, 0x01010101) >>> 24; // adds up four bytes
  return { accepts, count };
}
