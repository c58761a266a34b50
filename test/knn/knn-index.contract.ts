import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { normalize, row } from "../../src/core/index.ts";
import type { KnnIndex } from "../../src/knn/index.ts";
import { expectError } from "./expect-error.ts";
import { describeRecall } from "./knn-recall.contract.ts";
import { clusteredVectors, labelled, nearest, uniformVectors } from "./oracle.ts";
import { filled, type Subject } from "./subject.ts";

const STAMP = { model: "test-model", revision: 7 };

/** What every index does, as it is made and after it was saved and loaded. */
export function describeKnnIndex(subject: Subject): void {
  describe(subject.name, () => {
    let folder = "";
    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), "orrery-knn-"));
    });
    afterAll(() => {
      rmSync(folder, { recursive: true, force: true });
    });
    const reload = (index: KnnIndex): KnnIndex => {
      const path = join(folder, "index");
      index.save(path, STAMP);
      return subject.load(path, { model: STAMP.model, dimension: index.dimension }).index;
    };
    describe("as made", () => {
      describeRecall(subject, (index) => index);
      describeContract(subject, (index) => index);
    });
    describe("after save and load", () => {
      describeRecall(subject, reload);
      describeContract(subject, reload);
    });

    it("goes on from where it was saved: revision, updates, removals", () => {
      const papers = labelled(clusteredVectors(1, 300, 16));
      const index = filled(subject, 16, papers);
      for (const { label } of papers.slice(0, 100)) index.remove(label);
      const path = join(folder, "going-on");
      index.save(path, STAMP);
      const { index: loaded, revision } = subject.load(path, { model: STAMP.model, dimension: 16 });
      expect(revision).toBe(7);
      for (const { label, vector } of papers.slice(0, 50)) loaded.upsert(label, vector);
      for (const { label } of papers.slice(200)) loaded.remove(label);
      const left = [...papers.slice(0, 50), ...papers.slice(100, 200)];
      expect(loaded.count).toBe(150);
      const found = loaded.search(papers[3]!.vector, 10);
      expect([...found.labels]).toEqual(nearest(left, papers[3]!.vector, 10).map(({ label }) => label));
    });

    it("saves over an older one", () => {
      const path = join(folder, "twice");
      const papers = labelled(uniformVectors(2, 20, 8));
      const index = filled(subject, 8, papers.slice(0, 10));
      index.save(path, STAMP);
      for (const { label, vector } of papers) index.upsert(label, vector);
      index.save(path, { ...STAMP, revision: 8 });
      const loaded = subject.load(path, { model: STAMP.model, dimension: 8 });
      expect(loaded.revision).toBe(8);
      expect(loaded.index.count).toBe(20);
    });
  });
}

function describeContract(subject: Subject, through: (index: KnnIndex) => KnnIndex): void {
  it("finds nothing in an empty index, also under a filter", () => {
    const index = through(subject.create(8));
    expect(index.count).toBe(0);
    expect(index.has(1)).toBe(false);
    expect(index.search(unit(8, 0), 5).labels).toHaveLength(0);
    expect(index.search(unit(8, 0), 5, () => true).labels).toHaveLength(0);
  });

  it("finds all there is when k is larger, and nothing when no label is accepted", () => {
    const papers = labelled(uniformVectors(3, 60, 16));
    const index = through(filled(subject, 16, papers));
    for (const k of [60, 61, 1e9]) {
      const found = index.search(papers[0]!.vector, k);
      expect([...found.labels]).toEqual(nearest(papers, papers[0]!.vector, k).map(({ label }) => label));
    }
    expect(index.search(papers[0]!.vector, 5, () => false).labels).toHaveLength(0);
    const three = new Set([10, 17, 24]);
    expect(new Set(index.search(papers[0]!.vector, 5, (label) => three.has(label)).labels)).toEqual(three);
  });

  it("puts equal similarities in order of label", () => {
    const index = subject.create(8);
    for (const label of [9, 2, 400, 7, 31]) index.upsert(label, unit(8, 3));
    index.upsert(5, unit(8, 0));
    expect([...through(index).search(unit(8, 3), 6).labels]).toEqual([2, 7, 9, 31, 400, 5]);
  });

  it("takes labels far apart", () => {
    const index = subject.create(8);
    for (const [i, label] of [1, 2 ** 31, 70_000, 2 ** 31 - 1].entries()) index.upsert(label, unit(8, i));
    const indexed = through(index);
    expect(indexed.search(unit(8, 1), 1)).toEqual({
      labels: Uint32Array.of(2 ** 31),
      similarities: Float32Array.of(1),
    });
    expect(indexed.has(2 ** 31)).toBe(true);
    expect(indexed.has(2)).toBe(false);
  });

  it("moves a vector on upsert, hides it on remove, and takes it again", () => {
    const index = subject.create(8);
    index.upsert(1, unit(8, 0));
    index.upsert(2, unit(8, 1));
    index.upsert(1, unit(8, 2));
    expect(index.count).toBe(2);
    const moved = through(index);
    expect(moved.search(unit(8, 2), 1).labels[0]).toBe(1);
    expect(moved.search(unit(8, 0), 2).similarities[0]).toBeCloseTo(0);
    expect(moved.remove(1)).toBe(true);
    expect(moved.remove(1)).toBe(false);
    expect(moved.has(1)).toBe(false);
    const hidden = through(moved);
    expect(hidden.count).toBe(1);
    expect([...hidden.search(unit(8, 2), 5).labels]).toEqual([2]);
    hidden.upsert(1, unit(8, 3));
    expect([...through(hidden).search(unit(8, 3), 5).labels]).toEqual([1, 2]);
  });

  it("can be emptied and filled again", () => {
    const papers = labelled(uniformVectors(4, 40, 16));
    const index = filled(subject, 16, papers);
    for (const { label } of papers) index.remove(label);
    const emptied = through(index);
    expect(emptied.count).toBe(0);
    expect(emptied.search(papers[0]!.vector, 3).labels).toHaveLength(0);
    for (const { label, vector } of papers) emptied.upsert(label + 1, vector);
    const found = through(emptied).search(papers[0]!.vector, 40);
    expect([...found.labels]).toEqual(nearest(papers, papers[0]!.vector, 40).map(({ label }) => label + 1));
  });

  it("gives a zero vector the similarity 0 with everything, itself included", () => {
    const index = subject.create(4);
    index.upsert(8, unit(4, 0));
    index.upsert(3, new Float32Array(4));
    index.upsert(6, normalize(Float32Array.of(-1, 0, 0, 0)));
    index.upsert(2, new Float32Array(4));
    const indexed = through(index);
    expect(indexed.count).toBe(4);
    expect(indexed.search(unit(4, 0), 4)).toEqual({
      labels: Uint32Array.of(8, 2, 3, 6),
      similarities: Float32Array.of(1, 0, 0, -1),
    });
    expect([...indexed.search(unit(4, 1), 1).labels]).toEqual([2]);
    expect(indexed.search(new Float32Array(4), 3, (label) => label !== 2)).toEqual({
      labels: Uint32Array.of(3, 6, 8),
      similarities: Float32Array.of(0, 0, 0),
    });
    indexed.upsert(3, unit(4, 1));
    indexed.upsert(8, new Float32Array(4));
    expect(indexed.count).toBe(4);
    expect([...indexed.search(unit(4, 1), 1).labels]).toEqual([3]);
  });

  it("refuses what makes no sense, and says what came", () => {
    const index = through(filled(subject, 8, labelled(uniformVectors(5, 5, 8))));
    const query = unit(8, 0);
    expectError(() => index.search(new Float32Array(9), 1), "model-mismatch", /8.*9/);
    expectError(() => index.upsert(1, new Float32Array(7)), "model-mismatch", /8.*7/);
    for (const k of [0, -1, 1.5, Number.NaN]) expectError(() => index.search(query, k), "bad-request", /k to be/);
    for (const label of [0, -1, 1.5, 2 ** 31 + 1, Number.NaN]) {
      expectError(() => index.upsert(label, query), "bad-request", /label from 1/);
    }
    expectError(
      () =>
        index.upsert(
          1,
          query.map(() => Number.NaN),
        ),
      "bad-request",
      /length NaN/,
    );
    expectError(
      () =>
        index.search(
          query.map(() => 2),
          1,
        ),
      "bad-request",
      /length 5\.6/,
    );
    expectError(() => subject.create(0), "bad-request", /dimension from 1/);
    expect(index.count).toBe(5);
  });

  it("throws on what the filter throws, and works on", () => {
    const papers = labelled(uniformVectors(6, 50, 8));
    const index = through(filled(subject, 8, papers));
    const failing = (): boolean => {
      throw new Error("the filter failed");
    };
    expect(() => index.search(papers[0]!.vector, 5, failing)).toThrow("the filter failed");
    expect(index.search(papers[0]!.vector, 1).labels[0]).toBe(papers[0]!.label);
  });

  it("holds what a map would hold after any changes", () => {
    const pool = uniformVectors(7, 12, 8);
    const change = fc.record({
      label: fc.integer({ min: 1, max: 8 }),
      vector: fc.option(fc.integer({ min: 0, max: 11 })),
    });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 40 }), (changes) => {
        const index = subject.create(8);
        const model = new Map<number, Float32Array>();
        for (const { label, vector } of changes) {
          if (vector === null) {
            expect(index.remove(label)).toBe(model.delete(label));
          } else {
            index.upsert(label, row(pool, vector));
            model.set(label, row(pool, vector));
          }
        }
        const indexed = through(index);
        expect(indexed.count).toBe(model.size);
        const papers = [...model].map(([label, vector]) => ({ label, vector }));
        const found = indexed.search(row(pool, 0), 8);
        expect([...found.labels].sort()).toEqual([...model.keys()].sort());
        const truth = nearest(papers, row(pool, 0), 8);
        for (const [i, value] of found.similarities.entries()) expect(value).toBeCloseTo(truth[i]!.similarity, 5);
      }),
      { numRuns: 60, seed: 1 },
    );
  });
}

/** The unit vector along one axis. */
function unit(dimension: number, axis: number): Float32Array {
  const vector = new Float32Array(dimension);
  vector[axis] = 1;
  return vector;
}
