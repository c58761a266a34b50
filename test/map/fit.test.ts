import { existsSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { mulberry32, normalize } from "../../src/core/index.ts";
import { NO_TOPIC, pathOf, type TopicMap } from "../../src/map/index.ts";
import {
  ARXIV,
  arxivPapers,
  gaussianVector,
  inputOf,
  mapOf,
  type Papers,
  plantedPapers,
  samplePapers,
} from "./inputs.ts";
import { adjustedRand, mean, nearestVectors, topicsOn, trustByLooking } from "./measures.ts";

describe("A map of planted clusters", () => {
  const planted = plantedPapers(1);
  const input = inputOf(planted);
  let map: TopicMap;
  beforeAll(async () => {
    map = await mapOf(input);
  });

  it("is the same to the last byte for the same seed, whatever the number of threads, and another for another", async () => {
    expect(await mapOf(input, { threads: 3 })).toEqual(map);
    expect((await mapOf(input, { seed: 2 })).x).not.toEqual(map.x);
  });

  it("has them as topics, which it calls by their words", () => {
    const found = Math.max(...levelsOf(map).map((level) => adjustedRand(topicsOn(map, level), planted.cluster)));
    expect(found).toBeGreaterThan(0.9);
    const names = map.topics.filter(({ level }) => level === 0).map(({ name }) => name.toLowerCase());
    for (const phrase of planted.clusterPhrases) expect(names).toContain(phrase);
  });

  it("has each in one place: papers lie nearer to their own than to others", () => {
    const near = [...map.x.keys()].map((i) => {
      const distances = Array.from(map.x, (x, j) => ({ j, away: Math.hypot(x - map.x[i]!, map.y[j]! - map.y[i]!) }));
      const next = distances.sort((a, b) => a.away - b.away).slice(1, 11);
      return mean(next.map(({ j }) => (planted.cluster[j] === planted.cluster[i] ? 1 : 0)));
    });
    expect(mean(near)).toBeGreaterThan(0.97);
  });

  it("tells of each topic its place, its most typical papers, and phrases of it", () => {
    for (const [at, topic] of map.topics.entries()) {
      const members = membersOf(map, at);
      expect(members.map((i) => map.rows[i]!)).toEqual(expect.arrayContaining([...topic.typical]));
      expect(topic.typical).toHaveLength(Math.min(8, topic.size));
      expect(topic.phrases.length).toBeGreaterThan(0);
      const away = members.map((i) => Math.hypot(map.x[i]! - topic.x, map.y[i]! - topic.y));
      const within = away.filter((distance) => distance <= topic.extent + 1e-6).length;
      expect(within).toBeGreaterThanOrEqual(Math.floor(members.length / 2));
      const likeness = (i: number) => middleLikeness(planted, map, members, i);
      const typical = topic.typical.map((row) => likeness(row - 1));
      expect(typical).toEqual(typical.toSorted((a, b) => b - a));
      const best = Math.max(...members.map(likeness));
      expect(typical[0]!).toBeCloseTo(best, 5);
    }
    for (const [i, topic] of map.topic.entries()) {
      if (topic === NO_TOPIC) continue;
      expect(map.typicality[i]!).toBeCloseTo(middleLikeness(planted, map, membersOf(map, topic), i), 4);
    }
  });

  it("numbers new topics and keeps what it was made from", () => {
    expect(map.topics.map(({ id }) => id)).toEqual(map.topics.map((_, at) => `t${at + 1}`));
    expect(map.facts).toMatchObject({ seed: 1, fitted: 480, removed: 0, fittedAt: "2026-01-01T00:00:00Z", seconds: 0 });
    expect(map.facts.nextTopic).toBe(map.topics.length + 1);
    expect(map.facts.trustAtFit).toBeCloseTo(mean(map.trust), 6);
    expect([...map.placed]).toEqual(new Array(480).fill(0));
  });

  it("is given up at every stage when its signal fires", async () => {
    const few = inputOf(plantedPapers(1, 8));
    const stages = new Set<string>();
    await mapOf(few, { onProgress: ({ stage }) => stages.add(stage) });
    expect(stages.size).toBeGreaterThan(3);
    for (const wanted of stages) {
      const controller = new AbortController();
      const work = mapOf(few, {
        signal: controller.signal,
        onProgress: ({ stage }) => {
          if (stage === wanted) controller.abort();
        },
      });
      await expect(work, wanted).rejects.toMatchObject({ code: "cancelled" });
    }
  });
});

describe("A map of clusters within groups", () => {
  it("has the groups above, called by what all of them speak of, and the clusters below", async () => {
    const planted = plantedPapers(2, 20, 0.9, 0.45);
    const map = await mapOf(inputOf(planted));
    expect(adjustedRand(topicsOn(map, 0), planted.group)).toBeGreaterThan(0.9);
    expect(adjustedRand(topicsOn(map, 1), planted.cluster)).toBeGreaterThan(0.3);
    const names = map.topics.filter(({ level }) => level === 0).map(({ name }) => name);
    expect(names.sort()).toEqual([...planted.groupPhrases].sort());
    const below = map.topics.filter(({ level }) => level === 1).map(({ name }) => name);
    const called = planted.clusterPhrases.filter((phrase) => below.some((name) => name.includes(phrase)));
    expect(called.length).toBeGreaterThanOrEqual(10);
  });
});

describe("A map of few papers in tight clusters", () => {
  it.each([6, 8, 10])("of %d has them as topics and hardly a paper between them, on every level", async (size) => {
    const planted = plantedPapers(2, size, 0.4, 0.8);
    const map = await mapOf(inputOf(planted));
    for (const share of betweenOf(map)) expect(share).toBeLessThanOrEqual(0.15);
    expect(adjustedRand(topicsOn(map, 1), planted.cluster)).toBeGreaterThan(0.9);
  });
});

describe("A map of the sample", () => {
  let papers: Papers;
  let map: TopicMap;
  beforeAll(async () => {
    papers = await samplePapers();
    map = await mapOf(inputOf(papers), { threads: 2 });
  });

  it("has trust equal to what looking at all papers, in full dimension and on the plane, finds", () => {
    const truth = trustByLooking(inputOf(papers).vectors, map.x, map.y, 15);
    expect(map.trust).toEqual(truth);
    expect(mean(map.trust)).toBeGreaterThan(0.35);
  });

  it("has at least three levels of topics within topics, whose sizes are right", () => {
    expectHierarchy(map);
    expect(map.levels).toBeGreaterThanOrEqual(3);
    const counts = levelsOf(map).map((level) => map.topics.filter((topic) => topic.level === level).length);
    expect(counts).toEqual(counts.toSorted((a, b) => a - b));
  });

  it("leaves at most 15 % of the papers between topics on every level", () => {
    for (const share of betweenOf(map)) expect(share).toBeLessThanOrEqual(0.15);
  });

  it("has names that differ on each level", () => {
    expectNames(map);
  });
});

describe.skipIf(!existsSync(ARXIV))("A map of a thousand papers from arXiv", () => {
  it("has names that differ, topics within topics, and at most 15 % between them", async () => {
    const map = await mapOf(inputOf(await arxivPapers(1000)), { threads: 2 });
    expectHierarchy(map);
    expectNames(map);
    expect(map.levels).toBeGreaterThanOrEqual(3);
    for (const share of betweenOf(map)) expect(share).toBeLessThanOrEqual(0.15);
  });
});

describe("The trust of a map", () => {
  it("of random vectors, some of them zero or the same, is what looking at all of them finds", async () => {
    const rng = mulberry32(4);
    const vectors = Array.from({ length: 220 }, (_, i) =>
      i % 17 === 0 ? new Float32Array(12) : normalize(gaussianVector(rng, 12)),
    );
    for (const i of [40, 80, 120]) vectors[i + 1] = vectors[i]!.slice();
    const input = inputOf({ vectors, texts: vectors.map((_, i) => ({ title: `Paper ${i}`, abstract: "" })) });
    const map = await mapOf(input);
    expect(map.trust).toEqual(trustByLooking(input.vectors, map.x, map.y, 15));
    for (let i = 0; i < 220; i += 17) {
      expect(nearestVectors(input.vectors, i, 15)).toEqual([]);
      expect(map.trust[i]).toBe(0);
      expect(map.topic[i]).toBe(NO_TOPIC);
    }
  });

  it("of a paper with few true neighbors is their share, not that of as many as others have", async () => {
    const rng = mulberry32(5);
    const vectors = Array.from({ length: 160 }, (_, i) => {
      const own = new Float32Array(48); // 16 groups of ten that have nothing in common
      for (let d = 0; d < 3; d++) own[3 * (i % 16) + d] = 0.1 + rng();
      return normalize(own);
    });
    const input = inputOf({ vectors, texts: vectors.map((_, i) => ({ title: `Paper ${i}`, abstract: "" })) });
    const map = await mapOf(input);
    expect(map.trust).toEqual(trustByLooking(input.vectors, map.x, map.y, 15));
    expect(mean(map.trust)).toBeGreaterThan(0.9);
  });
});

function levelsOf(map: TopicMap): number[] {
  return Array.from({ length: map.levels }, (_, level) => level);
}

function membersOf(map: TopicMap, topic: number): number[] {
  return [...map.topic.keys()].filter((i) => map.topic[i] !== NO_TOPIC && pathOf(map, map.topic[i]!).includes(topic));
}

function betweenOf(map: TopicMap): number[] {
  return levelsOf(map).map((level) => mean(topicsOn(map, level).map((topic) => (topic === -1 ? 1 : 0))));
}

/** Every topic lies in one of the level above, has the size it says, and the topics of a level are listed together. */
function expectHierarchy(map: TopicMap): void {
  const members = map.topics.map((_, at) => new Set(membersOf(map, at)));
  for (const [at, { level, parent, size, nearest }] of map.topics.entries()) {
    expect(members[at]!.size).toBe(size);
    expect(size).toBeGreaterThanOrEqual(5);
    expect(map.topics[parent]?.level ?? -1).toBe(level - 1);
    if (parent >= 0) for (const i of members[at]!) expect(members[parent]!.has(i)).toBe(true);
    expect(nearest.every(({ topic }) => topic !== at && map.topics[topic]!.level === level)).toBe(true);
    expect(nearest.reduce((sum, { share }) => sum + share, 0)).toBeLessThanOrEqual(1 + 1e-6);
  }
  const levels = map.topics.map(({ level }) => level);
  expect(levels).toEqual(levels.toSorted((a, b) => a - b));
  for (const level of levelsOf(map)) {
    const sizes = map.topics.filter((topic) => topic.level === level).map(({ size }) => size);
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
  }
  for (const place of [...map.x, ...map.y]) expect(place > 0 && place < 1).toBe(true);
}

function expectNames(map: TopicMap): void {
  for (const level of levelsOf(map)) {
    const names = map.topics.filter((topic) => topic.level === level).map(({ name }) => name.toLowerCase());
    expect(names.length).toBeGreaterThan(0);
    expect(new Set(names).size).toBe(names.length);
  }
}

function middleLikeness({ vectors }: Papers, map: TopicMap, members: readonly number[], i: number): number {
  const middle = new Float32Array(vectors[0]!.length);
  for (const j of members) for (const [d, component] of vectors[map.rows[j]! - 1]!.entries()) middle[d]! += component;
  normalize(middle);
  return vectors[map.rows[i]! - 1]!.reduce((sum, component, d) => sum + component * middle[d]!, 0);
}
