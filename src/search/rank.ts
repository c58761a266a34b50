import { topPositions } from "../core/index.ts";
import type { Mask } from "./catalog.ts";
import type { SemanticSearch } from "./semantic.ts";

/** One paper of a ranking, with what each part of the search gave. */
export interface RankedPaper {
  readonly row: number;
  readonly score: number;
  readonly lexical?: number;
  readonly semantic?: number;
}

export interface Ranking {
  /** Best first; equal scores by smaller row. */
  readonly papers: readonly RankedPaper[];
  /** How many papers the ranking would go on to. */
  readonly total: number;
  readonly totalIsExact: boolean;
  /** Rows that each part counts among its best. */
  readonly bestLexical: ReadonlySet<number>;
  readonly bestSemantic: ReadonlySet<number>;
}

/** What a ranking starts from. */
export interface Evidence {
  /** BM25 of every row; zero where nothing matched. */
  readonly lexical: Float32Array;
  readonly semantic: SemanticSearch;
  /** Absent or zero when the query has no word that the model knows. */
  readonly vector: Float32Array;
  readonly mask: Mask;
  /** Number of papers in the library. */
  readonly count: number;
}

/** A part "found" a paper that it ranks among this many. */
export const BEST = 50;

/** Ranks by BM25 alone. */
export function rankLexical({ lexical, mask }: Evidence, wanted: number): Ranking {
  let total = 0;
  for (let row = 0; row < mask.accepts.length; row++) if (mask.accepts[row] === 1 && (lexical[row] ?? 0) > 0) total++;
  const rows = bestLexicalRows(lexical, Math.max(wanted, BEST), mask);
  const papers = rows.slice(0, wanted).map((row) => ({ row, score: lexical[row] ?? 0, lexical: lexical[row] ?? 0 }));
  return { papers, total, totalIsExact: true, bestLexical: new Set(rows.slice(0, BEST)), bestSemantic: new Set() };
}

/** Ranks by cosine similarity alone, to the vector of a question or of a paper. */
export function rankSemantic(
  { semantic, vector, mask, lexical }: Evidence,
  wanted: number,
  asker: "paper" | "question" = "question",
): Ranking {
  if (isZero(vector)) return nothing();
  const { labels, similarities } = semantic.search(vector, wanted, mask, asker);
  const papers = Array.from(labels.subarray(0, wanted), (row, i) => {
    const score = similarities[i] ?? 0;
    return { row, score, semantic: score, ...lexicalPart(lexical, row) };
  });
  const bestSemantic = new Set(labels.subarray(0, BEST));
  return { papers, total: mask.count, totalIsExact: true, bestLexical: new Set(), bestSemantic };
}

/** Rows with a match, best first, at most `k`. */
export function bestLexicalRows(lexical: Float32Array, k: number, mask: Mask): number[] {
  return topPositions(lexical, k, mask.accepts).filter((row) => (lexical[row] ?? 0) > 0);
}

export function lexicalPart(lexical: Float32Array, row: number): { lexical?: number } {
  const score = lexical[row] ?? 0;
  return score > 0 ? { lexical: score } : {};
}

/** True for the vector of a text that the model knows no word of. */
export function isZero(vector: Float32Array): boolean {
  return vector.every((value) => value === 0);
}

function nothing(): Ranking {
  return { papers: [], total: 0, totalIsExact: true, bestLexical: new Set(), bestSemantic: new Set() };
}
