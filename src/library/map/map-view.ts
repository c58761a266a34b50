import { AppError, clip, topPositions } from "../../core/index.ts";
import { membersOf, NO_TOPIC, pathOf, type TopicMap } from "../../map/index.ts";
import type { Catalog } from "../../search/index.ts";
import { type Area, isInside } from "./area.ts";

const MAGIC = "ORRM";
const VERSION = 1;
const HEADER_BYTES = 32;
const LAST_YEAR_STEP = 254;
const EDGE = 65_535;

/** A map with what looking things up in it needs. */
export class MapView {
  readonly map: TopicMap;
  readonly #placeById: ReadonlyMap<string, number>;
  readonly #members: readonly Uint32Array[];

  constructor(map: TopicMap) {
    this.map = map;
    this.#placeById = new Map(map.topics.map(({ id }, place) => [id, place]));
    this.#members = membersOf(map);
  }

  /** The point of a row; -1 when it is not on the map. */
  pointOf(row: number): number {
    const { rows } = this.map;
    let low = 0;
    let high = rows.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((rows[middle] ?? 0) < row) low = middle + 1;
      else high = middle;
    }
    return rows[low] === row ? low : -1;
  }

  /** Place of a topic in the list. Throws AppError("not-found"). */
  topicAt(id: string): number {
    const place = this.#placeById.get(id);
    if (place === undefined) {
      throw new AppError("not-found", `There is no topic ${JSON.stringify(clip(id, 100))} on the map of this library.`);
    }
    return place;
  }

  /** Points of a topic, ascending. */
  membersOf(topic: number): Uint32Array {
    return this.#members[topic] ?? new Uint32Array(0);
  }

  /** Points of a topic, the most typical first. */
  typicalOf(topic: number): number[] {
    const members = this.membersOf(topic);
    const { typical } = this.map.topics[topic] ?? { typical: [] };
    const first = typical.map((row) => this.pointOf(row)).filter((point) => point >= 0);
    const known = new Set(first);
    const rest = members.filter((point) => !known.has(point));
    const typicality = Float32Array.from(rest, (point) => this.map.typicality[point] ?? 0);
    return [...first, ...topPositions(typicality, rest.length).flatMap((at) => rest[at] ?? [])];
  }

  /** Points inside an area, ascending. */
  pointsIn(area: Area): number[] {
    const { x, y } = this.map;
    const inside: number[] = [];
    for (let point = 0; point < x.length; point++) {
      if (isInside(area, x[point] ?? 0, y[point] ?? 0)) inside.push(point);
    }
    return inside;
  }

  /** Ids of the topics that a point is in, the top level first. */
  topicsOf(point: number): string[] {
    const topic = this.map.topic[point] ?? NO_TOPIC;
    if (topic === NO_TOPIC) return [];
    return pathOf(this.map, topic).flatMap((place) => this.map.topics[place]?.id ?? []);
  }

  /** Points that are in no topic of the deepest level. */
  between(): number {
    const deepest = this.map.levels - 1;
    let count = 0;
    for (const topic of this.map.topic) if (topic === NO_TOPIC || this.map.topics[topic]?.level !== deepest) count++;
    return count;
  }

  /** The points as they travel: see the wire types. */
  toBinary(catalog: Catalog): Buffer {
    const { rows, x, y, topic, trust, topics } = this.map;
    const count = rows.length;
    const years = Uint16Array.from(rows, (row) => catalog.year(row));
    const base = baseYear(years);
    const bytes = Buffer.alloc(HEADER_BYTES + 12 * count);
    bytes.write(MAGIC, 0, "latin1");
    for (const [at, value] of [VERSION, count, base, topics.length].entries()) bytes.writeUInt32LE(value, 4 + 4 * at);
    let at = HEADER_BYTES;
    for (const row of rows) at = bytes.writeUInt32LE(row, at);
    for (const place of x) at = bytes.writeUInt16LE(Math.round(place * EDGE), at);
    for (const place of y) at = bytes.writeUInt16LE(Math.round(place * EDGE), at);
    for (const each of topic) at = bytes.writeUInt16LE(each, at);
    for (const year of years) at = bytes.writeUInt8(stepOf(year, base), at);
    for (const share of trust) at = bytes.writeUInt8(Math.round(share * 255), at);
    return bytes;
  }
}

/** The first year such that most papers, the latest first, can be told apart in a byte. */
function baseYear(years: Uint16Array): number {
  let last = 0;
  let first = 0;
  for (const year of years) {
    last = Math.max(last, year);
    if (year > 0) first = first === 0 ? year : Math.min(first, year);
  }
  return Math.max(first, last - LAST_YEAR_STEP);
}

/** Years before the base year count as the base year. */
function stepOf(year: number, base: number): number {
  return year === 0 ? 0 : Math.max(1, year - base + 1);
}
