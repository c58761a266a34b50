import { beforeAll, describe, expect, it } from "vitest";
import { normalize } from "../../src/core/index.ts";
import { driftOf, growMap, NO_TOPIC, pathOf, type TopicMap, trustOfPlaced } from "../../src/map/index.ts";
import { inputOf, mapOf, type Papers, plantedPapers, samplePapers } from "./inputs.ts";
import { correlation, mean, topicsOn, trustByLooking } from "./measures.ts";

const NOTHING: ReadonlySet<number> = new Set();
const grow = (map: TopicMap, input: ReturnType<typeof inputOf>, changed = NOTHING, threads = 2) =>
  growMap(map, input, { threads, changed });

describe("A map of the sample that grows by a quarter", () => {
  let papers: Papers;
  let old: TopicMap;
  let grown: TopicMap;
  let refit: TopicMap;
  /** Points of the grown map that are new. */
  let fresh: number[];
  beforeAll(async () => {
    papers = await samplePapers();
    const rows = papers.vectors.map((_, i) => i + 1);
    old = await mapOf(
      inputOf(
        papers,
        rows.filter((row) => row % 5 !== 0),
      ),
    );
    grown = await grow(old, inputOf(papers));
    refit = await mapOf(inputOf(papers), { previous: grown });
    fresh = [...grown.rows.keys()].filter((i) => grown.rows[i]! % 5 === 0);
  });

  it("moves no old point by a bit, and leaves its topics, their ids, names and places", () => {
    expectUnmoved(old, grown, () => true);
    const unchanging = (map: TopicMap) => map.topics.map(({ size, ...rest }) => rest);
    expect(unchanging(grown)).toEqual(unchanging(old));
    expect(grown.facts).toEqual(old.facts);
  });

  it("puts the new points among their neighbors, nearly as well as a new layout does", () => {
    const newOf = (map: TopicMap) => mean(fresh.map((i) => map.trust[i]!));
    expect(newOf(grown)).toBeGreaterThan(newOf(refit) - 0.05);
    expect(trustOfPlaced(grown).placed).toBeCloseTo(newOf(grown), 6);
    expect(grown.trust).toEqual(trustByLooking(inputOf(papers).vectors, grown.x, grown.y, 15));
  });

  it("counts the new papers in the topics of their neighbors, those above included", () => {
    for (const [at, { size }] of grown.topics.entries()) {
      expect([...grown.topic].filter((topic) => topic !== NO_TOPIC && pathOf(grown, topic).includes(at))).toHaveLength(
        size,
      );
    }
    const inTopic = fresh.filter((i) => grown.topic[i] !== NO_TOPIC);
    expect(inTopic.length / fresh.length).toBeGreaterThan(0.9);
    const { neighbors, k } = grown.graph;
    const top = topicsOn(grown, 0);
    const agreeing = inTopic.map((i) => {
      const near = [...neighbors.subarray(k * i, k * (i + 1))];
      return mean(near.map((j) => (top[j] === top[i] ? 1 : 0)));
    });
    expect(mean(agreeing)).toBeGreaterThan(0.5);
  });

  it("says which papers were placed, and how far the library has moved on", () => {
    expect([...grown.placed.keys()].filter((i) => grown.placed[i] === 1)).toEqual(fresh);
    expect(driftOf(old)).toBe(0);
    expect(driftOf(grown)).toBeCloseTo(fresh.length / papers.vectors.length, 9);
    expect(driftOf(refit)).toBe(0);
  });

  it("is the same to the last byte with any number of threads, and leaves the old map as it was", async () => {
    expect(await grow(old, inputOf(papers), NOTHING, 1)).toEqual(grown);
    expect(old.rows).toHaveLength(papers.vectors.length - fresh.length);
  });

  it("laid out again looks familiar: papers stay about where they were, though a new layout may lie anyhow", () => {
    expect(correlation([...grown.x], [...refit.x])).toBeGreaterThan(0.75);
    expect(correlation([...grown.y], [...refit.y])).toBeGreaterThan(0.75);
    expect(mean(refit.trust)).toBeGreaterThan(mean(grown.trust) - 0.02);
  });

  it("laid out again keeps most ids, gives none to another topic, and numbers new ones on", () => {
    const before = new Map(grown.topics.map((topic, at) => [topic.id, { topic, at }]));
    const kept = refit.topics.filter(({ id }) => before.has(id));
    expect(kept.length / grown.topics.length).toBeGreaterThan(0.6);
    for (const [at, topic] of refit.topics.entries()) {
      const former = before.get(topic.id);
      if (former === undefined) {
        expect(Number(topic.id.slice(1))).toBeGreaterThanOrEqual(grown.facts.nextTopic);
        continue;
      }
      expect(former.topic.level).toBe(topic.level);
      const [now, then] = [rowsOf(refit, at), rowsOf(grown, former.at)];
      const both = [...now].filter((row) => then.has(row)).length;
      expect(both / (now.size + then.size - both)).toBeGreaterThanOrEqual(0.4);
    }
    expect(new Set(refit.topics.map(({ id }) => id)).size).toBe(refit.topics.length);
    const top = grown.topics.filter(({ level }) => level === 0);
    const names = new Set(refit.topics.map(({ name }) => name));
    expect(top.filter(({ name }) => names.has(name)).length / top.length).toBeGreaterThan(0.5);
  });

  it("laid out again with nothing new keeps all ids and nearly all names", async () => {
    const again = await mapOf(inputOf(papers), { previous: refit });
    const ids = new Set(again.topics.map(({ id }) => id));
    expect(refit.topics.filter(({ id }) => ids.has(id))).toHaveLength(refit.topics.length);
    const names = new Map(again.topics.map(({ id, name }) => [id, name]));
    const stayed = refit.topics.filter(({ id, name }) => names.get(id) === name);
    expect(stayed.length / refit.topics.length).toBeGreaterThan(0.9);
  });

  it("is given up when its signal fires", async () => {
    const work = growMap(old, inputOf(papers), { threads: 1, changed: NOTHING, signal: AbortSignal.abort() });
    await expect(work).rejects.toMatchObject({ code: "cancelled" });
  });
});

describe("A map whose papers come, go and change", () => {
  const planted = plantedPapers(3, 20);
  const all = planted.vectors.map((_, i) => i + 1);
  let map: TopicMap;
  beforeAll(async () => {
    map = await mapOf(inputOf(planted));
  });

  it("loses the points of papers that have gone, and nothing else", async () => {
    const gone = new Set([...map.topics[0]!.typical.slice(0, 3), 7, 100]);
    const rows = all.filter((row) => !gone.has(row));
    const grown = await grow(map, inputOf(planted, rows));
    expect([...grown.rows]).toEqual(rows);
    expectUnmoved(map, grown, () => true);
    expect(grown.facts.removed).toBe(gone.size);
    expect(driftOf(grown)).toBeCloseTo(gone.size / all.length, 9);
    for (const { typical } of grown.topics) expect(typical.filter((row) => gone.has(row))).toEqual([]);
    expect(grown.topics[0]!.typical.length).toBeGreaterThan(0);
    expect(grown.trust).toEqual(trustByLooking(inputOf(planted, rows).vectors, grown.x, grown.y, 15));
  });

  it("moves no point by a bit, at the very edge neither", async () => {
    const strayed = { ...map, x: map.x.slice(), y: map.y.slice() };
    strayed.x.set([0.0004, 0.0123456, 0.99961, 0.5], 0);
    strayed.y.set([0.99961, 0.9876543, 0.3, 0.0004], 0);
    const grown = await grow(strayed, inputOf(planted), new Set([100]));
    expectUnmoved(strayed, grown, (row) => row !== 100);
  });

  it("keeps a topic that all its papers have left, with none", async () => {
    const left = map.topics.findIndex(({ level }) => level === 2);
    const members = rowsOf(map, left);
    const rows = all.filter((row) => !members.has(row));
    const grown = await grow(map, inputOf(planted, rows));
    expect(grown.topics[left]).toMatchObject({ size: 0, typical: [], id: map.topics[left]!.id });
    const back = await grow(grown, inputOf(planted));
    expect(back.topics.map(({ id }) => id)).toEqual(map.topics.map(({ id }) => id));
    expect([...back.placed].filter((flag) => flag === 1)).toHaveLength(members.size);
  });

  it("moves a paper whose text has changed to its new neighbors, and no other", async () => {
    const changed = { ...planted, vectors: [...planted.vectors] };
    const row = 5;
    const target = planted.cluster.indexOf((planted.cluster[row - 1]! + 1) % 12);
    changed.vectors[row - 1] = normalize(planted.vectors[target]!.map((component) => component + 1e-3));
    const grown = await grow(map, inputOf(changed), new Set([row, 99_999]));
    expectUnmoved(map, grown, (other) => other !== row);
    expect(grown.placed[row - 1]).toBe(1);
    expect(mean(grown.placed)).toBeCloseTo(1 / all.length, 9);
    expect(topicsOn(grown, 0)[row - 1]).toBe(topicsOn(map, 0)[target]);
    expect(topicsOn(grown, 0)[row - 1]).not.toBe(topicsOn(map, 0)[row - 1]);
    const away = Math.hypot(grown.x[row - 1]! - map.x[target]!, grown.y[row - 1]! - map.y[target]!);
    expect(away).toBeLessThan(0.1);
    expect(grown.facts.removed).toBe(0);
  });

  it("takes papers in between: rows stay ascending, and each point is its paper's", async () => {
    const some = all.filter((row) => row % 3 !== 0);
    const small = await mapOf(inputOf(planted, some));
    const grown = await grow(small, inputOf(planted));
    expect([...grown.rows]).toEqual(all);
    expectUnmoved(small, grown, () => true);
    const own = [...grown.rows.keys()].map((i) => {
      const nearest = [...grown.graph.neighbors.subarray(15 * i, 15 * i + 3)];
      return mean(nearest.map((j) => (planted.cluster[j] === planted.cluster[i] ? 1 : 0)));
    });
    expect(mean(own)).toBeGreaterThan(0.99);
    expect(grown.graph).toEqual((await mapOf(inputOf(planted))).graph);
  });

  it("puts papers that are like no other at the edge, in no topic", async () => {
    const odd = { title: "Nothing", abstract: "" };
    const more: Papers = {
      vectors: [...planted.vectors, new Float32Array(32), new Float32Array(32)],
      texts: [...planted.texts, odd, odd],
    };
    const grown = await grow(map, inputOf(more));
    expect([...grown.topic.slice(-2)]).toEqual([NO_TOPIC, NO_TOPIC]);
    expect([...grown.trust.slice(-2)]).toEqual([0, 0]);
    for (const i of [240, 241])
      expect(grown.x[i]! > 0 && grown.x[i]! < 1 && grown.y[i]! > 0 && grown.y[i]! < 1).toBe(true);
    expect([grown.x[240], grown.y[240]]).not.toEqual([grown.x[241], grown.y[241]]);
  });

  it("can grow from nothing, and lose everything", async () => {
    const none = await grow(map, inputOf(planted, []));
    expect([none.rows.length, driftOf(none), none.topics.length]).toEqual([0, 1, map.topics.length]);
    expect(none.topics.every(({ size }) => size === 0)).toBe(true);
    const from = await grow(await mapOf(inputOf(planted, [])), inputOf(planted, [1, 2, 3]));
    expect([...from.placed]).toEqual([1, 1, 1]);
    for (const place of [...from.x, ...from.y]) expect(place > 0 && place < 1).toBe(true);
  });
});

function rowsOf(map: TopicMap, topic: number): Set<number> {
  return new Set(
    [...map.rows].filter((_, i) => map.topic[i] !== NO_TOPIC && pathOf(map, map.topic[i]!).includes(topic)),
  );
}

/** Points that both maps have lie where they lay and in the topic that they were in. */
function expectUnmoved(before: TopicMap, after: TopicMap, counts: (row: number) => boolean): void {
  const facts = ({ rows, x, y, topic, placed, typicality }: TopicMap) =>
    new Map([...rows].map((row, i) => [row, [x[i], y[i], topic[i], placed[i], typicality[i]]]));
  const [then, now] = [facts(before), facts(after)];
  for (const [row, fact] of now) if (counts(row) && then.has(row)) expect(fact, `row ${row}`).toEqual(then.get(row));
}
