import { AppError, clip, type Paper } from "../../core/index.ts";
import type { Searchable } from "../../search/index.ts";
import type { PlaceOnPage, Store } from "../../store/index.ts";
import type { ListedPaper, ListingAnswer, ListingPeriod, ListingsAnswer, PeriodLength } from "../../wire/index.ts";
import { toWire } from "../answers.ts";
import type { Affinity } from "../interest.ts";
import type { LiveIndexes } from "../live.ts";
import type { TopicGrowth } from "../map/growth.ts";
import { recordedModel } from "../model.ts";
import { describe, longer, notesOn, notesOnReader, pagesOf } from "./answer-parts.ts";
import { type ForMe, newForMeFirst, type ReaderInterest } from "./for-me.ts";
import { listPeriods } from "./list-periods.ts";
import { type Nearest, type NoveltyParts, nearestAmong, usualNovelty } from "./novelty.ts";
import { isYearless, type Period, pageName, parsePeriod } from "./periods.ts";

/** What answers about listings need of the library. */
export interface ListingSources {
  readonly store: Store;
  readonly live: LiveIndexes;
  /** Topics of a paper on the map, the top level first; none until the map is there. */
  readonly topicPath: (row: number) => { id: string; name: string }[];
  /** Topics that grow with the rows marked 1 in `fresh`, beside those marked in `known`. */
  readonly growing: (fresh: Uint8Array, known: Uint8Array) => TopicGrowth[];
  readonly interest: () => ReaderInterest;
}

export interface ListingOrder {
  readonly k: number;
  readonly offset: number;
  /** Whether each paper is to be compared with what was known before: some milliseconds each. */
  readonly withNovelty: boolean;
  /** "mine": what is new for the reader first; as listed where it is not given. */
  readonly sort?: "listed" | "mine";
}

/** What was found out for one state of the library. */
interface Memory {
  readonly stamp: string;
  readonly periods: Map<PeriodLength, ListingPeriod[]>;
  /** Nearest papers known before a period, by its key. */
  readonly nearest: Map<string, Map<number, Nearest | undefined>>;
  /** The usual novelty among what was known before a period, by its key; that of the whole library under "". */
  readonly usual: Map<string, Promise<number | undefined>>;
}

/** What the papers of a period are compared with. */
interface Novelty {
  /** Rows that were not known before. */
  readonly fresh: ReadonlySet<number>;
  readonly known: number;
  readonly nearest: ReadonlyMap<number, Nearest | undefined>;
  readonly limit: number | undefined;
}

/** Where fewer papers were known before, nearly everything is far from them. */
const LEAST_KNOWN = 100;
/** Where this share of the library was known before, the whole library shows what is usual. */
const NEARLY_ALL = 0.9;

/** Answers what was listed when. */
export class ListingDesk {
  readonly #sources: ListingSources;
  #memory: Memory | undefined;

  constructor(sources: ListingSources) {
    this.#sources = sources;
  }

  /** The periods that have listings. */
  periods(by: PeriodLength): ListingsAnswer {
    const periods = this.#periods(by);
    const notes: string[] = [];
    if (periods.some(({ from }) => from !== undefined && isYearless(from))) {
      notes.push(
        `Some pages name a day but no year. They stand apart, after those of known years${by === "week" ? ", day by day: without the year their week is not known" : ""}.`,
      );
    }
    if (periods.some((period) => period.by === "page")) notes.push("Pages without any date come last, by name.");
    return { by, periods, notes };
  }

  /** What is listed in a period. Throws AppError "bad-request" for a text that names no period, "not-found" for a
   *  period without listings. */
  async period(text: string, { k, offset, withNovelty, sort = "listed" }: ListingOrder): Promise<ListingAnswer> {
    const { store, interest } = this.#sources;
    const period = parsePeriod(text);
    const places = placesIn(store, period);
    const rows = [...new Set(places.map(({ row }) => row))];
    if (rows.length === 0) throw new AppError("not-found", `No listing of ${clip(text, 100)} is in this library.`);
    const reader = sort === "mine" ? interest() : undefined;
    const order: readonly ForMe[] =
      reader === undefined
        ? rows.map((row) => ({ row }))
        : newForMeFirst(rows, reader, (row) => store.vectors.get(row));
    const placeOf = new Map(rows.map((row, i) => [row, i + 1]));
    const shown = order.slice(offset, offset + k);
    const novelty = withNovelty
      ? await this.#noveltyOf(
          period,
          rows,
          shown.map(({ row }) => row),
        )
      : undefined;
    const pages = pagesOf(places);
    return {
      ...describe(period),
      listings: pages.length,
      papers: rows.length,
      offset,
      listed: store.snapshot(() =>
        shown.flatMap(({ row, affinity }) => {
          const paper = store.papers.paper(row);
          const listed = paper && this.#listed(row, paper, placeOf.get(row) ?? 1, novelty);
          return listed === undefined ? [] : [{ ...listed, ...this.#nearMine(affinity) }];
        }),
      ),
      pages,
      ...this.#around(period),
      ...longer(places[0]?.date ?? ""),
      ...(novelty === undefined ? {} : { novelty: { known: novelty.known, ...limitOf(novelty) } }),
      growing: novelty === undefined ? [] : this.#growing(rows, novelty),
      notes: [...notesOn(period), ...notesOnReader(reader)],
    };
  }

  /** What the papers shown are like beside those known before; all papers of the period were not. */
  async #noveltyOf(period: Period, rows: readonly number[], shown: readonly number[]): Promise<Novelty> {
    const { store } = this.#sources;
    const fresh = new Set(period.by === "page" ? rows : store.listings.firstListedSince(period.from));
    const known = store.papers.count() - fresh.size;
    const nearest = await this.#nearestBefore(period, shown, fresh);
    const limit = known < LEAST_KNOWN ? undefined : await this.#usualNovelty(period, fresh);
    return { fresh, known, nearest, limit };
  }

  /** The topics that the period has more of than what was known before lets one expect. */
  #growing(rows: readonly number[], { fresh }: Novelty): TopicGrowth[] {
    const { live, growing } = this.#sources;
    const { searchable } = live;
    if (searchable === undefined) return [];
    const before = searchable.catalog.mask({ within: allBut(fresh, { searchable }) }).accepts;
    const now = new Uint8Array(before.length);
    for (const row of rows) if (fresh.has(row)) now[row] = 1;
    return growing(now, before);
  }

  #listed(row: number, paper: Paper, place: number, novelty: Novelty | undefined): ListedPaper {
    const { store, topicPath } = this.#sources;
    const nearest = novelty?.nearest.get(row);
    const other = nearest && store.papers.paper(nearest.row);
    const distance = nearest && Math.min(2, Math.max(0, 1 - nearest.similarity));
    const isFarOut = distance !== undefined && novelty?.limit !== undefined && distance > novelty.limit;
    return {
      ...toWire(row, paper, store.listings.entriesOf(row)),
      place,
      ...(distance === undefined ? {} : { novelty: distance }),
      ...(other === undefined ? {} : { nearest: { id: other.id, title: other.title } }),
      newInKind: isFarOut && novelty?.fresh.has(row) === true,
      topics: topicPath(row),
    };
  }

  /** Why a paper is for the reader: the paper of theirs that it is nearest to. */
  #nearMine(affinity: Affinity | undefined): Pick<ListedPaper, "mine"> {
    if (affinity === undefined) return {};
    const paper = this.#sources.store.papers.paper(affinity.near.row);
    return paper === undefined ? {} : { mine: { score: affinity.score, near: { id: paper.id, title: paper.title } } };
  }

  /** The periods of the same length before and after; a page without date stands among all others by name. */
  #around({ key, by }: Period): Pick<ListingAnswer, "previous" | "next"> {
    const periods = this.#periods(by === "page" ? "day" : by);
    const at = periods.findIndex(({ period }) => period === key);
    const [next, previous] = at < 0 ? [] : [periods[at - 1]?.period, periods[at + 1]?.period];
    return { ...(previous === undefined ? {} : { previous }), ...(next === undefined ? {} : { next }) };
  }

  #periods(by: PeriodLength): ListingPeriod[] {
    const { periods } = this.#remembered();
    const known = periods.get(by) ?? listPeriods(this.#sources.store.listings.places(), by);
    periods.set(by, known);
    return known;
  }

  /** For each row the nearest paper that is not among the fresh ones. */
  async #nearestBefore(
    { key }: Period,
    rows: readonly number[],
    fresh: ReadonlySet<number>,
  ): Promise<ReadonlyMap<number, Nearest | undefined>> {
    const memory = this.#remembered();
    const parts = this.#noveltyParts();
    const known = memory.nearest.get(key) ?? new Map<number, Nearest | undefined>();
    memory.nearest.set(key, known);
    const missing = rows.filter((row) => !known.has(row));
    if (parts === undefined || missing.length === 0) return known;
    const found = await nearestAmong(parts, missing, allBut(fresh, parts));
    for (const row of missing) known.set(row, found.get(row));
    return known;
  }

  #usualNovelty({ key }: Period, fresh: ReadonlySet<number>): Promise<number | undefined> {
    const { usual } = this.#remembered();
    const parts = this.#noveltyParts();
    if (parts === undefined) return Promise.resolve(undefined);
    const nearlyAll = fresh.size <= (1 - NEARLY_ALL) * parts.searchable.catalog.count;
    const subject = nearlyAll ? "" : key;
    const found = usual.get(subject) ?? usualNovelty(parts, nearlyAll ? undefined : allBut(fresh, parts));
    usual.set(subject, found);
    return found;
  }

  /** Undefined while there is nothing to compare, or another process changes the library's model. */
  #noveltyParts(): NoveltyParts | undefined {
    const { store, live } = this.#sources;
    const searchable: Searchable | undefined = live.searchable;
    if (searchable === undefined || live.model !== recordedModel(store)?.model) return undefined;
    return { searchable, readVector: (row) => store.vectors.get(row) };
  }

  #remembered(): Memory {
    const { stamp } = this.#sources.live;
    if (this.#memory?.stamp !== stamp) {
      this.#memory = { stamp, periods: new Map(), nearest: new Map(), usual: new Map() };
    }
    return this.#memory;
  }
}

function allBut(rows: ReadonlySet<number>, { searchable }: Pick<NoveltyParts, "searchable">): Uint8Array {
  const others = new Uint8Array(searchable.catalog.limit).fill(1);
  for (const row of rows) others[row] = 0;
  return others;
}

function placesIn(store: Store, period: Period): PlaceOnPage[] {
  if (period.by === "page") return store.listings.onPage(pageName(period));
  return store.listings.between(period.from, period.to);
}

function limitOf({ limit }: Novelty): { limit?: number } {
  return limit === undefined ? {} : { limit };
}
