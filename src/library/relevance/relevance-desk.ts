import { statSync } from "node:fs";
import { setImmediate } from "node:timers/promises";
import { AppError, messageOf, type OnProgress } from "../../core/index.ts";
import type { EmbeddingModel } from "../../embed/index.ts";
import { judge, LEAST_PAPERS, learnCalibration, type Searchable, type SearchOutcome } from "../../search/index.ts";
import type { Store } from "../../store/index.ts";
import type { Hit, SearchAnswer } from "../../wire/index.ts";
import type { Report } from "../indexes.ts";
import { type Learned, readLearned, saveLearned } from "./saved.ts";

export interface RelevanceParts {
  readonly path: string;
  readonly store: Store;
  readonly report: Report;
  /** Learns by itself when a search finds nothing learned: for a process that answers many. */
  readonly learnsUnasked: boolean;
  /** Undefined while the library is empty. */
  readonly searchable: () => Searchable | undefined;
  /** The model of the vectors that are searched. Throws as a search does. */
  readonly openModel: () => Promise<EmbeddingModel>;
  /** The topics of a paper, the top level first; none while there is no map. */
  readonly topicPath: (row: number) => readonly { readonly id: string; readonly name: string }[];
}

type Judged = Pick<SearchAnswer, "hits" | "answered" | "relevantCount" | "nearestTopics">;

/** When so large a share of the papers came or went, it is learned anew. */
const MUCH_CHANGED = 0.2;
const SEED = 5;
/** Topics are those that most of so many first hits are in. */
const TOPIC_HITS = 30;
const MOST_TOPICS = 4;
/** A topic of fewer of them is there by chance. */
const LEAST_TOPIC_HITS = 3;

/** Says whether hits are about their query, as far as that has been learned. */
export class RelevanceDesk {
  readonly #parts: RelevanceParts;
  #learned: Learned | undefined;
  /** Of the file that it was read from. */
  #readAt = 0;
  #version = 0;
  #learning: Promise<void> | undefined;
  /** Papers in the library when learning failed or taught nothing. */
  #failedAt: number | undefined;
  #isClosed = false;

  constructor(parts: RelevanceParts) {
    this.#parts = parts;
  }

  /** Changes with what was learned. */
  get version(): number {
    this.#read();
    return this.#version;
  }

  /** Whether anything was learned with the library's model, however long ago. */
  get hasLearned(): boolean {
    this.#read();
    return this.#fits(this.#learned);
  }

  /** Whether the query is answered and where relevance ends, with the hits and their relevance. Undefined while nothing
   *  was learned, and before the first word is typed. `isRanked` says that the hits stand in the order of their scores. */
  judge(outcome: SearchOutcome, hits: readonly Hit[], isRanked: boolean): Judged | undefined {
    this.#read();
    const parts = this.#parts.searchable();
    if (parts === undefined || parts.catalog.count < LEAST_PAPERS) return undefined;
    if (this.#parts.learnsUnasked && this.#isStale(parts)) void this.learn();
    const isBarelyBegun = outcome.settled?.size === 0;
    if (isBarelyBegun || !this.#fits(this.#learned)) return undefined;
    const { answered, relevance, relevantCount } = judge(parts, outcome, this.#learned.calibration);
    return {
      hits: hits.map((hit) => withRelevance(hit, relevance.get(hit.row))),
      answered,
      ...(relevantCount === undefined || !isRanked ? {} : { relevantCount }),
      ...(answered ? {} : { nearestTopics: this.#topicsOf(outcome) }),
    };
  }

  /** Learns how likely hits are to be about their query, unless that is known and the library has hardly changed since.
   *  Failures are reported, not thrown: searches work without. */
  learn(onProgress?: OnProgress): Promise<void> {
    this.#learning ??= this.#learn(onProgress)
      .catch((error: unknown) => {
        if (!this.#isClosed) this.#parts.report(`Relevance could not be learned: ${messageOf(error)}`);
        this.#failedAt = this.#parts.searchable()?.catalog.count;
      })
      .finally(() => {
        this.#learning = undefined;
      });
    return this.#learning;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#learning;
  }

  async #learn(onProgress: OnProgress | undefined): Promise<void> {
    this.#read();
    const { store, path, openModel } = this.#parts;
    const parts = this.#parts.searchable();
    if (parts === undefined || !this.#isStale(parts)) return;
    const model = await openModel();
    const calibration = await learnCalibration(parts, {
      rows: store.vectors.rows(),
      readPaper: (row) => store.papers.paper(row),
      readVector: (row) => store.vectors.get(row),
      embed: (texts, role) => model.embed(texts, role),
      seed: SEED,
      pause: async (done, total) => {
        onProgress?.({ stage: "Learning relevance", done, total, unit: "papers" });
        await setImmediate();
        if (this.#isClosed) throw new AppError("cancelled", "The library has been closed.");
      },
    });
    if (calibration === undefined) {
      this.#failedAt = parts.catalog.count;
      return;
    }
    this.#learned = { calibration, model: model.id, papers: parts.catalog.count };
    this.#version++;
    saveLearned(path, this.#learned);
    this.#readAt = writtenAt(path);
  }

  #isStale({ catalog }: Searchable): boolean {
    const papers = catalog.count;
    if (papers < LEAST_PAPERS || this.#failedAt === papers) return false;
    if (!this.#fits(this.#learned)) return true;
    return Math.abs(papers - this.#learned.papers) > MUCH_CHANGED * this.#learned.papers;
  }

  #fits(learned: Learned | undefined): learned is Learned {
    return learned !== undefined && learned.model === this.#parts.store.setting("model");
  }

  /** Takes up what this or another process has written. */
  #read(): void {
    const at = writtenAt(this.#parts.path);
    if (at === this.#readAt) return;
    this.#readAt = at;
    this.#learned = readLearned(this.#parts.path);
    this.#version++;
  }

  /** Topics of the second level, or the first where there is no other, that the first hits are in, the most frequent
   *  first. */
  #topicsOf({ papers }: SearchOutcome): { id: string; name: string }[] {
    const byScore = [...papers].sort((a, b) => b.score - a.score).slice(0, TOPIC_HITS);
    const counts = new Map<string, { id: string; name: string; hits: number }>();
    for (const { row } of byScore) {
      const [top, second] = this.#parts.topicPath(row);
      const topic = second ?? top;
      if (topic === undefined) continue;
      const { hits } = counts.get(topic.id) ?? { hits: 0 };
      counts.set(topic.id, { ...topic, hits: hits + 1 });
    }
    return [...counts.values()]
      .filter(({ hits }) => hits >= LEAST_TOPIC_HITS)
      .sort((a, b) => b.hits - a.hits)
      .slice(0, MOST_TOPICS)
      .map(({ id, name }) => ({ id, name }));
  }
}

function withRelevance(hit: Hit, relevance: number | undefined): Hit {
  return relevance === undefined ? hit : { ...hit, relevance };
}

function writtenAt(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
