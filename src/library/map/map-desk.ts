import { AppError } from "../../core/index.ts";
import { driftOf, meanOf, type TopicMap, trustOfPlaced } from "../../map/index.ts";
import type { Catalog, Filters } from "../../search/index.ts";
import type {
  MapColumn,
  MapPapersAnswer,
  MapStatus,
  SelectionAnswer,
  Topic,
  TopicsAnswer,
  TopicsOverTime,
} from "../../wire/index.ts";
import type { RequestFilters } from "../options.ts";
import { parseArea } from "./area.ts";
import { growingTopics, type TopicGrowth } from "./growth.ts";
import type { LiveMap } from "./live-map.ts";
import { MapAnswers, type PaperSources, type PointInWords } from "./map-answers.ts";
import { MapView } from "./map-view.ts";
import { countTopics, type TopicCount } from "./topic-counts.ts";

interface MapSources extends PaperSources {
  readonly live: LiveMap;
  readonly countPapers: () => number;
  /** The rows that pass filters by what the reader keeps; undefined where there are none. */
  readonly within: (own: Pick<RequestFilters, "list" | "read">) => Uint8Array | undefined;
}

/** When so many of the papers came or went after the layout, or those that came are so badly placed, a refit pays. */
const MUCH_DRIFT = 0.2;
const BAD_TRUST = 0.7;
const FEW_PLACED = 50;

/** The place where everything about the topic map of a library is asked. Where the map is still being laid out, methods
 *  throw AppError("map-building"), and AppError("not-found") where there is nothing to map or no such topic. */
export class MapDesk {
  readonly #sources: MapSources;
  #answers: MapAnswers | undefined;
  #binary: { readonly view: MapView; readonly catalog: Catalog; readonly bytes: Buffer } | undefined;

  constructor(sources: MapSources) {
    this.#sources = sources;
  }

  status(): MapStatus {
    const { live } = this.#sources;
    const { map, progress, failure } = live;
    const shown = map === undefined ? undefined : describe(map);
    return {
      state: this.#state(),
      ...(failure === undefined ? {} : { message: failure }),
      ...(progress === undefined ? {} : { progress: { ...progress } }),
      version: live.version,
      papers: 0,
      placed: 0,
      refitAdvised: false,
      ...shown,
    };
  }

  #state(): MapStatus["state"] {
    const { map, failure, isBuilding } = this.#sources.live;
    const isEmpty = this.#sources.countPapers() === 0;
    if (map !== undefined) return isEmpty && map.rows.length === 0 ? "empty" : "ready";
    if (isBuilding || (failure === undefined && !isEmpty)) return "building";
    return failure === undefined ? "empty" : "failed";
  }

  /** The points: see the wire types. */
  points(): Buffer {
    const { view } = this.#ready();
    const catalog = this.#sources.catalog();
    if (this.#binary?.view !== view || this.#binary.catalog !== catalog) {
      this.#binary = { view, catalog, bytes: view.toBinary(catalog) };
    }
    return this.#binary.bytes;
  }

  /** The points with all that is known of each, in the order of their rows. */
  pointsInWords(): Generator<PointInWords> {
    return this.#ready().pointsInWords();
  }

  topics(): TopicsAnswer {
    return this.#ready().topics();
  }

  topic(id: string): Topic {
    return this.#ready().topic(id);
  }

  /** Papers of a topic, the most typical first. */
  topicPapers(id: string, k: number, offset: number): MapPapersAnswer {
    return this.#ready().topicPapers(id, k, offset);
  }

  topicsOverTime(level: number): TopicsOverTime {
    return this.#ready().topicsOverTime(level);
  }

  /** What the points can be coloured by. */
  column(by: MapColumn["by"]): MapColumn {
    return this.#ready().column(by);
  }

  /** The papers of these rows, those that are not on the map left out. */
  papers(rows: readonly number[]): MapPapersAnswer {
    return this.#ready().papers(rows);
  }

  /** Topics of a paper, the top level first; none for one that is not on the map, or while there is no map. */
  topicPath(row: number): { id: string; name: string }[] {
    if (this.#sources.live.map === undefined) return [];
    const { view } = this.#ready();
    const point = view.pointOf(row);
    const ids = point < 0 ? [] : view.topicsOf(point);
    return ids.map((id) => ({ id, name: view.map.topics[view.topicAt(id)]?.name ?? "" }));
  }

  /** What lies in an area of the map and passes the filters. */
  selection(area: string, filters: RequestFilters, k: number, offset: number): SelectionAnswer {
    return this.#ready().selection(area, this.filtersOf({ ...filters, area }), k, offset);
  }

  /** Filters of papers, those by places on the map and by what the reader keeps turned into rows. Throws
   *  AppError("bad-request") for a place that is none, "not-found" for a list that is not there, "map-building". */
  filtersOf({ topic, area, list, read, ...filters }: RequestFilters): Filters {
    const own = this.#sources.within({ list, read });
    const placed =
      (topic === undefined || topic.length === 0) && area === undefined ? undefined : this.#at(topic, area);
    const within = own === undefined || placed === undefined ? (own ?? placed) : both(own, placed);
    return within === undefined ? filters : { ...filters, within };
  }

  /** The rows that lie in one of the topics and in the area. */
  #at(topic: readonly string[] | undefined, area: string | undefined): Uint8Array {
    const { view } = this.#ready();
    const { rows } = view.map;
    const within = new Uint8Array((rows.at(-1) ?? 0) + 1);
    const wanted = topic === undefined || topic.length === 0 ? undefined : new Set<number>();
    for (const id of topic ?? []) for (const point of view.membersOf(view.topicAt(id))) wanted?.add(point);
    const points = area === undefined ? [...(wanted ?? [])] : view.pointsIn(parseArea(area));
    for (const point of points) if (wanted === undefined || wanted.has(point)) within[rows[point] ?? 0] = 1;
    return within;
  }

  /** The map, as far as there is one. */
  get present(): TopicMap | undefined {
    return this.#sources.live.map;
  }

  /** How many of the rows marked 1 each topic of the top level has, and each of `ids`; nothing while there is no map. */
  countTopics(accepts: Uint8Array, ids: readonly string[] = []): { topics?: TopicCount[] } {
    return this.#sources.live.map === undefined ? {} : { topics: countTopics(this.#ready().view, accepts, ids) };
  }

  /** The topics that grow with the rows marked 1 in `fresh`, beside those marked in `known`; none while there is no map. */
  growing(fresh: Uint8Array, known: Uint8Array): TopicGrowth[] {
    return this.#sources.live.map === undefined ? [] : growingTopics(this.#ready().view, fresh, known);
  }

  #ready(): MapAnswers {
    const { map, failure } = this.#sources.live;
    if (map === undefined) throw this.#withoutMap(failure);
    if (this.#answers?.view.map !== map) this.#answers = new MapAnswers(new MapView(map), this.#sources);
    return this.#answers;
  }

  #withoutMap(failure: string | undefined): AppError {
    if (failure !== undefined) return new AppError("storage-failed", failure);
    if (this.#sources.countPapers() === 0)
      return new AppError("not-found", "The library has no papers yet: there is nothing to map.");
    const hint = "/api/map/status tells how far it is.";
    return new AppError("map-building", `The map of this library is being laid out. ${hint}`);
  }
}

/** The rows that both let pass. */
function both(a: Uint8Array, b: Uint8Array): Uint8Array {
  return a.subarray(0, b.length).map((accept, row) => accept & (b[row] ?? 0));
}

/** What the status says of a map. */
function describe(map: TopicMap) {
  const placed = map.placed.reduce((sum, flag) => sum + flag, 0);
  const trust = trustOfPlaced(map);
  const drift = driftOf(map);
  const isBadlyPlaced = placed >= FEW_PLACED && trust.placed < BAD_TRUST * trust.laidOut;
  return {
    papers: map.rows.length,
    placed,
    trust: meanOf(map.trust),
    drift,
    refitAdvised: drift >= MUCH_DRIFT || isBadlyPlaced,
    fittedAt: map.facts.fittedAt,
    seconds: map.facts.seconds,
  };
}
