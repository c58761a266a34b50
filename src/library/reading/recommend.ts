import { dot, type Paper, topPositions } from "../../core/index.ts";
import { type LexicalIndex, type Mask, type Searchable, termSet, wordsAmong } from "../../search/index.ts";
import type { RecommendedAnswer } from "../../wire/index.ts";
import { type Explained, hitsOf } from "../answers.ts";
import { type Affinity, affinityTo, type Member } from "../interest.ts";
import { middleOf } from "../like.ts";

export interface RecommendSources {
  readonly searchable: Searchable;
  readonly lexical: LexicalIndex;
  readonly readPaper: (row: number) => Paper | undefined;
  readonly readVector: (row: number) => Float32Array | undefined;
}

/** Candidates are looked for around so many members: the list as it is now, and an answer in time. */
const MOST_SEEDS = 60;
/** All seeds together name so many candidates for each paper that is wanted, and each seed this many at least. */
const CANDIDATES_PER_HIT = 5;
const LEAST_PER_SEED = 10;
/** Of a member's terms so many are shown where a hit has them too, the rarest. */
const SHARED_TERMS = 24;

/** The papers nearest to those of a list, however different these are among themselves: candidates are the nearest to
 *  the middle of all and to each of the latest, and rank by how near they are to their nearest members. `members` are
 *  the latest first; only rows that pass the mask are given. */
export function recommendFrom(
  members: readonly Member[],
  k: number,
  mask: Mask,
  sources: RecommendSources,
): RecommendedAnswer["hits"] {
  const { readVector, readPaper, searchable } = sources;
  const affinities = new Map<number, Affinity & { readonly similarity: number }>();
  for (const row of candidatesFor(members, k, mask, searchable)) {
    const vector = readVector(row);
    if (vector === undefined) continue;
    const affinity = affinityTo(members, vector);
    if (affinity !== undefined) affinities.set(row, { ...affinity, similarity: dot(affinity.near.vector, vector) });
  }
  const rows = [...affinities.keys()].sort((a, b) => a - b);
  const scores = Float64Array.from(rows, (row) => affinities.get(row)?.score ?? 0);
  const papers = topPositions(scores, k).map((at) => {
    const row = rows[at] ?? 0;
    return { row, score: scores[at] ?? 0, semantic: affinities.get(row)?.similarity ?? 0 };
  });
  const bestSemantic = new Set(papers.map(({ row }) => row));
  const ranking = { papers, total: papers.length, totalIsExact: false, bestLexical: new Set<number>(), bestSemantic };
  const nearOf = (row: number) => affinities.get(row)?.near.row ?? -1;
  const rowOf = new Map<string, number>();
  const readRanked = (row: number) => {
    const paper = readPaper(row);
    if (paper !== undefined) rowOf.set(paper.id, row);
    return paper;
  };
  const explain = explainerOf(sources, (paper) => nearOf(rowOf.get(paper.id) ?? -1));
  return hitsOf(ranking, 0, k, readRanked, explain).flatMap((hit) => {
    const near = readPaper(nearOf(hit.row));
    return near === undefined ? [] : [{ ...hit, near: { id: near.id, title: near.title } }];
  });
}

/** Rows near the middle of all members, and near each of the first. */
function candidatesFor(
  members: readonly Member[],
  k: number,
  mask: Mask,
  { semantic }: Pick<Searchable, "semantic">,
): Set<number> {
  const seeds = members.slice(0, MOST_SEEDS).map(({ vector }) => vector);
  const wanted = Math.max(LEAST_PER_SEED, Math.ceil((CANDIDATES_PER_HIT * k) / Math.max(1, seeds.length)));
  const candidates = new Set<number>();
  for (const seed of [middleOf(members.map(({ vector }) => vector)), ...seeds]) {
    if (seed.every((value) => value === 0)) continue; // nothing is near what has no meaning
    for (const row of semantic.search(seed, wanted, mask, "paper").labels) candidates.add(row);
  }
  return candidates;
}

/** Explains a paper by the rare words that it shares with the member that it is nearest to. */
function explainerOf(
  { lexical, readPaper }: RecommendSources,
  nearOf: (paper: Paper) => number,
): (paper: Paper) => Explained {
  const known = new Map<number, Explained>();
  return (paper) => {
    const row = nearOf(paper);
    const near = readPaper(row);
    const explained = known.get(row) ?? explainedBy(near?.title ?? "", near?.abstract ?? "", lexical);
    known.set(row, explained);
    return explained;
  };
}

function explainedBy(title: string, abstract: string, lexical: LexicalIndex): Explained {
  const terms = lexical.rarest(termSet(title, abstract), SHARED_TERMS);
  return { words: wordsAmong(`${title}\n${abstract}`, terms), terms };
}
