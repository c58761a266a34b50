import type { Searchable, SearchOutcome } from "../engine.ts";
import { askedTerms, coveredBy, featuresOf } from "./evidence.ts";
import { probabilityOf } from "./logistic.ts";

/** How the evidence of a hit becomes a probability, and which one is enough. */
export interface Curve {
  readonly weights: readonly number[];
  /** A hit of this probability or more answers its query; one of less than LINE_SHARE of it is hardly about it. */
  readonly bar: number;
}

/** What was learned of a library: with the similarity of meaning beside the words, and by words alone. */
export interface Calibration {
  readonly meaning: Curve;
  readonly words: Curve;
}

/** What a calibration says of a result. */
export interface Judgement {
  /** Whether one of the first LOOK_AHEAD papers answers the query. */
  readonly answered: boolean;
  /** Probability of being about the query by row, for the first MOST_JUDGED papers of the ranking. */
  readonly relevance: ReadonlyMap<number, number>;
  /** After so many papers the next LOOK_AHEAD are hardly about the query; 0 where it is not answered, undefined where
   *  the ranking goes on longer. */
  readonly relevantCount: number | undefined;
}

/** So many papers that are hardly about the query, one after another, end the relevant part of a ranking. */
export const LOOK_AHEAD = 10;
/** Papers that do not answer a query by themselves may well belong to its subject. Raise it to draw the line earlier. */
export const LINE_SHARE = 2 / 3;
const MOST_JUDGED = 1000;
const NO_STATISTICS = { mean: 0, deviation: 0 };

/** Judges the papers of a ranking. To be sure of the line it must go LOOK_AHEAD papers further than is shown, unless it
 *  ends before. */
export function judge(
  { catalog, lexical, semantic }: Searchable,
  { papers, weights, settled = weights, vector, total }: SearchOutcome,
  calibration: Calibration,
): Judgement {
  const asked = askedTerms(settled, catalog.count, (term) => lexical.rowsOf(term));
  const statistics = vector === undefined || vector.length === 0 ? NO_STATISTICS : semantic.statistics(vector);
  const relevance = new Map<number, number>();
  const byScore = papers.slice(0, MOST_JUDGED).sort((a, b) => b.score - a.score); // years may order them
  let answered = false;
  let relevantCount = 0;
  let isOpen = true;
  for (const [i, { row, semantic: cosine }] of byScore.entries()) {
    const evidence = { covered: coveredBy(row, asked), ...(cosine === undefined ? {} : { cosine }) };
    const { weights: curve, bar } = cosine === undefined ? calibration.words : calibration.meaning;
    const probability = probabilityOf(curve, featuresOf(evidence, asked, statistics));
    relevance.set(row, probability);
    if (i >= relevantCount + LOOK_AHEAD) isOpen = false;
    // Who asks for words alone is answered by a paper that has them all, though one word is little to be sure of.
    const hasAll = cosine === undefined && evidence.covered === 1;
    if (isOpen && (hasAll || probability >= LINE_SHARE * bar)) relevantCount = i + 1;
    if (i < LOOK_AHEAD && (hasAll || probability >= bar)) answered = true;
  }
  if (!answered) return { answered, relevance, relevantCount: 0 };
  const isEnd = byScore.length >= relevantCount + LOOK_AHEAD || byScore.length >= total;
  return { answered, relevance, relevantCount: isEnd ? relevantCount : undefined };
}
