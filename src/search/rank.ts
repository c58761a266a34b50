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

/** Share of the semantic part in the sum of standardised scores; the lexical part has 1. Raise it to trust meaning more. */
const SEMANTIC_WEIGHT = 0.7;
/** Both parts name this many candidates first; more only where that could change the answer. */
const FIRST_POOL = 200;
const POOL_GROWTH = 5;
const LARGEST_POOL = 25_000;
/** A part "found" a paper that it ranks among this many. */
const BEST = 50;

/** Ranks by BM25 alone. */
export function rankLexical({ lexical, mask }: Evidence, wanted: number): Ranking {
  let total = 0;
  for (let row = 0; row < mask.accepts.length; row++) if (mask.accepts[row] === 1 && (lexical[row] ?? 0) > 0) total++;
  const rows = bestLexicalRows(lexical, Math.max(wanted, BEST), mask);
  const papers = rows.slice(0, wanted).map((row) => ({ row, score: lexical[row] ?? 0, lexical: lexical[row] ?? 0 }));
  return { papers, total, totalIsExact: true, bestLexical: new Set(rows.slice(0, BEST)), bestSemantic: new Set() };
}

/** Ranks by cosine similarity alone. */
export function rankSemantic({ semantic, vector, mask, lexical }: Evidence, wanted: number): Ranking {
  if (isZero(vector)) return nothing();
  const { labels, similarities } = semantic.search(vector, Math.max(wanted, BEST), mask);
  const papers = Array.from(labels.subarray(0, wanted), (row, i) => {
    const score = similarities[i] ?? 0;
    return { row, score, semantic: score, ...lexicalPart(lexical, row) };
  });
  const bestSemantic = new Set(labels.subarray(0, BEST));
  return { papers, total: mask.count, totalIsExact: true, bestLexical: new Set(), bestSemantic };
}

/** Ranks by the sum of standardised scores, lexical / σ + SEMANTIC_WEIGHT · (cosine − mean) / σ. Each part names its
 *  best candidates; the pool grows until no paper outside it can reach the last wanted place (the threshold algorithm:
 *  Fagin, Lotem and Naor, Optimal aggregation algorithms for middleware, PODS 2001), so that the answer is that of a
 *  full scan, page after page. */
export function rankHybrid(evidence: Evidence, wanted: number): Ranking {
  const { lexical, mask, vector } = evidence;
  const lexicalDeviation = deviationOf(lexical, evidence.count);
  if (isZero(vector)) return rankLexical(evidence, wanted);
  if (lexicalDeviation === 0) return rankSemantic(evidence, wanted);
  const { mean, deviation } = evidence.semantic.statistics(vector);
  const semanticScale = deviation > 0 ? SEMANTIC_WEIGHT / deviation : 0;
  const fuse = (bm25: number, cosine: number) => bm25 / lexicalDeviation + semanticScale * (cosine - mean);

  const cosines = new Map<number, number>();
  for (let pool = Math.max(FIRST_POOL, wanted); ; pool *= POOL_GROWTH) {
    const lexicalRows = bestLexicalRows(lexical, pool, mask);
    const { labels, similarities } = evidence.semantic.search(vector, pool, mask);
    for (const [i, row] of labels.entries()) cosines.set(row, similarities[i] ?? 0);
    for (const row of lexicalRows) {
      if (!cosines.has(row)) cosines.set(row, evidence.semantic.similarity(vector, row) ?? mean);
    }
    const papers = Array.from(cosines, ([row, cosine]): RankedPaper => {
      return { row, score: fuse(lexical[row] ?? 0, cosine), semantic: cosine, ...lexicalPart(lexical, row) };
    }).sort((a, b) => b.score - a.score || a.row - b.row);

    const lastLexical = lexicalRows.length < pool ? 0 : (lexical[lexicalRows.at(-1) ?? 0] ?? 0);
    const threshold = fuse(lastLexical, similarities.at(-1) ?? -1);
    const sawAll = labels.length >= mask.count;
    if (sawAll || pool >= LARGEST_POOL || (papers[wanted - 1]?.score ?? Number.NEGATIVE_INFINITY) >= threshold) {
      return {
        papers: papers.slice(0, wanted),
        total: mask.count,
        totalIsExact: true,
        bestLexical: new Set(lexicalRows.slice(0, BEST)),
        bestSemantic: new Set(labels.subarray(0, BEST)),
      };
    }
  }
}

function bestLexicalRows(lexical: Float32Array, k: number, mask: Mask): number[] {
  return topPositions(lexical, k, mask.accepts).filter((row) => (lexical[row] ?? 0) > 0);
}

function lexicalPart(lexical: Float32Array, row: number): { lexical?: number } {
  const score = lexical[row] ?? 0;
  return score > 0 ? { lexical: score } : {};
}

/** Standard deviation of BM25 over all papers, those without a match included. */
function deviationOf(scores: Float32Array, count: number): number {
  let sum = 0;
  let squares = 0;
  for (const score of scores) {
    sum += score;
    squares += score * score;
  }
  const n = Math.max(1, count);
  return Math.sqrt(Math.max(0, squares / n - (sum / n) ** 2));
}

function isZero(vector: Float32Array): boolean {
  return vector.every((value) => value === 0);
}

function nothing(): Ranking {
  return { papers: [], total: 0, totalIsExact: true, bestLexical: new Set(), bestSemantic: new Set() };
}
