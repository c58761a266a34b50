import { availableParallelism } from "node:os";
import type { TopicMap } from "../../src/map/index.ts";
import { type Agreement, agreementOf } from "../agreement.ts";
import type { Bench } from "../bench.ts";
import { kMeans } from "../k-means.ts";
import { readMapPapers } from "../map-papers.ts";
import { map as mapRoom } from "../program.ts";
import type { Row } from "../row.ts";
import { BETTER_TOPICS, BETWEEN } from "../targets.ts";

const MOST_PAPERS = 20_000;
const BETWEEN_TOPICS = -1;

/** How far the topics of each level agree with the primary categories that authors chose, beside as many clusters of
 *  k-means; and how many papers are in no topic. Papers without a category are left out; where most have none, there is
 *  nothing to agree with. */
export const mapTopics: Bench = async (context) => {
  const { seed } = context;
  const papers = readMapPapers(context, MOST_PAPERS);
  const map = await mapRoom.fitMap(papers, {
    seed,
    threads: availableParallelism(),
    now: new Date().toISOString(),
    clock: () => performance.now(),
  });
  const categories = numbered(papers.papers.map(({ categories }) => categories[0] ?? ""));
  const sorted = papers.papers.flatMap(({ categories }, i) => (categories.length > 0 ? [i] : []));
  const levels = 2 * sorted.length < map.rows.length ? [] : Array.from({ length: map.levels }, (_, level) => level);
  const rows = levels.flatMap((level): Row[] => {
    const topics = topicsOn(map, level);
    const count = map.topics.filter((topic) => topic.level === level).length;
    const clusters = kMeans(papers.vectors, count, seed);
    const agreement = (groups: readonly number[], among: readonly number[]) =>
      agreementOf(
        among.map((i) => groups[i]!),
        among.map((i) => categories[i]!),
      );
    const inTopics = sorted.filter((i) => topics[i] !== BETWEEN_TOPICS);
    return compare(level, agreement(apart(topics), sorted), agreement(clusters, sorted), {
      topics: count,
      papers: sorted.length,
      between: shareBetween(topics),
      ...named("inTopicsOurs", agreement(topics, inTopics)),
      ...named("inTopicsKMeans", agreement(clusters, inTopics)),
    });
  });
  return [
    ...rows,
    betweenRow("on the top level", shareBetween(topicsOn(map, 0))),
    betweenRow("on the deepest level", shareBetween(topicsOn(map, map.levels - 1))),
  ];
};

function shareBetween(topics: readonly number[]): number {
  return topics.filter((topic) => topic === BETWEEN_TOPICS).length / topics.length;
}

function compare(level: number, ours: Agreement, kMeans: Agreement, params: Row["params"]): Row[] {
  return (["ami", "ari"] as const).map((key) => ({
    name: "map-topics",
    what: `${key.toUpperCase()} with categories less that of k-means, level ${level + 1}`,
    value: ours[key] - kMeans[key],
    unit: key.toUpperCase(),
    ratio: ours[key] / kMeans[key],
    baseline: "k-means with as many clusters",
    target: BETTER_TOPICS,
    params: { ours: ours[key], kMeans: kMeans[key], ...params },
  }));
}

function betweenRow(where: string, share: number): Row {
  return {
    name: "map-topics",
    what: `share of papers between topics ${where}`,
    value: share,
    unit: "",
    target: BETWEEN,
  };
}

/** The topic of each point on a level, or BETWEEN_TOPICS. */
function topicsOn(map: TopicMap, level: number): number[] {
  return Array.from(map.topic, (deepest) => {
    if (deepest === mapRoom.NO_TOPIC) return BETWEEN_TOPICS;
    return mapRoom.pathOf(map, deepest)[level] ?? BETWEEN_TOPICS;
  });
}

/** Each paper between topics as a topic of its own. */
function apart(topics: readonly number[]): number[] {
  let next = Math.max(...topics) + 1;
  return topics.map((topic) => (topic === BETWEEN_TOPICS ? next++ : topic));
}

function numbered(words: readonly string[]): number[] {
  const numbers = new Map<string, number>();
  for (const word of words) if (!numbers.has(word)) numbers.set(word, numbers.size);
  return words.map((word) => numbers.get(word)!);
}

function named(prefix: string, { ami, ari }: Agreement) {
  return { [`${prefix}Ami`]: ami, [`${prefix}Ari`]: ari };
}
