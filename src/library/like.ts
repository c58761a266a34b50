import { normalize, type Paper } from "../core/index.ts";
import { type Filters, type LexicalIndex, papersLike, type Searchable, termSet, wordsAmong } from "../search/index.ts";
import type { LikeAnswer } from "../wire/index.ts";
import { hitsOf } from "./answers.ts";
import type { ReasonsOf } from "./explain/reasons.ts";

export interface LikeSources {
  readonly searchable: Searchable;
  readonly lexical: LexicalIndex;
  readonly rowOf: (id: string) => number;
  readonly readPaper: (row: number) => Paper | undefined;
  /** The unit vector of a paper. */
  readonly vectorOf: (row: number) => Float32Array;
  readonly readVector: (row: number) => Float32Array | undefined;
  /** Says why papers are like these; undefined where that cannot be said quickly. */
  readonly reasonsFor: (papers: readonly Paper[]) => ReasonsOf | undefined;
}

export interface LikeRequest {
  readonly k: number;
  readonly offset: number;
  readonly filters: Filters;
}

/** Of the seeds' terms so many are shown where a hit has them too, the rarest. */
const SHARED_TERMS = 24;

/** Words shared with the seeds are shown for so many hits; beyond, nobody reads the reasons. */
const MAX_EXPLAINED = 100;
/** Reasons are said for so many. */
const MAX_REASONED = 20;

/** The papers nearest to the middle of some papers, which are the seeds and themselves left out; none where the seeds
 *  have no meaning in common. Throws AppError("not-found") for an unknown id. */
export function papersLikeThese(
  ids: readonly string[],
  { k, offset, filters }: LikeRequest,
  { searchable, lexical, rowOf, readPaper, vectorOf, readVector, reasonsFor }: LikeSources,
): Omit<LikeAnswer, "tookMs"> {
  const rows = [...new Set(ids.map(rowOf))];
  const papers = rows.flatMap((row) => readPaper(row) ?? []);
  const middle = middleOf(rows.map(vectorOf));
  const ranking = papersLike(searchable, new Set(rows), middle, filters, offset + k);
  const shared = lexical.rarest(termSet(...papers.flatMap(({ title, abstract }) => [title, abstract])), SHARED_TERMS);
  const text = papers.map(({ title, abstract }) => `${title}\n${abstract}`).join("\n");
  const explained = { words: wordsAmong(text, shared), terms: shared };
  const none = { words: [], terms: new Set<string>() };
  const reasonsOf = offset < MAX_REASONED && k > 0 ? reasonsFor(papers) : undefined;
  let place = offset;
  const explain = (paper: Paper, row: number) => {
    const explanation = place < MAX_EXPLAINED ? explained : none;
    const vector = place < MAX_REASONED && reasonsOf !== undefined ? readVector(row) : undefined;
    const reasons = vector === undefined ? undefined : reasonsOf?.(paper, vector);
    place++;
    return reasons === undefined ? explanation : { ...explanation, reasons };
  };
  return {
    seeds: papers.map(({ id, title }) => ({ id, title })),
    total: ranking.total,
    offset,
    hits: hitsOf(ranking, offset, k, readPaper, explain),
  };
}

/** The mean of unit vectors, as a unit vector; zeros where they cancel out. */
export function middleOf(vectors: readonly Float32Array[]): Float32Array {
  const sum = new Float32Array(vectors[0]?.length ?? 0);
  for (const vector of vectors) for (const [i, value] of vector.entries()) sum[i] = (sum[i] ?? 0) + value;
  return normalize(sum);
}
