import { topPositions } from "../core/index.ts";
import {
  BEST,
  bestLexicalRows,
  type Evidence,
  isZero,
  lexicalPart,
  type RankedPaper,
  type Ranking,
  rankLexical,
  rankSemantic,
} from "./rank.ts";
import type { SemanticSearch } from "./semantic.ts";

/** Share of the semantic part in the sum of standardised scores; the lexical part has 1. Raise it to trust meaning more. */
const SEMANTIC_WEIGHT = 0.7;
/** Both parts name this many candidates where the semantic part is a graph. */
const POOL = 120;
/** So many more papers than wanted are compared by their true vectors at first. */
const MARGIN = 64;
const MARGIN_GROWTH = 4;
/** Covers the rounding of scores to 32 bits. */
const ROUNDING = 1e-4;

type Fuse = (bm25: number, cosine: number) => number;

/** How the parts of a score are summed for one query. */
export interface Fusion {
  readonly fuse: Fuse;
  /** The cosine of a paper that has no vector yet. */
  readonly meanCosine: number;
  /** What one unit of cosine adds to the score. */
  readonly cosineScale: number;
}

/** Ranks by the sum of standardised scores, lexical / σ + SEMANTIC_WEIGHT · (cosine − mean) / σ. The answer is that of a
 *  full scan: in a large library two pools of candidates are tried first, and kept where no paper outside them can
 *  reach the last wanted place (as surely as the semantic part names the nearest papers); otherwise all are looked at. */
export function rankHybrid(evidence: Evidence, wanted: number): Ranking {
  const { lexical, mask, vector, semantic, count } = evidence;
  if (isZero(vector)) return rankLexical(evidence, wanted);
  const fusion = fusionOf(lexical, count, semantic, vector);
  if (fusion === undefined) return rankSemantic(evidence, wanted);
  const fromPools = wanted > POOL || semantic.prefersScan(POOL, mask) ? undefined : rankPools(evidence, fusion, wanted);
  return fromPools ?? rankAll(evidence, fusion, wanted);
}

/** How the scores of a query are fused; undefined where no word of it is in any paper. */
export function fusionOf(
  lexical: Float32Array,
  count: number,
  semantic: SemanticSearch,
  vector: Float32Array,
): Fusion | undefined {
  const lexicalDeviation = deviationOf(lexical, count);
  if (lexicalDeviation === 0) return undefined;
  const { mean, deviation } = semantic.statistics(vector);
  const cosineScale = deviation > 0 ? SEMANTIC_WEIGHT / deviation : 0;
  const fuse: Fuse = (bm25, cosine) => bm25 / lexicalDeviation + cosineScale * (cosine - mean);
  return { fuse, meanCosine: mean, cosineScale };
}

/** Ranks the best of each part. Undefined when a paper that neither names could belong among the wanted ones: the
 *  threshold algorithm (Fagin, Lotem and Naor, Optimal aggregation algorithms for middleware, PODS 2001). */
function rankPools(evidence: Evidence, fusion: Fusion, wanted: number): Ranking | undefined {
  const { lexical, semantic, vector, mask } = evidence;
  const lexicalRows = bestLexicalRows(lexical, POOL, mask);
  const { labels, similarities } = semantic.search(vector, POOL, mask, "question");
  const lastCosine = similarities.at(-1) ?? 1;
  const papers = Array.from(labels, (row, i) => fused(lexical, row, similarities[i] ?? 0, fusion)).sort(byScore);
  const bar = papers[wanted - 1]?.score ?? Number.NEGATIVE_INFINITY;
  const named = new Set(labels);
  for (const row of lexicalRows) {
    // No paper that the semantic part does not name is nearer than the last that it names.
    if (fusion.fuse(lexical[row] ?? 0, lastCosine) < bar) break;
    if (!named.has(row))
      papers.push(fused(lexical, row, semantic.similarity(vector, row) ?? fusion.meanCosine, fusion));
  }
  papers.sort(byScore);
  const lastLexical = lexicalRows.length < POOL ? 0 : (lexical[lexicalRows.at(-1) ?? 0] ?? 0);
  const threshold = fusion.fuse(lastLexical, lastCosine);
  const isEnough = (papers[wanted - 1]?.score ?? Number.NEGATIVE_INFINITY) >= threshold;
  return isEnough ? rankingOf(evidence, papers.slice(0, wanted), lexicalRows, labels) : undefined;
}

/** Ranks all papers: by their scanned similarities first, and those that may be wanted by their true ones. */
function rankAll(evidence: Evidence, fusion: Fusion, wanted: number): Ranking {
  const { lexical, semantic, vector, mask } = evidence;
  const { labels, similarities, error } = semantic.scan(vector, mask);
  const scores = new Float32Array(lexical.length);
  for (let row = 0; row < scores.length; row++) scores[row] = fusion.fuse(lexical[row] ?? 0, fusion.meanCosine);
  for (let i = 0; i < labels.length; i++) {
    const row = labels[i] ?? 0;
    scores[row] = fusion.fuse(lexical[row] ?? 0, similarities[i] ?? 0);
  }
  const slack = fusion.cosineScale * error + ROUNDING;
  const nearest = topPositions(similarities, BEST).map((i) => labels[i] ?? 0);
  for (let depth = wanted + MARGIN; ; depth *= MARGIN_GROWTH) {
    const rows = topPositions(scores, depth, mask.accepts);
    const papers = rows
      .map((row) => fused(lexical, row, semantic.similarity(vector, row) ?? fusion.meanCosine, fusion))
      .sort(byScore);
    const sawAll = rows.length < depth;
    const bar = (scores[rows.at(-1) ?? 0] ?? 0) + slack; // no paper beyond can score more
    if (sawAll || (papers[wanted - 1]?.score ?? Number.NEGATIVE_INFINITY) >= bar) {
      return rankingOf(evidence, papers.slice(0, wanted), bestLexicalRows(lexical, BEST, mask), nearest);
    }
  }
}

function fused(lexical: Float32Array, row: number, cosine: number, { fuse }: Fusion): RankedPaper {
  return { row, score: fuse(lexical[row] ?? 0, cosine), semantic: cosine, ...lexicalPart(lexical, row) };
}

function byScore(a: RankedPaper, b: RankedPaper): number {
  return b.score - a.score || a.row - b.row;
}

function rankingOf(
  { mask }: Evidence,
  papers: readonly RankedPaper[],
  lexicalRows: readonly number[],
  nearest: readonly number[] | Uint32Array,
): Ranking {
  return {
    papers,
    total: mask.count,
    totalIsExact: true,
    bestLexical: new Set(lexicalRows.slice(0, BEST)),
    bestSemantic: new Set(nearest.slice(0, BEST)),
  };
}

/** Standard deviation of BM25 over all papers, those without a match included. */
function deviationOf(scores: Float32Array, count: number): number {
  let sum = 0;
  let squares = 0;
  for (let row = 0; row < scores.length; row++) {
    const score = scores[row] ?? 0;
    sum += score;
    squares += score * score;
  }
  const n = Math.max(1, count);
  return Math.sqrt(Math.max(0, squares / n - (sum / n) ** 2));
}
