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

/** So many topics are named. */
const MOST_NAMED = 5;
/** The shares of fewer papers say little. */
const LEAST_KNOWN = 100;
/** Fewer papers are no trend. */
const LEAST_PAPERS = 3;
/** Among many papers the smallest growth is no chance, and of no interest. */
const LEAST_RATIO = 1.5;
/** So many of the topics that are named may owe it to chance alone. Benjamini and Hochberg, JRSS B 57, 1995. */
const FALSE_SHARE = 0.05;

/** The topics, of all levels, that grow: those whose count among the rows that are new is no chance beside what they have
 *  of the rows known before, by Fisher's exact test, which knows that few papers tell a share badly. The five surest, the
 *  surest first; of a topic and those within it only the surest; none beside fewer than 100 known ones. Both masks hold 1 for each row that counts, and share none. */
export function growingTopics(view: MapView, fresh: Uint8Array, known: Uint8Array): TopicGrowth[] {
  const { topics } = view.map;
  const now = countAll(view, fresh);
  const before = countAll(view, known);
  if (before.total < LEAST_KNOWN) return [];
  const tail = upperTailOf(before.total + now.total, now.total);
  const grown: { place: number; chance: number; expected: number }[] = [];
  for (const [place, count] of now.counts.entries()) {
    const had = before.counts[place] ?? 0;
    const expected = (had / before.total) * now.total;
    if (count < LEAST_PAPERS || count < LEAST_RATIO * expected) continue;
    grown.push({ place, expected, chance: tail(had + count, count) });
  }
  grown.sort((a, b) => a.chance - b.chance || a.place - b.place);
  const sure = grown.findLastIndex(({ chance }, i) => chance <= (FALSE_SHARE * (i + 1)) / topics.length) + 1;
  const named: typeof grown = [];
  for (const each of grown.slice(0, sure)) {
    if (!named.some((other) => areOnOnePath(view, each.place, other.place))) named.push(each);
  }
  return named.slice(0, MOST_NAMED).flatMap(({ place, expected }) => {
    const topic = topics[place];
    return topic === undefined ? [] : [{ id: topic.id, name: topic.name, count: now.counts[place] ?? 0, expected }];
  });
}

/** The topics that grow, in a sentence. */
export function growthInWords(growing: readonly TopicGrowth[]): string {
  const topics = growing.map(({ name, count, expected }) => {
    return `${name} (${count.toLocaleString("en-US")}, where ${expected.toFixed(1)} would be usual)`;
  });
  return `More than usual: ${topics.join("; ")}.`;
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

/** The chance that among `drawn` of `all` papers there are `least` or more of so many `marked` ones. */
function upperTailOf(all: number, drawn: number): (marked: number, least: number) => number {
  const logFactorials = new Float64Array(all + 1);
  for (let i = 2; i <= all; i++) logFactorials[i] = (logFactorials[i - 1] ?? 0) + Math.log(i);
  const logOf = (n: number) => logFactorials[n] ?? 0;
  const logChoices = (from: number, count: number) => logOf(from) - logOf(count) - logOf(from - count);
  return (marked, least) => {
    let term = Math.exp(logChoices(marked, least) + logChoices(all - marked, drawn - least) - logChoices(all, drawn));
    let sum = term;
    for (let hits = least; hits < Math.min(marked, drawn) && term > sum * Number.EPSILON; hits++) {
      term *= ((marked - hits) * (drawn - hits)) / ((hits + 1) * (all - marked - drawn + hits + 1));
      sum += term;
    }
    return Math.min(1, sum);
  };
}
