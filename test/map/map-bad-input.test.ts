import { describe, expect, it } from "vitest";
import { mulberry32, normalize } from "../../src/core/index.ts";
import { driftOf, growMap, NO_TOPIC, type TopicMap } from "../../src/map/index.ts";
import { gaussianVector, inputOf, mapOf, type Papers, plantedPapers } from "./inputs.ts";
import { mean } from "./measures.ts";

const rng = mulberry32(6);
const someVectors = (count: number) => Array.from({ length: count }, () => normalize(gaussianVector(rng, 16)));
const untitled = (vectors: readonly Float32Array[]): Papers => ({
  vectors,
  texts: vectors.map((_, i) => ({ title: `The paper of day ${i}`, abstract: "It has an abstract." })),
});

describe("A map", () => {
  it.each([0, 1, 2, 3, 5])("of %d papers has a point for each, and no topic of fewer than five", async (count) => {
    const map = await mapOf(inputOf(untitled(someVectors(count))));
    expectSound(map, count);
    expect(map.topics.every(({ size }) => size >= 5)).toBe(true);
    expect(driftOf(map)).toBe(0);
    const again = await mapOf(inputOf(untitled(someVectors(count))), { previous: map });
    expectSound(again, count);
    const more = await growMap(map, inputOf(untitled(someVectors(count + 2))), { threads: 1, changed: new Set() });
    expectSound(more, count + 2);
    expect([...more.x.subarray(0, count)]).toEqual([...map.x]);
  });

  it("of identical papers is one topic, or none, and parts its points", async () => {
    const vector = someVectors(1)[0]!;
    const same: Papers = {
      vectors: Array.from({ length: 60 }, () => vector),
      texts: Array.from({ length: 60 }, () => ({ title: "Spin glasses", abstract: "Of spin glasses." })),
    };
    const map = await mapOf(inputOf(same));
    expectSound(map, 60);
    expect(new Set([...map.x.keys()].map((i) => `${map.x[i]} ${map.y[i]}`)).size).toBeGreaterThan(50);
  });

  it("half of which are exact copies lays copies side by side, in one topic", async () => {
    const planted = plantedPapers(4, 10);
    const twice: Papers = {
      vectors: [...planted.vectors, ...planted.vectors],
      texts: [...planted.texts, ...planted.texts],
    };
    const map = await mapOf(inputOf(twice));
    expectSound(map, 240);
    const apart = (a: number, b: number) => Math.hypot(map.x[a]! - map.x[b]!, map.y[a]! - map.y[b]!);
    const pairs = Array.from({ length: 120 }, (_, i) => i);
    expect(mean(pairs.map((i) => apart(i, i + 120)))).toBeLessThan(
      0.25 * mean(pairs.map((i) => apart(i, (7 * i) % 240))),
    );
    expect(mean(pairs.map((i) => (map.topic[i] === map.topic[i + 120] ? 1 : 0)))).toBeGreaterThan(0.9);
  });

  it("of nothing but vectors of zeros has points, no topics and no trust", async () => {
    const map = await mapOf(inputOf(untitled(Array.from({ length: 40 }, () => new Float32Array(16)))));
    expectSound(map, 40);
    expect(map.topics).toEqual([]);
    expect([...map.topic]).toEqual(new Array(40).fill(NO_TOPIC));
    expect(mean(map.trust)).toBe(0);
  });

  it("of some vectors of zeros leaves these, and only these, out of its topics on the top level", async () => {
    const planted = plantedPapers(5, 10);
    const vectors = planted.vectors.map((vector, i) => (i % 10 === 3 ? new Float32Array(32) : vector));
    const map = await mapOf(inputOf({ ...planted, vectors }));
    expectSound(map, 120);
    for (const [i, topic] of map.topic.entries()) if (i % 10 === 3) expect(topic).toBe(NO_TOPIC);
    expect([...map.topic].filter((topic) => topic === NO_TOPIC).length).toBeLessThan(12 + 12);
  });

  it("of one topic alone has it as its top level, or parts of it", async () => {
    const center = someVectors(1)[0]!;
    const vectors = Array.from({ length: 120 }, () => {
      const noise = normalize(gaussianVector(rng, 16));
      return normalize(center.map((component, d) => component + 0.4 * noise[d]!));
    });
    const map = await mapOf(inputOf(untitled(vectors)));
    expectSound(map, 120);
    expect(map.topics.length).toBeGreaterThan(0);
  });

  it("of titles with markup and script has names and phrases without", async () => {
    const planted = plantedPapers(6, 12);
    const texts = planted.texts.map(({ title, abstract }) => ({
      title: `<script>alert("stolen ${title}")</script><b onclick=alert(1)>${title}</b>`,
      abstract: `<img src=x onerror="alert('${title}')"> ${abstract} <style>body{}</style>`,
    }));
    const map = await mapOf(inputOf({ ...planted, texts }));
    expectSound(map, 144);
    for (const { name, phrases } of map.topics) {
      for (const text of [name, ...phrases.map(({ phrase }) => phrase)]) {
        expect(text).not.toMatch(/[<>"=]|script|alert|onclick|onerror|stolen/i);
      }
    }
  });

  it("of papers without any words has topics with names of their own", async () => {
    const { vectors } = plantedPapers(7, 10);
    const map = await mapOf(inputOf({ vectors, texts: vectors.map(() => ({ title: "", abstract: "" })) }));
    expectSound(map, 120);
    expect(map.topics.length).toBeGreaterThan(5);
  });
});

/** All numbers are what they should be: points inside, shares shares, names there and different on each level. */
function expectSound(map: TopicMap, count: number): void {
  const columns = [map.rows, map.x, map.y, map.topic, map.trust, map.typicality, map.placed];
  for (const column of columns) expect(column).toHaveLength(count);
  for (const place of [...map.x, ...map.y]) expect(place > 0 && place < 1).toBe(true);
  for (const share of map.trust) expect(share >= 0 && share <= 1).toBe(true);
  for (const value of map.typicality) expect(Number.isFinite(value)).toBe(true);
  for (const topic of map.topic) expect(topic === NO_TOPIC || topic < map.topics.length).toBe(true);
  for (const { x, y, extent, name, phrases, typical } of map.topics) {
    for (const number of [x, y, extent]) expect(number >= 0 && number <= 1).toBe(true);
    expect(name).toMatch(/\S/);
    expect(phrases.every(({ papers }) => papers > 0)).toBe(true);
    expect(typical.every((row) => map.rows.includes(row))).toBe(true);
  }
  const names = map.topics.map(({ level, name }) => `${level} ${name.toLowerCase()}`);
  expect(new Set(names).size).toBe(names.length);
}
