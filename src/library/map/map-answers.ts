import { AppError, type Paper } from "../../core/index.ts";
import { keyPhrasesOf, NO_TOPIC, pathOf } from "../../map/index.ts";
import type { Catalog, Field, Filters } from "../../search/index.ts";
import type {
  MapColumn,
  MapPaper,
  MapPapersAnswer,
  SelectionAnswer,
  Topic,
  TopicEntry,
  TopicsAnswer,
  TopicsOverTime,
} from "../../wire/index.ts";
import { parseArea } from "./area.ts";
import type { MapView } from "./map-view.ts";

/** What answers about the map need of the library. */
export interface PaperSources {
  readonly catalog: () => Catalog;
  /** Runs `work` on one state of the store: many reads take a third of the time. */
  readonly snapshot: <T>(work: () => T) => T;
  readonly readPaper: (row: number) => Paper | undefined;
}

/** A point as a reader or another program understands it. */
export interface PointInWords {
  readonly paper: Paper;
  /** 0 to 1 from the left and from below. */
  readonly x: number;
  readonly y: number;
  /** Ids, the top level first. */
  readonly topics: readonly string[];
  readonly trust: number;
}

const PHRASES_OF_ENTRY = 6;
const PAPERS_OF_ENTRY = 5;
const KEY_PHRASES = 12;
/** Key phrases of a larger selection are those of a regular sample. */
const MOST_READ = 800;
const MOST_TOPICS = 12;
/** Of a topic's own papers shown with it. */
const TYPICAL_PAPERS = 8;
const FIELD_OF: Readonly<Record<MapColumn["by"], Field>> = {
  category: "categories",
  venue: "venue",
  source: "sources",
};

/** Answers about one map. Unknown topics throw AppError("not-found"). */
export class MapAnswers {
  readonly view: MapView;
  readonly #sources: PaperSources;
  #topics: TopicsAnswer | undefined;

  constructor(view: MapView, sources: PaperSources) {
    this.view = view;
    this.#sources = sources;
  }

  /** The points with all that is known of each, in the order of their rows. */
  *pointsInWords(): Generator<PointInWords> {
    const { view } = this;
    const { x, y, trust, rows } = view.map;
    for (const [point, row] of rows.entries()) {
      const paper = this.#sources.readPaper(row);
      if (paper === undefined) continue;
      yield { paper, x: x[point] ?? 0, y: y[point] ?? 0, topics: view.topicsOf(point), trust: trust[point] ?? 0 };
    }
  }

  topics(): TopicsAnswer {
    this.#topics ??= this.#listTopics();
    return this.#topics;
  }

  /** Throws AppError("not-found") for an unknown id, as do those below. */
  topic(id: string): Topic {
    const { view } = this;
    const place = view.topicAt(id);
    const topic = view.map.topics[place];
    if (topic === undefined) throw new AppError("not-found", `There is no topic ${id}.`);
    const { typical, phrases, nearest, parent, ...rest } = topic;
    const brief = (at: number) => {
      const { id: its, name, size } = view.map.topics[at] ?? { id: "", name: "", size: 0 };
      return { id: its, name, size };
    };
    const children = [...view.map.topics.keys()].filter((at) => view.map.topics[at]?.parent === place);
    return {
      ...rest,
      parent: parent < 0 ? null : brief(parent).id,
      path: pathOf(view.map, parent).map((at) => ({ id: brief(at).id, name: brief(at).name })),
      children: children.map(brief).sort((a, b) => b.size - a.size),
      papers: this.#papers(view.typicalOf(place).slice(0, TYPICAL_PAPERS)),
      phrases: phrases.map(({ phrase, papers }) => ({ phrase, papers })),
      years: this.#yearsOf(view.membersOf(place)),
      nearest: nearest.map(({ topic: at, share }) => ({ id: brief(at).id, name: brief(at).name, share })),
    };
  }

  /** Papers of a topic, the most typical first. */
  topicPapers(id: string, k: number, offset: number): MapPapersAnswer {
    const { view } = this;
    const points = view.typicalOf(view.topicAt(id));
    return { total: points.length, offset, papers: this.#papers(points.slice(offset, offset + k)) };
  }

  topicsOverTime(level: number): TopicsOverTime {
    const { view } = this;
    const all = this.#yearsOf(view.map.rows.keys());
    const years = all.map(({ year }) => year);
    const topics = [...view.map.topics.entries()].filter(([, topic]) => topic.level === level);
    return {
      level,
      years,
      papers: all.map(({ count }) => count),
      topics: topics.map(([place, { id, name }]) => {
        const counts = new Map(this.#yearsOf(view.membersOf(place)).map(({ year, count }) => [year, count]));
        return { id, name, counts: years.map((year) => counts.get(year) ?? 0) };
      }),
    };
  }

  /** What the points can be coloured by. */
  column(by: MapColumn["by"]): MapColumn {
    const { view } = this;
    const { values, numbers } = this.#sources.catalog().firstParts(FIELD_OF[by], view.map.rows);
    const counts = new Uint32Array(values.length);
    for (const number of numbers) counts[number] = (counts[number] ?? 0) + 1;
    const ranked = [...values.keys()]
      .filter((number) => values[number] !== "" && (counts[number] ?? 0) > 0)
      .sort((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0) || a - b);
    const codeOf = new Map(ranked.slice(0, NO_TOPIC).map((number, code) => [number, code]));
    const codes = Buffer.alloc(2 * numbers.length);
    for (const [point, number] of numbers.entries()) codes.writeUInt16LE(codeOf.get(number) ?? NO_TOPIC, 2 * point);
    return {
      by,
      values: ranked.map((number) => ({ value: values[number] ?? "", count: counts[number] ?? 0 })),
      codes: codes.toString("base64"),
    };
  }

  /** The papers of these rows, those that are not on the map left out. */
  papers(rows: readonly number[]): MapPapersAnswer {
    const { view } = this;
    const papers = this.#papers(rows.map((row) => view.pointOf(row)).filter((point) => point >= 0));
    return { total: papers.length, offset: 0, papers };
  }

  /** What lies in an area of the map and passes the filters. */
  selection(area: string, filters: Filters, k: number, offset: number): SelectionAnswer {
    const { view } = this;
    const { accepts } = this.#sources.catalog().mask(filters);
    const { rows, topic, phrases, topics } = view.map;
    const points = view.pointsIn(parseArea(area)).filter((point) => accepts[rows[point] ?? 0] === 1);
    points.sort((a, b) => (topic[a] ?? 0) - (topic[b] ?? 0) || a - b);
    const counts = new Map<number, number>();
    for (const point of points) counts.set(topic[point] ?? NO_TOPIC, (counts.get(topic[point] ?? NO_TOPIC) ?? 0) + 1);
    const ranked = [...counts].filter(([at]) => at !== NO_TOPIC).sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    const step = Math.max(1, points.length / MOST_READ);
    const sample = Array.from(
      { length: Math.min(points.length, MOST_READ) },
      (_, i) => points[Math.floor(i * step)] ?? 0,
    );
    const texts = this.#sources.snapshot(() =>
      sample.flatMap((point) => this.#sources.readPaper(rows[point] ?? 0) ?? []),
    );
    return {
      total: points.length,
      papers: this.#papers(points.slice(offset, offset + k)),
      phrases: keyPhrasesOf(phrases, texts, KEY_PHRASES).map(({ phrase, papers }) => ({
        phrase,
        papers: Math.round(papers * step),
      })),
      topics: ranked.slice(0, MOST_TOPICS).map(([at, count]) => ({
        id: topics[at]?.id ?? "",
        name: topics[at]?.name ?? "",
        count,
      })),
      years: this.#yearsOf(points),
    };
  }

  #listTopics(): TopicsAnswer {
    const { view } = this;
    const { topics, levels, rows } = view.map;
    return {
      topics: this.#sources.snapshot(() => topics.map((_, place) => this.#entry(place))),
      levels,
      papers: rows.length,
      between: view.between(),
    };
  }

  #entry(place: number): TopicEntry {
    const { view } = this;
    const topic = view.map.topics[place];
    if (topic === undefined) throw new AppError("not-found", "There is no such topic.");
    const { typical, phrases, nearest, parent, ...rest } = topic;
    return {
      ...rest,
      parent: view.map.topics[parent]?.id ?? null,
      papers: typical.slice(0, PAPERS_OF_ENTRY).flatMap((row) => this.#sources.readPaper(row)?.id ?? []),
      phrases: phrases.slice(0, PHRASES_OF_ENTRY).map(({ phrase }) => phrase),
    };
  }

  #papers(points: readonly number[]): MapPaper[] {
    const { view } = this;
    return points.flatMap((point) => {
      const row = view.map.rows[point] ?? 0;
      const paper = this.#sources.readPaper(row);
      if (paper === undefined) return [];
      const { id, title, authors, year, venue, categories } = paper;
      return {
        row,
        id,
        title,
        authors: [...authors],
        ...(year === undefined ? {} : { year }),
        ...(venue === undefined ? {} : { venue }),
        categories: [...categories],
        topics: view.topicsOf(point),
        trust: view.map.trust[point] ?? 0,
      };
    });
  }

  #yearsOf(points: Iterable<number>): { year: number; count: number }[] {
    const { view } = this;
    const catalog = this.#sources.catalog();
    const counts = new Map<number, number>();
    for (const point of points) {
      const year = catalog.year(view.map.rows[point] ?? 0);
      if (year > 0) counts.set(year, (counts.get(year) ?? 0) + 1);
    }
    return [...counts].map(([year, count]) => ({ year, count })).sort((a, b) => a.year - b.year);
  }
}
