import { dot, type Embeddings, mulberry32, sampleWithout, topPositions, row as vectorRow } from "../../core/index.ts";
import type { Mask } from "../catalog.ts";
import type { Searchable } from "../engine.ts";
import { rankHybrid } from "../fuse.ts";
import { termSet } from "../highlight.ts";
import type { TermWeights } from "../lexical/index.ts";
import { bestLexicalRows, isZero } from "../rank.ts";
import { type AskedTerms, askedTerms, coveredBy, coveredByText, featuresOf, type HitEvidence } from "./evidence.ts";
import { type PaperText, type Question, questionsOf } from "./questions.ts";

/** What learning needs beside the indexes. */
export interface LearnOptions {
  /** Rows that questions may be made from. */
  readonly rows: readonly number[];
  readonly readPaper: (row: number) => PaperText | undefined;
  readonly readVector: (row: number) => Float32Array | undefined;
  readonly embed: (texts: readonly string[], role: "query" | "passage") => Promise<Embeddings>;
  readonly seed: number;
  /** Called after each question, with how many papers are done: others may work meanwhile. */
  readonly pause?: (done: number, total: number) => Promise<void>;
}

/** A question with everything that is known of it. */
export interface Trial {
  readonly kind: Question["kind"];
  /** Whether it says enough for its paper to be known by: a title, or two keywords of it and more. */
  readonly isTelling: boolean;
  /** Features of the paper itself as if its title, or whatever the question says, were not in it; and as it is. */
  readonly own: Features;
  readonly indexed: Features;
  /** Of the best hit once the paper and all that is near it are thought away. */
  readonly absent: Features;
}

/** Features with and without meaning; see featuresOf. */
export interface Features {
  readonly meaning: readonly number[] | undefined;
  readonly words: readonly number[];
}

/** Fewer papers teach too little. */
export const LEAST_PAPERS = 200;
const MOST_SAMPLED = 200;
const LEAST_SAMPLED = 100;
/** Of fewer papers, where few have abstracts, what is told apart is told apart by chance. */
const LEAST_ASKED = 50;
/** For each paper that is wanted so many are looked at until one has an abstract. */
const MOST_LOOKED_AT = 10;
/** Of many papers fewer are sampled: so many comparisons of a question with a paper take some seconds. */
const MOST_COMPARED = 120_000_000;
const QUESTIONS_OF_PAPER = 4;
/** This share of the papers go with a paper that is thought away, so that its whole subject is gone; within these limits,
 *  since a subject does not grow with the library. More of them make a false answer likelier. */
const NEAR_SHARE = 0.01;
const NEAR = [10, 125] as const;
const MOST_KEYWORDS = 3;

/** The questions that `learnCalibration` learns from; with another seed, others to test it with. Undefined where there
 *  are too few papers, or too few of them have abstracts. */
export async function drawTrials(parts: Searchable, options: LearnOptions): Promise<Trial[] | undefined> {
  const { rows, readPaper, seed } = options;
  if (parts.catalog.count < LEAST_PAPERS) return undefined;
  const rng = mulberry32(seed);
  const affordable = Math.max(LEAST_SAMPLED, Math.floor(MOST_COMPARED / QUESTIONS_OF_PAPER / rows.length));
  const wanted = Math.min(MOST_SAMPLED, affordable, Math.floor(rows.length / 2));
  const trials: Trial[] = [];
  let asked = 0;
  for (const at of sampleWithout(rng, rows.length, MOST_LOOKED_AT * wanted)) {
    if (asked === wanted) break;
    const row = rows[at] ?? 0;
    const paper = readPaper(row);
    const vector = options.readVector(row);
    if (paper === undefined || vector === undefined) continue;
    const questions = questionsOf(paper, 1 + (asked % MOST_KEYWORDS), parts.lexical);
    if (questions.length === 0) continue;
    const done = asked++;
    const pause = () => options.pause?.(done, wanted);
    trials.push(...(await trialsOf(parts, { ...options, pause }, { row, paper, vector, questions })));
  }
  return asked < LEAST_ASKED ? undefined : trials;
}

interface Asked {
  readonly row: number;
  readonly paper: PaperText;
  readonly vector: Float32Array;
  readonly questions: readonly Question[];
}

type TrialOptions = Pick<LearnOptions, "embed"> & { readonly pause: () => Promise<void> | undefined };

async function trialsOf(parts: Searchable, options: TrialOptions, asked: Asked): Promise<Trial[]> {
  const { row, paper, vector, questions } = asked;
  const queries = await options.embed(
    questions.map(({ text }) => text),
    "query",
  );
  const rests = await options.embed(
    questions.map(({ rest }) => `${rest.title}\n${rest.abstract}`.trim()),
    "passage",
  );
  const far = withoutNear(parts, row, vector);
  const whole = termSet(paper.title, paper.abstract);
  const trials: Trial[] = [];
  for (const [i, { kind, text, rest }] of questions.entries()) {
    await options.pause();
    const query = vectorRow(queries, i);
    const question = { query, weights: parts.lexical.termWeights(text), own: row, whole };
    const remaining = { vector: vectorRow(rests, i), terms: termSet(rest.title, rest.abstract) };
    trials.push({
      kind,
      isTelling: kind === "title" || (kind === "keywords" && question.weights.size > 1),
      own: ownFeatures(parts, question, remaining),
      indexed: ownFeatures(parts, question, { vector, terms: whole }),
      absent: absentFeatures(parts, question, far),
    });
  }
  return trials;
}

interface Weighed {
  readonly query: Float32Array;
  readonly weights: TermWeights;
  readonly own: number;
  /** Terms of the whole paper. */
  readonly whole: ReadonlySet<string>;
}

/** Of the paper that the question was made from, as far as it is left. Words that the library has from what is not left
 *  are unknown to it. */
function ownFeatures(
  parts: Searchable,
  { query, weights, whole }: Weighed,
  left: { readonly vector: Float32Array; readonly terms: ReadonlySet<string> },
): Features {
  const count = (rows: Uint32Array, term: string) => rows.length - (whole.has(term) && !left.terms.has(term) ? 1 : 0);
  const asked = askedTerms(weights, parts.catalog.count, (term) => parts.lexical.rowsOf(term), count);
  const covered = coveredByText(left.terms, asked);
  return featuresWith(parts, query, asked, { covered, cosine: dot(query, left.vector) }, covered);
}

/** Of the best hit in a library without the papers that `far` leaves out. */
function absentFeatures(parts: Searchable, { query, weights }: Weighed, far: Mask): Features {
  const { catalog, lexical, semantic } = parts;
  const count = (rows: Uint32Array) => {
    let left = 0;
    for (let i = 0; i < rows.length; i++) left += far.accepts[rows[i] ?? 0] ?? 0;
    return left;
  };
  const asked = askedTerms(weights, far.count, (term) => lexical.rowsOf(term), count);
  const scores = new Float32Array(catalog.limit);
  lexical.score(weights, scores);
  const evidence = { lexical: scores, semantic, vector: query, mask: far, count: catalog.count };
  const [best] = isZero(query) ? [] : rankHybrid(evidence, 1).papers;
  const [bestByWords] = bestLexicalRows(scores, 1, far);
  const byWords = bestByWords === undefined ? 0 : coveredBy(bestByWords, asked);
  const hit = best && { covered: coveredBy(best.row, asked), cosine: best.semantic ?? 0 };
  return featuresWith(parts, query, asked, hit, byWords);
}

function featuresWith(
  { semantic }: Searchable,
  query: Float32Array,
  asked: AskedTerms,
  hit: HitEvidence | undefined,
  coveredByWords: number,
): Features {
  const statistics = semantic.statistics(query);
  return {
    meaning: hit === undefined || isZero(query) ? undefined : featuresOf(hit, asked, statistics),
    words: featuresOf({ covered: coveredByWords }, asked, statistics),
  };
}

/** All papers but one and those nearest to it. */
function withoutNear({ catalog, semantic }: Searchable, row: number, vector: Float32Array): Mask {
  const { accepts, count } = catalog.mask({});
  const { labels, similarities } = semantic.scan(vector, { accepts, count, isAll: true });
  const [least, most] = NEAR;
  const near = topPositions(similarities, Math.min(most, Math.max(least, Math.round(NEAR_SHARE * count))));
  const left = accepts.slice();
  for (const at of near) left[labels[at] ?? 0] = 0;
  left[row] = 0;
  return { accepts: left, count: left.reduce((sum, each) => sum + each, 0), isAll: false };
}
