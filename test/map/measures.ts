/** What tests measure of maps, the plain way. */
import { dot, type Embeddings, row } from "../../src/core/index.ts";
import { NO_TOPIC, pathOf, type TopicMap } from "../../src/map/index.ts";

/** Adjusted Rand index of two labellings (Hubert and Arabie 1985). */
export function adjustedRand(a: readonly number[], b: readonly number[]): number {
  const pairs = (count: number) => (count * (count - 1)) / 2;
  const tally = (keys: readonly (number | string)[]) => {
    const counts = new Map<number | string, number>();
    for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
    return [...counts.values()].reduce((sum, count) => sum + pairs(count), 0);
  };
  const both = tally(a.map((label, i) => `${label} ${b[i]}`));
  const [inA, inB] = [tally(a), tally(b)];
  const expected = (inA * inB) / pairs(a.length);
  return (both - expected) / ((inA + inB) / 2 - expected);
}

/** The topic of each point on a level; -1 between topics. */
export function topicsOn(map: TopicMap, level: number): number[] {
  return Array.from(map.topic, (topic) => (topic === NO_TOPIC ? -1 : (pathOf(map, topic)[level] ?? -1)));
}

/** The k points nearest to a point, the nearest first, equal ones by number. */
export function nearestPoints(x: Float32Array, y: Float32Array, i: number, k: number): number[] {
  const square = (j: number) => (x[j]! - x[i]!) ** 2 + (y[j]! - y[i]!) ** 2;
  const others = Array.from(x, (_, j) => ({ j, square: square(j) })).filter(({ j }) => j !== i);
  return others
    .sort((a, b) => a.square - b.square || a.j - b.j)
    .slice(0, k)
    .map(({ j }) => j);
}

/** The k vectors that a vector is most like, equal ones by number; none that it is not like at all. */
export function nearestVectors(vectors: Embeddings, i: number, k: number): number[] {
  const own = row(vectors, i);
  const similarity = (j: number) => Math.fround(dot(own, row(vectors, j)));
  const others = Array.from({ length: vectors.count }, (_, j) => ({ j, alike: similarity(j) }));
  return others
    .filter(({ j, alike }) => j !== i && alike > 0)
    .sort((a, b) => b.alike - a.alike || a.j - b.j)
    .slice(0, k)
    .map(({ j }) => j);
}

/** For each point the share of its true neighbors that are near on the map, by looking at all. */
export function trustByLooking(vectors: Embeddings, x: Float32Array, y: Float32Array, k: number): Float32Array {
  return Float32Array.from({ length: vectors.count }, (_, i) => {
    const truth = nearestVectors(vectors, i, Math.min(k, vectors.count - 1));
    const near = new Set(nearestPoints(x, y, i, truth.length));
    return truth.length === 0 ? 0 : truth.filter((j) => near.has(j)).length / truth.length;
  });
}

export function mean(values: Iterable<number>): number {
  const all = [...values];
  return all.reduce((sum, value) => sum + value, 0) / Math.max(1, all.length);
}

/** Correlation of the coordinates of points in two maps, both axes together. */
export function correlation(a: readonly number[], b: readonly number[]): number {
  const [ma, mb] = [mean(a), mean(b)];
  const product = (p: readonly number[], mp: number, q: readonly number[], mq: number) =>
    mean(p.map((value, i) => (value - mp) * (q[i]! - mq)));
  return product(a, ma, b, mb) / Math.sqrt(product(a, ma, a, ma) * product(b, mb, b, mb));
}
