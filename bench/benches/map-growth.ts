import { availableParallelism } from "node:os";
import type { TopicMap } from "../../src/map/index.ts";
import type { Bench } from "../bench.ts";
import { drawMapPapers, readMapPapers } from "../map-papers.ts";
import { mean } from "../measure.ts";
import { map as mapRoom } from "../program.ts";
import type { Row } from "../row.ts";
import { LESS_FAITHFUL, MOVED, NAMES_STAY } from "../targets.ts";

const MOST_PAPERS = 20_000;
/** Of the papers that are there when the map is first laid out. */
const FIRST_SHARE = 0.8;

/** A map of four fifths of the papers to which the others are added, beside one laid out with all of them. */
export const mapGrowth: Bench = async (context) => {
  const { seed } = context;
  const threads = availableParallelism();
  const fitting = { seed, threads, now: new Date().toISOString(), clock: () => performance.now() };
  const all = readMapPapers(context, MOST_PAPERS);
  const first = drawMapPapers(all, Math.round(FIRST_SHARE * all.rows.length), seed + 1);
  const before = await mapRoom.fitMap(first, fitting);
  const begun = performance.now();
  const grown = await mapRoom.growMap(before, all, { threads, changed: new Set() });
  const seconds = (performance.now() - begun) / 1000;
  const full = await mapRoom.fitMap(all, fitting);
  const again = await mapRoom.fitMap(all, { ...fitting, previous: grown });
  const ours = trustOfPlaced(grown, grown);
  const theirs = trustOfPlaced(grown, full);
  const added = `${(all.rows.length - first.rows.length).toLocaleString("en-US")} papers added`;
  return [
    { ...moved(before, grown), what: `farthest move of an old paper, ${added}`, params: { seconds } },
    {
      name: "map-growth",
      what: "neighbor recall@15 of new papers less than in a full layout",
      value: theirs - ours,
      unit: "recall",
      ratio: ours / theirs,
      baseline: "a full layout",
      target: LESS_FAITHFUL,
      params: { placed: ours, laidOut: theirs, placedThenRefitted: trustOfPlaced(grown, again) },
    },
    namesRow("names that stay when papers are added", before, grown),
    namesRow("names that stay in the refit after that", grown, again),
    { ...movedMean(grown, again), what: "mean move of a paper in that refit" },
  ];
};

function moved(before: TopicMap, after: TopicMap): Row {
  return { ...moveRow(Math.max(...movesOf(before, after))), target: MOVED };
}

function movedMean(before: TopicMap, after: TopicMap): Row {
  const moves = Float64Array.from(movesOf(before, after)).sort();
  return { ...moveRow(mean(moves)), median: moves[moves.length >> 1]! };
}

function moveRow(value: number): Row {
  return { name: "map-growth", what: "", value, unit: "of the map" };
}

/** How far the papers of the first lie from there on the second; the map is 1 wide. */
function movesOf(before: TopicMap, after: TopicMap): number[] {
  const places = new Map(Array.from(after.rows, (row, place) => [row, place]));
  return Array.from(before.rows, (row, i) => {
    const place = places.get(row)!;
    return Math.hypot(after.x[place]! - before.x[i]!, after.y[place]! - before.y[i]!);
  });
}

/** Mean trust, on `map`, of the papers that were placed on `grown`. */
function trustOfPlaced(grown: TopicMap, map: TopicMap): number {
  return mean(map.trust.filter((_, i) => grown.placed[i] === 1));
}

/** The share of topics that are there afterwards under the same id and name. */
function namesRow(what: string, before: TopicMap, after: TopicMap): Row {
  const nameOf = new Map(after.topics.map(({ id, name }) => [id, name]));
  const names = new Set(after.topics.map(({ name, level }) => `${level} ${name}`));
  const share = (topics: TopicMap["topics"], stays: (topic: TopicMap["topics"][number]) => boolean) =>
    topics.filter(stays).length / topics.length;
  const byLevel = Array.from({ length: before.levels }, (_, level): [string, number] => {
    const own = before.topics.filter((topic) => topic.level === level);
    return [`level ${level + 1}`, share(own, ({ id, name }) => nameOf.get(id) === name)];
  });
  return {
    name: "map-growth",
    what,
    value: share(before.topics, ({ id, name }) => nameOf.get(id) === name),
    unit: "of topics",
    target: NAMES_STAY,
    params: {
      topics: before.topics.length,
      underAnyId: share(before.topics, ({ name, level }) => names.has(`${level} ${name}`)),
      weightedBySize: weighted(before, ({ id, name }) => nameOf.get(id) === name),
      ...Object.fromEntries(byLevel),
    },
  };
}

function weighted({ topics }: TopicMap, stays: (topic: TopicMap["topics"][number]) => boolean): number {
  const sum = (some: TopicMap["topics"]) => some.reduce((total, { size }) => total + size, 0);
  return sum(topics.filter(stays)) / sum(topics);
}
