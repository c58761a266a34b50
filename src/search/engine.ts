import { AppError, counted } from "../core/index.ts";
import type { Catalog, Filters, Mask } from "./catalog.ts";
import { rankHybrid } from "./fuse.ts";
import { type LexicalIndex, type TermWeights, wordsOf } from "./lexical/index.ts";
import type { Query } from "./query.ts";
import { type Ranking, rankLexical, rankSemantic } from "./rank.ts";
import type { SemanticSearch } from "./semantic.ts";

export type SearchMode = "hybrid" | "lexical" | "semantic";

/** Everything that a search looks into. */
export interface Searchable {
  readonly catalog: Catalog;
  readonly lexical: LexicalIndex;
  readonly semantic: SemanticSearch;
  /** Rows that contain the words of a phrase one after another, ascending. */
  readonly rowsWithPhrase: (phrase: string) => readonly number[];
}

export interface SearchOrder {
  readonly query: Query;
  /** Embedding of the query's positive part; needed for the modes "hybrid" and "semantic". */
  readonly vector: Float32Array;
  readonly mode: SearchMode;
  readonly filters: Filters;
  /** While typing: the last word may be the beginning of a longer one. */
  readonly prefix: boolean;
  /** How many papers to rank. */
  readonly wanted: number;
}

export interface SearchOutcome extends Ranking {
  readonly weights: TermWeights;
  /** While typing: the terms of words that are whole. */
  readonly settled?: TermWeights;
  /** Embedding of the query, where meaning ranked. */
  readonly vector?: Float32Array;
  readonly notes: readonly string[];
}

/** Longer queries are cut: their later words would change little and cost time. */
const MAX_TERMS = 256;

/** Ranks the papers of a library for a query. Throws AppError("bad-request") for a query without any word. */
export function searchPapers(parts: Searchable, order: SearchOrder): SearchOutcome {
  const { query, mode, wanted } = order;
  if (query.positive === "") throw emptyQuery(query);
  const notes: string[] = [];
  const weights = firstTerms(parts.lexical.termWeights(query.positive, order.prefix), notes);
  const mask = maskOf(parts, order);
  const lexical = new Float32Array(parts.catalog.limit);
  if (mode !== "semantic") parts.lexical.score(weights, lexical);
  const knowsMeaning = order.vector.some((value) => value !== 0);
  if (mode !== "lexical" && !knowsMeaning)
    notes.push("The model knows none of these words, so meaning could not help.");
  const evidence = { lexical, semantic: parts.semantic, vector: order.vector, mask, count: parts.catalog.count };
  const rank = { hybrid: rankHybrid, lexical: rankLexical, semantic: rankSemantic }[mode];
  const settled = order.prefix ? { settled: settledTerms(parts.lexical, query.positive, weights) } : {};
  return { ...rank(evidence, wanted), weights, notes, vector: order.vector, ...settled };
}

/** Ranks the papers nearest to the vector of a paper, itself left out. */
export function relatedPapers(
  parts: Searchable,
  row: number,
  vector: Float32Array,
  filters: Filters,
  wanted: number,
): Ranking {
  return papersLike(parts, new Set([row]), vector, filters, wanted);
}

/** Ranks the papers nearest to a vector that papers gave, those papers left out. */
export function papersLike(
  parts: Searchable,
  seeds: ReadonlySet<number>,
  vector: Float32Array,
  filters: Filters,
  wanted: number,
): Ranking {
  const mask = parts.catalog.mask(filters);
  const { semantic, catalog } = parts;
  const evidence = { lexical: new Float32Array(0), semantic, vector, mask, count: catalog.count };
  // A few more, and the seeds struck out: cheaper than a mask that leaves them out.
  const { papers, total, bestSemantic, ...rest } = rankSemantic(evidence, wanted + seeds.size, "paper");
  const passing = [...seeds].filter((row) => mask.accepts[row] === 1).length;
  return {
    ...rest,
    papers: papers.filter((paper) => !seeds.has(paper.row)).slice(0, wanted),
    total: Math.max(0, total - passing), // nothing is near a paper without meaning
    bestSemantic: new Set([...bestSemantic].filter((row) => !seeds.has(row))),
  };
}

/** The papers that pass the filters, contain every phrase of the query and nothing that it excludes. */
export function maskOf(
  { catalog, lexical, rowsWithPhrase }: Searchable,
  { query, filters }: Pick<SearchOrder, "query" | "filters">,
): Mask {
  let mask = catalog.mask(filters);
  for (const phrase of query.phrases) mask = keepOnly(mask, rowsWithPhrase(phrase));
  for (const words of query.excluded) {
    const terms = wordsOf(words).flatMap((word) => word.terms);
    const [only] = terms;
    // One word is excluded in all its forms; several are a phrase.
    const single = wordsOf(words).length === 1 && only !== undefined && !/\s/.test(words);
    mask = keepNone(mask, single ? lexical.rowsOf(only) : rowsWithPhrase(words));
  }
  return mask;
}

function keepOnly(mask: Mask, rows: readonly number[]): Mask {
  const accepts = new Uint8Array(mask.accepts.length);
  let count = 0;
  for (const row of rows) {
    if (mask.accepts[row] !== 1) continue;
    accepts[row] = 1;
    count++;
  }
  return { accepts, count, isAll: mask.isAll && count === mask.count };
}

function keepNone(mask: Mask, rows: Iterable<number>): Mask {
  let { count } = mask;
  for (const row of rows) {
    if (mask.accepts[row] !== 1) continue;
    mask.accepts[row] = 0;
    count--;
  }
  return { accepts: mask.accepts, count, isAll: mask.isAll && count === mask.count };
}

/** The terms that count, and a note where there are more. */
export function firstTerms(weights: TermWeights, notes: string[]): TermWeights {
  if (weights.size <= MAX_TERMS) return weights;
  notes.push(`The query has ${counted(weights.size, "different term")}; the first ${MAX_TERMS} of them were matched.`);
  return new Map([...weights].slice(0, MAX_TERMS));
}

/** The terms of a query that is being typed, less those of a last word that longer words begin with. */
function settledTerms(lexical: LexicalIndex, text: string, weights: TermWeights): TermWeights {
  const typed = lexical.termWeights(text);
  const last = weights.size > typed.size ? (wordsOf(text).at(-1)?.terms ?? []) : [];
  return firstTerms(new Map([...typed].filter(([term]) => !last.includes(term))), []);
}

function emptyQuery({ text, excluded }: Query): AppError {
  const came = excluded.length > 0 ? "only exclusions" : text === "" ? "an empty query" : JSON.stringify(text);
  return new AppError("bad-request", `Expected at least one word to look for, got ${came}.`);
}
