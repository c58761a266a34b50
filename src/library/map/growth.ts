import { NO_TOPIC, pathOf } from "../../map/index.ts";
import type { MapView } from "./map-view.ts";

/** A topic that has more of some papers than its share of the papers before them lets one expect. */
export interface TopicGrowth {
  readonly id: string;
  readonly name: string;
  /** How many of the papers it has. */
  readonly count: number;
  /** How many it would have by its share of the papers before. */
  readonly expected: number;
}

/** Fewer papers are no trend. */
const LEAST_PAPERS = 3;
/** Among many papers the smallest growth is no chance, and of no interest. */
const LEAST_RATIO = 1.5;
/** So many of the topics that are named may owe it to chance alone. Benjamini and Hochberg, JRSS B 57, 1995. */
const FALSE_SHARE = 0.01;

/** The topics, of all levels, that grow: those whose count among the rows that are new is no chance beside their share
 *  of the rows known before, by the upper tail of the binomial distribution. The surest first; of a topic and those
 *  within it only the surest. Both masks hold 1 for each row that counts. */
export function growingTopics(view: MapView, fresh: Uint8Array, known: Uint8Array): TopicGrowth[] {
  const { topics } = view.map;
  const now = countAll(view, fresh);
  const before = countAll(view, known);
  const grown: { place: number; chance: number; expected: number }[] = [];
  for (const [place, count] of now.counts.entries()) {
    // One paper more than there are, for what has not been seen before is not impossible.
    const share = ((before.counts[place] ?? 0) + 1) / (before.total + topics.length + 1);
    const expected = share * now.total;
    if (count === 0) continue;
    const isMuch = count >= LEAST_PAPERS && count >= LEAST_RATIO * expected;
    grown.push({ place, expected, chance: isMuch ? upperTail(now.total, count, share) : 1 });
  }
  grown.sort((a, b) => a.chance - b.chance || a.place - b.place);
  const sure = grown.findLastIndex(({ chance }, i) => chance <= (FALSE_SHARE * (i + 1)) / grown.length) + 1;
  const named: typeof grown = [];
  for (const each of grown.slice(0, sure)) {
    if (!named.some((other) => areOnOnePath(view, each.place, other.place))) named.push(each);
  }
  return named.flatMap(({ place, expected }) => {
    const topic = topics[place];
    return topic === undefined ? [] : [{ id: topic.id, name: topic.name, count: now.counts[place] ?? 0, expected }];
  });
}

/** How many of the rows marked 1 lie in each topic, those within it included, and how many are on the map. */
function countAll({ map }: MapView, rows: Uint8Array): { readonly counts: Uint32Array; readonly total: number } {
  const deepest = new Uint32Array(map.topics.length);
  let total = 0;
  for (const [point, row] of map.rows.entries()) {
    if (rows[row] !== 1) continue;
    total++;
    const topic = map.topic[point] ?? NO_TOPIC;
    if (topic !== NO_TOPIC) deepest[topic] = (deepest[topic] ?? 0) + 1;
  }
  const counts = new Uint32Array(map.topics.length);
  for (const [topic, count] of deepest.entries()) {
    if (count > 0) for (const place of pathOf(map, topic)) counts[place] = (counts[place] ?? 0) + count;
  }
  return { counts, total };
}

function areOnOnePath({ map }: MapView, a: number, b: number): boolean {
  return pathOf(map, a).includes(b) || pathOf(map, b).includes(a);
}

/** The chance of `least` or more successes in `trials`, each of the same chance. */
function upperTail(trials: number, least: number, chance: number): number {
  let log = 0; // of the chance of exactly `least`
  for (let i = 1; i <= least; i++) log += Math.log((trials - least + i) / i);
  log += least * Math.log(chance) + (trials - least) * Math.log1p(-chance);
  let term = Math.exp(log);
  let sum = term;
  for (let hits = least + 1; hits <= trials && term > sum * Number.EPSILON; hits++) {
    term *= ((trials - hits + 1) / hits) * (chance / (1 - chance));
    sum += term;
  }
  return Math.min(1, sum);
}
