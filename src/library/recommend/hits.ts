import { dot, type Paper } from "../../core/index.ts";
import { type WordVectors, wordsAmong } from "../../search/index.ts";
import type { RecommendAnswer } from "../../wire/index.ts";
import { hitsOf } from "../answers.ts";
import type { Label } from "./learn.ts";
import type { Pick } from "./pick.ts";
import type { Taste } from "./taste.ts";

export interface HitSources {
  readonly readPaper: (row: number) => Paper | undefined;
  readonly readVector: (row: number) => Float32Array | undefined;
  readonly heading: (row: number) => { readonly id: string; readonly title: string } | undefined;
}

/** Words that speak for a paper, shown with it. */
const MOST_BECAUSE = 5;

/** The picks as hits, each with the words that speak for it and the liked paper that it is nearest to, unless a
 *  liked text is nearer. */
export function recommendedHits(
  picks: readonly Pick[],
  liked: readonly Label[],
  taste: Taste | undefined,
  words: WordVectors,
  { readPaper, readVector, heading }: HitSources,
): RecommendAnswer["hits"] {
  const nearest = new Map(picks.map(({ row }) => [row, nearestOf(readVector(row), liked)]));
  const exploring = new Set(picks.filter(({ explores }) => explores).map(({ row }) => row));
  const because = new Map<number, string[]>();
  const explain = (paper: Paper, row: number) => {
    const terms = liked.length === 0 || taste === undefined ? new Set<string>() : telltales(paper, taste, words);
    const spoken = wordsAmong(`${paper.title}\n${paper.abstract}`, terms);
    const spelled = spoken.map(({ text }) => text);
    because.set(row, spelled);
    return { words: spoken, terms };
  };
  const papers = picks.map(({ row, score }) => {
    const semantic = nearest.get(row)?.similarity;
    return { row, score, ...(semantic === undefined ? {} : { semantic }) };
  });
  const bestSemantic = new Set(picks.map(({ row }) => row));
  const ranking = { papers, total: papers.length, totalIsExact: true, bestLexical: new Set<number>(), bestSemantic };
  return hitsOf(ranking, 0, papers.length, readPaper, explain).map((hit) => {
    const near = heading(nearest.get(hit.row)?.row ?? -1);
    const reasons = { because: because.get(hit.row) ?? [], explores: exploring.has(hit.row) };
    return { ...hit, ...(near === undefined ? {} : { near }), ...reasons };
  });
}

/** What is liked that a vector is nearest to: a paper, or a text, which has no row; undefined where nothing is liked. */
function nearestOf(
  vector: Float32Array | undefined,
  liked: readonly Label[],
): { readonly row: number | undefined; readonly similarity: number } | undefined {
  if (vector === undefined) return undefined;
  let near: ReturnType<typeof nearestOf>;
  for (const { row, vector: other } of liked) {
    const similarity = dot(other, vector);
    if (near === undefined || similarity > near.similarity) near = { row, similarity };
  }
  return near;
}

/** The terms of a paper that speak most for it. */
function telltales(paper: Paper, { words: weights }: Taste, words: WordVectors): Set<string> {
  const shares = [...words.of(paper)].map(([term, share]) => [term, share * (weights.get(term) ?? 0)] as const);
  const strongest = shares.filter(([, share]) => share > 0).sort(([, a], [, b]) => b - a);
  return new Set(strongest.slice(0, MOST_BECAUSE).map(([term]) => words.term(term)));
}
