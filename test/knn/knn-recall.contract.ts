import { beforeAll, describe, expect, it } from "vitest";
import { mulberry32, row } from "../../src/core/index.ts";
import type { KnnIndex } from "../../src/knn/index.ts";
import { clusteredVectors, labelled, recall, similarity, uniformVectors } from "./oracle.ts";
import { filled, type Subject } from "./subject.ts";

const DIMENSION = 64;
const COUNT = 2000;
const QUERIES = 200;

/** What every index finds, measured against sorting everything. */
export function describeRecall(subject: Subject, through: (index: KnnIndex) => KnnIndex): void {
  for (const [shape, vectors] of [
    ["clustered", clusteredVectors(11, COUNT + QUERIES, DIMENSION)],
    ["uniform", uniformVectors(12, COUNT + QUERIES, DIMENSION)],
  ] as const) {
    describe(`on ${shape} vectors`, () => {
      const papers = labelled(vectors).slice(0, COUNT);
      const queries = Array.from({ length: QUERIES }, (_, i) => row(vectors, COUNT + i));
      let index: KnnIndex;
      beforeAll(() => {
        index = through(filled(subject, DIMENSION, papers));
      });

      it.each([100, 50, 10, 1])("finds the ten nearest among %d percent of the labels", (percent) => {
        const rng = mulberry32(percent);
        const accepted = papers.filter(() => rng() * 100 < percent);
        const labels = new Set(accepted.map(({ label }) => label));
        const accept = percent === 100 ? undefined : (label: number) => labels.has(label);
        let sum = 0;
        for (const query of queries) {
          const found = index.search(query, 10, accept);
          expect([...found.labels].every((label) => labels.has(label))).toBe(true);
          sum += recall(accepted, query, found.labels, 10);
        }
        expect(sum / QUERIES).toBeGreaterThanOrEqual(subject.recall);
      });

      it("orders what it finds, and gives each its cosine similarity", () => {
        const { labels, similarities } = index.search(queries[0]!, 50);
        expect([...similarities]).toEqual([...similarities].sort((a, b) => b - a));
        for (const [i, label] of labels.entries()) {
          const { vector } = papers[(label - 10) / 7]!;
          expect(Math.abs(similarities[i]! - similarity(vector, queries[0]!))).toBeLessThan(1e-6);
        }
      });

      it("gives the same answer to the same question, and from an index built the same way", () => {
        const again = index.search(queries[1]!, 20);
        expect(index.search(queries[1]!, 20)).toEqual(again);
        expect(through(filled(subject, DIMENSION, papers.slice(0, 500))).search(queries[1]!, 20)).toEqual(
          through(filled(subject, DIMENSION, papers.slice(0, 500))).search(queries[1]!, 20),
        );
      });

      it("finds a vector by itself", () => {
        for (const { label, vector } of papers.slice(0, 50)) expect(index.search(vector, 1).labels[0]).toBe(label);
      });

      it("keeps its recall after a third of the vectors moved and a third went", () => {
        const changed = filled(subject, DIMENSION, papers);
        const moved = papers.slice(0, 700).map(({ label }, i) => ({ label, vector: papers[1999 - i]!.vector }));
        for (const { label, vector } of moved) changed.upsert(label, vector);
        for (const { label } of papers.slice(1400)) expect(changed.remove(label)).toBe(true);
        const left = [...moved, ...papers.slice(700, 1400)];
        const indexed = through(changed);
        expect(indexed.count).toBe(1400);
        let sum = 0;
        for (const query of queries) sum += recall(left, query, indexed.search(query, 10).labels, 10);
        expect(sum / QUERIES).toBeGreaterThanOrEqual(subject.recall);
      });
    });
  }
}
