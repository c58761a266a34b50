import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createHnsw, savedHnsw } from "../../src/knn/index.ts";
import { expectError } from "./expect-error.ts";
import { labelled, nearest, uniformVectors } from "./oracle.ts";

describe("the HNSW index", () => {
  it("refuses settings that make no graph", () => {
    expectError(() => createHnsw({ dimension: 8, M: 1 }), "bad-request", /M to be .* from 2 to 256, got 1/);
    expectError(() => createHnsw({ dimension: 8, efSearch: 0 }), "bad-request", /efSearch .*got 0/);
    expectError(() => createHnsw({ dimension: 8, efConstruction: 2.5 }), "bad-request", /efConstruction .*got 2.5/);
    expectError(() => createHnsw({ dimension: 8, seed: -1 }), "bad-request", /seed .*got -1/);
  });

  it("grows beyond the capacity it was made with", () => {
    const papers = labelled(uniformVectors(5, 1500, 16));
    const index = createHnsw({ dimension: 16, capacity: 10 });
    for (const { label, vector } of papers) index.upsert(label, vector);
    expect(index.count).toBe(1500);
    for (const { label, vector } of papers.slice(0, 20)) expect(index.search(vector, 1).labels[0]).toBe(label);
  });

  it("takes many updates of few vectors without growing without end", () => {
    const papers = labelled(uniformVectors(6, 1000, 16));
    const index = createHnsw({ dimension: 16 });
    for (const [i, { vector }] of papers.entries()) index.upsert(1 + (i % 10), vector);
    expect(index.count).toBe(10);
    const folder = mkdtempSync(join(tmpdir(), "orrery-hnsw-"));
    index.save(join(folder, "index"), { model: "m", revision: 1 });
    expect(savedHnsw(join(folder, "index"))?.bodyBytes).toBeLessThan(10_000);
    rmSync(folder, { recursive: true });
    const last = papers.slice(-10).map(({ vector }, i) => ({ label: i + 1, vector }));
    const query = papers[0]!.vector;
    expect([...index.search(query, 10).labels]).toEqual(nearest(last, query, 10).map(({ label }) => label));
  });
});
