/** Search: what ranks papers for a query, and what filters them. */
export { Catalog, type CatalogEntry, type Field, type Filters, type Mask } from "./catalog.ts";
export {
  papersLike,
  relatedPapers,
  type Searchable,
  type SearchMode,
  type SearchOutcome,
  searchPapers,
} from "./engine.ts";
export { type QueryWord, spansOf, termSet, wordsAmong } from "./highlight.ts";
export { ranksOfKnownItem } from "./known-item.ts";
export {
  type LexicalDocument,
  LexicalIndex,
  type TermWeights,
  termsOf,
  type WordVector,
  type WordVectors,
} from "./lexical/index.ts";
export { matcherOf, NEAREST } from "./match.ts";
export { parseQuery, type Query } from "./query.ts";
export type { RankedPaper, Ranking } from "./rank.ts";
export { type Calibration, judge, LINE_SHARE, LOOK_AHEAD } from "./relevance/calibration.ts";
export { calibrationOf, learnCalibration } from "./relevance/learn.ts";
export { fitLogistic, type Observation, probabilityOf } from "./relevance/logistic.ts";
export { questionsOf } from "./relevance/questions.ts";
export { drawTrials, LEAST_PAPERS, type Trial } from "./relevance/trials.ts";
export { SemanticSearch } from "./semantic.ts";
export { foldText, TextFinder, titleFit } from "./text-finder.ts";
