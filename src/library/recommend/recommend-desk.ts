import { AppError, counted, type Paper } from "../../core/index.ts";
import type { Mask, Searchable, WordVectors } from "../../search/index.ts";
import type { RecommendAnswer, RecommendedAnswer, RecommendParameters } from "../../wire/index.ts";
import type { RequestFilters } from "../options.ts";
import { type Background, drawBackground, type Features } from "./background.ts";
import { papersForList } from "./for-list.ts";
import { recommendedHits } from "./hits.ts";
import { type Lesson, type Mention, settled, telling } from "./labels.ts";
import { type Label, learnTaste } from "./learn.ts";
import { contradictionNote, foreignNotes, type LessonSources, lessonOf, ownLesson, requireWords } from "./lesson.ts";
import { type Pick, pickPapers } from "./pick.ts";
import { parseWordFactor } from "./seed-text.ts";
import { scoresOf } from "./taste-scores.ts";
import { strongestWords, turned, type WordFactor } from "./word-panel.ts";

/** What recommending needs of the library. */
export interface RecommendSources extends LessonSources {
  /** Throws AppError("not-found") while there are no papers. */
  readonly searchable: () => Searchable;
  readonly readPaper: (row: number) => Paper | undefined;
  readonly readVector: (row: number) => Float32Array | undefined;
  /** Rows in the order they were added, latest first. */
  readonly latest: (count: number) => number[];
  readonly embed: (text: string) => Promise<Float32Array>;
  /** Runs `work` on one state of the store. */
  readonly snapshot: <T>(work: () => T) => T;
}

export type RecommendRequest = Omit<RecommendParameters, keyof RequestFilters> & RequestFilters;

/** Of the latest papers so many are looked at where nothing is liked, for each that is wanted. */
const LATEST_SHARE = 5;
const HOW_TO_BEGIN = "Papers that you like, keep in lists or have read say what to look for.";

/** Learns what a reader likes and recommends papers. */
export class RecommendDesk {
  readonly #sources: RecommendSources;
  #background: { readonly searchable: Searchable; readonly words: WordVectors; readonly it: Background } | undefined;

  constructor(sources: RecommendSources) {
    this.#sources = sources;
  }

  /** Papers for what the request likes and dislikes; where it says neither, for what the reader keeps. Throws AppError
   *  "bad-request" for seeds, weights and words that are none, "not-found" for papers, lists and topics that are not
   *  there, "map-building". */
  async recommend(request: RecommendRequest): Promise<RecommendAnswer> {
    const begun = performance.now();
    const { like = [], dislike = [], q = "", strike = [], weight = [], ...rest } = request;
    const { k, diversity, explore, yearFrom, yearTo, ...more } = rest;
    const filters = this.#sources.map.filtersOf({ yearFrom, yearTo, ...more });
    const isOwn = like.length + dislike.length === 0 && q.trim() === "";
    const lesson = isOwn ? ownLesson(this.#sources) : lessonOf({ like, dislike }, this.#sources);
    const asked = this.#withQuery(lesson, q.trim());
    const { mentions, contradicted } = settled(asked.mentions);
    const vectors = await this.#vectorsOf(mentions);
    const factors = await this.#factorsOf([
      ...strike.map((word) => ({ word: requireWords(word.trim()), factor: 0 })),
      ...weight.map(parseWordFactor),
    ]);
    const searchable = this.#sources.searchable();
    const answer = this.#sources.snapshot(() => {
      const background = this.#backgroundOf(searchable);
      const { vectors: words } = searchable.lexical;
      const labels = telling(mentions.flatMap((mention) => this.#labelOf(mention, vectors, words)));
      const liked = labels.filter((label) => label.liked);
      const mask = searchable.catalog.mask(filters);
      const total = leaveOut(mask, [...asked.known, ...this.#sources.reading.disliked()]);
      const learning = performance.now();
      const learned = labels.length === 0 ? undefined : learnTaste(labels, background);
      const learnMs = performance.now() - learning;
      const taste = learned === undefined ? undefined : turned(learned, factors, words);
      const scores = taste === undefined ? undefined : scoresOf(taste, searchable, mask);
      const seed = this.#sources.reading.revision + k;
      const picks =
        liked.length === 0 || scores === undefined
          ? this.#latestPicks(k, mask, scores)
          : pickPapers(scores, {
              k,
              diversity,
              explore: explore === "1",
              seed,
              middle: background.middle,
              featuresOf: (row) => this.#featuresOf(row, words),
            });
      const hits = recommendedHits(picks, liked, taste, words, this.#sources);
      const texts = [...liked, ...labels].flatMap(({ row }) =>
        row === undefined ? [] : (this.#sources.readPaper(row) ?? []),
      );
      const told = [
        ...texts,
        ...mentions.flatMap(({ text }) => (text === undefined ? [] : { title: "", abstract: text })),
      ];
      return {
        hits,
        total,
        words: learned === undefined ? [] : strongestWords(learned, factors, told, words),
        notes: [
          ...asked.notes,
          ...contradictionNote(contradicted),
          ...foreignNotes(mentions, words),
          ...noteOn(liked, labels, hits.length, isOwn),
        ],
        learnedFrom: { liked: liked.length, disliked: labels.length - liked.length, tookMs: learnMs },
      };
    });
    return { ...answer, seeds: [...asked.seeds], diversity, tookMs: performance.now() - begun };
  }

  /** Papers for a list of the reader's. Throws as papersForList. */
  forList(name: string, k: number): Promise<RecommendedAnswer> {
    return papersForList(name, k, this.#sources.reading, (request) => this.recommend(request));
  }

  /** A query counts as much as all likes together. */
  #withQuery(lesson: Lesson, query: string): Lesson {
    if (query === "") return lesson;
    const likes = lesson.mentions.reduce((sum, { liked, weight }) => sum + (liked ? weight : 0), 0);
    const mention = { liked: true, weight: likes > 0 ? likes : 1, text: requireWords(query) };
    return { ...lesson, mentions: [...lesson.mentions, mention] };
  }

  async #vectorsOf(mentions: readonly Mention[]): Promise<ReadonlyMap<string, Float32Array>> {
    const vectors = new Map<string, Float32Array>();
    for (const { text } of mentions) {
      if (text !== undefined && !vectors.has(text)) vectors.set(text, await this.#sources.embed(requireWords(text)));
    }
    return vectors;
  }

  /** Words of which the model has no vector, or cannot be asked, count by their letters alone. */
  async #factorsOf(factors: readonly WordFactor[]): Promise<WordFactor[]> {
    const directed: WordFactor[] = [];
    for (const factor of factors) {
      const vector = await this.#sources.embed(factor.word).catch((error: unknown) => {
        if (error instanceof AppError) return undefined;
        throw error;
      });
      directed.push({ ...factor, vector });
    }
    return directed;
  }

  #labelOf(
    { liked, weight, row, text }: Mention,
    vectors: ReadonlyMap<string, Float32Array>,
    words: WordVectors,
  ): Label[] {
    if (text !== undefined) {
      const vector = vectors.get(text);
      return vector === undefined
        ? []
        : [{ liked, weight, vector, words: words.of({ title: "", abstract: text }), usual: 0 }];
    }
    const features = this.#featuresOf(row ?? -1, words);
    return features === undefined ? [] : [{ ...features, liked, weight, row, usual: words.usual[row ?? -1] ?? 0 }];
  }

  #featuresOf(row: number, words: WordVectors): Features | undefined {
    const [paper, vector] = [this.#sources.readPaper(row), this.#sources.readVector(row)];
    return paper === undefined || vector === undefined ? undefined : { vector, words: words.of(paper) };
  }

  #backgroundOf(searchable: Searchable): Background {
    const { catalog, lexical } = searchable;
    const words = lexical.vectors;
    if (this.#background?.searchable !== searchable || this.#background.words !== words) {
      const { readPaper, readVector } = this.#sources;
      this.#background = { searchable, words, it: drawBackground({ catalog, words, readPaper, readVector }) };
    }
    return this.#background.it;
  }

  /** The latest papers that may be picked, without the half that is most like what is disliked. */
  #latestPicks(k: number, { accepts }: Mask, scores: Float32Array | undefined): Pick[] {
    const rows = this.#sources.latest(LATEST_SHARE * k + accepts.length).filter((row) => accepts[row] === 1);
    const latest = rows.slice(0, LATEST_SHARE * k);
    const sorted = latest.map((row) => scores?.[row] ?? 0).sort((a, b) => a - b);
    const bar = latest.length <= k ? Number.NEGATIVE_INFINITY : (sorted[Math.floor(sorted.length / 2)] ?? 0);
    const kept = latest.filter((row) => (scores?.[row] ?? 0) >= bar);
    return kept.slice(0, k).map((row) => ({ row, score: 0, explores: false }));
  }
}

/** Takes rows out of a mask; returns how many are left. */
function leaveOut(mask: Mask, rows: readonly number[]): number {
  let { count } = mask;
  for (const row of rows) {
    count -= mask.accepts[row] ?? 0;
    if (row < mask.accepts.length) mask.accepts[row] = 0;
  }
  return count;
}

function noteOn(liked: readonly Label[], labels: readonly Label[], hits: number, isOwn: boolean): string[] {
  if (hits === 0) return ["No paper is left to recommend: all are known or fail the filters."];
  if (liked.length > 0) return [];
  const disliked = labels.length > 0 ? `, without those most like the ${counted(labels.length, "disliked one")}` : "";
  return [
    `Nothing is liked ${isOwn ? "yet" : "here"}: these are the papers that came last${disliked}. ${HOW_TO_BEGIN}`,
  ];
}
