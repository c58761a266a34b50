import { AppError, type ListingEntry, type Paper, titleKey } from "../../core/index.ts";
import {
  type EmbeddingModel,
  type Explainable,
  type ExplainedText,
  type Explanation,
  explainSimilarity,
  type Mark,
} from "../../embed/index.ts";
import { phraseFinder, type SharedPhrase } from "../../map/index.ts";
import { parseQuery } from "../../search/index.ts";
import type { ExplainAnswer, Reason } from "../../wire/index.ts";
import { strongestPhrases } from "./reasons.ts";

/** What explanations need of the library. */
export interface ExplainSources {
  /** Throws AppError("not-found") for an unknown id. */
  readonly rowOf: (id: string) => number;
  readonly paperAt: (row: number) => Paper;
  readonly listingsOf: (row: number) => readonly ListingEntry[];
  /** Topics of a paper, the widest first. */
  readonly topicPath: (row: number) => readonly { readonly id: string; readonly name: string }[];
  /** The reader's lists that hold both papers. */
  readonly listsWith: (a: string, b: string) => { id: string; name: string }[];
  /** Whether so many papers hold a word that it tells nothing of one. */
  readonly isCommon: (word: string) => boolean;
  /** The model of the library's vectors. */
  readonly openModel: () => Promise<EmbeddingModel>;
  /** Runs `work` on one state of the store. */
  readonly snapshot: <T>(work: () => T) => T;
}

const MOST_PHRASES = 8;

/** The place where one asks why papers are alike. */
export class ExplainDesk {
  readonly #sources: ExplainSources;

  constructor(sources: ExplainSources) {
    this.#sources = sources;
  }

  /** Why two papers are similar. Throws AppError "not-found" for an unknown id, and as a search by meaning. */
  async papers(a: string, b: string): Promise<ExplainAnswer> {
    const begun = performance.now();
    const { snapshot, rowOf, openModel, isCommon } = this.#sources;
    const [first, second] = snapshot(() => [this.#known(rowOf(a)), this.#known(rowOf(b))] as const);
    const explanation = await explainSimilarity(await openModel(), first.paper, second.paper);
    const names = new Set(first.paper.authors.map(titleKey));
    const pages = new Set(first.listings.map(pageOf));
    const topics = new Set(first.topics.map(({ id }) => id));
    return {
      ...answerOf(explanation, first.paper, second.paper, isCommon),
      topics: second.topics.filter(({ id }) => topics.has(id)),
      authors: second.paper.authors.filter((author) => names.has(titleKey(author))),
      lists: this.#sources.listsWith(first.paper.id, second.paper.id),
      listings: second.listings.filter((entry) => pages.has(pageOf(entry))),
      tookMs: performance.now() - begun,
    };
  }

  /** Why a paper answers a query, by meaning. Exclusions and quotation marks are left out, as in a search. Throws
   *  AppError "bad-request" for a query without words, and as `papers`. */
  async query(text: string, b: string): Promise<ExplainAnswer> {
    const begun = performance.now();
    const { snapshot, rowOf, openModel, isCommon } = this.#sources;
    const { positive } = parseQuery(text);
    if (positive === "") throw new AppError("bad-request", "Expected at least one word to explain a paper by.");
    const { paper } = snapshot(() => this.#known(rowOf(b)));
    const explanation = await explainSimilarity(await openModel(), { query: positive }, paper);
    return {
      ...answerOf(explanation, { query: positive }, paper, isCommon),
      topics: [],
      authors: [],
      lists: [],
      listings: [],
      tookMs: performance.now() - begun,
    };
  }

  #known(row: number) {
    const { paperAt, listingsOf, topicPath } = this.#sources;
    return { paper: paperAt(row), listings: listingsOf(row), topics: topicPath(row) };
  }
}

function pageOf({ source, name, date }: ListingEntry): string {
  return JSON.stringify([source, name, date]);
}

type Similar = Pick<ExplainAnswer, "similarity" | "exact" | "words" | "a" | "b" | "pairs" | "phrases">;

function answerOf(
  explanation: Explanation,
  first: Paper | { readonly query: string },
  second: Paper,
  isCommon: (word: string) => boolean,
): Similar {
  const { similarity, exact, words, pairs } = explanation;
  return {
    similarity,
    exact,
    words: [...words],
    a: textOf(first, explanation.a),
    b: textOf(second, explanation.b),
    pairs: [...pairs],
    phrases: phrasesOf(explanation, first, second, isCommon),
  };
}

function textOf(text: Paper | { readonly query: string }, explained: ExplainedText): ExplainAnswer["a"] {
  const marks = (field: readonly Mark[]) =>
    field.map(([start, end, share]): [number, number, number] => [start, end, share]);
  const sentences = explained.sentences.map(({ field, span: [start, end], share }) => ({
    field,
    span: [start, end] as [number, number],
    share,
  }));
  return {
    ...("query" in text ? {} : { id: text.id }),
    ...named(text),
    marks: { title: marks(explained.title), abstract: marks(explained.abstract) },
    sentences,
    prefix: explained.prefix,
  };
}

/** What both texts hold, by what it contributes; in an estimate, where nobody knows, the longest phrases. */
function phrasesOf(
  { exact, similarity, a, b }: Explanation,
  first: Explainable,
  second: Explainable,
  isCommon: (word: string) => boolean,
): Reason[] {
  const shared = phraseFinder([named(first)])(named(second));
  const half = (text: ExplainedText, places: SharedPhrase["a"]) =>
    places.reduce((sum, { field, start, end }) => {
      const inside = text[field].filter(([from, to]) => from < end && to > start);
      return sum + inside.reduce((part, [, , share]) => part + share / 2, 0);
    }, 0);
  if (exact) {
    const shareOf = (phrase: SharedPhrase) => half(a, phrase.a) + half(b, phrase.b);
    return strongestPhrases(shared, { shareOf, similarity, isCommon }, MOST_PHRASES);
  }
  const longest = shared.filter(({ isTelling }) => isTelling).sort((x, y) => y.folds.length - x.folds.length);
  return longest.slice(0, MOST_PHRASES).map(({ phrase }) => ({ text: phrase, share: 0 }));
}

function named(text: Explainable): { title: string; abstract: string } {
  return "query" in text ? { title: "", abstract: text.query } : { title: text.title, abstract: text.abstract };
}
